using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;
using static Hub.Domain.Tests.Figures.FigureCase;

namespace Hub.Domain.Tests.Figures;

/// <summary>The appointment in the tests is on Wednesday 4 March 2026 from 9:00 to 11:00, Dutch time.</summary>
public sealed class Appointments_and_visits
{
    private static readonly TimeWindow Wednesday = new(At(3, 4, 9), At(3, 4, 11));
    private static readonly TimeWindow Friday = new(At(3, 6, 9), At(3, 6, 11));

    private static ContractStory Agreed(params OrderLine[] lines)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair(lines) with { Urgency = "regulier" }).EventNames();
        return story.AlfaAt(At(3, 2, 12), new AppointmentMade(Wednesday));
    }

    private static AppointmentOutcome[] Outcomes(ContractStory story) => [.. story.Facts().Appointments.Select(a => a.Outcome)];

    [Theory]
    [InlineData(8, 59, AppointmentOutcome.Missed)]
    [InlineData(9, 0, AppointmentOutcome.Kept)]
    [InlineData(11, 0, AppointmentOutcome.Kept)]
    [InlineData(11, 1, AppointmentOutcome.Missed)]
    public void It_is_kept_where_work_begins_in_the_window(int hour, int minute, AppointmentOutcome outcome) => Assert.Equal(
        [outcome], Outcomes(Agreed().AlfaAt(At(3, 4, hour, minute), new WorkStarted()).AlfaAt(At(3, 4, 14), new WorkCompleted())));

    [Fact]
    public void Who_only_reports_the_completion_was_there_then()
    {
        Assert.Equal([AppointmentOutcome.Kept], Outcomes(Agreed().AlfaAt(At(3, 4, 10), new WorkCompleted())));
        Assert.Equal([AppointmentOutcome.Missed], Outcomes(Agreed().AlfaAt(At(3, 4, 12), new WorkCompleted())));
    }

    [Fact]
    public void Nobody_home_is_kept_where_the_contractor_was_there_in_the_window()
    {
        Assert.Equal([AppointmentOutcome.NoAccess], Outcomes(Agreed().AlfaAt(At(3, 4, 10), new WorkInterrupted(InterruptionReason.NoAccess))));
        var late = Agreed().AlfaAt(At(3, 4, 12), new WorkInterrupted(InterruptionReason.NoAccess)).AlfaAt(At(3, 4, 13), new AppointmentMade(Friday));
        Assert.Equal([AppointmentOutcome.Missed, AppointmentOutcome.Planned], Outcomes(late));
    }

    [Fact]
    public void Moved_before_the_window_is_moved_and_during_it_is_missed()
    {
        Assert.Equal([AppointmentOutcome.Moved, AppointmentOutcome.Planned], Outcomes(Agreed().AlfaAt(At(3, 4, 8, 59), new AppointmentMoved(Friday))));
        Assert.Equal([AppointmentOutcome.Missed, AppointmentOutcome.Planned], Outcomes(Agreed().AlfaAt(At(3, 4, 9), new AppointmentMoved(Friday))));
    }

    [Fact]
    public void A_new_appointment_after_a_visit_moves_nothing()
    {
        var story = Agreed().AlfaAt(At(3, 4, 9, 30), new WorkStarted()).AlfaAt(At(3, 4, 10), new WorkInterrupted(InterruptionReason.Material))
            .AlfaAt(At(3, 4, 10, 5), new AppointmentMoved(Friday)).AlfaAt(At(3, 6, 9, 30), new WorkResumed());
        Assert.Equal([AppointmentOutcome.Kept, AppointmentOutcome.Kept], Outcomes(story));
        var fact = story.Fact();
        Assert.Equal((2, 0, 2, 2, 0), (fact.AppointmentsMade, fact.AppointmentsMoved, fact.AppointmentsKept, fact.Visits, fact.NoAccessVisits));
    }

    [Fact]
    public void Who_cancels_makes_the_difference()
    {
        Assert.Equal([AppointmentOutcome.CancelledByResident], Outcomes(Agreed().AlfaAt(At(3, 4, 8), new AppointmentCancelled(ByResident: true))));
        Assert.Equal([AppointmentOutcome.CancelledByContractor], Outcomes(Agreed().AlfaAt(At(3, 4, 8), new AppointmentCancelled())));
        // Afterwards nobody can cancel it any more.
        Assert.Equal([AppointmentOutcome.Missed], Outcomes(Agreed().AlfaAt(At(3, 4, 11, 1), new AppointmentCancelled(ByResident: true))));
    }

    [Fact]
    public void It_is_not_needed_where_the_order_was_done_or_withdrawn_before()
    {
        Assert.Equal([AppointmentOutcome.NotNeeded], Outcomes(Agreed().AlfaAt(At(3, 3, 15), new WorkCompleted())));
        Assert.Equal([AppointmentOutcome.NotNeeded], Outcomes(Agreed().CorporationAt(At(3, 3, 15), new OrderCancelled())));
        Assert.Equal([AppointmentOutcome.Missed], Outcomes(Agreed().CorporationAt(At(3, 5, 15), new OrderCancelled())));
    }

    [Fact]
    public void It_does_not_matter_in_which_order_facts_come_in()
    {
        var inTime = Agreed().AlfaAt(At(3, 4, 9, 30), new WorkStarted()).AlfaAt(At(3, 4, 12), new WorkCompleted());
        // Work beside the lump sum: it is not closed at once.
        var late = Agreed(ContractStory.Line("1", "E-200")).AlfaAt(At(3, 4, 12), new WorkCompleted());
        Assert.Equal([AppointmentOutcome.Missed], Outcomes(late));
        late.Now = At(3, 5, 9);
        late.Decide(Given.ContractorAlfa, new Report(new WorkStarted()), At(3, 4, 9, 30)).EventNames();
        Assert.Equal(Outcomes(inTime), Outcomes(late));
        Assert.Equal(inTime.Fact().Visits, late.Fact().Visits);
    }

    [Fact]
    public void Starts_on_one_day_are_one_visit_and_each_closed_door_is_another()
    {
        var fact = Agreed().AlfaAt(At(3, 3, 9), new WorkInterrupted(InterruptionReason.NoAccess)).AlfaAt(At(3, 4, 9, 30), new WorkStarted())
            .AlfaAt(At(3, 4, 10), new WorkInterrupted(InterruptionReason.NotEnoughTime)).AlfaAt(At(3, 4, 14), new WorkResumed())
            .AlfaAt(At(3, 4, 15), new WorkInterrupted(InterruptionReason.Material)).AlfaAt(At(3, 9, 8), new WorkResumed())
            .AlfaAt(At(3, 10, 8), new WorkCompleted()).Fact();
        Assert.Equal((2, 1), (fact.Visits, fact.NoAccessVisits));
    }

    [Fact]
    public void What_follows_a_temporary_repair_is_another_visit_where_it_is_another_day()
    {
        Assert.Equal(1, Agreed().AlfaAt(At(3, 4, 9, 30), new TemporarilyRestored()).AlfaAt(At(3, 4, 15), new WorkCompleted()).Fact().Visits);
        var fact = Agreed().AlfaAt(At(3, 4, 9, 30), new TemporarilyRestored()).AlfaAt(At(3, 6, 15), new WorkCompleted()).Fact();
        Assert.Equal((2, 1, false), (fact.Visits, fact.AppointmentsKept, fact.FirstTimeFix));
        Assert.Equal(2, Agreed().AlfaAt(At(3, 4, 9), new WorkStarted()).AlfaAt(At(3, 4, 10), new TemporarilyRestored())
            .AlfaAt(At(3, 6, 15), new WorkCompleted()).Fact().Visits);
    }
}
