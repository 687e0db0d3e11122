using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>The feed of changes, which the followers read.</summary>
public sealed class Following_the_log : IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();
    private readonly SqliteEventLog _log;

    public Following_the_log() => _log = new SqliteEventLog(_folder.Database, Given.Codecs);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private Task<AppendOutcome> AppendAsync(int order, int from, int to) =>
        _log.AppendAsync(Given.Order(order), from - 1, Given.Events(Given.Order(order), from, to), null, CancellationToken.None);

    [Fact]
    public async Task Changes_are_told_in_the_order_in_which_they_were_committed()
    {
        await AppendAsync(1, 1, 2);
        await AppendAsync(2, 1, 1);
        await AppendAsync(1, 3, 3);
        Assert.Equal(
            [new StreamChange(Given.Order(1), 1), new(Given.Order(1), 2), new(Given.Order(2), 1), new(Given.Order(1), 3)],
            _log.ReadChanges(0, 10).Changes);
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended()
    {
        await AppendAsync(1, 1, 5);
        var page = _log.ReadChanges(0, 2);
        Assert.Equal([3, 4], _log.ReadChanges(page.Position, 2).Changes.Select(c => c.Version));
    }

    [Fact]
    public async Task At_the_end_the_place_stays()
    {
        await AppendAsync(1, 1, 1);
        Assert.Equal(new LogPage(_log.LastPosition(), []).Position, _log.ReadChanges(_log.LastPosition(), 10).Position);
        Assert.Empty(_log.ReadChanges(_log.LastPosition(), 10).Changes);
    }

    [Fact]
    public async Task A_receipt_alone_and_a_conflict_are_no_change()
    {
        await AppendAsync(1, 1, 1);
        await _log.AppendAsync(Given.Order(1), 1, [], Given.Receipt(Given.Order(1)), CancellationToken.None);
        await AppendAsync(1, 1, 1);
        Assert.Single(_log.ReadChanges(0, 10).Changes);
    }

    [Fact]
    public async Task A_reader_that_follows_while_many_append_misses_nothing()
    {
        const int Orders = 200, Versions = 3;
        var seen = new List<StreamChange>();
        var follower = Task.Run(async () =>
        {
            var position = 0L;
            while (seen.Count < Orders * Versions)
            {
                await _log.WaitAsync(position, CancellationToken.None);
                var page = _log.ReadChanges(position, 7);
                position = page.Position;
                seen.AddRange(page.Changes);
            }
        });
        await Parallel.ForEachAsync(Enumerable.Range(1, Orders), async (order, _) =>
        {
            for (var v = 1; v <= Versions; v++) await AppendAsync(order, v, v);
        });
        await follower.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Orders * Versions, seen.Distinct().Count());
        Assert.All(seen.GroupBy(c => c.Stream), changes => Assert.Equal([1, 2, 3], changes.Select(c => c.Version)));
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_append()
    {
        var waiting = _log.WaitAsync(_log.LastPosition(), CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        await AppendAsync(1, 1, 1);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Waiting_for_what_is_there_does_not_wait()
    {
        await AppendAsync(1, 1, 1);
        Assert.True(_log.WaitAsync(0, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _log.WaitAsync(0, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
