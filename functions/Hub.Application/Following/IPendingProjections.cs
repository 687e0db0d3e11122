using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>A stream whose change could not be followed yet.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="FromVersion">The first version that was not followed.</param>
public sealed record PendingProjection(StreamId Stream, int FromVersion);

/// <summary>Streams that could not be followed: noted, so that the feed goes on and a sweep tries them again.</summary>
public interface IPendingProjections
{
    /// <summary>Notes a stream; an earlier version that is noted already stays.</summary>
    Task AddAsync(PendingProjection fold, CancellationToken cancel);

    /// <summary>The earliest pending version of each of these streams that has one.</summary>
    ValueTask<IReadOnlyDictionary<StreamId, int>> FindAsync(IReadOnlyCollection<StreamId> streams, CancellationToken cancel);

    /// <summary>What is pending, oldest first.</summary>
    ValueTask<IReadOnlyList<PendingProjection>> ListAsync(int max, CancellationToken cancel);

    /// <summary>Removes the note of a stream, unless it was noted again with an earlier version.</summary>
    Task RemoveAsync(PendingProjection fold, CancellationToken cancel);
}
