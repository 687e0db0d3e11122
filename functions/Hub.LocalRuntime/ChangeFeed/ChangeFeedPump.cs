using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime;

/// <summary>Hands the changes of a container to a function, batch by batch in their order. A batch that fails is repeated; the feed waits for it.</summary>
internal sealed class ChangeFeedPump<T> : ITriggerPump
{
    private const int StandardBatch = 100;

    private readonly RuntimeParts _runtime;
    private readonly IChangeSource<T> _source;
    private readonly FeedCheckpoint _checkpoint;
    private readonly RetryPolicy _retry;
    private readonly FunctionRunner _runner;
    private readonly ILogger _log;
    private readonly int _batch;
    private readonly bool _fromBeginning;
    private Task _running = Task.CompletedTask;

    public ChangeFeedPump(FunctionDescriptor function, CosmosDBTriggerAttribute trigger, RuntimeParts runtime)
    {
        var container = SettingReference.Resolve(function, trigger.ContainerName, runtime.Configuration);
        _source = runtime.Services.GetServices<IChangeSource<T>>().FirstOrDefault(source => source.ContainerName == container)
            ?? throw function.Wrong($"an IChangeSource<{typeof(T).Name}> with ContainerName \"{container}\" is expected among the services.");
        _runtime = runtime;
        _log = runtime.LogOf(function);
        _checkpoint = new FeedCheckpoint(
            $"{container}/{trigger.LeaseContainerPrefix}/{function.Name}",
            runtime.Options.EarlierCheckpoints.TryGetValue(function.Name, out var earlier) ? earlier : [],
            runtime.Database, runtime.Clock, _log);
        _retry = RetryPolicy.Of(function, RetryPolicy.Always);
        _runner = new FunctionRunner(function, runtime);
        _batch = trigger.MaxItemsPerInvocation > 0 ? trigger.MaxItemsPerInvocation : StandardBatch;
        _fromBeginning = trigger.StartFromBeginning;
    }

    public void Start() => _running = Task.Run(RunAsync);

    public async Task DrainAsync()
    {
        await _running;
        await _checkpoint.FlushAsync();
    }

    private async Task RunAsync()
    {
        var stopping = _runtime.Life.Stopping;
        long? position = null;
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                position ??= await FindStartAsync(stopping);
                var page = await _source.ReadAsync(position.Value, _batch, stopping);
                if (page.Documents.Count == 0 && page.Position <= position)
                {
                    await _source.WaitAsync(position.Value, stopping);
                    continue;
                }

                failures = 0;
                if (page.Documents.Count > 0 && !await HandleAsync(page.Documents)) return;
                position = page.Position;
                _checkpoint.Reached(page.Position);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The source failed, not the function: nothing was handed out, and the feed goes on from the same place.
                var (trace, why) = _runtime.Options.Describe(error);
                _log.LogError(trace, "The change source {Container} could not be read; tried again after a pause. {Why}", _source.ContainerName, why);
                await PauseAsync(RetryPolicy.Always.PauseBefore(++failures)!.Value);
            }
        }
    }

    private async Task<long> FindStartAsync(CancellationToken stopping)
    {
        if (_checkpoint.Read() is { } known)
        {
            var last = await _source.GetLastPositionAsync(stopping);
            if (known <= last)
            {
                // Written again, so that a position that was taken over does not follow its former owner any longer.
                await _checkpoint.WriteFirstAsync(known);
                return known;
            }
            // The source was put back to an earlier day: waiting for it to catch up would pass over all that is new until then.
            _log.LogError("The feed of {Container} stands at {Known} and its source ends at {Last}: it starts from the beginning.",
                _source.ContainerName, known, last);
            await _checkpoint.WriteFirstAsync(0);
            return 0;
        }
        var start = _fromBeginning ? 0 : await _source.GetLastPositionAsync(stopping);
        await _checkpoint.WriteFirstAsync(start);
        return start;
    }

    /// <returns>False when the stop came before the batch succeeded: it stays for the next start.</returns>
    private async Task<bool> HandleAsync(IReadOnlyList<T> documents)
    {
        for (var retry = 1; ; retry++)
        {
            try
            {
                await _runner.RunAsync(documents);
                return true;
            }
            catch (Exception error)
            {
                if (_retry.PauseBefore(retry) is not { } pause)
                {
                    _log.LogError(error, "A batch of {Count} documents failed, attempt {Attempt}, and is passed over: its retry attribute allows no more.",
                        documents.Count, retry);
                    return true;
                }

                var (trace, why) = _runtime.Options.Describe(error);
                _log.LogError(trace, "A batch of {Count} documents failed, attempt {Attempt}; tried again after {Pause}. {Why}",
                    documents.Count, retry, pause, why);
                await PauseAsync(pause);
                if (_runtime.Life.Stopping.IsCancellationRequested) return false;
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _runtime.Clock, _runtime.Life.Stopping);
        }
        catch (OperationCanceledException)
        {
            // The stop ends the pause; the caller sees it.
        }
    }
}
