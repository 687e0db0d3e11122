using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;
using static Hub.Domain.Tests.Figures.FigureCase;

namespace Hub.Domain.Tests.Figures;

/// <summary>Each figure worked by hand. Times are Dutch.</summary>
public sealed class Counting
{
    private static readonly YearMonth April = new(2026, 4);

    private static OrderFacts Deadline(DateTimeOffset by, DeadlineOutcome? outcome, bool isEmergency = false) => (Row with
    {
        RespondBy = by, ResponseOutcome = outcome, CompleteBy = by, RepairOutcome = outcome, IsEmergency = isEmergency,
    }).Alone();

    [Fact]
    public void Deadlines_count_in_the_month_in_which_they_fall()
    {
        OrderFacts[] orders =
        [
            Deadline(At(3, 31, 23, 59), DeadlineOutcome.OnTime), Deadline(At(3, 4), DeadlineOutcome.Missed), Deadline(At(3, 9), DeadlineOutcome.OnTime),
            Deadline(At(4, 1), DeadlineOutcome.OnTime), Deadline(At(3, 9), DeadlineOutcome.Stopped), Deadline(At(3, 9), null),
        ];
        // March: 2 of 3. April: 1 of 1.
        Assert.Equal((0.6667m, 3), Figure("repairOnTime", March, orders));
        Assert.Equal((1m, 1), Figure("repairOnTime", April, orders));
        Assert.Equal((0.6667m, 3), Figure("responseOnTime", March, orders));
    }

    [Fact]
    public void An_open_order_counts_from_its_deadline_on()
    {
        var orders = new[] { Deadline(At(3, 4, 16, 30), DeadlineOutcome.Open), Deadline(At(3, 3), DeadlineOutcome.OnTime) };
        Assert.Equal((1m, 1), Read("repairOnTime", March, At(3, 4, 16, 30), orders) is var before ? (before.Value, before.N) : default);
        Assert.Equal((0.5m, 2), Read("repairOnTime", March, At(3, 4, 16, 31), orders) is var after ? (after.Value, after.N) : default);
    }

    [Fact]
    public void Emergencies_stand_apart()
    {
        OrderFacts[] orders =
        [
            Deadline(At(3, 4), DeadlineOutcome.OnTime, isEmergency: true), Deadline(At(3, 4), DeadlineOutcome.Missed, isEmergency: true),
            Deadline(At(3, 4), DeadlineOutcome.OnTime), Deadline(At(3, 4), DeadlineOutcome.OnTime), Deadline(At(3, 4), DeadlineOutcome.Missed),
        ];
        // All: 3 of 5. Emergencies: 1 of 2. Others: 2 of 3.
        Assert.Equal([(0.6m, 5L), (0.5m, 2L), (0.6667m, 3L)],
            "repairOnTime emergencyOnTime repairOnTime.other".Split(' ').Select(k => Figure(k, March, orders)).Select(f => (f.Value!.Value, f.N)));
    }

    [Fact]
    public void Only_repairs_are_repaired_on_time()
    {
        var repair = Deadline(At(3, 4), DeadlineOutcome.OnTime);
        Assert.Equal((null, 0), Figure("repairOnTime", March, repair with { Order = repair.Order with { Kind = OrderKind.Turnover } }));
    }

    [Fact]
    public void Fixed_at_once_is_one_visit_and_no_way_back()
    {
        OrderFacts Done(int visits = 1, int noAccess = 0, int reopenings = 0, Guid? repeat = null) => (Row with
        {
            CompletedAt = At(3, 31, 23), Visits = visits, NoAccessVisits = noAccess, Reopenings = reopenings, RepeatOrderId = repeat,
        }).Alone();
        // Of five two: the first, and the one at which nobody opened before.
        Assert.Equal((0.4m, 5), Figure("firstTimeFix", March,
            Done(), Done(noAccess: 1), Done(visits: 2), Done(visits: 1, reopenings: 1), Done(repeat: Given.Id.Value)));
        Assert.Equal((null, 0), Figure("firstTimeFix", March, (Row with { Visits = 1 }).Alone()));
    }

