namespace Hub.Domain.Orders;

/// <summary>The status of an order (VERA ONDERHOUDSORDERSTATUS).</summary>
public enum OrderStatus
{
    /// <summary>Received from the ERP and valid, not yet given to a contractor (REG).</summary>
    Registered,

    /// <summary>Above somebody's mandate, or extra work asked for (WOG).</summary>
    AwaitingApproval,

    /// <summary>A quotation is asked or being judged (OFF).</summary>
    Quoting,

    /// <summary>Given to a contractor, accepted or not yet answered (GUN).</summary>
    Awarded,

    /// <summary>An appointment or a start date is agreed (PLN).</summary>
    Planned,

    /// <summary>Work has begun (INB).</summary>
    InProgress,

    /// <summary>The contractor completed the work (TEC).</summary>
    TechnicallyComplete,

    /// <summary>Picked for a check, waits for the inspector (STE).</summary>
    InSample,

    /// <summary>Work is agreed, money not yet (FIN).</summary>
    Settling,

    /// <summary>Nothing more is to come (AFG).</summary>
    Closed,

    /// <summary>Withdrawn (GEA).</summary>
    Cancelled,
}
