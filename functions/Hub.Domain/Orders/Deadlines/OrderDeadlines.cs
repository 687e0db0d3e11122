using Hub.Domain.Calendar;
using Hub.Domain.Contracts;

namespace Hub.Domain.Orders;

/// <summary>Which of an order's deadlines.</summary>
public enum DeadlineKind
{
    /// <summary>The contractor must have responded.</summary>
    Respond,

    /// <summary>The work must be technically complete.</summary>
    Complete,

    /// <summary>A turnover must have passed its final inspection.</summary>
    LeadTime,
}

/// <summary>One deadline of an order.</summary>
/// <param name="Kind">Which.</param>
/// <param name="By">The moment, net of stopped clock up to the last event of the order.</param>
/// <param name="MetAt">When it was met or missed for good: what it asks was done then; null while it is open.</param>
public sealed record Deadline(DeadlineKind Kind, DateTimeOffset By, DateTimeOffset? MetAt);

/// <summary>An order's deadlines, and how its clock runs: all that is needed to compute the time left at any later moment.</summary>
/// <param name="Clock">How time runs.</param>
/// <param name="WorkingHours">The hours of a working day.</param>
/// <param name="All">The deadlines that the order has.</param>
/// <param name="Standing">The stop that lasts; null while the clock runs.</param>
public sealed record OrderDeadlines(ServiceClockKind Clock, WorkingHours WorkingHours, IReadOnlyList<Deadline> All, ClockStop? Standing)
{
    /// <summary>The deadlines of an order; null where nothing sets one.</summary>
    public static OrderDeadlines? Of(Order order)
    {
        if (order.Assignment.ClockFrom is not { } awarded || order.Progress is OrderStatus.Quoting) return null;
        var level = order.Assignment.Terms?.ServiceLevel;
        var hours = order.Assignment.Terms?.WorkingHours ?? WorkingHours.Usual;
        var kind = level?.Clock ?? ServiceClockKind.WorkingDays;
        var clock = new ServiceClock(kind, hours);
        var stops = StoppedClock.Stops(order.Work.Standstills, order.ClientWaits, level?.StopsFor ?? []);

        var all = new List<Deadline>(3);
        if (level?.RespondWithin is { } respond)
            all.Add(new Deadline(DeadlineKind.Respond, Net(awarded, clock.Deadline(awarded, respond)), order.RespondedAt));
        if (CompleteBy(order, level, clock, awarded) is { } complete)
            all.Add(new Deadline(DeadlineKind.Complete, Net(awarded, complete), order.Completion.At));
        if (level?.LeadTime is { } leadTime && (order.Turnover.KeysReceivedAt ?? awarded) is var begun)
            all.Add(new Deadline(DeadlineKind.LeadTime, Net(begun, clock.Deadline(begun, leadTime)), order.Inspection.PassedAt));
        if (all.Count == 0) return null;
        // Of an order that has ended nothing is open any more, whatever was not done.
        if (order.EndedAt is { } ended) all = [.. all.Select(d => d with { MetAt = d.MetAt ?? ended })];
        return new OrderDeadlines(kind, hours, all, all.Any(d => d.MetAt is null) && stops is [.., { Until: null } last] ? last : null);

        // A stop moves a deadline by its part after the clock began, and only where it began before the deadline: a later stop
        // does not excuse who is late already.
        DateTimeOffset Net(DateTimeOffset begun, DateTimeOffset by)
        {
            foreach (var stop in stops)
            {
                var from = stop.From > begun ? stop.From : begun;
                if (from < by && stop.Until is { } until && until > from) by = clock.Add(by, clock.Between(from, until));
            }
            return by;
        }
    }

    /// <summary>The deadline that comes first of those that are open, as of <paramref name="now"/>; null where none is.</summary>
    public Deadline? NextAt(DateTimeOffset now) => All.Where(d => d.MetAt is null).OrderBy(d => d.By).FirstOrDefault() is { } next
        ? next with { By = ByAt(next, now) }
        : null;

    /// <summary>When a deadline falls, as of <paramref name="now"/>: while the clock is stopped it moves on.</summary>
    public DateTimeOffset ByAt(Deadline deadline, DateTimeOffset now)
    {
        if (deadline.MetAt is not null || Standing is not { } stop || stop.From >= deadline.By || now <= stop.From) return deadline.By;
        var clock = new ServiceClock(Clock, WorkingHours);
        return clock.Add(deadline.By, clock.Between(stop.From, now));
    }

    /// <summary>
    /// Time left until a deadline, of the kind that its clock counts (working hours under a working-day clock); negative
    /// where it has passed, and constant while the clock is stopped. Null where it is no longer open.
    /// </summary>
    public TimeSpan? TimeLeft(Deadline deadline, DateTimeOffset now)
    {
        if (deadline.MetAt is not null) return null;
        var from = Standing is { } stop && stop.From < deadline.By && stop.From < now ? stop.From : now;
        return new ServiceClock(Clock, WorkingHours).Between(from, deadline.By);
    }

    // The corporation may give more time than was agreed, in the order itself or when it is asked; it may not give less.
    private static DateTimeOffset? CompleteBy(Order order, ServiceLevel? level, ServiceClock clock, DateTimeOffset awarded)
    {
        DateTimeOffset?[] moments =
        [
            level?.CompleteWithin is { } within ? clock.Deadline(awarded, within) : null,
            order.Content.DueOn is { } due && OrderChecks.IsPlausible(due) ? EndOf(due) : null,
            order.LeadTime.AgreedUntil is { } until && OrderChecks.IsPlausible(until) ? EndOf(until) : null,
        ];
        return moments.Max();

        // The end of a day on this clock; of a day that is closed, the end of the next that is not.
        DateTimeOffset EndOf(DateOnly day) => level?.Clock is ServiceClockKind.AroundTheClock
            ? DutchTime.StartOf(day.AddDays(1))
            : clock.Deadline(DutchTime.StartOf(day.AddDays(-1)), AgreedTime.InDays(1));
    }
}

/// <content>Responding.</content>
public sealed partial record Order
{
    /// <summary>When the contractor responded, as its service level counts it.</summary>
    public DateTimeOffset? RespondedAt => Assignment.Terms?.ServiceLevel?.RespondBy is ResponseBy.Appointment && !(Work.StartedAt < Visit.FirstMadeAt)
        ? Visit.FirstMadeAt ?? Work.StartedAt
        : Work.StartedAt;
}
