using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>A stream that a follower has yet to process.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="FromVersion">The first version that the follower did not process.</param>
/// <param name="Revision">Opaque; another one each time that the stream is noted.</param>
public sealed record PendingProjection(StreamId Stream, int FromVersion, long Revision);

/// <summary>
/// Streams that a follower failed on. They are noted so that the follower passes over them and goes on; a sweep retries them. Each
/// follower has a list of its own, under its name.
/// </summary>
public interface IPendingProjections
{
    /// <summary>
    /// Notes a stream behind all that are noted; where an earlier version is noted already, that one stays, and the stream goes behind the others. Durable
    /// when it returns.
    /// </summary>
    Task AddAsync(string follower, StreamId stream, int fromVersion, CancellationToken cancel);

    /// <summary>Which of these streams are pending.</summary>
    ValueTask<IReadOnlyDictionary<StreamId, PendingProjection>> FindAsync(string follower, IReadOnlyCollection<StreamId> streams, CancellationToken cancel);

    /// <summary>Pending streams of a follower, the longest noted first; at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel);

    /// <summary>Removes a stream from the list, unless it was noted again since it was read: by another instance, which failed on a later change.</summary>
    Task RemoveAsync(string follower, PendingProjection read, CancellationToken cancel);
}
