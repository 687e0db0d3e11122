using Hub.Application.Following;

namespace Hub.Functions.Local;

/// <summary>
/// The names under which the local runtime keeps how far followers of the log have come: container, lease prefix, function. Behind each stand those from which
/// it took over: the log had another name, and before that one relay for the lists and for deliveries.
/// </summary>
internal static class Feeds
{
    /// <summary>Of the read models.</summary>
    public static readonly IReadOnlyList<string> Views =
        [$"streams/{ViewsFollower.FollowerName}/FollowViews", $"orders/{ViewsFollower.FollowerName}/FollowViews", "orders//RelayOrders"];

    /// <summary>Of facts and figures.</summary>
    public static readonly IReadOnlyList<string> Figures = [$"streams/{FiguresFollower.FollowerName}/FollowFigures"];

    /// <summary>Of deliveries.</summary>
    public static readonly IReadOnlyList<string> Deliveries =
        [$"streams/{DeliveriesFollower.FollowerName}/FollowDeliveries", $"orders/{DeliveriesFollower.FollowerName}/FollowDeliveries", "orders//RelayOrders"];

    /// <summary>The names of now.</summary>
    public static IEnumerable<string> Current => [Views[0], Figures[0], Deliveries[0]];
}
