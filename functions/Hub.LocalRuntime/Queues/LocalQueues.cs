using System.Collections.Concurrent;
using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>All queues of this runtime.</summary>
internal sealed class LocalQueues : IQueueSender, IQueueInspector, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, LocalQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>Takes up what stands in the file. What was locked when the last process ended is there again at once: nobody else can hold it.</summary>
    public LocalQueues(SqliteDatabase database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
        foreach (var (queue, sequence, visibleAt) in database.Read(QueueTable.Living)) Find(queue).Add(sequence, visibleAt);
    }

    /// <summary>The queue of this name; made when it is not there.</summary>
    public LocalQueue this[string name] => Find(Normal(name));

    public async ValueTask SendAsync(string queue, string body, DateTimeOffset? scheduledFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var name = Normal(queue);
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var visibleAt = VisibleAt(scheduledFor, now);
        // Added to the queue by the writer itself, so that messages stand in it in the order in which they became durable.
        await _database.WriteAsync(
            s => QueueTable.Insert(s, name, body, now, visibleAt),
            sequence => Find(name).Add(sequence, visibleAt),
            cancellationToken);
    }

    public async ValueTask SendAsync(string queue, IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0) return;
        var name = Normal(queue);
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        await _database.WriteAsync(
            s => messages.Select(message =>
            {
                var visibleAt = VisibleAt(message.ScheduledFor, now);
                return (Sequence: QueueTable.Insert(s, name, message.Body, now, visibleAt), VisibleAt: visibleAt);
            }).ToList(),
            written =>
            {
                var there = Find(name);
                foreach (var (sequence, visibleAt) in written) there.Add(sequence, visibleAt);
            },
            cancellationToken);
    }

    public QueueCounts Count(string queue)
    {
        var name = Normal(queue);
        var (ready, scheduled) = Find(name).Count;
        return new QueueCounts(ready, scheduled, _database.Read(s => QueueTable.CountDead(s, name)));
    }

    public IReadOnlyList<DeadLetter> ListDeadLetters(string queue, int max = 100)
    {
        var name = Normal(queue);
        return _database.Read(s => QueueTable.Dead(s, name, max));
    }

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

    private static string Normal(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name.ToLowerInvariant();
    }

    private LocalQueue Find(string name) => _queues.GetOrAdd(name, static (_, clock) => new LocalQueue(clock), _clock);
}
