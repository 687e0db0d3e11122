using Hub.Domain.Calendar;
using Hub.Domain.Orders;

namespace Hub.Domain.Figures;

/// <summary>One deadline of an order and how it went.</summary>
/// <param name="By">The moment, moved on by stopped clock up to the last event; null where there is none.</param>
/// <param name="Outcome">How it went; null where there is none, or where the order ended before it.</param>
internal readonly record struct JudgedDeadline(DateTimeOffset? By, DeadlineOutcome? Outcome)
{
    /// <summary>A deadline of an order.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="deadlines">The order's deadlines; before it ended, where it has.</param>
    /// <param name="endedAt">When it was closed or cancelled.</param>
    public static JudgedDeadline Of(DeadlineKind kind, OrderDeadlines? deadlines, DateTimeOffset? endedAt)
    {
        if (deadlines is not { } all || all.All.FirstOrDefault(d => d.Kind == kind) is not { } deadline) return default;
        if (deadline.MetAt is { } met) return new(deadline.By, met <= deadline.By ? DeadlineOutcome.OnTime : DeadlineOutcome.Missed);
        // To cancel an order that is late already does not make it one that was in time.
        if (endedAt is { } ended) return all.ByAt(deadline, ended) is var by && by < ended ? new(by, DeadlineOutcome.Missed) : default;
        var isStopped = all.Standing is { } stop && stop.From < deadline.By;
        return new(deadline.By, isStopped ? DeadlineOutcome.Stopped : DeadlineOutcome.Open);
    }

    /// <summary>Hours of the order's clock from its award to <paramref name="at"/>, less those in which it was stopped; two decimals.</summary>
    public static decimal? HoursUntil(Order order, DateTimeOffset? at)
    {
        if (at is not { } until || order.Assignment.ClockFrom is not { } from || until < from) return null;
        var level = order.Assignment.Terms?.ServiceLevel;
        var clock = new ServiceClock(level?.Clock ?? ServiceClockKind.WorkingDays, order.Assignment.Terms?.WorkingHours ?? WorkingHours.Usual);
        var net = clock.Between(from, until);
        foreach (var stop in StoppedClock.Stops(order.Work.Standstills, order.ClientWaits, level?.StopsFor ?? []))
        {
            var (begin, end) = (stop.From > from ? stop.From : from, stop.Until is { } ends && ends < until ? ends : until);
            if (end > begin) net -= clock.Between(begin, end);
        }
        return FactTime.Hours(net);
    }
}
