using System.Collections.Concurrent;
using Hub.Domain.Orders;

namespace Hub.Embedded.Database;

/// <summary>
/// Streams of orders placed lately, in memory: an order is read many times in its first seconds (relay, lanes, answers).
/// Only the writer's thread changes it, after each commit and in the order of commits, so what stands here is what
/// stands in the file; a reader never adds what it read, which might be old by then.
/// </summary>
internal sealed class RecentStreams
{
    // Typically 5 kB each; a large order is read from the file.
    private const int Most = 4_000;
    private const int LargestInBytes = 32 * 1024;

    private readonly ConcurrentDictionary<OrderId, OrderStream> _streams = new();
    private readonly Queue<OrderId> _byAge = new();

    /// <summary>The whole stream, or null where it is not here.</summary>
    public OrderStream? Find(OrderId order) => _streams.GetValueOrDefault(order);

    /// <summary>Takes in what was committed. On the writer's thread only.</summary>
    public void Appended(OrderId order, int after, IReadOnlyList<RecordedEvent> events, int bytes)
    {
        if (bytes > LargestInBytes)
        {
            _streams.TryRemove(order, out _);
        }
        else if (after == 0)
        {
            _streams[order] = new OrderStream([.. events]);
            _byAge.Enqueue(order);
            if (_byAge.Count > Most) _streams.TryRemove(_byAge.Dequeue(), out _);
        }
        else if (_streams.TryGetValue(order, out var known))
        {
            _streams[order] = new OrderStream([.. known.Events, .. events]);
        }
    }
}
