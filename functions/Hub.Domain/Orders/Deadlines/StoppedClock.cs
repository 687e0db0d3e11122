using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>A moment at which work was interrupted, or (without a reason) went on.</summary>
/// <param name="At">When it happened, as reported.</param>
/// <param name="Reason">Why work is interrupted from then on; null where it goes on.</param>
public sealed record StandstillMark(DateTimeOffset At, InterruptionReason? Reason);

/// <summary>A time in which the contractor waited for the client's answer.</summary>
/// <param name="From">When it asked.</param>
/// <param name="Until">When it was answered; null while it waits.</param>
public sealed record ClientWait(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A time in which the clock of the service level was stopped.</summary>
/// <param name="From">From then on.</param>
/// <param name="Until">Until then; null while it lasts.</param>
/// <param name="Reason">Why.</param>
public sealed record ClockStop(DateTimeOffset From, DateTimeOffset? Until, InterruptionReason Reason);

/// <summary>Finds when the clock was stopped. Facts come late and out of order: what counts is when things happened.</summary>
public static class StoppedClock
{
    /// <summary>The times in which the clock was stopped for a reason of <paramref name="stopsFor"/>, the earliest first and without overlaps.</summary>
    public static IReadOnlyList<ClockStop> Stops(
        IEnumerable<StandstillMark> marks, IEnumerable<ClientWait> waits, IReadOnlyCollection<InterruptionReason> stopsFor)
    {
        var stops = new List<ClockStop>();
        StandstillMark? standing = null;
        foreach (var mark in marks.OrderBy(m => m.At))
        {
            if (standing is { Reason: { } reason } && stopsFor.Contains(reason)) stops.Add(new ClockStop(standing.At, mark.At, reason));
            standing = mark;
        }
        if (standing is { Reason: { } still } && stopsFor.Contains(still)) stops.Add(new ClockStop(standing.At, null, still));
        if (stopsFor.Contains(InterruptionReason.AwaitingClient))
            stops.AddRange(waits.Select(w => new ClockStop(w.From, w.Until, InterruptionReason.AwaitingClient)));
        return Merged(stops);
    }

    private static List<ClockStop> Merged(List<ClockStop> stops)
    {
        var merged = new List<ClockStop>();
        foreach (var stop in stops.Where(s => s.Until is not { } until || until > s.From).OrderBy(s => s.From))
        {
            if (merged is not [.., var last] || last.Until < stop.From) merged.Add(stop);
            else if (last.Until is { } ends && (stop.Until is not { } later || later > ends)) merged[^1] = last with { Until = stop.Until };
        }
        return merged;
    }
}

/// <content>Waiting for the client.</content>
public sealed partial record Order
{
    /// <summary>All times in which the contractor waited, or waits, for the client's answer.</summary>
    public IEnumerable<ClientWait> ClientWaits =>
    [
        .. Assignment.AnsweredWaits,
        .. new[]
        {
            Questions.ResponseRequired is { AskedBy: PartyRole.Contractor } asked ? asked.Since : (DateTimeOffset?)null,
            ExtraWork.Pending?.Since,
            Assignment.ContractorId is null ? null : Approval.Since,
        }.OfType<DateTimeOffset>().Select(since => new ClientWait(since, null)),
    ];
}
