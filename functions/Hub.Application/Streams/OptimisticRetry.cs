using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>Optimistic concurrency: decides on a stream, and decides again where another append was first.</summary>
public static class OptimisticRetry
{
    /// <summary>
    /// Most attempts of one decision. Of two appends at once one succeeds, and the other is decided again on the result; so this bound is reached only
    /// where the store answers wrongly.
    /// </summary>
    public const int Most = 100;

    /// <summary>Loads a stream, decides, and appends; again where another append was first. Durable when it returns.</summary>
    /// <param name="log">The log.</param>
    /// <param name="id">The stream.</param>
    /// <param name="decide">The events to append, and the answer once they are durable; without events nothing is appended.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<T> DecideAsync<T>(
        this IEventLog log, StreamId id, Func<EventStream, ValueTask<(IReadOnlyList<RecordedEvent> Events, T Answer)>> decide, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Most; attempt++)
        {
            var stream = await log.LoadAsync(id, cancel);
            var (events, answer) = await decide(stream);
            if (events.Count == 0 || await log.AppendAsync(id, stream.Version, events, null, cancel) is AppendOutcome.Appended) return answer;
        }
        throw NeverEnds($"stream {id}");
    }

    /// <summary>Attempts something until it has a result.</summary>
    /// <param name="attempt">Loads, decides and writes; null where another write was first.</param>
    /// <param name="what">What is attempted, for the exception.</param>
    /// <exception cref="InvalidOperationException">Every attempt conflicted: the store answers wrongly.</exception>
    public static async Task<T> UntilWrittenAsync<T>(Func<Task<T?>> attempt, string what)
        where T : class
    {
        for (var count = 0; count < Most; count++)
            if (await attempt() is { } result) return result;
        throw NeverEnds(what);
    }

    private static InvalidOperationException NeverEnds(string what) => new($"The event log conflicted {Most} times on {what}.");
}
