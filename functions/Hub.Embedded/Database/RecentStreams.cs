using System.Collections.Concurrent;
using Hub.Domain.Streams;

namespace Hub.Embedded.Database;

/// <summary>
/// Streams that began lately, in memory: a stream is read many times in its first seconds (followers, lanes, answers).
/// Only the writer's thread changes it, after each commit and in the order of commits, so it holds what the file holds;
/// a reader never adds what it read, which might be old by then.
/// </summary>
internal sealed class RecentStreams
{
    // Typically 5 kB each; a large stream is read from the file.
    private const int Most = 4_000;
    private const int LargestInBytes = 32 * 1024;

    private readonly ConcurrentDictionary<StreamId, EventStream> _streams = new();
    private readonly Queue<StreamId> _byAge = new();

    /// <summary>The whole stream, or null where it is not here.</summary>
    public EventStream? Find(StreamId stream) => _streams.GetValueOrDefault(stream);

    /// <summary>Takes in what was committed. On the writer's thread only.</summary>
    public void Appended(StreamId stream, int after, IReadOnlyList<RecordedEvent> events, int bytes)
    {
        if (bytes > LargestInBytes)
        {
            _streams.TryRemove(stream, out _);
        }
        else if (after == 0)
        {
            _streams[stream] = new EventStream([.. events]);
            _byAge.Enqueue(stream);
            if (_byAge.Count > Most) _streams.TryRemove(_byAge.Dequeue(), out _);
        }
        else if (_streams.TryGetValue(stream, out var known))
        {
            _streams[stream] = new EventStream([.. known.Events, .. events]);
        }
    }
}
