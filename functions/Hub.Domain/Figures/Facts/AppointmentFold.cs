using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Judges the appointments that one contractor made for an order.</summary>
internal static class AppointmentFold
{
    /// <summary>An appointment and what became of it.</summary>
    internal sealed record Judged(DateTimeOffset MadeAt, TimeWindow Window, DateTimeOffset? EndedAt, AppointmentOutcome Outcome);

    /// <summary>The appointments, in the order in which they were made.</summary>
    public static IReadOnlyList<Judged> Of(AssignmentHistory history)
    {
        var judged = new List<Judged>();
        var (work, noAccess) = (history.Work, history.NoAccess);
        (DateTimeOffset MadeAt, TimeWindow Window)? standing = null;
        // A stable sort: of two at one moment the one that was recorded last counts, as in the order itself.
        foreach (var mark in history.Appointments.OrderBy(a => a.At))
        {
            if (standing is { } now && mark.Window != now.Window)
            {
                var outcome = Used(now.Window) is { } used && mark.At >= now.Window.From ? used : Withdrawn(now.Window, mark);
                judged.Add(new Judged(now.MadeAt, now.Window, IsUsed(outcome) ? null : mark.At, outcome));
                standing = null;
            }
            if (mark.Window is { } window) standing ??= (mark.At, window);
        }
        if (standing is { } last) judged.Add(new Judged(last.MadeAt, last.Window, null, Used(last.Window) ?? Unused(last.Window)));
        return judged;

        AppointmentOutcome? Used(TimeWindow window) =>
            work.Any(w => IsIn(window, w)) ? AppointmentOutcome.Kept
            : noAccess.Any(n => IsIn(window, n)) ? AppointmentOutcome.NoAccess
            : null;

        // Who came after the window came too late; who was done before it, or lost the order, had no need to come.
        AppointmentOutcome Unused(TimeWindow window)
        {
            if ((history.CompletedAt ?? history.EndedAt) is { } over) return over < window.From || (history.CompletedAt is null && over < window.Until)
                ? AppointmentOutcome.NotNeeded
                : AppointmentOutcome.Missed;
            return work.Any(w => w > window.Until) ? AppointmentOutcome.Missed : AppointmentOutcome.Planned;
        }
    }

    // To move it during the window is not to come, and what is over cannot be cancelled any more.
    private static AppointmentOutcome Withdrawn(TimeWindow window, AssignmentHistory.AppointmentMark mark) => mark switch
    {
        { Window: not null } => mark.At < window.From ? AppointmentOutcome.Moved : AppointmentOutcome.Missed,
        _ when mark.At > window.Until => AppointmentOutcome.Missed,
        { ByResident: true } => AppointmentOutcome.CancelledByResident,
        _ => AppointmentOutcome.CancelledByContractor,
    };

    private static bool IsUsed(AppointmentOutcome outcome) => outcome is AppointmentOutcome.Kept or AppointmentOutcome.NoAccess;

    private static bool IsIn(TimeWindow window, DateTimeOffset at) => at >= window.From && at <= window.Until;
}
