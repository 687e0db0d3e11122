using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;
using static Hub.Domain.Tests.Figures.FigureCase;

namespace Hub.Domain.Tests.Figures;

/// <summary>Times are Dutch: orders are placed on Monday 2 March 2026 at 10:00, days are worked from 7:30 to 16:30.</summary>
public sealed class Facts_of_an_order
{
    private static ContractStory Placed(string? urgency = "urgent", OrderContent? content = null, Contract? contract = null)
    {
        var story = new ContractStory(contract);
        story.Place((content ?? ContractStory.Repair()) with { Urgency = urgency }).EventNames();
        return story;
    }

    [Fact]
    public void A_new_order_is_a_row()
    {
        var fact = Placed().Fact();
        Assert.Equal((Given.Id.Value, "erp", "4711", OrderKind.Repair, "alfa", "RC-1", 3),
            (fact.OrderId, fact.ErpId, fact.Number, fact.Kind, fact.ContractorId, fact.ContractNumber, fact.ContractVersion));
        Assert.Equal(("Noord", "C-1", "VHE-1", "flat"), (fact.Area, fact.Complex, fact.DwellingId, fact.DwellingType));
        Assert.Equal((OrderStatus.Awarded, AortaPhase.Examine, 2), (fact.Status, fact.Phase, fact.Version));
        Assert.Equal((At(3, 2, 10), At(3, 2, 10)), (fact.PlacedAt, fact.AwardedAt));
        Assert.Equal((At(3, 5, 16, 30), DeadlineOutcome.Open), (fact.CompleteBy, fact.RepairOutcome));
    }

    [Theory]
    [InlineData("SPOED", "spoed", true)]
    [InlineData("regulier", "regulier", false)] // The level without an urgency of its own holds.
    [InlineData(null, null, false)]
    public void The_urgency_is_the_contracts_own(string? given, string? urgency, bool isEmergency)
    {
        var contract = ContractStory.Usual with
        {
            ServiceLevels = [.. ContractStory.Usual.ServiceLevels.Select(s => s with { IsEmergency = s.Urgency is "spoed" })],
        };
        var fact = Placed(given, contract: contract).Fact();
        Assert.Equal((urgency, given, isEmergency), (fact.Urgency, fact.GivenUrgency, fact.IsEmergency));
    }

    [Fact]
    public void A_misspelt_urgency_counts_under_the_level_that_holds_for_it()
    {
        var contract = ContractStory.Usual with
        {
            ServiceLevels = [new ServiceLevel { Kind = OrderKind.Repair, Urgency = "regulier", CompleteWithin = AgreedTime.InDays(10), IsDefault = true }],
        };
        Assert.Equal(("regulier", "spoedd"), Placed("spoedd", contract: contract).Fact() is var fact ? (fact.Urgency, fact.GivenUrgency) : default);
    }

    [Fact]
    public void A_repair_on_time_is_measured_on_the_contracts_clock()
    {
        var fact = Placed().AlfaAt(At(3, 3, 9, 30), new WorkStarted()).AlfaAt(At(3, 4, 8, 30), new WorkCompleted()).Fact();
        Assert.Equal((DeadlineOutcome.OnTime, At(3, 4, 8, 30)), (fact.RepairOutcome, fact.CompletedAt));
        // 6.5 hours on Monday from 10:00, 9 on Tuesday, 1 on Wednesday.
        Assert.Equal(16.5m, fact.RepairHours);
    }

    [Fact]
    public void At_the_very_moment_is_on_time_and_after_it_is_not()
    {
        Assert.Equal(DeadlineOutcome.OnTime, Placed().AlfaAt(At(3, 5, 16, 30), new WorkCompleted()).Fact().RepairOutcome);
        Assert.Equal(DeadlineOutcome.Missed, Placed().AlfaAt(At(3, 5, 16, 31), new WorkCompleted()).Fact().RepairOutcome);
    }

