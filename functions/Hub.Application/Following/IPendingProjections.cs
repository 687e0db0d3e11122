using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>A stream whose change a follower could not process yet.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="FromVersion">The first version that the follower did not process.</param>
public sealed record PendingProjection(StreamId Stream, int FromVersion);

/// <summary>
/// Streams that a follower failed on. They are noted so that the follower passes over them and goes on; a sweep retries them. Each
/// follower has a list of its own, under its name.
/// </summary>
public interface IPendingProjections
{
    /// <summary>Notes a stream; where an earlier version is noted already, that one stays. Durable when it returns.</summary>
    Task AddAsync(string follower, PendingProjection pending, CancellationToken cancel);

    /// <summary>The earliest pending version of each of these streams; streams without one are left out.</summary>
    ValueTask<IReadOnlyDictionary<StreamId, int>> FindAsync(string follower, IReadOnlyCollection<StreamId> streams, CancellationToken cancel);

    /// <summary>Pending streams of a follower, oldest first; at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel);

    /// <summary>Removes a stream from the list, unless an earlier version was noted meanwhile.</summary>
    Task RemoveAsync(string follower, PendingProjection pending, CancellationToken cancel);
}
