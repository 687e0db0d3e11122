using Hub.Domain.Calendar;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>A decision on extra work.</summary>
internal readonly record struct DecidedExtraWork(
    AssignmentHistory History, DateTimeOffset AskedAt, DateTimeOffset DecidedAt, bool IsAutomatic, WorkingHours Hours);

/// <summary>Makes the steps of an order from what its contractors did.</summary>
internal static class StepFold
{
    /// <summary>The steps, in the order of time.</summary>
    /// <param name="fact">The order's row, for what steps share with it.</param>
    /// <param name="histories">What happened under each contractor.</param>
    /// <param name="decisions">Decisions on extra work.</param>
    public static IReadOnlyList<StepFact> Of(
        OrderFact fact, IReadOnlyList<AssignmentHistory> histories, IReadOnlyList<DecidedExtraWork> decisions)
    {
        var steps = new List<StepFact>();
        foreach (var history in histories)
        {
            steps.Add(Step(StepKind.Award, history, history.AwardedAt) with { IsRefused = history.IsRefused });
            steps.AddRange(history.Visits.Select(at => Step(StepKind.Visit, history, at)));
            steps.AddRange(history.NoAccess.Select(at => Step(StepKind.Visit, history, at) with { IsNoAccess = true }));
            steps.AddRange(WaitsOf(history).Select(wait => Step(StepKind.Wait, history, wait.From) with
            {
                EndedAt = wait.Until,
                Reason = wait.Reason,
                WorkingDays = wait.Until is { } until ? FactTime.WorkingDays(HoursOf(history.Last!), wait.From, until) : null,
            }));
        }
        steps.AddRange(decisions.Select(d => Step(StepKind.ExtraWorkDecision, d.History, d.AskedAt) with
        {
            EndedAt = d.DecidedAt, IsAutomatic = d.IsAutomatic, WorkingHours = FactTime.WorkingHours(d.Hours, d.AskedAt, d.DecidedAt),
        }));
        return
        [
            .. steps.OrderBy(s => s.BeganAt).ThenBy(s => s.Kind).ThenBy(s => s.EndedAt).ThenBy(s => s.IsNoAccess).ThenBy(s => s.Reason)
                .Select((s, i) => s with { Sequence = i + 1 }),
        ];

        StepFact Step(StepKind kind, AssignmentHistory history, DateTimeOffset at) => new()
        {
            OrderId = fact.OrderId, Sequence = 0, ContractorId = history.ContractorId, ContractNumber = history.ContractNumber, Area = fact.Area,
            Complex = fact.Complex, OrderKind = fact.Kind, Urgency = fact.Urgency, Kind = kind, BeganAt = at, PlacedAt = fact.PlacedAt,
            ChangedAt = fact.ChangedAt, Version = fact.Version,
        };
    }

    /// <summary>The hours of a working day that hold for an order.</summary>
    public static WorkingHours HoursOf(Order order) => order.Assignment.Terms?.WorkingHours ?? WorkingHours.Usual;

    // What stood still when the contractor lost the order, or the order ended, ended then. Of two reasons at a time the one that began first counts.
    private static IEnumerable<ClockStop> WaitsOf(AssignmentHistory history)
    {
        if (history.Last is not { } order) yield break;
        List<ClientWait> waits = [.. order.ClientWaits];
        var reasons = order.Work.Standstills.Select(m => m.Reason).OfType<InterruptionReason>().ToHashSet();
        if (waits.Count > 0) reasons.Add(InterruptionReason.AwaitingClient);
        var stops = reasons
            .SelectMany(reason => StoppedClock.Stops(order.Work.Standstills, waits, [reason]))
            .Select(stop => stop with { Until = stop.Until ?? history.EndedAt });
        var counted = DateTimeOffset.MinValue;
        foreach (var stop in stops.OrderBy(s => s.From).ThenBy(s => s.Reason))
        {
            var from = stop.From > counted ? stop.From : counted;
            if (stop.Until is { } ends && ends <= from) continue;
            yield return stop with { From = from };
            if (stop.Until is not { } until) yield break;
            counted = until;
        }
    }
}