    [Fact]
    public void Appointments_count_by_the_end_of_their_window()
    {
        AppointmentFact Made(AppointmentOutcome outcome, DateTimeOffset until) => new()
        {
            OrderId = Row.OrderId, Sequence = 1, ContractorId = Given.Alfa, OrderKind = OrderKind.Repair, MadeAt = At(2, 20), WindowFrom = until.AddHours(-2),
            WindowUntil = until, Outcome = outcome, PlacedAt = Row.PlacedAt, ChangedAt = Row.ChangedAt, Version = 1,
        };
        var facts = Row.Alone() with
        {
            Appointments = [.. Enum.GetValues<AppointmentOutcome>().Select(o => Made(o, At(3, 4, 11))), Made(AppointmentOutcome.Kept, At(4, 1, 11))],
        };
        // Kept: Kept and NoAccess of these, Missed, CancelledByContractor and the planned one that nobody came for: 2 of 5.
        Assert.Equal((0.4m, 5), Figure("appointmentsKept", March, facts));
        // Before its window is over the planned one does not count: 2 of 4.
        Assert.Equal(0.5m, Read("appointmentsKept", March, At(3, 4, 11), facts).Value);
        // Moved: 1 of 8.
        Assert.Equal((0.125m, 8), Figure("movedAppointments", March, facts));
    }

