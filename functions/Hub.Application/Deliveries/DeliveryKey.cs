namespace Hub.Application.Deliveries;

/// <summary>Which delivery.</summary>
/// <param name="Lane">Its lane.</param>
/// <param name="Version">Version of its event: its place in the lane.</param>
public readonly record struct DeliveryKey(LaneId Lane, int Version)
{
    /// <summary>The delivery's id.</summary>
    public string Id => Delivery.IdFor(Lane.Stream, Version, Lane.Recipient);
}
