using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>A stream that changed.</summary>
/// <param name="Stream">The whole stream.</param>
/// <param name="FromVersion">The first version that the follower has not processed yet.</param>
public sealed record ChangedStream(EventStream Stream, int FromVersion);

/// <summary>
/// What one follower of the event log makes of changed streams. It is called at least once for each change and in order per stream, so
/// the same input must give the same result any number of times.
/// </summary>
public interface IFollower
{
    /// <summary>Its name: of its pending projections, its checkpoint (<c>LeaseContainerPrefix</c> of its trigger), in logs and metrics.</summary>
    string Name { get; }

    /// <summary>Processes changed streams. Durable when it returns. On an exception it is called again for each stream by itself.</summary>
    Task ApplyAsync(IReadOnlyList<ChangedStream> changed, CancellationToken cancel);
}
