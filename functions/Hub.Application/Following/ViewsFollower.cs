using Hub.Application.Reading;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>
/// Keeps the read models up to date: folds each changed stream whole and writes its row where that is newer. A projection: nothing but
/// rows folded from the log, which <see cref="RebuildViews"/> can make again.
/// </summary>
public sealed class ViewsFollower(IViews views) : IFollower
{
    /// <summary>Name of this follower.</summary>
    public const string FollowerName = "views";

    /// <summary>Raised where the same stream gives another row than before: a start with a newer version than that of the stored rows rebuilds them.</summary>
    public const int Version = 3;

    /// <inheritdoc/>
    public string Name => FollowerName;

    /// <inheritdoc/>
    public Task ApplyAsync(IReadOnlyList<ChangedStream> changed, CancellationToken cancel) =>
        views.PutAsync([.. changed.Where(c => c.Stream.Events[0].Stream.Kind == StreamId.Order).Select(c => RowOf(c.Stream))], cancel);

    /// <summary>The row of a stream.</summary>
    internal static OrderSummary RowOf(EventStream stream) =>
        OrderSummary.Of(stream.Fold() ?? throw new InvalidOperationException("A stream without events has no row."));
}
