using System.Globalization;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>Times in the tests are Dutch: orders are placed on Monday 2 March 2026 at 10:00.</summary>
public sealed class Deadlines
{
    private static ContractStory Placed(string? urgency, OrderContent? content = null)
    {
        var story = new ContractStory();
        story.Place((content ?? ContractStory.Repair()) with { Urgency = urgency }).EventNames();
        return story;
    }

    private static string? By(ContractStory story, DeadlineKind kind) =>
        story.Deadlines?.All.FirstOrDefault(d => d.Kind == kind) is { } found ? Dutch(story.Deadlines.ByAt(found, story.Now)) : null;

    private static TimeSpan? Left(ContractStory story, DeadlineKind kind) =>
        story.Deadlines!.TimeLeft(story.Deadlines.All.Single(d => d.Kind == kind), story.Now);

    // Winter and summer time of 2026 differ by an hour from 29 March on.
    private static string Dutch(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(at < new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero) ? 1 : 2))
            .ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(1));

    [Fact]
    public void An_emergency_runs_round_the_clock()
    {
        var story = Placed("spoed");
        Assert.Equal(("03-02 14:00", "03-03 10:00"), (By(story, DeadlineKind.Respond), By(story, DeadlineKind.Complete)));
    }

    [Fact]
    public void Working_days_end_at_closing_time_and_the_first_day_does_not_count() => Assert.Equal("03-05 16:30", By(Placed("urgent"), DeadlineKind.Complete));

    [Fact]
    public void Another_urgency_has_the_times_for_every_urgency()
    {
        var story = Placed("regulier");
        Assert.Equal(("03-04 16:30", "03-16 16:30"), (By(story, DeadlineKind.Respond), By(story, DeadlineKind.Complete)));
    }

    [Fact]
    public void An_order_without_agreed_times_is_due_on_its_own_day()
    {
        var story = new ContractStory(ContractStory.Usual with { ServiceLevels = [] });
        story.Place(ContractStory.Repair() with { DueOn = new DateOnly(2026, 3, 6) }).EventNames();
        Assert.Equal("03-06 16:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void A_due_day_that_is_closed_ends_with_the_next_working_day()
    {
        var story = new ContractStory(ContractStory.Usual with { ServiceLevels = [] });
        story.Place(ContractStory.Repair() with { DueOn = new DateOnly(2026, 3, 7) }).EventNames();
        Assert.Equal("03-09 16:30", By(story, DeadlineKind.Complete));
    }

    [Theory]
    [InlineData(4, "03-05 16:30")]
    [InlineData(12, "03-12 16:30")]
    public void The_corporation_may_give_more_time_than_agreed_and_not_less(int dueOn, string by) =>
        Assert.Equal(by, By(Placed("urgent", ContractStory.Repair() with { DueOn = new DateOnly(2026, 3, dueOn) }), DeadlineKind.Complete));

    [Fact]
    public void Without_contract_and_day_there_is_no_deadline() => Assert.Null(OrderDeadlines.Of(OrderStory.Awarded().Order!));

    [Fact]
    public void Time_left_counts_as_the_clock_does()
    {
        var story = Placed("urgent");
        story.Now = At(3, 15, 30);
        // One hour today, nine tomorrow, nine on the day itself.
        Assert.Equal(TimeSpan.FromHours(19), Left(story, DeadlineKind.Complete));
        story.Now = At(6, 8, 30);
        Assert.Equal(TimeSpan.FromHours(-1), Left(story, DeadlineKind.Complete));
    }

    [Fact]
    public void Nobody_home_stops_the_clock_until_there_is_a_new_visit()
    {
        var story = Placed("urgent");
        story.Now = At(3, 9, 30);
        story.Alfa(new WorkInterrupted(InterruptionReason.NoAccess)).EventNames();
        story.Now = At(4, 9, 30);
        Assert.Equal((InterruptionReason.NoAccess, "03-06 16:30"), (story.Deadlines!.Standing!.Reason, By(story, DeadlineKind.Complete)));
        Assert.Equal(TimeSpan.FromHours(25), Left(story, DeadlineKind.Complete));
        story.Now = At(5, 9, 30);
        Assert.Equal(TimeSpan.FromHours(25), Left(story, DeadlineKind.Complete));
        story.Alfa(new AppointmentMade(new TimeWindow(At(6, 9), At(6, 11)))).EventNames();
        Assert.Equal((null, "03-09 16:30"), (story.Deadlines!.Standing, By(story, DeadlineKind.Complete)));
    }

    [Fact]
    public void A_reason_that_the_contract_does_not_name_stops_nothing()
    {
        var story = Placed("urgent");
        story.Now = At(3, 9, 30);
        story.Alfa(new WorkInterrupted(InterruptionReason.Material)).EventNames();
        story.Now = At(4, 9, 30);
        Assert.Equal((null, "03-05 16:30"), (story.Deadlines!.Standing, By(story, DeadlineKind.Complete)));
    }

    [Fact]
    public void Waiting_for_the_clients_answer_stops_the_clock()
    {
        var story = Placed("urgent");
        story.Now = At(3, 9, 30);
        story.Alfa(new ResponseRequired("Which colour?")).EventNames();
        story.Now = At(3, 12, 30);
        Assert.Equal(InterruptionReason.AwaitingClient, story.Deadlines!.Standing!.Reason);
        story.Corporation(new ResponseGiven("White.")).EventNames();
        Assert.Equal("03-06 10:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void Waiting_for_a_decision_on_extra_work_stops_the_clock()
    {
        var story = Placed("urgent");
        story.Now = At(3, 9, 30);
        story.Alfa(new ExtraWorkRequested("Beam", [ContractStory.Line("101", price: 5_000m)])).EventNames();
        story.Now = At(3, 11, 30);
        story.Corporation(new ExtraWorkDeclined(Role: ContractStory.Inspector)).EventNames();
        Assert.Equal("03-06 09:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void Two_reasons_at_once_count_once()
    {
        var story = Placed("urgent");
        story.Now = At(3, 9, 30);
        story.Alfa(new WorkInterrupted(InterruptionReason.NoAccess)).EventNames();
        story.Alfa(new ResponseRequired("Who has the key?")).EventNames();
        story.Now = At(3, 11, 30);
        story.Corporation(new ResponseGiven("The neighbours.")).EventNames();
        story.Alfa(new WorkStarted()).EventNames();
        Assert.Equal("03-06 09:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void What_counts_is_when_it_happened_however_late_it_is_told()
    {
        var story = Placed("urgent");
        story.Now = At(4, 12);
        story.Decide(Given.ContractorAlfa, new Report(new WorkStarted()), At(3, 11, 30)).EventNames();
        story.Decide(Given.ContractorAlfa, new Report(new WorkInterrupted(InterruptionReason.NoAccess)), At(3, 9, 30)).EventNames();
        Assert.Equal("03-06 09:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void Standing_still_after_the_deadline_helps_nobody()
    {
        var story = Placed("urgent");
        story.Now = At(6, 9, 30);
        story.Alfa(new WorkInterrupted(InterruptionReason.NoAccess)).EventNames();
        story.Now = At(10, 9, 30);
        Assert.Equal("03-05 16:30", By(story, DeadlineKind.Complete));
        Assert.True(Left(story, DeadlineKind.Complete) < TimeSpan.Zero);
    }

    [Fact]
    public void Standing_still_before_the_clock_began_counts_for_nothing()
    {
        var story = Placed("urgent");
        story.Now = At(3, 9, 30);
        story.Decide(Given.ContractorAlfa, new Report(new WorkInterrupted(InterruptionReason.NoAccess)), At(1, 9)).EventNames();
        story.Alfa(new WorkStarted()).EventNames();
        // Six and a half hours of Monday, from the award on, and two of Tuesday.
        Assert.Equal("03-06 16:00", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void Standing_still_that_is_told_when_all_is_done_moves_nothing()
    {
        var story = new ContractStory(ContractStory.Usual with { Sampling = [new SamplingRule(OrderKind.Repair, 1)] });
        story.Place(ContractStory.Repair() with { Urgency = "urgent" }).EventNames();
        story.Now = At(6, 12);
        story.Alfa(new WorkCompleted()).EventNames();
        story.Decide(Given.ContractorAlfa, new Report(new WorkInterrupted(InterruptionReason.NoAccess)), At(3, 9, 30)).EventNames();
        Assert.Equal("03-05 16:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void What_happened_long_before_the_order_is_refused() => Assert.Equal("before-the-order",
        Placed("urgent").Decide(Given.ContractorAlfa, new Report(new WorkStarted()), At(2, 9).AddYears(-66)).RefusalCode());

    [Fact]
    public void Asking_for_longer_moves_nothing_until_the_client_agrees()
    {
        var story = Placed("urgent");
        story.Alfa(new LeadTimeExtended(new DateOnly(2026, 3, 20), "Material")).EventNames();
        Assert.Equal("03-05 16:30", By(story, DeadlineKind.Complete));
        story.Corporation(new LeadTimeAgreed()).EventNames();
        Assert.Equal("03-20 16:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void The_client_may_agree_to_another_day()
    {
        var story = Placed("urgent");
        story.Alfa(new LeadTimeExtended(new DateOnly(2026, 3, 20))).EventNames();
        story.Corporation(new LeadTimeAgreed(new DateOnly(2026, 3, 13))).EventNames();
        Assert.Equal("03-13 16:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void A_declined_extension_moves_nothing()
    {
        var story = Placed("urgent");
        story.Alfa(new LeadTimeExtended(new DateOnly(2026, 3, 20))).EventNames();
        story.Corporation(new LeadTimeDeclined("The resident cannot wait.")).EventNames();
        Assert.Equal("03-05 16:30", By(story, DeadlineKind.Complete));
        Assert.Equal("The contractor did not ask for a longer lead time.",
            Assert.IsType<Decision.Refused>(story.Corporation(new LeadTimeAgreed())).Refusal.Reason);
    }

    [Fact]
    public void Agreeing_to_no_day_at_all_is_refused()
    {
        var story = Placed("urgent");
        story.Alfa(new LeadTimeExtended()).EventNames();
        Assert.Equal("The contractor named no day: say until when it may take.",
            Assert.IsType<Decision.Refused>(story.Corporation(new LeadTimeAgreed())).Refusal.Reason);
    }

    [Fact]
    public void A_day_beyond_all_sense_is_refused() => Assert.Equal("until: a date from 1990 up to 2199 is expected.",
        Assert.IsType<Decision.Refused>(Placed("urgent").Alfa(new LeadTimeExtended(DateOnly.MaxValue))).Refusal.Reason);

    [Fact]
    public void A_first_appointment_is_the_response_where_the_contract_says_so()
    {
        var story = Placed("regulier");
        story.Now = At(2, 11);
        story.Alfa(new AppointmentMade(new TimeWindow(At(6, 9), At(6, 11)))).EventNames();
        Assert.Equal(story.Now, story.Deadlines!.All.Single(d => d.Kind is DeadlineKind.Respond).MetAt);
        Assert.Null(Left(story, DeadlineKind.Respond));
    }

    [Fact]
    public void Else_it_is_the_start_of_the_work()
    {
        var story = Placed("spoed");
        story.Alfa(new AppointmentMade(new TimeWindow(At(2, 12), At(2, 13)))).EventNames();
        Assert.Null(story.Deadlines!.All.Single(d => d.Kind is DeadlineKind.Respond).MetAt);
        story.Now = At(2, 12);
        story.Alfa(new WorkStarted()).EventNames();
        Assert.Equal(story.Now, story.Deadlines!.All.Single(d => d.Kind is DeadlineKind.Respond).MetAt);
    }

    [Fact]
    public void The_next_contractor_starts_with_a_clock_of_its_own()
    {
        var story = Placed("urgent");
        story.Now = At(5, 12);
        Assert.Equal(["OrderRefused", "OrderUnrouted"], story.Alfa(new OrderRefused()).EventNames());
        Assert.Null(story.Deadlines);
    }

    [Fact]
    public void Another_urgency_has_its_own_times_from_then_on()
    {
        var story = Placed("regulier");
        story.Now = At(4, 11);
        story.Amend(new OrderContentChange { Urgency = "spoed" }).EventNames();
        Assert.Equal(("03-04 15:00", "03-05 11:00"), (By(story, DeadlineKind.Respond), By(story, DeadlineKind.Complete)));
    }

    [Fact]
    public void Another_change_leaves_the_clock_alone()
    {
        var story = Placed("regulier");
        story.Now = At(4, 11);
        story.Amend(new OrderContentChange { Remarks = "Ring twice." }).EventNames();
        Assert.Equal("03-16 16:30", By(story, DeadlineKind.Complete));
    }

    [Fact]
    public void The_deadline_that_comes_first_is_next()
    {
        var story = Placed("spoed");
        Assert.Equal(DeadlineKind.Respond, story.Deadlines!.NextAt(story.Now)!.Kind);
        story.Alfa(new WorkStarted()).EventNames();
        Assert.Equal(DeadlineKind.Complete, story.Deadlines!.NextAt(story.Now)!.Kind);
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Null(story.Deadlines?.NextAt(story.Now));
    }
}
