using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.LocalRuntime;

/// <summary>
/// Starts the triggers when the app listens, and stops them gracefully: nothing new begins, what runs ends, its result is written. HTTP stops first, since a
/// request may still put messages on a queue.
/// </summary>
internal sealed class RuntimeService(
    FunctionCatalog catalog,
    HostJson hostJson,
    LocalRuntimeOptions options,
    RuntimeStore store,
    LocalQueues queues,
    RuntimeLife life,
    RunningWork running,
    TimeProvider clock,
    IServiceProvider services,
    ILogger<RuntimeService> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>What functions get to end in, once the host's time for stopping is over and their tokens are cancelled.</summary>
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits before it says for whom, and between two times that it does.</summary>
    private static readonly TimeSpan BetweenNotices = TimeSpan.FromSeconds(2);

    private List<ITriggerPump> _pumps = [];
    private readonly CancellationTokenSource _stopped = new();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="StartException">A trigger is wrong.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (store.OpenToOthers.Count > 0)
            log.LogWarning("Other users may read {Path} and {More} more in the data directory: this user could not take their rights away.",
                store.OpenToOthers[0], store.OpenToOthers.Count - 1);
        var parts = new RuntimeParts(options, hostJson, store, queues, services, life, running);
        _pumps = [.. catalog.Functions.Select(function => PumpOf(function, parts)).OfType<ITriggerPump>()];
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var pump in _pumps) pump.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        life.Stop();
        _ = LogWaitedForAsync(_stopped.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        life.Stop();
        var drained = Task.WhenAll(_pumps.Select(pump => pump.DrainAsync()));
        try
        {
            await drained.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            life.Force();
            try
            {
                await drained.WaitAsync(LastGrace, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                log.LogError("Functions still run after the time for stopping; what they handle comes again at the next start.");
            }
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => _stopped.CancelAsync();

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    // A stop may take as long as the slowest request: whoever waits for it hears why.
    private async Task LogWaitedForAsync(CancellationToken stopped)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenNotices, clock, stopped);
                if (running.Describe() is { Length: > 0 } whom) log.LogInformation("The stop waits for {Whom}.", whom);
            }
        }
        catch (OperationCanceledException)
        {
            // All has stopped.
        }
    }

    /// <returns>Null for an HTTP function, which has a route instead.</returns>
    private static ITriggerPump? PumpOf(FunctionDescriptor function, RuntimeParts parts) => function.Trigger switch
    {
        HttpTriggerAttribute => null,
        ServiceBusTriggerAttribute trigger => new QueuePump(function, trigger, parts),
        TimerTriggerAttribute trigger => new TimerPump(function, trigger, parts),
        CosmosDBTriggerAttribute trigger => FeedPumpOf(function, trigger, parts),
        var other => throw function.Wrong($"the trigger {other.GetType().Name} is not known."),
    };

    private static ITriggerPump FeedPumpOf(FunctionDescriptor function, CosmosDBTriggerAttribute trigger, RuntimeParts parts)
    {
        var type = function.TriggerParameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            throw function.Wrong($"parameter {function.TriggerParameter.Name} is a {type.Name}, and IReadOnlyList<document> is expected for its trigger.");
        var pump = typeof(ChangeFeedPump<>).MakeGenericType(type.GetGenericArguments());
        // Without the wrapping that reflection gives an exception: a wrong declaration is told as it is.
        return (ITriggerPump)Activator.CreateInstance(
            pump, System.Reflection.BindingFlags.DoNotWrapExceptions | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance,
            null, [function, trigger, parts], null)!;
    }
}
