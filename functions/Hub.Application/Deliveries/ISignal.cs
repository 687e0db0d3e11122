namespace Hub.Application.Deliveries;

/// <summary>
/// The wake-up signal of a lane: "look at this lane, now or at a time". What a lane has to send is in the delivery store, so a signal may
/// be lost or doubled; <see cref="SweepLanes"/> sends lost ones again.
/// </summary>
public interface ISignal
{
    /// <summary>Signals each of these lanes; at <paramref name="at"/>, or now where that is null.</summary>
    Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel);
}
