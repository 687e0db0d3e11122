using Hub.Testing;

namespace Hub.LocalRuntime.Tests;

/// <summary>Messages with a key, which says what they are about.</summary>
public sealed class Merged_messages : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly Probe<string> _seen = new();
    private readonly Queue<Gate> _gates = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_of_one_key_that_wait_are_one()
    {
        var first = Hold();
        await using var app = await App().StartAsync();
        await SendAsync(app, "lane 1");
        await _seen.NextAsync();
        await SendAsync(app, "lane 2");
        await SendAsync(app, "lane 2");
        await SendAsync(app, "lane 3");
        Assert.Equal(2, app.Inspector.Count("work").Waiting);
        first.Open();

        Assert.Equal(["lane 2", "lane 3"], await _seen.NextAsync(2));
        await SendAsync(app, "last");
        Assert.Equal("last", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_message_that_comes_while_one_of_its_key_is_handled_is_handled_after_it_and_not_beside_it()
    {
        var first = Hold();
        await using var app = await App(atOnce: 2).StartAsync();
        await SendAsync(app, "lane 1");
        await _seen.NextAsync();
        await SendAsync(app, "lane 1");
        await SendAsync(app, "lane 1");

        // Another one passes: there is room, and lane 1 waits for its own.
        await SendAsync(app, "lane 2");
        Assert.Equal("lane 2", await _seen.NextAsync());
        Assert.Equal(1, app.Inspector.Count("work").Waiting);
        first.Open();

        Assert.Equal("lane 1", await _seen.NextAsync());
        await SendAsync(app, "last");
        Assert.Equal("last", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_message_that_fails_and_one_that_waited_for_it_are_one()
    {
        var first = Hold();
        await using var app = await App(failures: 1).StartAsync();
        await SendAsync(app, "lane 1");
        await _seen.NextAsync();
        await SendAsync(app, "lane 1");
        await SendAsync(app, "last");
        first.Open();

        Assert.Equal(["lane 1", "last"], await _seen.NextAsync(2));
        Assert.Equal(new QueueCounts(0, 0, 0), app.Inspector.Count("work"));
    }

    [Fact]
    public async Task Scheduled_messages_of_one_key_are_one_for_each_moment()
    {
        await using var app = await App().StartAsync();
        foreach (var minutes in new[] { 1, 2, 2, 1 }) await SendAsync(app, "lane 1", _clock.GetUtcNow().AddMinutes(minutes));
        Assert.Equal(2, app.Inspector.Count("work").Scheduled);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("lane 1", await _seen.NextAsync());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("lane 1", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_message_for_now_leaves_the_one_for_later()
    {
        await using var app = await App().StartAsync();
        await SendAsync(app, "lane 1", _clock.GetUtcNow().AddMinutes(1));
        await SendAsync(app, "lane 1");
        Assert.Equal("lane 1", await _seen.NextAsync());

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("lane 1", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_dead_letter_goes_when_a_later_message_of_its_key_is_done()
    {
        await using var app = await App(failures: 2).Options(options => options.MaxDeliveryCount = 1).StartAsync();
        await SendAsync(app, "lane 1");
        await SendAsync(app, "lane 2");
        await _seen.NextAsync(2);
        await SendAsync(app, "lane 1");
        await SendAsync(app, "last");
        Assert.Equal(["lane 1", "last"], await _seen.NextAsync(2));

        Assert.Equal("lane 2", Assert.Single(app.Inspector.ListDeadLetters("work")).Body);
    }

    private static ValueTask SendAsync(RunningApp app, string key, DateTimeOffset? at = null) => app.Queues.SendAsync("work", [new QueueMessage(key, at, key)]);

    // Holds the next message until the test lets it go.
    private Gate Hold()
    {
        var gate = new Gate();
        _gates.Enqueue(gate);
        return gate;
    }

    private TestApp App(int atOnce = 1, int failures = 0) => new TestApp(_folder)
        .Functions<Work>()
        .Clock(_clock)
        .HostJson($$"""{ "version": "2.0", "extensions": { "serviceBus": { "maxConcurrentCalls": {{atOnce}} } } }""")
        .Service<Func<string, CancellationToken, Task>>(async (body, token) =>
        {
            var gate = _gates.TryDequeue(out var next) ? next : null;
            _seen.Report(body);
            if (gate is not null) await gate.PassAsync(token);
            if (failures-- > 0) throw new InvalidOperationException("not yet");
        });

    private sealed class Work(Func<string, CancellationToken, Task> handle)
    {
        [Function("work")]
        public Task RunAsync([ServiceBusTrigger("work")] string body, CancellationToken cancellationToken) => handle(body, cancellationToken);
    }
}
