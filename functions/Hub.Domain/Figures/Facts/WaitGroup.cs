using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>For whom or what is waited, as figures show it.</summary>
public enum WaitGroup
{
    /// <summary>Material or a part.</summary>
    Material,

    /// <summary>The weather.</summary>
    Weather,

    /// <summary>Another contractor.</summary>
    OtherContractor,

    /// <summary>An answer or a decision of the client.</summary>
    Client,

    /// <summary>The resident.</summary>
    Resident,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Which reason belongs to which group.</summary>
public static class WaitGroups
{
    /// <summary>The group of a reason.</summary>
    public static WaitGroup Of(InterruptionReason reason) => reason switch
    {
        InterruptionReason.Material => WaitGroup.Material,
        InterruptionReason.Weather => WaitGroup.Weather,
        InterruptionReason.OtherContractor => WaitGroup.OtherContractor,
        InterruptionReason.AwaitingClient => WaitGroup.Client,
        InterruptionReason.NoAccess or InterruptionReason.ResidentCallsBack or InterruptionReason.NoAppointment or InterruptionReason.ResidentRequest =>
            WaitGroup.Resident,
        _ => WaitGroup.Other,
    };
}
