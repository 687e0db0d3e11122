using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Mandates
{
    private static OrderContent Costing(decimal price) => ContractStory.Repair(ContractStory.Line("1", price: price, agreement: AgreementMethod.FixedSum));

    private static ContractStory Waiting(decimal price = 1_500m)
    {
        var story = new ContractStory();
        story.Place(Costing(price)).EventNames();
        return story;
    }

    [Fact]
    public void Below_the_lowest_mandate_nothing_waits() =>
        Assert.Equal(["OrderPlaced", "OrderAwarded"], new ContractStory().Place(Costing(1_499.99m)).EventNames());

    [Fact]
    public void From_there_on_the_order_waits_before_anybody_has_it()
    {
        var story = new ContractStory();
        Assert.Equal(["OrderPlaced", "ApprovalRequired"], story.Place(Costing(1_500m)).EventNames());
        Assert.Equal((OrderStatus.AwaitingApproval, null), (story.Order!.Status, story.Order.Assignment.ContractorId));
        Assert.Equal("EUR 1,500.00 outside the lump sum is above the mandate of verhuurmakelaar (below EUR 1,500.00): opzichter decides.",
            story.Order.Approval.Pending!.Reason);
    }

    [Fact]
    public void Only_what_is_outside_the_lump_sum_counts() => Assert.Equal(["OrderPlaced", "OrderAwarded"],
        new ContractStory().Place(ContractStory.Repair(ContractStory.Line("1", "K-100", 100))).EventNames());

    [Fact]
    public void The_right_role_lets_it_go_on_to_the_contractor()
    {
        var story = Waiting();
        Assert.Equal(["OrderApproved", "OrderAwarded"], story.Corporation(new OrderApproved("Fine.", "Opzichter")).EventNames());
        Assert.Equal((OrderStatus.Awarded, new MandateDecision(1_500m, "Opzichter")), (story.Order!.Status, story.Order.Approval.Decided));
    }

    [Theory]
    [InlineData("verhuurmakelaar", "role-mandate", "The mandate of verhuurmakelaar does not reach to EUR 1,500.00: opzichter may decide on it.")]
    [InlineData("conciërge", "role-mandate", "The mandate of conciërge does not reach to EUR 1,500.00: opzichter may decide on it.")]
    [InlineData(null, "role-missing", "A decision on EUR 1,500.00 must say in which role it is taken: opzichter.")]
    public void Too_low_a_role_is_refused_with_the_reason(string? role, string code, string reason)
    {
        var story = Waiting();
        var refused = Assert.IsType<Decision.Refused>(story.Corporation(new OrderApproved(null, role))).Refusal;
        Assert.Equal((RefusalKind.NotAllowed, code, reason), (refused.Kind, refused.Code, refused.Reason));
        Assert.Equal(OrderStatus.AwaitingApproval, story.Order!.Status);
    }

    [Fact]
    public void The_erps_wish_for_a_status_carries_the_role()
    {
        Assert.Equal("role-missing", Waiting().Decide(Given.Corporation, new ChangeStatus(OrderStatus.Awarded)).RefusalCode());
        Assert.Equal(["OrderApproved", "OrderAwarded"], Waiting()
            .Decide(Given.Corporation, new ChangeStatus(OrderStatus.Awarded, Role: ContractStory.Inspector)).EventNames());
    }

    [Fact]
    public void A_declined_order_goes_no_further()
    {
        var story = Waiting();
        Assert.Equal(["OrderDeclined"], story.Corporation(new OrderDeclined("Too dear.", ContractStory.Inspector)).EventNames());
        Assert.Equal(OrderStatus.Cancelled, story.Order!.Status);
    }

    [Fact]
    public void The_corporation_may_withdraw_what_waits_without_any_mandate() =>
        Assert.Equal(["OrderCancelled"], Waiting().Decide(Given.Corporation, new ChangeStatus(OrderStatus.Cancelled)).EventNames());

    [Fact]
    public void How_long_it_waited_stays_on_the_order()
    {
        var story = Waiting();
        story.Now += TimeSpan.FromHours(5);
        story.Corporation(new OrderApproved(Role: ContractStory.Inspector)).EventNames();
        Assert.Equal((TimeSpan.FromHours(5), null), (story.Order!.Approval.Waited, story.Order.Approval.Since));
    }

    [Fact]
    public void Above_every_mandate_only_the_administrator_decides()
    {
        var story = new ContractStory(ContractStory.Usual with { Mandates = [new Mandate(ContractStory.Agent, 1_500m)] });
        story.Place(Costing(2_000m)).EventNames();
        var refused = Assert.IsType<Decision.Refused>(story.Corporation(new OrderApproved(Role: ContractStory.Agent))).Refusal;
        Assert.Equal("EUR 2,000.00 is above every mandate of the contract: only the administrator can decide on it.", refused.Reason);
        Assert.Equal(["OrderApproved", "OrderAwarded"], story.Administrator(new OrderApproved()).EventNames());
    }

    [Fact]
    public void An_order_that_becomes_dearer_while_it_waits_asks_anew()
    {
        var story = Waiting();
        Assert.Equal(["OrderAmended", "ApprovalRequired"], story.Amend(new OrderContentChange { Lines = Costing(9_000m).Lines }).EventNames());
        Assert.Equal(9_000m, story.Order!.Approval.Pending!.Amount);
    }

    [Fact]
    public void An_order_that_becomes_cheaper_waits_no_longer()
    {
        var story = Waiting();
        Assert.Equal(["OrderAmended", "OrderAwarded"], story.Amend(new OrderContentChange { Lines = Costing(100m).Lines }).EventNames());
        Assert.Equal(OrderStatus.Awarded, story.Order!.Status);
    }

    [Fact]
    public void An_amendment_above_the_mandate_waits_and_completing_is_refused_meanwhile()
    {
        var story = new ContractStory().Start();
        Assert.Equal(["OrderAmended", "ApprovalRequired"], story.Amend(new OrderContentChange { Lines = Costing(2_000m).Lines }).EventNames());
        Assert.Equal("approval-pending", story.Alfa(new WorkCompleted()).RefusalCode());
        Assert.Equal(["OrderApproved"], story.Corporation(new OrderApproved(Role: ContractStory.Inspector)).EventNames());
        Assert.Equal(["WorkCompleted", "WorkAgreed"], story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void An_amendment_that_is_taken_back_needs_no_approval_any_more()
    {
        var story = new ContractStory().Start(Costing(1_000m));
        story.Amend(new OrderContentChange { Lines = Costing(5_000m).Lines }).EventNames();
        Assert.Equal(["OrderAmended", "ApprovalWithdrawn"], story.Amend(new OrderContentChange { Lines = Costing(1_000m).Lines }).EventNames());
        Assert.Equal((OrderStatus.InProgress, null), (story.Order!.Status, story.Order.Approval.Decided));
    }

    [Fact]
    public void Declining_an_amendment_does_not_end_what_is_under_way()
    {
        var story = new ContractStory().Start();
        story.Amend(new OrderContentChange { Lines = Costing(5_000m).Lines }).EventNames();
        Assert.Equal("A contractor has the order: amend it back to what was agreed, or cancel it.",
            Assert.IsType<Decision.Refused>(story.Corporation(new OrderDeclined(Role: ContractStory.Inspector))).Refusal.Reason);
    }

    [Fact]
    public void Who_agrees_to_extra_work_answers_for_an_amendment_that_waits_too()
    {
        var story = new ContractStory().Start();
        story.Amend(new OrderContentChange { Lines = Costing(2_000m).Lines }).EventNames();
        story.Alfa(new ExtraWorkRequested("Beam", [ContractStory.Line("101", price: 500m)])).EventNames();
        Assert.Equal(["ExtraWorkApproved", "ApprovalWithdrawn"], story.Corporation(new ExtraWorkApproved(Role: ContractStory.Inspector)).EventNames());
        Assert.Equal((OrderStatus.InProgress, new MandateDecision(2_500m, ContractStory.Inspector)), (story.Order!.Status, story.Order.Approval.Decided));
    }

    [Fact]
    public void What_was_approved_is_not_asked_again_when_the_order_moves_to_another_contractor()
    {
        var story = Waiting();
        story.Corporation(new OrderApproved(Role: ContractStory.Inspector)).EventNames();
        story.Amend(new OrderContentChange { Remarks = "Ring twice." }).EventNames();
        Assert.Null(story.Order!.Approval.Pending);
    }

    [Fact]
    public void A_quotation_is_awarded_in_a_role_that_reaches_so_far()
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair() with { QuotationAsked = true }).EventNames();
        story.Alfa(new QuotationGiven(2_000m)).EventNames();
        Assert.Equal("role-mandate", story.Corporation(new QuotationAwarded(Role: ContractStory.Agent)).RefusalCode());
        Assert.Equal(["QuotationAwarded"], story.Corporation(new QuotationAwarded(Role: ContractStory.Inspector)).EventNames());
    }

    [Fact]
    public void A_quotation_is_the_price_from_then_on()
    {
        var story = new ContractStory();
        story.Place(ContractStory.Turnover(ContractStory.Line("1", "MUT-1")) with { QuotationAsked = true }).EventNames();
        story.Alfa(new QuotationGiven(700m)).EventNames();
        story.Corporation(new QuotationAwarded()).EventNames();
        Assert.Equal(700m, story.Order!.Money.OutsideLumpSum);
    }

    [Fact]
    public void A_quotation_must_add_up() => Assert.Equal("The lines of the quotation add up to EUR 42,500.00, and its total is EUR 1.00.", QuotationRefused(
        new QuotationGiven(1m, [ContractStory.Line("1", price: 42_500m)])));

    [Fact]
    public void A_quotation_of_less_than_nothing_is_refused() =>
        Assert.Equal("The total must be from zero and below EUR 1,000,000,000.", QuotationRefused(new QuotationGiven(-1m)));

    private static string QuotationRefused(QuotationGiven quoted)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair() with { QuotationAsked = true }).EventNames();
        return Assert.IsType<Decision.Refused>(story.Alfa(quoted)).Refusal.Reason;
    }

    [Fact]
    public void Without_mandates_in_the_contract_nothing_waits() => Assert.Equal(["OrderPlaced", "OrderAwarded"],
        new ContractStory(ContractStory.Usual with { Mandates = [] }).Place(Costing(90_000m)).EventNames());
}
