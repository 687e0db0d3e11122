using System.Text.Json.Serialization;

namespace Hub.Domain.Work;

/// <summary>Why work is interrupted.</summary>
public enum InterruptionReason
{
    /// <summary>No reason was given.</summary>
    Other,

    /// <summary>Nobody opened (DICO BNT).</summary>
    NoAccess,

    /// <summary>The resident will call back (BBT).</summary>
    ResidentCallsBack,

    /// <summary>Making an appointment failed (AFN).</summary>
    NoAppointment,

    /// <summary>Material on order, or a part not to be had (MIB, OHD).</summary>
    Material,

    /// <summary>Waiting for weather (AFW).</summary>
    Weather,

    /// <summary>Awaiting the inspector's answer (AFR).</summary>
    AwaitingClient,

    /// <summary>At the resident's request (VBW).</summary>
    ResidentRequest,

    /// <summary>Another contractor must do extra work first (AWE).</summary>
    OtherContractor,

    /// <summary>The mechanic has another trade (VERA DIS).</summary>
    WrongDiscipline,

    /// <summary>Not enough time on this visit (VERA ONV).</summary>
    NotEnoughTime,
}
