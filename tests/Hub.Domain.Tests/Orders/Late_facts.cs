using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Late_facts
{
    private static DateTimeOffset At(double hours) => Given.Start.AddHours(hours);

    [Fact]
    public void A_fact_from_before_completion_is_recorded_with_its_own_time()
    {
        var story = OrderStory.Completed();
        story.Report(Given.ContractorAlfa, new TemporarilyRestored(), At(3.5));
        Assert.Equal(At(3.5), story.Events[^1].OccurredAt);
        Assert.Equal(At(6), story.Events[^1].RecordedAt);
    }

    [Fact]
    public void A_completion_from_before_the_order_was_opened_again_does_not_complete_the_rework()
    {
        var story = OrderStory.Completed().Record(Given.Corporation, new InspectionFailed("Leaks still."));
        Assert.Equal("reopened-since", story.Report(Given.ContractorAlfa, new WorkCompleted(), At(3.5)).RefusalCode());
    }

    public static TheoryData<OrderEvent> MayComeLate =>
    [
        new AppointmentMade(Given.Visit()), new AppointmentMoved(Given.Visit()), new AppointmentCancelled(), new WorkStarted(),
        new WorkInterrupted(InterruptionReason.NoAccess), new WorkResumed(), new TemporarilyRestored(), new LeadTimeExtended(),
    ];

    [Theory]
    [MemberData(nameof(MayComeLate))]
    public void A_late_fact_moves_a_completed_order_nowhere(OrderEvent fact)
    {
        var story = OrderStory.Completed();
        Assert.Single(story.Report(Given.ContractorAlfa, fact, At(3.5)).EventNames());
        Assert.Equal(OrderStatus.TechnicallyComplete, story.Order!.Status);
        Assert.Null(story.Order.Visit.Appointment);
        Assert.Null(story.Order.Work.Interruption);
    }

    [Theory]
    [MemberData(nameof(MayComeLate))]
    public void A_fact_from_after_completion_is_refused(OrderEvent fact) =>
        Assert.Equal("wrong-state", OrderStory.Completed().Report(Given.ContractorAlfa, fact, At(5.5)).RefusalCode());

    [Theory]
    [MemberData(nameof(MayComeLate))]
    public void A_late_fact_is_refused_once_the_order_is_closed(OrderEvent fact) =>
        Assert.Equal("wrong-state", OrderStory.Closed().Report(Given.ContractorAlfa, fact, At(3.5)).RefusalCode());

    [Fact]
    public void A_late_start_tells_when_work_really_began()
    {
        var story = OrderStory.Completed();
        story.Report(Given.ContractorAlfa, new WorkStarted(), At(2.5));
        Assert.Equal(At(2.5), story.Order!.Work.StartedAt);
    }

    [Fact]
    public void An_older_appointment_does_not_undo_a_newer_one()
    {
        var story = OrderStory.Accepted().Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit(9)), At(3));
        Assert.Equal(["AppointmentMoved"], story.Report(Given.ContractorAlfa, new AppointmentMade(Given.Visit(5)), At(2)).EventNames());
        Assert.Equal(Given.Visit(9), story.Order!.Visit.Appointment);
    }

    [Fact]
    public void An_older_cancellation_does_not_undo_a_newer_appointment()
    {
        var story = OrderStory.Accepted().Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit()), At(3));
        story.Report(Given.ContractorAlfa, new AppointmentCancelled(), At(2));
        Assert.Equal(OrderStatus.Planned, story.Order!.Status);
        Assert.Equal(Given.Visit(), story.Order.Visit.Appointment);
    }

    [Fact]
    public void An_older_start_does_not_end_a_newer_interruption()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Material), At(6));
        story.Report(Given.ContractorAlfa, new WorkStarted(), At(4.5));
        Assert.Equal(InterruptionReason.Material, story.Order!.Work.Interruption!.Reason);
    }

    [Fact]
    public void An_older_interruption_does_not_stop_work_that_goes_on()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Material), At(5))
            .Record(Given.ContractorAlfa, new WorkResumed(), At(7));
        story.Report(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Weather), At(6));
        Assert.Null(story.Order!.Work.Interruption);
    }

    [Fact]
    public void A_start_while_work_stands_still_is_a_resumption()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.Material));
        Assert.IsType<WorkResumed>(story.Report(Given.ContractorAlfa, new WorkStarted()).OnlyEvent());
    }

    [Fact]
    public void A_new_visit_ends_an_interruption_from_before_the_work()
    {
        var story = OrderStory.Accepted().Record(Given.ContractorAlfa, new WorkInterrupted(InterruptionReason.NoAccess));
        story.Report(Given.ContractorAlfa, new AppointmentMade(Given.Visit()));
        Assert.Null(story.Order!.Work.Interruption);
    }

    [Fact]
    public void A_visit_at_the_same_time_again_is_no_event()
    {
        var story = OrderStory.Started();
        Assert.Empty(story.Report(Given.ContractorAlfa, new AppointmentMade(Given.Visit())).EventNames());
    }

    [Fact]
    public void A_visit_that_ends_before_it_begins_is_refused() =>
        Assert.Equal("visit-window", OrderStory.Accepted().Report(Given.ContractorAlfa, new AppointmentMade(new TimeWindow(At(50), At(49)))).RefusalCode());

    [Fact]
    public void A_fact_from_the_future_is_refused() =>
        Assert.Equal("from-the-future", OrderStory.Awarded().Report(Given.ContractorAlfa, new OrderAccepted(), At(2).AddMinutes(11)).RefusalCode());

    [Fact]
    public void A_clock_that_runs_a_little_ahead_is_forgiven() =>
        Assert.IsType<OrderAccepted>(OrderStory.Awarded().Report(Given.ContractorAlfa, new OrderAccepted(), At(2).AddMinutes(10)).OnlyEvent());

    [Fact]
    public void A_cancelled_order_has_no_visit_any_more()
    {
        var story = OrderStory.Started();
        story.Report(Given.Corporation, new OrderCancelled());
        Assert.Null(story.Order!.Visit.Appointment);
    }

    [Fact]
    public void The_visit_of_a_cancelled_order_said_again_is_refused_and_not_dropped_in_silence()
    {
        var story = OrderStory.Started().Record(Given.Corporation, new OrderCancelled());
        Assert.Equal("wrong-state", story.Report(Given.ContractorAlfa, new AppointmentMade(Given.Visit())).RefusalCode());
    }

    [Fact]
    public void A_photo_comes_even_after_the_order_was_closed() =>
        Assert.IsType<PhotoAdded>(OrderStory.Closed().Report(Given.ContractorAlfa, Given.Photo()).OnlyEvent());

    [Fact]
    public void A_complaint_after_close_leaves_the_order_closed()
    {
        var story = OrderStory.Closed();
        story.Report(Given.Corporation, new ComplaintRegistered("K-1"));
        Assert.Equal(OrderStatus.Closed, story.Order!.Status);
        Assert.Equal(["K-1"], story.Order.OpenComplaints);
    }

    [Fact]
    public void A_complaint_is_open_once()
    {
        var story = OrderStory.Closed().Record(Given.Corporation, new ComplaintRegistered("K-1"));
        Assert.Equal("complaint-open", story.Report(Given.Corporation, new ComplaintRegistered("K-1")).RefusalCode());
    }
}
