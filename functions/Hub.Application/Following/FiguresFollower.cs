using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>Keeps the facts of orders, and the figures that they add up to.</summary>
public sealed class FiguresFollower(IFigures figures) : ProjectionFollower<OrderFacts>(FollowerName, Version, figures)
{
    /// <summary>Name of this follower.</summary>
    public const string FollowerName = "figures";

    /// <summary>Version of its rows and cells: raised too where a definition counts otherwise.</summary>
    public const int Version = 2;

    /// <inheritdoc/>
    public override OrderFacts RowOf(EventStream stream) => OrderFacts.Of(stream.Events);
}
