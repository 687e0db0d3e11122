namespace Hub.Domain.Orders;

/// <summary>The shared process (V)AORTA: leave, report, examine, repair, report back.</summary>
public enum AortaPhase
{
    /// <summary><em>Vertrekken</em>: the resident leaves (turnovers only).</summary>
    Leave,

    /// <summary><em>Aanmelden</em>: reported, not yet with a contractor.</summary>
    Report,

    /// <summary><em>Onderzoeken</em>: it is found out what is needed, by whom, when.</summary>
    Examine,

    /// <summary><em>Repareren</em>: work.</summary>
    Repair,

    /// <summary><em>Terugkoppelen</em>: done; checked, settled and reported back.</summary>
    ReportBack,
}
