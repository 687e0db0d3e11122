using Hub.Core.Orders;

namespace Hub.Core.Deliveries;

/// <summary>Rings for a lane: "look here, now or then". A lost or doubled ring does no harm.</summary>
public interface IBell
{
    /// <summary>Rings for each of these lanes; at <paramref name="at"/>, or now where that is null.</summary>
    Task RingAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel);
}
