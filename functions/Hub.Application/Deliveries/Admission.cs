namespace Hub.Application.Deliveries;

/// <summary>How a lane may send to its partner now.</summary>
public enum AdmissionKind
{
    /// <summary>As usual.</summary>
    Normal,

    /// <summary>As the one attempt after an outage that says whether the others may follow.</summary>
    Probe,

    /// <summary>As a probe that goes also through an open circuit: somebody wants it tried now.</summary>
    Trial,

    /// <summary>Not now.</summary>
    Wait,
}

/// <summary>Whether a lane may send to its partner now.</summary>
/// <param name="Kind">How.</param>
/// <param name="Until">When to ask again; null where it may send.</param>
/// <param name="Why">Why it waits, for the administrator.</param>
public readonly record struct Admission(AdmissionKind Kind, DateTimeOffset? Until = null, string? Why = null)
{
    /// <summary>Whether the others wait for what becomes of it.</summary>
    public bool IsProbe => Kind is AdmissionKind.Probe or AdmissionKind.Trial;
}
