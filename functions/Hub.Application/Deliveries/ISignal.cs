namespace Hub.Application.Deliveries;

/// <summary>Rings for a lane: "look here, now or then". A lost or doubled ring does no harm.</summary>
public interface ISignal
{
    /// <summary>Rings for each of these lanes; at <paramref name="at"/>, or now where that is null.</summary>
    Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel);
}
