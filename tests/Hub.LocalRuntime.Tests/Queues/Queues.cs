using Hub.Testing;

namespace Hub.LocalRuntime.Tests;

public sealed class Queues : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly Probe<string> _seen = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_reaches_its_function()
    {
        await using var app = await App().StartAsync();
        await app.Queues.SendAsync("work", "een kraan");

        Assert.Equal("een kraan", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_function_is_told_the_id_of_its_message_and_which_delivery_it_is()
    {
        await using var app = await new TestApp(_folder).Functions<Told>().Service(_seen).StartAsync();
        await app.Queues.SendAsync("told", "stubborn");

        Assert.Equal(["message 1, delivery 1", "message 1, delivery 2"], await _seen.NextAsync(2));
    }

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_sent()
    {
        await using var app = await App().StartAsync();
        await app.Queues.SendAsync("work", [.. Enumerable.Range(0, 50).Select(number => new QueueMessage($"{number}"))]);
        for (var number = 50; number < 60; number++) await app.Queues.SendAsync("work", $"{number}");

        Assert.Equal(Enumerable.Range(0, 60).Select(number => $"{number}"), await _seen.NextAsync(60));
    }

    [Fact]
    public async Task A_batch_is_taken_whole_or_not_at_all()
    {
        await using var app = await App().StartAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () => await app.Queues.SendAsync("idle", [new QueueMessage("good"), new QueueMessage(null!)]));
        Assert.Equal(new QueueCounts(0, 0, 0), app.Inspector.Count("idle"));
    }

    [Fact]
    public async Task A_message_that_fails_comes_again()
    {
        var failures = 2;
        await using var app = await App((_, _) => failures-- > 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask).StartAsync();
        await app.Queues.SendAsync("work", "stubborn");
        await app.Queues.SendAsync("work", "next");

        Assert.Equal(["stubborn", "stubborn", "stubborn", "next"], await _seen.NextAsync(4));
    }

    [Fact]
    public async Task After_its_last_delivery_a_message_is_a_dead_letter_with_the_reason()
    {
        await using var app = await App((body, _) => body == "bad" ? throw new InvalidOperationException("Mrs. Jansen, 06-12345678") : Task.CompletedTask)
            .Options(options => options.MaxDeliveryCount = 3)
            .StartAsync();
        await app.Queues.SendAsync("work", "bad");
        await app.Queues.SendAsync("work", "good");
        Assert.Equal(["bad", "bad", "bad", "good"], await _seen.NextAsync(4));

        var dead = Assert.Single(app.Inspector.ListDeadLetters("work"));
        Assert.Equal(("bad", 3, _clock.GetUtcNow()), (dead.Body, dead.Deliveries, dead.DiedAt));
        Assert.Equal("MaxDeliveryCountExceeded: System.InvalidOperationException", dead.Reason);
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time()
    {
        await using var app = await App().StartAsync();
        await app.Queues.SendAsync("work", "later", _clock.GetUtcNow().AddMinutes(10));
        await app.Queues.SendAsync("work", "now");
        Assert.Equal("now", await _seen.NextAsync());

        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(new QueueCounts(0, 1, 0), app.Inspector.Count("work"));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("later", await _seen.NextAsync());
    }

    [Fact]
    public async Task Scheduled_messages_come_in_the_order_of_their_times()
    {
        await using var app = await App().StartAsync();
        foreach (var minutes in new[] { 3, 1, 2 }) await app.Queues.SendAsync("work", $"{minutes}", _clock.GetUtcNow().AddMinutes(minutes));

        foreach (var expected in new[] { "1", "2", "3" })
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(expected, await _seen.NextAsync());
        }
    }

    [Fact]
    public async Task No_more_messages_are_handled_at_once_than_host_json_allows()
    {
        var gates = new Dictionary<string, Gate> { ["1"] = new(), ["2"] = new(), ["3"] = new() };
        await using var app = await App((body, token) => gates[body].PassAsync(token))
            .HostJson(TestApp.HostJsonOf(", \"maxConcurrentCalls\": 2"))
            .StartAsync();
        await app.Queues.SendAsync("work", [new QueueMessage("1"), new QueueMessage("2"), new QueueMessage("3")]);
        Assert.Equal(["1", "2"], (await _seen.NextAsync(2)).Order());
        Assert.Equal(1, app.Inspector.Count("work").Waiting);

        gates["2"].Open();
        Assert.Equal("3", await _seen.NextAsync());
        gates["1"].Open();
        gates["3"].Open();
    }

    [Fact]
    public async Task A_lock_is_renewed_while_the_handler_runs()
    {
        var gate = new Gate();
        await using var app = await App((body, token) => body == "long" ? gate.PassAsync(token) : Task.CompletedTask)
            .HostJson(TestApp.HostJsonOf(", \"maxConcurrentCalls\": 2, \"maxAutoLockRenewalDuration\": \"00:10:00\""))
            .Options(options => options.LockDuration = TimeSpan.FromMinutes(1))
            .StartAsync();
        await app.Queues.SendAsync("work", "long");
        await _seen.NextAsync();
        _clock.Advance(TimeSpan.FromMinutes(9));

        // Were the first one free again, it would come before the second.
        await app.Queues.SendAsync("work", "second");
        Assert.Equal("second", await _seen.NextAsync());
        gate.Open();
    }

    [Fact]
    public async Task A_lock_that_is_lost_lets_the_message_come_again()
    {
        var gate = new Gate();
        await using var app = await App((_, token) => gate.PassAsync(token))
            .HostJson(TestApp.HostJsonOf(", \"maxConcurrentCalls\": 2, \"maxAutoLockRenewalDuration\": \"00:00:00\""))
            .Options(options => options.LockDuration = TimeSpan.FromMinutes(1))
            .StartAsync();
        await app.Queues.SendAsync("work", "hangs");
        await _seen.NextAsync();

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("hangs", await _seen.NextAsync());
        gate.Open();
    }

    [Fact]
    public async Task A_message_that_nothing_completes_comes_again_when_its_lock_ends()
    {
        await using var app = await App().HostJson(TestApp.HostJsonOf(", \"autoCompleteMessages\": false")).StartAsync();
        await app.Queues.SendAsync("work", "unsettled");
        await app.Queues.SendAsync("work", "after it");
        Assert.Equal(["unsettled", "after it"], await _seen.NextAsync(2));

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("unsettled", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_handler_that_exceeds_the_function_timeout_is_told_to_give_up()
    {
        var calls = 0;
        await using var app = await App((_, token) => calls++ == 0 ? new Gate().PassAsync(token) : Task.CompletedTask)
            .HostJson("""{ "version": "2.0", "functionTimeout": "00:05:00", "extensions": { "serviceBus": { "maxConcurrentCalls": 1 } } }""")
            .StartAsync();
        await app.Queues.SendAsync("work", "slow");
        await _seen.NextAsync();

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("slow", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_queue_takes_its_name_from_a_setting()
    {
        await using var app = await new TestApp(_folder).Functions<NamedBySetting>().Service(_seen).Args("--Queues:Lanes", "lanes").StartAsync();
        await app.Queues.SendAsync("lanes", "look");

        Assert.Equal("look", await _seen.NextAsync());
    }

    private TestApp App(Func<string, CancellationToken, Task>? handle = null) => new TestApp(_folder)
        .Functions<Work>()
        .Clock(_clock)
        .Service<Func<string, CancellationToken, Task>>((body, token) =>
        {
            _seen.Report(body);
            return handle?.Invoke(body, token) ?? Task.CompletedTask;
        });

    private sealed class Work(Func<string, CancellationToken, Task> handle)
    {
        [Function("work")]
        public Task RunAsync([ServiceBusTrigger("work")] string body, CancellationToken cancellationToken) => handle(body, cancellationToken);
    }

    private sealed class Told(Probe<string> seen)
    {
        [Function("told")]
        public void Run([ServiceBusTrigger("told")] string body, FunctionContext context)
        {
            var data = context.BindingContext.BindingData;
            seen.Report($"message {data["MessageId"]}, delivery {data["DeliveryCount"]}");
            if (data["DeliveryCount"] is "1") throw new InvalidOperationException(body);
        }
    }

    private sealed class NamedBySetting(Probe<string> seen)
    {
        [Function("lanes")]
        public void Run([ServiceBusTrigger("%Queues:Lanes%")] string body) => seen.Report(body);
    }
}
