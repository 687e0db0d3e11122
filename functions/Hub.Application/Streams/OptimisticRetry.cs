using Hub.Domain.Orders;

namespace Hub.Application.Streams;

/// <summary>Deciding on an order while others do too.</summary>
public static class OptimisticRetry
{
    /// <summary>
    /// How often one decides anew. Of two at once the loser decides again on what the winner left; each round somebody wins, so this bound is reached only
    /// where the store answers wrongly.
    /// </summary>
    public const int Most = 100;

    /// <summary>Decides on what stands, and appends it; again where somebody else was first. Durable when it returns.</summary>
    /// <param name="log">The log.</param>
    /// <param name="id">The order.</param>
    /// <param name="decide">The events to append, and what to answer then; without events it is answered at once.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<T> DecideAsync<T>(
        this IOrderLog log, OrderId id, Func<OrderStream, ValueTask<(IReadOnlyList<RecordedEvent> Events, T Answer)>> decide, CancellationToken cancel)
    {
        for (var round = 0; round < Most; round++)
        {
            var stream = await log.LoadAsync(id, cancel);
            var (events, answer) = await decide(stream);
            if (events.Count == 0 || await log.AppendAsync(id, stream.Version, events, null, cancel) is AppendOutcome.Appended) return answer;
        }
        throw NeverEnds($"order {id}");
    }

    internal static InvalidOperationException NeverEnds(string what) => new($"The order log conflicted {Most} times on {what}.");
}