    [Fact]
    public void Stopped_clock_moves_the_deadline_and_leaves_the_hours()
    {
        // Nobody home from Tuesday 9:30 to Thursday 9:30: two working days, 18 hours.
        var story = Placed().AlfaAt(At(3, 3, 9, 30), new WorkInterrupted(InterruptionReason.NoAccess));
        Assert.Equal((DeadlineOutcome.Stopped, At(3, 3, 9, 30)), (story.Fact().RepairOutcome, story.Fact().ClockStoppedSince));
        var fact = story.AlfaAt(At(3, 5, 9, 30), new WorkStarted()).AlfaAt(At(3, 9, 10), new WorkCompleted()).Fact();
        Assert.Equal((At(3, 9, 16, 30), DeadlineOutcome.OnTime, null), (fact.CompleteBy, fact.RepairOutcome, fact.ClockStoppedSince));
        // Monday 6.5, Tuesday 2, Thursday 7, Friday 9, Monday 2.5.
        Assert.Equal(27m, fact.RepairHours);
        Assert.Equal((2m, 0m), (fact.WaitResidentDays, fact.WaitMaterialDays));
    }

    [Fact]
    public void Waiting_counts_also_where_it_does_not_stop_the_clock()
    {
        var fact = Placed().AlfaAt(At(3, 3, 9, 30), new WorkStarted()).AlfaAt(At(3, 3, 12), new WorkInterrupted(InterruptionReason.Material))
            .AlfaAt(At(3, 4, 12), new WorkResumed()).AlfaAt(At(3, 5, 9), new WorkCompleted()).Fact();
        Assert.Equal((At(3, 5, 16, 30), 1m), (fact.CompleteBy, fact.WaitMaterialDays));
    }

    [Fact]
    public void A_cancelled_order_that_was_not_late_yet_counts_nowhere()
    {
        var fact = Placed().CorporationAt(At(3, 5, 12), new OrderCancelled()).Fact();
        Assert.Equal((null, null, At(3, 5, 12)), (fact.CompleteBy, fact.RepairOutcome, fact.CancelledAt));
    }

    [Fact]
    public void To_cancel_a_late_order_does_not_make_it_in_time() =>
        Assert.Equal(DeadlineOutcome.Missed, Placed().CorporationAt(At(3, 6, 12), new OrderCancelled()).Fact().RepairOutcome);

    [Fact]
    public void Of_an_order_cancelled_while_its_clock_was_stopped_no_deadline_passed()
    {
        var waits = Placed().AlfaAt(At(3, 3, 9, 30), new ResponseRequired("Which colour?")).CorporationAt(At(3, 12, 9), new OrderCancelled());
        Assert.Null(waits.Fact().RepairOutcome);
        // From Tuesday 9:30 to Thursday a week later 9:00: 7 hours, 6 days of 9, 1.5 hours; 62.5 hours of 9.
        Assert.Equal(6.94m, waits.Fact().WaitClientDays);
    }

    [Fact]
    public void A_reopened_order_is_not_done_and_may_be_late_after_all()
    {
        var story = Placed(contract: Sampled).AlfaAt(At(3, 4, 9), new WorkCompleted()).CorporationAt(At(3, 4, 15), new InspectionFailed());
        var open = story.Fact();
        Assert.Equal((null, At(3, 4, 9), DeadlineOutcome.Open, 1), (open.CompletedAt, open.FirstCompletedAt, open.RepairOutcome, open.Reopenings));
        var fact = story.AlfaAt(At(3, 9, 9), new WorkCompleted()).Fact();
        // The six hours until its rejection were the client's: Thursday 16:30 became Friday 13:30.
        Assert.Equal((DeadlineOutcome.Missed, At(3, 6, 13, 30), At(3, 9, 9), 2),
            (fact.RepairOutcome, fact.CompleteBy, fact.CompletedAt, fact.Visits));
        Assert.Equal((false, 1, At(3, 4, 15)), (fact.PassedFirstTime, fact.InspectionFailures, fact.InspectedAt));
    }

