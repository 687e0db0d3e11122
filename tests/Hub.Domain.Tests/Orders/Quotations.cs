using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>What a quotation makes of the order's costs, and who decides on them.</summary>
public sealed class Quotations
{
    private static OrderLine Worth(string number, decimal price, decimal quantity = 1) =>
        ContractStory.Line(number, null, quantity, price, AgreementMethod.FixedSum);

    private static ContractStory Quoting(Contract? contract = null, params OrderLine[] lines)
    {
        var story = new ContractStory(contract);
        Assert.Equal(["OrderPlaced", "OrderAwarded"], story.Place(ContractStory.Repair(lines) with { QuotationAsked = true }).EventNames());
        return story;
    }

    private static ContractStory Awarded(QuotationGiven quoted, params OrderLine[] lines)
    {
        var story = Quoting(null, lines);
        story.Alfa(quoted).EventNames();
        story.Corporation(new QuotationAwarded(Role: ContractStory.Inspector)).EventNames();
        return story;
    }

    private static decimal Cost(ContractStory story) => story.Order!.Money.OutsideLumpSum;

    [Fact]
    public void While_a_price_is_asked_an_amendment_needs_no_approval()
    {
        var story = Quoting();
        Assert.Equal(["OrderAmended"], story.Amend(new OrderContentChange { Lines = [Worth("1", 90_000m)] }).EventNames());
        Assert.Equal(OrderStatus.Quoting, story.Order!.Status);
    }

    [Fact]
    public void An_awarded_quotation_is_all_that_was_decided_on()
    {
        var story = Quoting();
        story.Amend(new OrderContentChange { Lines = [Worth("1", 90_000m)] }).EventNames();
        story.Alfa(new QuotationGiven(1_000m)).EventNames();
        story.Corporation(new QuotationAwarded(Role: ContractStory.Agent)).EventNames();
        Assert.Equal((OrderStatus.Awarded, new MandateDecision(1_000m, ContractStory.Agent)), (story.Order!.Status, story.Order.Approval.Decided));
        Assert.Equal(["OrderAmended", "ApprovalRequired"], story.Amend(new OrderContentChange { Lines = [Worth("2", 60_000m)] }).EventNames());
    }

    // Streams from before the rule above have such a question.
    [Fact]
    public void A_question_on_what_the_order_cost_before_ends_with_the_award()
    {
        var terms = new OrderTerms { ContractVersion = 1, Mandates = ContractStory.Usual.Mandates };
        var story = OrderStory.Placed(Given.Content() with { QuotationAsked = true })
            .Record(Actor.TheHub, new OrderAwarded(Given.Alfa, "RC-1", ForQuotation: true, terms))
            .Record(Actor.TheHub, new ApprovalRequired("Above the mandate.", ContractStory.Inspector, 90_000m, [ContractStory.Inspector]))
            .Record(Given.ContractorAlfa, new QuotationGiven(1_000m));
        Assert.Equal(["QuotationAwarded", "ApprovalWithdrawn"], story.Report(Given.Corporation, new QuotationAwarded()).EventNames());
        Assert.Equal("no-approval", story.Report(Given.Corporation, new OrderApproved(Role: ContractStory.Inspector)).RefusalCode());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    public void The_units_that_were_quoted_are_the_units_agreed(int units) =>
        Assert.Equal(units * 500m, Cost(Awarded(new QuotationGiven(units * 500m, [Worth("1", 500m, units)]), Worth("1", 400m, 10))));

    [Fact]
    public void A_quotation_for_fewer_units_is_not_awarded_at_the_price_of_all()
    {
        var story = Quoting(null, Worth("1", 400m, 10));
        story.Alfa(new QuotationGiven(1_000m, [Worth("1", 1_000m)])).EventNames();
        story.Corporation(new QuotationAwarded()).EventNames();
        Assert.Equal(1_000m, Cost(story));
    }

    [Fact]
    public void What_was_quoted_is_claimed_without_a_difference()
    {
        var story = Awarded(new QuotationGiven(4_000m, [Worth("1", 500m, 8)]), Worth("1", 400m, 10));
        story.Alfa(new WorkCompleted(Lines: [Worth("1", 500m, 8)])).EventNames();
        Assert.Equal((4_000m, 0), (story.Order!.Costs.SettledTotal, story.Order.Costs.Differences.Count));
    }

    [Fact]
    public void More_units_than_quoted_are_a_difference_also_where_more_were_ordered()
    {
        var story = Awarded(new QuotationGiven(4_000m, [Worth("1", 500m, 8)]), Worth("1", 400m, 10));
        story.Alfa(new WorkCompleted(Lines: [Worth("1", 500m, 10)])).EventNames();
        Assert.Contains(new CostDifference(CostDifferenceKind.Quantity, "1", 8m, 10m), story.Order!.Costs.Differences);
    }

    [Fact]
    public void A_line_that_is_quoted_twice_is_refused() => Assert.Equal("The quotation has line 7 twice.",
        Assert.IsType<Decision.Refused>(Quoting().Alfa(new QuotationGiven(null, [Worth("7", 10m), Worth("7", 20m)]))).Refusal.Reason);

    [Fact]
    public void An_amendment_of_other_things_leaves_the_price_that_was_quoted()
    {
        var story = Awarded(new QuotationGiven(700m), Worth("1", 950m));
        Assert.Equal(["OrderAmended"], story.Amend(new OrderContentChange { Remarks = "Ring twice." }).EventNames());
        Assert.Equal(700m, Cost(story));
    }

    [Fact]
    public void A_line_that_is_added_or_changed_after_the_award_costs_what_the_contract_says()
    {
        var story = Awarded(new QuotationGiven(null, [Worth("1", 300m), Worth("2", 400m)]), Worth("1", 10m), Worth("2", 20m));
        story.Amend(new OrderContentChange { Lines = [Worth("1", 10m), Worth("2", 20m, 2), Worth("3", 30m)] }).EventNames();
        Assert.Equal(300m + 40m + 30m, Cost(story));
    }

    [Fact]
    public void Who_awards_a_quotation_without_a_price_decides_on_what_the_contract_says()
    {
        var story = Quoting(null, Worth("1", 5_000m));
        story.Alfa(new QuotationGiven(Remark: "At the contract's price.")).EventNames();
        Assert.Equal("role-missing", story.Corporation(new QuotationAwarded()).RefusalCode());
        Assert.Equal(["QuotationAwarded"], story.Corporation(new QuotationAwarded(Role: ContractStory.Inspector)).EventNames());
        Assert.Equal(new MandateDecision(5_000m, ContractStory.Inspector), story.Order!.Approval.Decided);
    }

    [Fact]
    public void What_the_administrator_decided_above_every_mandate_is_not_asked_again()
    {
        var story = Quoting(ContractStory.Usual with { Mandates = [new Mandate(ContractStory.Agent, 1_500m)] });
        story.Alfa(new QuotationGiven(5_000m)).EventNames();
        Assert.Equal("above-mandates", story.Corporation(new QuotationAwarded(Role: ContractStory.Agent)).RefusalCode());
        Assert.Equal(["QuotationAwarded"], story.Administrator(new QuotationAwarded()).EventNames());
        Assert.Equal(["OrderAmended"], story.Amend(new OrderContentChange { Remarks = "Ring twice." }).EventNames());

        story.Alfa(new ExtraWorkRequested("Beam", [Worth("101", 4_000m)])).EventNames();
        Assert.Equal(["ExtraWorkApproved"], story.Administrator(new ExtraWorkApproved()).EventNames());
        Assert.Equal(new MandateDecision(9_000m, null), story.Order!.Approval.Decided);
    }
}
