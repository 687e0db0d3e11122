namespace Hub.WorkerHost;

/// <summary>Some changed documents, in their order.</summary>
/// <param name="Position">Where the feed goes on after them.</param>
/// <param name="Documents">The documents as a JSON array.</param>
public sealed record ChangedDocuments(long Position, string Documents);

/// <summary>A change feed and its trigger: hands batches over in their order, and the same batch again where the function fails.</summary>
public sealed class ChangeFeedPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="host">Runs the function.</param>
    /// <param name="function">Its name.</param>
    /// <param name="read">Waits for changes after a position and returns them.</param>
    public ChangeFeedPump(FunctionsHost host, string function, Func<long, CancellationToken, Task<ChangedDocuments>> read) =>
        _running = RunAsync(host, host.Functions[function], read);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(FunctionsHost host, LoadedFunction function, Func<long, CancellationToken, Task<ChangedDocuments>> read)
    {
        for (var position = 0L; ;)
        {
            var changes = await read(position, _stop.Token);
            // Of the retries that the hub's functions declare, only those without end keep the feed from moving past the batch.
            for (var repeats = 0; !(await host.InvokeAsync(function.Name, changes.Documents, cancel: _stop.Token)).Succeeded; repeats++)
            {
                if (function.Retry is not { } retry || (retry.Times >= 0 && repeats >= retry.Times)) break;
                await Task.Delay(retry.Pause, _stop.Token);
            }
            position = changes.Position;
        }
    }
}
