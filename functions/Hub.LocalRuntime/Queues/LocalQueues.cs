using System.Collections.Concurrent;

namespace Hub.LocalRuntime;

/// <summary>All queues of this runtime, in memory: what waits in them ends with the process, and the app sends it again at its next start.</summary>
internal sealed class LocalQueues(TimeProvider clock) : IQueueSender, IQueueInspector, IDisposable
{
    private readonly ConcurrentDictionary<string, LocalQueue> _queues = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>The queue of this name; made when it is not there.</summary>
    public LocalQueue this[string name] => Find(name);

    public ValueTask SendAsync(string queue, string body, DateTimeOffset? scheduledFor = null, CancellationToken cancellationToken = default) =>
        SendAsync(queue, [new QueueMessage(body, scheduledFor)], cancellationToken);

    public ValueTask SendAsync(string queue, IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        if (messages.Any(m => m?.Body is null)) throw new ArgumentException("A message without a body cannot be sent.", nameof(messages));
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Find(queue).Add([.. messages.Select(m => new QueuedMessage(Interlocked.Increment(ref _sequence), m.Body, m.Key, VisibleAt(m.ScheduledFor, now)))]);
        return ValueTask.CompletedTask;
    }

    public QueueCounts Count(string queue) => Find(queue).Count;

    public IReadOnlyList<DeadMessage> ListDeadLetters(string queue, int max = 100) => Find(queue).ListDead(max);

    public bool ReplayDeadLetter(string queue, long sequence) =>
        Find(queue).ReplayDead(sequence, Interlocked.Increment(ref _sequence));

    public bool RemoveDeadLetter(string queue, long sequence) => Find(queue).RemoveDead(sequence);

    public void Dispose()
    {
        foreach (var queue in _queues.Values) queue.Dispose();
    }

    private static long VisibleAt(DateTimeOffset? scheduledFor, long now)
    {
        if (scheduledFor is not { } moment) return now;
        var at = moment.ToUnixTimeMilliseconds();
        // Rounded up, so that a message never comes before its moment.
        return DateTimeOffset.FromUnixTimeMilliseconds(at) < moment ? at + 1 : at;
    }

    private LocalQueue Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _queues.GetOrAdd(name.ToLowerInvariant(), static (_, clock) => new LocalQueue(clock), clock);
    }
}
