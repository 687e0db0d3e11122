namespace Hub.Domain.Orders;

/// <summary>How far a turnover is.</summary>
public enum TurnoverPhase
{
    /// <summary>Before the works: the dwelling is looked over.</summary>
    PreInspection,

    /// <summary>The works.</summary>
    Works,

    /// <summary>The contractor says done; the final inspection is to be held.</summary>
    FinalInspection,

    /// <summary>Delivered: the final inspection was passed.</summary>
    Delivered,
}
