using Hub.Application;
using Hub.Application.Deliveries;

namespace Hub.Functions.Endpoints;

/// <summary>Signals of lanes that failed at every delivery. The hub works: the sweep signals their lanes again.</summary>
public sealed class DeadLetterHealth(IDeadLetters deadLetters, TimeProvider clock) : IDependency
{
    private const int MostCounted = 100;

    // Whoever asks whether the hub is well does not wait for a queue.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var page = await deadLetters.ListAsync(MostCounted, either.Token);
            if (page.Items.Count == 0) return new DependencyState(Name, DependencyState.Ok, null, "0 dead letters");
            var latest = page.Items.MaxBy(d => d.EnqueuedAt)!;
            var number = page.HasMore ? $"{page.Items.Count} or more" : $"{page.Items.Count}";
            return new DependencyState(Name, DependencyState.Degraded, null,
                $"{number} dead letter{(number == "1" ? "" : "s")} in the queue {latest.Queue}, the latest because of {latest.Reason}");
        }
        catch (StoreException e)
        {
            // Degraded and not down: messages are received without it.
            return new DependencyState(Name, DependencyState.Degraded, null, e.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new DependencyState(Name, DependencyState.Degraded, null, "The queue of signals did not answer in time.");
        }
    }
}