    [Fact]
    public void Visits_count_with_the_contractor_who_came()
    {
        var story = OrderStory.Awarded().Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.NoAccess))
            .Record(Given.ContractorAlfa, new OrderRefused()).Record(Actor.TheHub, new OrderAwarded(Given.Beta, "C-BETA"))
            .Record(Given.ContractorBeta, new WorkStarted());
        var contributions = Kpis.ContributionsOf(story.Facts()).Where(c => c.Key.Figure == "noAccessShare").OrderBy(c => c.Key.Contractor).ToList();
        Assert.Equal([(Given.Alfa, "C-ALFA", 1L, 1L), (Given.Beta, "C-BETA", 0L, 1L)],
            contributions.Select(c => (c.Key.Contractor!, c.Key.Contract!, c.Cell.Numerator, c.Cell.Denominator)));
        // One of two visits; one of two awards was refused.
        Assert.Equal((0.5m, 2), Figure("noAccessShare", March, story.Facts()));
        Assert.Equal((0.5m, 2), Figure("refusedShare", March, story.Facts()));
    }

    [Fact]
    public void Waits_add_up_by_reason()
    {
        var facts = OrderStory.Started()
            .Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Material), At(3, 31, 12))
            .Record(Given.ContractorAlfa, new WorkResumed(), At(4, 2, 12))
            .Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.ResidentRequest), At(4, 2, 12))
            .Record(Given.ContractorAlfa, new WorkResumed(), At(4, 2, 16, 30))
            .Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Weather), At(4, 3, 12)).Facts();
        // Two working days for material and 4.5 of 9 hours for the resident, over in April; the weather still holds.
        Assert.Equal([2.5m, 2m, 0.5m, 0m],
            "waitingReasons waitingReasons.material waitingReasons.resident waitingReasons.weather".Split(' ')
                .Select(k => Figure(k, April, facts).Value!.Value));
        Assert.Equal(0m, Figure("waitingReasons", March, facts).Value);
        Assert.Equal((2m, 0.5m, 0m), (facts.Order.WaitMaterialDays, facts.Order.WaitResidentDays, facts.Order.WaitWeatherDays));
    }

    [Fact]
    public void Turnovers_have_a_median_and_a_percentile()
    {
        OrderFacts Taking(decimal days, DeadlineOutcome outcome) => (Row with
        {
            Kind = OrderKind.Turnover, PassedAt = At(3, 20), TurnoverDays = days, LeadTimeOutcome = outcome, LeadTimeBy = At(3, 18),
        }).Alone();
        OrderFacts[] turnovers =
        [
            Taking(4.5m, DeadlineOutcome.OnTime), Taking(10, DeadlineOutcome.OnTime), Taking(12.1m, DeadlineOutcome.Missed), Taking(30, DeadlineOutcome.Missed),
        ];
        // (10 + 12.1) / 2; place 0.9 x 3 = 2.7: 12.1 + 0.7 x 17.9 = 24.63.
        Assert.Equal([11.05m, 24.63m, 0.5m], "turnoverDays turnoverDays.p90 turnoverOnTime".Split(' ').Select(k => Figure(k, March, turnovers).Value!.Value));
    }

    [Fact]
    public void A_turnover_that_is_not_delivered_counts_in_no_figure_of_delivered_ones()
    {
        var facts = (Row with
        {
            Kind = OrderKind.Turnover, LeadTimeBy = At(3, 9), LeadTimeOutcome = DeadlineOutcome.Open, SettledAt = At(3, 9), SettledAmount = 10,
        }).Alone();
        Assert.All((string[])["turnoverDays", "turnoverOnTime", "turnoverCost"], k => Assert.Equal((null, 0), Figure(k, March, facts)));
    }

    [Fact]
    public void Pre_inspections_count_by_their_own_month()
    {
        OrderFacts Looked(DateTimeOffset at, decimal days) => (Row with { Kind = OrderKind.Turnover, PreInspectedAt = at, PreInspectionDays = days }).Alone();
        Assert.Equal((2m, 3), Figure("preInspectionDays", March, Looked(At(3, 3), 1), Looked(At(3, 4), 2), Looked(At(3, 5), 6.5m), Looked(At(4, 1), 30)));
    }

    [Fact]
    public void The_cost_of_a_turnover_is_what_was_settled()
    {
        OrderFacts Turnover(DateTimeOffset? settled, decimal? amount, DateTimeOffset? closed = null) =>
            (Row with { Kind = OrderKind.Turnover, PassedAt = At(3, 9), SettledAt = settled, SettledAmount = amount, ClosedAt = closed }).Alone();
        // 900.25 + 600.26 + 0, over three; the fourth is not settled, and of the fifth no amount is known.
        Assert.Equal((500.17m, 3), Figure("turnoverCost", March, Turnover(At(3, 10), 900.25m), Turnover(At(3, 31, 23), 600.26m, At(4, 1)),
            Turnover(null, null, At(3, 12)), Turnover(null, null), Turnover(At(3, 10), null)));
    }

    [Fact]
    public void The_lump_sum_covers_an_order_as_a_whole_or_not()
    {
        OrderFacts Done(OrderCoverage coverage, OrderKind kind = OrderKind.Repair) =>
            (Row with { Kind = kind, CompletedAt = At(3, 9), Coverage = coverage }).Alone();
        Assert.Equal((0.6667m, 3), Figure("lumpSumShare", March, Done(OrderCoverage.LumpSum), Done(OrderCoverage.LumpSum), Done(OrderCoverage.Mixed),
            Done(OrderCoverage.Outside, OrderKind.Turnover)));
    }

    [Fact]
    public void Costs_are_summed_and_divided_by_dwellings()
    {
        OrderFacts Settled(decimal? amount) => (Row with { SettledAt = At(3, 9), SettledAmount = amount }).Alone();
        var contributions = new[] { Settled(100.10m), Settled(50.05m), Settled(0), Settled(null) }.SelectMany(Kpis.ContributionsOf).ToList();
        Assert.Equal((150.15m, 2), Read("costOutsideLumpSum", March, Later, contributions) is var all ? (all.Value, all.N) : default);
        // 150.15 / 60 = 2.5025.
        Assert.Equal(2.5m, Read("costOutsideLumpSum.perDwelling", March, Later, contributions, dwellings: 60).Value);
        Assert.Equal("aantal woningen onbekend", Read("costOutsideLumpSum.perDwelling", March, Later, contributions).Instead);
    }

    [Fact]
    public void Requests_run_over_a_year()
    {
        OrderFacts Placed(DateTimeOffset at, OrderStatus status = OrderStatus.Closed, OrderKind kind = OrderKind.Repair) =>
            (Row with { PlacedAt = at, Status = status, Kind = kind }).Alone();
        OrderFacts[] orders =
        [
            Placed(At(3, 31, 23)), Placed(At(1, 5)), Placed(new DateTimeOffset(2025, 3, 31, 22, 0, 0, TimeSpan.Zero)), // 1 April 2025 in the Netherlands.
            Placed(new DateTimeOffset(2025, 3, 31, 21, 59, 0, TimeSpan.Zero)), Placed(At(4, 1)), Placed(At(3, 9), OrderStatus.Cancelled),
            Placed(At(3, 9), kind: OrderKind.Turnover),
        ];
        // April 2025 up to and with March 2026: 3 repairs, for 12 dwellings.
        var value = Read("requestsPerDwelling", March, Later, orders.SelectMany(Kpis.ContributionsOf), dwellings: 12);
        Assert.Equal((0.25m, 3), (value.Value, value.N));
    }

    [Fact]
    public void Photos_are_complete_or_not()
    {
        OrderFacts Done(bool needed, bool complete) => (Row with { CompletedAt = At(3, 9), EvidenceNeeded = needed, EvidenceComplete = complete }).Alone();
        Assert.Equal((0.5m, 2), Figure("evidenceComplete", March, Done(true, true), Done(true, false), Done(false, false)));
    }

    [Fact]
    public void Samples_are_judged_by_their_first_verdict()
    {
        OrderFacts Picked(bool? passed, OrderStatus status = OrderStatus.Closed) => (Row with
        {
            SamplePickedAt = At(3, 30), InspectedAt = passed is null ? null : At(4, 2), PassedFirstTime = passed, Status = status,
        }).Alone();
        OrderFacts[] orders =
        [
            Picked(true), Picked(true), Picked(false), Picked(null, OrderStatus.InSample), Picked(null, OrderStatus.Cancelled),
            (Row with { InspectedAt = At(4, 2), PassedFirstTime = true }).Alone(), // Agreed to without being picked.
            (Row with { Kind = OrderKind.Turnover, InspectedAt = At(4, 2), PassedFirstTime = false }).Alone(),
        ];
        // 2 of 3 in the month of the verdict; 3 of 4 that were picked in March; none of one turnover.
        Assert.Equal((0.6667m, 3), Figure("inspectionsPassed", April, orders));
        Assert.Equal((0.75m, 4), Figure("inspectionsPassed.inspected", March, orders));
        Assert.Equal((0m, 1), Figure("inspectionsPassed.turnovers", April, orders));
    }

    [Fact]
    public void Decisions_on_extra_work_are_those_of_people()
    {
        var story = new ContractStory().Start(ContractStory.Repair() with { Urgency = "urgent" });
        // EUR 1,940 is above the agent's mandate: asked on Tuesday at 15:30, decided on Thursday at 9:15: 1 + 9 + 1.75 hours.
        story.AlfaAt(At(3, 3, 15, 30), new ExtraWorkRequested("Rotten.", [ContractStory.Line("8", "E-200", 40)]))
            .CorporationAt(At(3, 5, 9, 15), new ExtraWorkApproved(Role: ContractStory.Inspector));
        // EUR 48.50 more is within it: the hub agrees at once.
        story.AlfaAt(At(3, 5, 10), new ExtraWorkRequested("More.", [ContractStory.Line("9", "E-200")]));
        var decisions = story.Facts().Steps.Where(s => s.Kind is StepKind.ExtraWorkDecision);
        Assert.Equal([(false, 12m), (true, 0m)], decisions.Select(s => (s.IsAutomatic, s.WorkingHours!.Value)));
        Assert.Equal((12m, 1), Figure("extraWorkDays", March, story.Facts()));
        Assert.Equal(12m, story.Fact().ExtraWorkHours);
    }

    [Fact]
    public void Messages_are_healthy_by_partner()
    {
        DeliveryFact Sent(DeliveryOutcome state, int failures, double? minutes, string partner = Given.Alfa) => new()
        {
            DeliveryId = "d", PartnerId = partner, Stream = "s", EventName = "OrderAwarded", State = state, Attempts = failures + 1, Failures = failures,
            CreatedAt = At(3, 31, 23, 58), FirstTriedAt = At(3, 31, 23, 58), DoneAt = minutes is { } m ? At(3, 31, 23, 58).AddMinutes(m) : null,
        };
        Contribution[] all =
        [
            .. new[]
            {
                Sent(DeliveryOutcome.Delivered, 0, 0.1), Sent(DeliveryOutcome.Delivered, 0, 5), Sent(DeliveryOutcome.Delivered, 2, 30),
                Sent(DeliveryOutcome.Parked, 9, 600), Sent(DeliveryOutcome.Skipped, 1, 1), Sent(DeliveryOutcome.Pending, 0, null),
            }.SelectMany(Kpis.ContributionsOf),
        ];
        // At the first try 2 of 4; one that was not tried yet does not count.
        Assert.Equal((0.5m, 4), Read("messagesHealthy", March, Later, all) is var first ? (first.Value, first.N) : default);
        // Within five minutes 2 of 4, and of 5 when the time of the last one is over.
        Assert.Equal(0.5m, Read("messagesHealthy.prompt", March, At(4, 1, 0, 3), all).Value);
        Assert.Equal(0.4m, Read("messagesHealthy.prompt", March, At(4, 1, 0, 4), all).Value);
        Assert.Equal(1m, Read("messagesHealthy.parked", null, Later, all).Value);
        Assert.All(all, c => Assert.Equal((Given.Alfa, null), (c.Key.Contractor, c.Key.Kind)));
    }
}
