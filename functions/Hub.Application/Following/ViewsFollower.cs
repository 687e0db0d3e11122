using Hub.Application.Reading;

namespace Hub.Application.Following;

/// <summary>Keeps the read models up to date: folds each changed stream whole and writes its row where that is newer. A projection: it can be rebuilt.</summary>
public sealed class ViewsFollower(IViews views) : IFollower
{
    /// <summary>Name of this follower.</summary>
    public const string FollowerName = "views";

    /// <inheritdoc/>
    public string Name => FollowerName;

    /// <inheritdoc/>
    public Task ApplyAsync(IReadOnlyList<ChangedStream> changed, CancellationToken cancel) =>
        views.PutAsync([.. changed.Select(c => OrderSummary.Of(c.Stream.Fold()!))], cancel);
}
