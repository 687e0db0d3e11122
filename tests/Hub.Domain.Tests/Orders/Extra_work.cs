using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Extra_work
{
    private static ExtraWorkRequested Asking(params OrderLine[] lines) => new("Rotten beam.", lines);

    private static OrderLine Worth(string number, decimal price) => ContractStory.Line(number, price: price);

    [Fact]
    public void Within_the_mandate_it_is_applied_at_once()
    {
        var story = new ContractStory().Start();
        Assert.Equal(["ExtraWorkRequested", "ExtraWorkApproved"], story.Alfa(Asking(ContractStory.Line("101", "E-200", 2))).EventNames());
        Assert.Equal((OrderStatus.InProgress, 97m), (story.Order!.Status, story.Order.Money.OutsideLumpSum));
        Assert.Equal(Actor.TheHub, story.Events[^1].By);
    }

    [Fact]
    public void Above_it_waits_and_completing_is_refused_meanwhile()
    {
        var story = new ContractStory().Start();
        Assert.Equal(["ExtraWorkRequested"], story.Alfa(Asking(Worth("101", 1_500m))).EventNames());
        Assert.Equal(OrderStatus.AwaitingApproval, story.Order!.Status);
        Assert.Equal([ContractStory.Inspector], story.Order.ExtraWork.Pending!.Roles!);
        Assert.Equal("Extra work still waits for the client's answer.", Assert.IsType<Decision.Refused>(story.Alfa(new WorkCompleted())).Refusal.Reason);
    }

    [Fact]
    public void Slices_below_the_mandate_do_not_add_up_to_more_than_it()
    {
        var story = new ContractStory().Start();
        Assert.Equal(["ExtraWorkRequested", "ExtraWorkApproved"], story.Alfa(Asking(Worth("101", 900m))).EventNames());
        Assert.Equal(["ExtraWorkRequested"], story.Alfa(Asking(Worth("102", 900m))).EventNames());
    }

    [Fact]
    public void After_a_role_decided_on_the_whole_there_is_room_again()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 2_000m))).EventNames();
        story.Corporation(new ExtraWorkApproved(Role: ContractStory.Inspector)).EventNames();
        Assert.Equal(["ExtraWorkRequested", "ExtraWorkApproved"], story.Alfa(Asking(Worth("102", 900m))).EventNames());
    }

    [Fact]
    public void A_low_role_makes_no_room_beyond_its_own_mandate()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 1_400m))).EventNames();
        story.Alfa(Asking(Worth("102", 200m), Worth("103", 50m))).EventNames();
        Assert.Equal("Name the lines that are agreed, or decline the request.",
            Assert.IsType<Decision.Refused>(story.Corporation(new ExtraWorkApproved(null, [], ContractStory.Agent))).Refusal.Reason);
        story.Corporation(new ExtraWorkApproved(null, ["103"], ContractStory.Agent)).EventNames();
        Assert.Equal(["ExtraWorkRequested"], story.Alfa(Asking(Worth("104", 900m))).EventNames());
    }

    [Fact]
    public void How_it_is_paid_is_the_contracts_to_say() => Assert.Equal("Line 101: E-200 is paid as unitPrice in contract RC-1; timeAndMaterials was asked.",
        Assert.IsType<Decision.Refused>(new ContractStory().Start()
            .Alfa(Asking(ContractStory.Line("101", "E-200", agreement: AgreementMethod.TimeAndMaterials)))).Refusal.Reason);

    [Fact]
    public void In_rework_nothing_is_applied_by_itself()
    {
        var story = new ContractStory(ContractStory.Usual with { Sampling = [new SamplingRule(OrderKind.Repair, 1)] }).Start();
        story.Alfa(new WorkCompleted()).EventNames();
        story.Corporation(new InspectionFailed()).EventNames();
        Assert.Equal(["ExtraWorkRequested"], story.Alfa(Asking(Worth("101", 100m))).EventNames());
    }

    [Fact]
    public void Extra_work_that_the_corporation_takes_into_the_order_counts_once()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 1_000m))).EventNames();
        story.Amend(new OrderContentChange { Lines = [ContractStory.Line("1"), Worth("101", 1_000m)] }).EventNames();
        Assert.Equal(1_000m, story.Order!.Money.OutsideLumpSum);
    }

    [Fact]
    public void Unpriced_extra_work_needs_somebody_who_answers_for_it()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(ContractStory.Line("101"))).EventNames();
        Assert.Equal("role-missing", story.Corporation(new ExtraWorkApproved()).RefusalCode());
        Assert.Equal(["ExtraWorkApproved"], story.Corporation(new ExtraWorkApproved(Role: ContractStory.Agent)).EventNames());
    }

    [Fact]
    public void Extra_work_whose_price_nobody_knows_waits() =>
        Assert.Equal(["ExtraWorkRequested"], new ContractStory().Start().Alfa(Asking(ContractStory.Line("101"))).EventNames());

    [Fact]
    public void Extra_work_without_lines_waits() =>
        Assert.Equal(["ExtraWorkRequested"], new ContractStory().Start().Alfa(new ExtraWorkRequested("Something.")).EventNames());

    [Fact]
    public void A_yes_to_a_request_without_lines_changes_nothing_of_what_was_decided_on()
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair(Worth("1", 9_000m))).EventNames();
        story.Corporation(new OrderApproved(Role: ContractStory.Inspector)).EventNames();
        story.Amend(new OrderContentChange { Lines = [Worth("1", 100m)] }).EventNames();
        story.Alfa(Asking()).EventNames();
        Assert.Equal(["ExtraWorkApproved"], story.Corporation(new ExtraWorkApproved(Role: ContractStory.Inspector)).EventNames());
        Assert.Equal(new MandateDecision(9_000m, ContractStory.Inspector), story.Order!.Approval.Decided);
        Assert.Equal(["OrderAmended"], story.Amend(new OrderContentChange { Lines = [Worth("1", 9_000m)] }).EventNames());
    }

    [Fact]
    public void Without_mandates_it_always_waits_for_the_client() =>
        Assert.Equal(["ExtraWorkRequested"], new ContractStory(ContractStory.Usual with { Mandates = [] }).Start().Alfa(Asking(Worth("101", 1m))).EventNames());

    [Fact]
    public void The_lump_sum_of_the_order_does_not_cover_extra_work()
    {
        var story = new ContractStory().Start(ContractStory.Repair() with { Agreement = AgreementMethod.LumpSum });
        story.Alfa(Asking(Worth("101", 100m))).EventNames();
        Assert.Equal((100m, false), (story.Order!.Money.OutsideLumpSum, story.Order.IsWithinLumpSum));
    }

    [Fact]
    public void It_can_be_agreed_line_by_line()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 1_200m), Worth("102", 800m))).EventNames();
        Assert.Equal(["ExtraWorkApproved"],
            story.Corporation(new ExtraWorkApproved("The beam, not the paint.", ["101"], ContractStory.Inspector)).EventNames());
        var decision = Assert.Single(story.Order!.ExtraWork.Decisions);
        Assert.Equal("101/102", $"{string.Join(',', decision.Approved)}/{string.Join(',', decision.Declined)}");
        Assert.Equal(1_200m, story.Order.Money.OutsideLumpSum);
    }

    [Fact]
    public void A_part_within_a_lower_mandate_may_be_agreed_in_that_role()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 1_200m), Worth("102", 800m))).EventNames();
        Assert.Equal(["ExtraWorkApproved"], story.Corporation(new ExtraWorkApproved(null, ["101"], ContractStory.Agent)).EventNames());
    }

    [Theory]
    [InlineData(ContractStory.Agent, "The mandate of verhuurmakelaar does not reach to EUR 2,000.00: opzichter may decide on it.")]
    [InlineData(null, "A decision on EUR 2,000.00 must say in which role it is taken: opzichter.")]
    public void Too_low_a_role_is_refused_with_the_reason(string? role, string reason)
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 2_000m))).EventNames();
        Assert.Equal(reason, Assert.IsType<Decision.Refused>(story.Corporation(new ExtraWorkApproved(Role: role))).Refusal.Reason);
        Assert.Equal(reason, Assert.IsType<Decision.Refused>(story.Corporation(new ExtraWorkDeclined(Role: role))).Refusal.Reason);
    }

    [Fact]
    public void Declined_extra_work_leaves_the_order_as_it_was()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 2_000m))).EventNames();
        story.Corporation(new ExtraWorkDeclined("Planned for next year.", ContractStory.Inspector)).EventNames();
        Assert.Equal((OrderStatus.InProgress, 0), (story.Order!.Status, story.Order.ExtraWork.AgreedLines.Count));
        Assert.Equal(["101"], Assert.Single(story.Order.ExtraWork.Decisions).Declined);
    }

    [Fact]
    public void The_contractors_acknowledgement_is_kept()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 100m))).EventNames();
        story.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(["ExtraWorkAcknowledged"], story.Alfa(new ExtraWorkAcknowledged()).EventNames());
        Assert.Equal(story.Now, Assert.Single(story.Order!.ExtraWork.Decisions).AcknowledgedAt);
        Assert.Equal("There is no answer on extra work that was not acknowledged yet.",
            Assert.IsType<Decision.Refused>(story.Alfa(new ExtraWorkAcknowledged())).Refusal.Reason);
    }

    [Fact]
    public void Accepting_again_acknowledges_the_answer()
    {
        var story = new ContractStory().Start();
        story.Alfa(Asking(Worth("101", 100m))).EventNames();
        Assert.Equal(["ExtraWorkAcknowledged"], story.Alfa(new OrderAccepted()).EventNames());
    }

    [Fact]
    public void A_price_other_than_the_lists_is_refused() => Assert.Equal("Line 101: E-200 costs EUR 48.50 in contract RC-1; EUR 60.00 was asked.",
        Assert.IsType<Decision.Refused>(new ContractStory().Start().Alfa(Asking(ContractStory.Line("101", "E-200", price: 60m)))).Refusal.Reason);

    [Fact]
    public void A_line_that_is_on_the_order_already_is_refused() => Assert.Equal("Line 1 is on the order already: extra work needs a number of its own.",
        Assert.IsType<Decision.Refused>(new ContractStory().Start().Alfa(Asking(Worth("1", 10m)))).Refusal.Reason);

    [Fact]
    public void The_same_line_twice_is_refused() => Assert.Equal("The request has line 101 twice.",
        Assert.IsType<Decision.Refused>(new ContractStory().Start().Alfa(Asking(Worth("101", 10m), Worth("101", 20m)))).Refusal.Reason);

    [Theory]
    [InlineData(0, 10, "Line 101: the quantity must be more than zero.")]
    [InlineData(1, -1, "Line 101: the price must not be below zero.")]
    public void Less_than_nothing_is_refused(int quantity, int price, string reason) => Assert.Equal(reason,
        Assert.IsType<Decision.Refused>(new ContractStory().Start().Alfa(Asking(ContractStory.Line("101", quantity: quantity, price: price)))).Refusal.Reason);
}
