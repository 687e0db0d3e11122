namespace Hub.Application.Deliveries;

/// <summary>What came of keeping the message of a delivery.</summary>
public enum KeepOutcome
{
    /// <summary>It is kept, durably.</summary>
    Kept,

    /// <summary>Another message is kept than the one that was read: read again.</summary>
    AnotherKept,

    /// <summary>The delivery was delivered, skipped or parked meanwhile: there is nothing to send.</summary>
    NotPending,
}
