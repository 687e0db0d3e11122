using Hub.Application;
using Hub.Application.Deliveries;

namespace Hub.Functions.Endpoints;

/// <summary>
/// Messages of queues that failed at every delivery. The hub works: the lanes of signals are signalled again by the sweep, and a partner's messages wait for a
/// replay.
/// </summary>
public sealed class DeadLetterHealth(IDeadLetters deadLetters, TimeProvider clock) : IDependency
{
    private const int MostCounted = 100;

    // Whoever asks whether the hub is well does not wait for a queue.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public string Name => "signals";

    private static string OfQueue(IGrouping<string, DeadLetter> queue)
    {
        var (count, latest) = (queue.Count(), queue.MaxBy(d => d.EnqueuedAt)!);
        var number = count == MostCounted ? $"{count} or more" : $"{count}";
        return $"{number} dead letter{(count == 1 ? "" : "s")} in the queue {queue.Key}, the latest because of {latest.Reason}";
    }

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var page = await deadLetters.ListAsync(MostCounted, either.Token);
            if (page.Items.Count == 0) return new DependencyState(Name, DependencyState.Ok, null, "0 dead letters");
            return new DependencyState(Name, DependencyState.Degraded, null, string.Join("; ", page.Items.GroupBy(d => d.Queue).Select(OfQueue)));
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
