using Hub.Testing;

namespace Hub.LocalRuntime.Tests;

public sealed class Change_feed : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly ListSource _source = new();
    private readonly Probe<string> _batches = new();
    private Func<Task> _work = () => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Documents_come_in_their_order_in_batches_of_the_size_asked()
    {
        _source.Add("a", "b", "c", "d", "e");
        await using var app = await App<FromBeginning>().StartAsync();

        Assert.Equal(["ab", "cd", "e"], await _batches.NextAsync(3));
    }

    [Fact]
    public async Task News_comes_at_once()
    {
        await using var app = await App<FromBeginning>().StartAsync();
        _source.Add("a");
        Assert.Equal("a", await _batches.NextAsync());
        _source.Add("b");
        Assert.Equal("b", await _batches.NextAsync());
    }

    [Fact]
    public async Task A_failed_batch_is_repeated_and_never_passed()
    {
        var failures = 2;
        _work = () => failures-- > 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        _source.Add("a", "b", "c");
        await using var app = await App<FromBeginning>().StartAsync();

        Assert.Equal("ab", await _batches.NextAsync());
        await TurnAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("ab", await _batches.NextAsync());
        await TurnAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["ab", "c"], await _batches.NextAsync(2));
    }

    [Fact]
    public async Task Without_a_retry_attribute_a_failed_batch_is_repeated_after_growing_pauses()
    {
        var failures = 2;
        _work = () => failures-- > 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        await using var app = await App<FromNow>().StartAsync();
        await _source.WaitedForAsync();
        _source.Add("a");

        Assert.Equal("a", await _batches.NextAsync());
        await TurnAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("a", await _batches.NextAsync());
        await TurnAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("a", await _batches.NextAsync());
    }

    [Fact]
    public async Task A_batch_is_passed_when_its_attribute_allows_no_more_repeats()
    {
        _work = () => throw new InvalidOperationException("always");
        _source.Add("a");
        await using var app = await App<Once>().StartAsync();
        Assert.Equal("a", await _batches.NextAsync());
        _source.Add("b");

        Assert.Equal("b", await _batches.NextAsync());
    }

    [Fact]
    public async Task The_position_survives_a_restart()
    {
        _source.Add("a", "b", "c");
        await using (await App<FromBeginning>().StartAsync()) Assert.Equal(["ab", "c"], await _batches.NextAsync(2));

        _source.Add("d");
        await using var restarted = await App<FromBeginning>().StartAsync();
        Assert.Equal("d", await _batches.NextAsync());
    }

    [Fact]
    public async Task A_source_that_was_put_back_to_an_earlier_day_is_followed_from_its_beginning()
    {
        _source.Add("a", "b", "c");
        await using (await App<FromBeginning>().StartAsync()) Assert.Equal(["ab", "c"], await _batches.NextAsync(2));

        _source.PutBackTo(1);
        await using var restarted = await App<FromBeginning>().StartAsync();
        Assert.Equal("a", await _batches.NextAsync());
    }

    [Fact]
    public async Task A_batch_that_a_crash_interrupted_comes_again()
    {
        var gate = new Gate();
        _work = () => gate.PassAsync();
        _source.Add("a");
        await using var app = await App<FromBeginning>().StartAsync();
        Assert.Equal("a", await _batches.NextAsync());
        using var crashed = _folder.AfterCrash();
        gate.Open();

        await using var restarted = await App<FromBeginning>(crashed).StartAsync();
        Assert.Equal("a", await _batches.NextAsync());
    }

    [Fact]
    public async Task A_stop_leaves_a_failing_batch_for_the_next_start()
    {
        _work = () => throw new InvalidOperationException("not today");
        _source.Add("a");
        await using (await App<FromBeginning>().StartAsync()) Assert.Equal("a", await _batches.NextAsync());

        await using var restarted = await App<FromBeginning>().StartAsync();
        Assert.Equal("a", await _batches.NextAsync());
    }

    [Fact]
    public async Task A_function_that_does_not_start_from_the_beginning_starts_after_what_is_there()
    {
        _source.Add("old");
        await using var app = await App<FromNow>().StartAsync();
        await _source.WaitedForAsync();
        _source.Add("new");

        Assert.Equal("new", await _batches.NextAsync());
    }

    [Fact]
    public async Task Another_lease_prefix_starts_anew()
    {
        _source.Add("a");
        await using (await App<FromBeginning>().StartAsync()) await _batches.NextAsync();

        await using var app = await App<WithPrefix>().StartAsync();
        Assert.Equal("a", await _batches.NextAsync());
    }

    [Theory]
    [InlineData("letters//letters", "letters//before")]
    [InlineData("letters/never/letters", "letters//letters")]
    public async Task A_function_that_takes_over_goes_on_where_the_latest_of_the_earlier_ones_stopped(string latest, string before)
    {
        _source.Add("a");
        await using (await App<FromBeginning>().StartAsync()) await _batches.NextAsync();

        _source.Add("b");
        await using var app = await App<WithPrefix>().Options(o => o.EarlierCheckpoints["letters"] = [latest, before]).StartAsync();
        Assert.Equal("b", await _batches.NextAsync());
    }

    private TestApp App<TFunctions>(TempFolder? folder = null) => new TestApp(folder ?? _folder)
        .Functions<TFunctions>()
        .Clock(_clock)
        .Service<IChangeSource<Letter>>(_source)
        .Service<Func<IReadOnlyList<Letter>, Task>>(batch =>
        {
            _batches.Report(string.Concat(batch.Select(letter => letter.Text)));
            return _work();
        });

    private async Task TurnAsync(TimeSpan pause)
    {
        await _clock.WhenArmedAsync(_clock.GetUtcNow() + pause).Soon();
        _clock.Advance(pause);
    }

    internal sealed record Letter(string Text);

    private sealed class FromBeginning(Func<IReadOnlyList<Letter>, Task> run)
    {
        [Function("letters")]
        [FixedDelayRetry(-1, "00:00:10")]
        public Task RunAsync(
            [CosmosDBTrigger("hub", "letters", LeaseContainerName = "leases", StartFromBeginning = true,
                MaxItemsPerInvocation = 2)] IReadOnlyList<Letter> letters) => run(letters);
    }

    private sealed class WithPrefix(Func<IReadOnlyList<Letter>, Task> run)
    {
        [Function("letters")]
        public Task RunAsync([CosmosDBTrigger("hub", "letters", LeaseContainerPrefix = "again", StartFromBeginning = true)] IReadOnlyList<Letter> letters) =>
            run(letters);
    }

    private sealed class FromNow(Func<IReadOnlyList<Letter>, Task> run)
    {
        [Function("letters")]
        public Task RunAsync([CosmosDBTrigger("hub", "letters")] IReadOnlyList<Letter> letters, CancellationToken cancellationToken) => run(letters);
    }

    private sealed class Once(Func<IReadOnlyList<Letter>, Task> run)
    {
        [Function("letters")]
        [FixedDelayRetry(0, "00:00:10")]
        public Task RunAsync([CosmosDBTrigger("hub", "letters", StartFromBeginning = true)] IReadOnlyList<Letter> letters) => run(letters);
    }

    /// <summary>A change source over a list; a document's position is its place in it, from 1.</summary>
    private sealed class ListSource : IChangeSource<Letter>
    {
        private readonly object _gate = new();
        private readonly List<Letter> _letters = [];
        private readonly TaskCompletionSource _waitedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string ContainerName => "letters";

        public void Add(params string[] texts)
        {
            lock (_gate)
            {
                _letters.AddRange(texts.Select(text => new Letter(text)));
                _news.TrySetResult();
                _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public void PutBackTo(int count)
        {
            lock (_gate) _letters.RemoveRange(count, _letters.Count - count);
        }

        /// <summary>Ends when a function has handled everything and waits for news.</summary>
        public Task WaitedForAsync() => _waitedFor.Task.Soon();

        public ValueTask<ChangePage<Letter>> ReadAsync(long after, int max, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                List<Letter> page = [.. _letters.Skip((int)after).Take(max)];
                return new ValueTask<ChangePage<Letter>>(new ChangePage<Letter>(page, after + page.Count));
            }
        }

        public Task WaitAsync(long after, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                if (_letters.Count > after) return Task.CompletedTask;
                _waitedFor.TrySetResult();
                return _news.Task.WaitAsync(cancellationToken);
            }
        }

        public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken)
        {
            lock (_gate) return new ValueTask<long>(_letters.Count);
        }
    }
}
