using System.Globalization;

namespace Hub.Application.Deliveries;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>Still to be made.</summary>
    Pending,

    /// <summary>The recipient took it.</summary>
    Delivered,

    /// <summary>The hub stopped trying; a person must look at it. It holds its lane.</summary>
    Parked,

    /// <summary>Not made, for a reason on record.</summary>
    Skipped,
}