    [Fact]
    public void The_next_contractor_starts_afresh()
    {
        var story = OrderStory.Placed();
        story.Record(Actor.TheHub, new OrderAwarded(Given.Alfa, "C-ALFA")).Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit()))
            .Record(Given.ContractorAlfa, new OrderRefused()).Record(Actor.TheHub, new OrderAwarded(Given.Beta, "C-BETA"))
            .Record(Given.ContractorBeta, new OrderAccepted());
        var facts = story.Facts();
        Assert.Equal((Given.Beta, 1, 0, Given.Start.AddHours(4), Given.Start.AddHours(1), Given.Start.AddHours(3)),
            (facts.Order.ContractorId, facts.Order.Refusals, facts.Order.AppointmentsMade, facts.Order.AwardedAt, facts.Order.FirstAwardedAt,
                facts.Order.RefusedAt));
        Assert.Equal([(Given.Alfa, true), (Given.Beta, false)], facts.Steps.Where(s => s.Kind is StepKind.Award).Select(s => (s.ContractorId!, s.IsRefused)));
        Assert.Equal((Given.Alfa, AppointmentOutcome.NotNeeded), facts.Appointments.Single() is var a ? (a.ContractorId, a.Outcome) : default);
    }

    [Fact]
    public void A_turnover_takes_calendar_days_from_its_keys()
    {
        var content = ContractStory.Turnover();
        var fact = Placed(null, content).CorporationAt(At(3, 3, 11), new KeysReceived(new DateOnly(2026, 3, 3)))
            .CorporationAt(At(3, 5, 16), new PreInspectionHeld()).AlfaAt(At(3, 12, 9), new WorkCompleted())
            .CorporationAt(At(3, 13, 12), new InspectionPassed()).Fact();
        // From the beginning of 3 March to noon of 13 March; from 2 March 10:00 to 5 March 16:00.
        Assert.Equal((10.5m, 3.3m), (fact.TurnoverDays, fact.PreInspectionDays));
        // Ten working days after Tuesday 3 March.
        Assert.Equal((At(3, 17, 16, 30), DeadlineOutcome.OnTime), (fact.LeadTimeBy, fact.LeadTimeOutcome));
        Assert.Equal((true, At(3, 13, 12)), (fact.PassedFirstTime, fact.PassedAt));
    }

    [Fact]
    public void A_day_is_a_day_also_when_the_clock_was_changed()
    {
        var story = Placed(null, ContractStory.Turnover()).CorporationAt(At(3, 28, 12), new KeysReceived())
            .AlfaAt(At(3, 29, 13), new WorkCompleted());
        // 28 March 12:00 to 30 March 12:00 are 47 hours: the night of 29 March has an hour less.
        var noon = new DateTimeOffset(2026, 3, 30, 12, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(2m, story.CorporationAt(noon, new InspectionPassed()).Fact().TurnoverDays);
    }

    [Fact]
    public void Amounts_follow_the_money_of_the_order()
    {
        var story = Placed(content: ContractStory.Repair(ContractStory.Line("1", "K-100"), ContractStory.Line("2", "E-200", 2)));
        story.AlfaAt(At(3, 3, 9), new WorkStarted()).AlfaAt(At(3, 3, 10), new ExtraWorkRequested("Rotten.", [ContractStory.Line("9", "E-200")]));
        var fact = story.AlfaAt(At(3, 4, 9), new WorkCompleted()).CorporationAt(At(3, 4, 10), new CostsSettled()).Fact();
        // 85.00 under the lump sum, 2 x 48.50 beside it, and 48.50 of extra work.
        Assert.Equal((182m, 85m, 145.50m, 48.50m, 145.50m),
            (fact.OrderedAmount, fact.InsideLumpSum, fact.OutsideLumpSum, fact.ExtraWorkAmount, fact.SettledAmount));
        Assert.Equal((OrderCoverage.Mixed, 2, 1, 1), (fact.Coverage, fact.Lines, fact.ExtraWorkRequests, fact.ExtraWorkApprovals));
    }

    [Theory]
    [InlineData(AgreementMethod.LumpSum, AgreementMethod.Warranty, OrderCoverage.LumpSum)]
    [InlineData(AgreementMethod.LumpSum, AgreementMethod.UnitPrice, OrderCoverage.Mixed)]
    [InlineData(AgreementMethod.FixedSum, AgreementMethod.UnitPrice, OrderCoverage.Outside)]
    public void Coverage_is_that_of_the_lines(AgreementMethod one, AgreementMethod other, OrderCoverage coverage)
    {
        var content = ContractStory.Repair(ContractStory.Line("1", agreement: one, price: 10), ContractStory.Line("2", agreement: other, price: 10));
        Assert.Equal(coverage, Placed(content: content).Fact().Coverage);
    }

    [Fact]
    public void Elements_stand_once_and_in_order()
    {
        OrderLine Line(string number, string element) => ContractStory.Line(number) with { Ledo = new Ledo(Element: element) };
        Assert.Equal("KRA; WAS", Placed(content: ContractStory.Repair(Line("1", "WAS"), Line("2", "KRA"), Line("3", "kra"))).Fact().Elements);
    }

    [Fact]
    public void A_temporary_repair_is_over_when_the_work_is_complete()
    {
        // Work beside the lump sum: it is not closed at once.
        var story = Placed(content: ContractStory.Repair(ContractStory.Line("1", "E-200"))).AlfaAt(At(3, 3, 9), new TemporarilyRestored())
            .AlfaAt(At(3, 4, 9), new TemporarilyRestored());
        Assert.Equal(At(3, 3, 9), story.Fact().TemporarilyRestoredAt);
        Assert.Null(story.AlfaAt(At(3, 5, 9), new WorkCompleted()).Fact().TemporarilyRestoredAt);
        Assert.Equal(["TemporarilyRestored"], story.Decide(Given.ContractorAlfa, new Report(new TemporarilyRestored()), At(3, 4, 10)).EventNames());
        Assert.Null(story.Fact().TemporarilyRestoredAt);
    }

    [Fact]
    public void Photos_are_rows_and_deleted_ones_do_not_count()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, Given.Photo("P-1", PhotoMoment.Before))
            .Record(Given.ContractorAlfa, Given.Photo("P-2", picture: 'c')).Record(Given.ContractorAlfa, Given.Photo("P-3", picture: 'e'))
            .Record(Actor.TheHub, new PhotoDeleted("P-3", PhotoDeletion.Privacy, "A face."));
        var facts = story.Facts();
        Assert.Equal((1, 1), (facts.Order.PhotosBefore, facts.Order.PhotosAfter));
        Assert.Equal(["P-1", "P-2", "P-3"], facts.Photos.Select(p => p.PhotoId));
        Assert.Equal([false, false, true], facts.Photos.Select(p => p.DeletedAt is not null));
        Assert.Equal((new string('c', 64), Given.Alfa, 81_234), (facts.Photos[1].Sha256, facts.Photos[1].AddedById, facts.Photos[1].Size));
    }

    [Fact]
    public void A_nonsensical_moment_keeps_no_figure_from_being_made()
    {
        var (first, last) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var story = new OrderStory().Record(Given.Corporation, new OrderPlaced(ContractStory.Turnover(), Given.Home), first)
            .Record(Actor.TheHub, new OrderAwarded(Given.Alfa, "C-ALFA"), first).Record(Given.ContractorAlfa, new AppointmentMade(new TimeWindow(first, last)), first)
            .Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Weather), first).Record(Given.Corporation, new PreInspectionHeld(), last)
            .Record(Given.ContractorAlfa, new WorkStarted(), last).Record(Given.ContractorAlfa, new TemporarilyRestored(), last);
        var open = Kpis.ContributionsOf(story.Facts());
        Assert.Contains(open, c => c.Key is { Figure: "appointmentsKept", Month: { Year: 2500, Month: 12 } });
        var done = story.Record(Given.ContractorAlfa, new WorkCompleted(), last).Record(Given.Corporation, new InspectionPassed(), last).Facts();
        Assert.Contains(Kpis.ContributionsOf(done), c => c.Key.Figure is "turnoverDays");
        Assert.NotNull(RepeatRepairs.Of([RepairOfDwelling.Of(done.Order with { Kind = OrderKind.Repair })!])[done.Order.OrderId].FinalAt);
    }

    [Fact]
    public void The_same_stream_gives_the_same_facts()
    {
        var story = Placed().AlfaAt(At(3, 3, 9, 30), new WorkInterrupted(InterruptionReason.NoAccess)).AlfaAt(At(3, 5, 9), new WorkCompleted());
        Assert.Equal(story.Fact(), story.Fact());
    }

    private static Contract Sampled { get; } = ContractStory.Usual with { Sampling = [new SamplingRule(OrderKind.Repair, 1)] };
}
