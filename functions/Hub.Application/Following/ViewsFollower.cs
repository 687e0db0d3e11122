using Hub.Application.Reading;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>Keeps the lists of orders up to date.</summary>
public sealed class ViewsFollower(IViews views) : ProjectionFollower<OrderSummary>(FollowerName, Version, views)
{
    /// <summary>Name of this follower.</summary>
    public const string FollowerName = "views";

    /// <summary>Version of its rows.</summary>
    public const int Version = 4;

    /// <inheritdoc/>
    public override OrderSummary RowOf(EventStream stream) =>
        OrderSummary.Of(stream.Fold() ?? throw new InvalidOperationException("A stream without events has no row."));
}
