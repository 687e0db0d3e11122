using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Turnovers
{
    private static ContractStory Placed(params OrderLine[] lines)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Turnover(lines.Length == 0 ? [ContractStory.Line("1", "MUT-1")] : lines)).EventNames();
        return story;
    }

    private static DateTimeOffset LeadTimeBy(ContractStory story) => story.Deadlines!.All.Single(d => d.Kind is DeadlineKind.LeadTime).By;

    [Fact]
    public void A_package_is_a_fixed_sum() => Assert.Equal(950m, Placed().Order!.Money.OutsideLumpSum);

    [Fact]
    public void Its_phases_follow_one_another()
    {
        var story = Placed();
        var phases = new List<TurnoverPhase?> { story.Order!.TurnoverPhase };
        void After(Decision decision)
        {
            decision.EventNames();
            phases.Add(story.Order!.TurnoverPhase);
        }

        After(story.Corporation(new PreInspectionHeld("Kitchen to be replaced.")));
        After(story.Alfa(new WorkStarted()));
        After(story.Alfa(new WorkCompleted()));
        After(story.Corporation(new InspectionPassed()));
        Assert.Equal([TurnoverPhase.PreInspection, TurnoverPhase.Works, TurnoverPhase.Works, TurnoverPhase.FinalInspection, TurnoverPhase.Delivered], phases);
    }

    [Fact]
    public void A_repair_has_no_such_phases() => Assert.Null(new ContractStory().Start().Order!.TurnoverPhase);

    [Fact]
    public void The_lead_time_runs_from_the_keys()
    {
        var story = Placed();
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 15, 30, 0, TimeSpan.Zero), LeadTimeBy(story));
        story.Now += TimeSpan.FromDays(4);
        story.Corporation(new KeysReceived(new DateOnly(2026, 3, 5))).EventNames();
        Assert.Equal(new DateTimeOffset(2026, 3, 19, 15, 30, 0, TimeSpan.Zero), LeadTimeBy(story));
    }

    [Fact]
    public void And_ends_with_the_passed_final_inspection()
    {
        var story = Placed();
        story.Alfa(new WorkStarted()).EventNames();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.NotNull(story.Deadlines!.NextAt(story.Now));
        story.Corporation(new InspectionPassed()).EventNames();
        Assert.Equal(story.Now, story.Deadlines!.All.Single(d => d.Kind is DeadlineKind.LeadTime).MetAt);
    }

    [Fact]
    public void It_waits_for_its_final_inspection()
    {
        var story = Placed();
        Assert.Equal(["WorkCompleted"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Contains(SettlementHold.FinalInspection, Settlement.Holds(story.Order!));
        Assert.Equal("The work is not agreed yet (finalInspection); the order closes after that.",
            Assert.IsType<Decision.Refused>(story.Alfa(new OrderClosed())).Refusal.Reason);
    }

    [Fact]
    public void A_failed_final_inspection_opens_it_for_rework_under_warranty()
    {
        var story = Placed();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["InspectionFailed"], story.Corporation(new InspectionFailed("Tiles are loose.")).EventNames());
        Assert.Equal((OrderStatus.InProgress, 1, TurnoverPhase.Works), (story.Order!.Status, story.Order.Inspection.Failures, story.Order.TurnoverPhase));
        Assert.Equal(["WorkCompleted"], story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("9", price: 300m)])).EventNames());
        var passed = story.Corporation(new InspectionPassed());
        Assert.Equal(["InspectionPassed", "CostsDiffer"], passed.EventNames());
        Assert.Equal("Line 9 was not ordered and not agreed as extra work; EUR 300.00 is claimed.", Assert.Single(story.Order!.Costs.Differences).Sentence);
    }

    [Fact]
    public void Only_the_corporation_inspects()
    {
        var story = Placed();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.StartsWith(
            "Only the corporation may report inspection.passed. Possible for you now: ",
            Assert.IsType<Decision.Refused>(story.Alfa(new InspectionPassed())).Refusal.Reason, StringComparison.Ordinal);
        Assert.Equal("not-yours-to-say", story.Alfa(new PreInspectionHeld()).RefusalCode());
    }

    [Fact]
    public void The_corporation_has_the_last_word_on_its_keys()
    {
        var story = Placed();
        story.Corporation(new KeysReceived(new DateOnly(2026, 3, 2))).EventNames();
        Assert.Equal("The corporation has reported already when the keys came in.",
            Assert.IsType<Decision.Refused>(story.Alfa(new KeysReceived(new DateOnly(2026, 3, 1)))).Refusal.Reason);
    }

    [Fact]
    public void Keys_do_not_come_in_on_a_day_to_come() => Assert.Equal("Keys cannot have come in on a day that is still to come.",
        Assert.IsType<Decision.Refused>(Placed().Alfa(new KeysReceived(new DateOnly(2199, 12, 31)))).Refusal.Reason);

    [Fact]
    public void Keys_belong_to_a_turnover() => Assert.Equal("Keys and a pre-inspection belong to a turnover; this order is none.",
        Assert.IsType<Decision.Refused>(new ContractStory().Start().Corporation(new KeysReceived())).Refusal.Reason);

    [Fact]
    public void Time_in_which_the_inspector_is_waited_for_stops_the_clock_where_the_contract_says_so()
    {
        var story = Placed();
        story.Now = new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);
        story.Alfa(new WorkCompleted()).EventNames();
        story.Now += TimeSpan.FromHours(2);
        story.Corporation(new InspectionFailed()).EventNames();
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 8, 30, 0, TimeSpan.Zero), LeadTimeBy(story));
    }
}
