using Hub.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.LocalRuntime.Tests;

public sealed class Stopping : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Probe<string> _seen = new();
    private readonly Gate _gate = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stop_lets_a_handler_end_and_its_message_is_done()
    {
        var app = await App().StartAsync();
        await app.Queues.SendAsync("work", "running");
        await _seen.NextAsync();
        var stop = app.StopAsync();
        Assert.True(app.Stopping.IsCancellationRequested);
        Assert.False(stop.IsCompleted);
        _gate.Open();
        await app.DisposeAsync();

        await using var restarted = await App().StartAsync();
        await restarted.Queues.SendAsync("work", "next");
        Assert.Equal("next", await _seen.NextAsync());
    }

    [Fact]
    public async Task What_has_not_begun_does_not_begin_during_a_stop()
    {
        var app = await App().StartAsync();
        await app.Queues.SendAsync("work", "running");
        await app.Queues.SendAsync("work", "waiting");
        await _seen.NextAsync();
        var stop = app.StopAsync();
        _gate.Open();
        await stop.Soon();
        Assert.True(_seen.IsEmpty);
        Assert.Equal(1, app.Inspector.Count("work").Waiting);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_request_under_way_is_answered_and_may_still_send_messages()
    {
        var app = await App().StartAsync();
        var request = app.Http.PostAsync("/send", null);
        Assert.Equal("request", await _seen.NextAsync());
        var stop = app.StopAsync();
        _gate.Open();
        using var response = await request.Soon();
        Assert.True(response.IsSuccessStatusCode);
        await stop.Soon();
        Assert.Equal(1, app.Inspector.Count("work").Waiting);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task When_the_time_for_stopping_is_over_a_handler_is_told_to_give_up()
    {
        await using var app = await App()
            .Service<Microsoft.Extensions.Options.IConfigureOptions<HostOptions>>(
                new Microsoft.Extensions.Options.ConfigureOptions<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(50)))
            .StartAsync();
        await app.Queues.SendAsync("work", "endless");
        await _seen.NextAsync();
        await app.StopAsync().Soon();

        Assert.Equal("gave up", await _seen.NextAsync());
    }

    [Fact]
    public async Task A_stop_says_for_whom_it_waits()
    {
        var clock = new FakeClock(DateTimeOffset.UtcNow);
        var logs = new Lines();
        var app = await App().Clock(clock).Service<ILoggerProvider>(logs).StartAsync();
        await app.Queues.SendAsync("work", "running");
        await _seen.NextAsync();
        var request = app.Http.PostAsync("/send", null);
        await _seen.NextAsync();
        var stop = app.StopAsync();
        while (!logs.All.Any(l => l.Contains("waits for", StringComparison.Ordinal)))
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }
        _gate.Open();
        (await request).Dispose();
        await app.DisposeAsync();

        var line = logs.All.First(l => l.Contains("waits for", StringComparison.Ordinal));
        Assert.Contains("function work (for ", line, StringComparison.Ordinal);
        Assert.Contains("POST send (for ", line, StringComparison.Ordinal);
    }

    private TestApp App() => new TestApp(_folder).Functions<Slow>().Service(_seen).Service(_gate);

    private sealed class Slow(Probe<string> seen, Gate gate, IQueueSender queues)
    {
        [Function("work")]
        public async Task WorkAsync([ServiceBusTrigger("work")] string body, CancellationToken cancellationToken)
        {
            seen.Report(body);
            try
            {
                await gate.PassAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                seen.Report("gave up");
                throw;
            }
        }

        [Function("send")]
        public async Task<IResult> SendAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellationToken)
        {
            seen.Report("request");
            await gate.PassAsync(cancellationToken);
            await queues.SendAsync("work", "sent late", cancellationToken: cancellationToken);
            return Results.Accepted();
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = [];

        public IEnumerable<string> All => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
