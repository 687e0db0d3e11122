using System.Collections.Concurrent;
using System.Globalization;

namespace Hub.WorkerHost;

/// <summary>
/// A queue and its trigger: hands each message over when it is due, again where the function fails, and keeps it as a dead letter after that many tries. As in
/// Service Bus, messages run side by side and have no order.
/// </summary>
/// <param name="host">Runs the function.</param>
/// <param name="function">Its name.</param>
/// <param name="maxDeliveryCount">Tries of one message.</param>
public sealed class QueuePump(FunctionsHost host, string function, int maxDeliveryCount = 10) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ConcurrentQueue<string> _dead = new();
    private readonly SemaphoreSlim _calls = new(64);
    private readonly CancellationTokenSource _stop = new();
    private long _messages;

    /// <summary>Bodies of messages that failed at every try.</summary>
    public IReadOnlyCollection<string> DeadLetters => _dead;

    /// <summary>Takes a message in.</summary>
    /// <param name="body">Its text.</param>
    /// <param name="at">When it is due; null for at once.</param>
    public void Send(string body, DateTimeOffset? at)
    {
        var work = RunAsync(body, at);
        _running[work] = true;
        work.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _calls.Dispose();
    }

    private async Task RunAsync(string body, DateTimeOffset? at)
    {
        if (at - DateTimeOffset.UtcNow is { } wait && wait > TimeSpan.Zero) await Task.Delay(wait, _stop.Token);
        var id = Interlocked.Increment(ref _messages).ToString(CultureInfo.InvariantCulture);
        for (var delivery = 1; delivery <= maxDeliveryCount; delivery++)
        {
            var metadata = new Dictionary<string, object?> { ["MessageId"] = id, ["DeliveryCount"] = delivery };
            await _calls.WaitAsync(_stop.Token);
            try
            {
                if ((await host.InvokeAsync(function, body, metadata, _stop.Token)).Succeeded) return;
            }
            finally
            {
                _calls.Release();
            }
        }
        _dead.Enqueue(body);
    }
}
