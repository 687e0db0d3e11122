using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Sampling_and_settling
{
    private static readonly OrderContent Priced =
        ContractStory.Repair(ContractStory.Line("1", "K-100"), ContractStory.Line("2", "E-200", 3), ContractStory.Line("3", "R-1", 2));

    private static ContractStory Sampled(decimal share) =>
        new ContractStory(ContractStory.Usual with { Sampling = [new SamplingRule(OrderKind.Repair, share)] }).Start();

    private static ContractStory Settling(params OrderLine[] claimed)
    {
        var story = new ContractStory().Start(Priced);
        story.Alfa(new WorkCompleted(Lines: claimed.Length == 0 ? null : claimed)).EventNames();
        return story;
    }

    private static string Reason(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal.Reason;

    [Fact]
    public void A_lump_sum_order_closes_by_itself() =>
        Assert.Equal(["WorkCompleted", "OrderClosed"], new ContractStory().Start().Alfa(new WorkCompleted()).EventNames());

    [Fact]
    public void An_order_without_lines_is_under_the_lump_sum_where_it_says_so()
    {
        var story = new ContractStory().Start(Given.Content() with { Lines = [], Agreement = AgreementMethod.LumpSum });
        Assert.Equal(["WorkCompleted", "OrderClosed"], story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void An_order_without_a_contract_is_left_to_its_two_sides() =>
        Assert.Equal(["WorkCompleted"], OrderStory.Started().Report(Given.ContractorAlfa, new WorkCompleted()).EventNames());

    [Fact]
    public void A_picked_order_waits_for_the_inspector()
    {
        var story = Sampled(1);
        Assert.Equal(["WorkCompleted", "SamplePicked"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal(OrderStatus.InSample, story.Order!.Status);
    }

    [Fact]
    public void A_passed_inspection_lets_it_be_settled()
    {
        var story = Sampled(1);
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["InspectionPassed", "OrderClosed"], story.Corporation(new InspectionPassed()).EventNames());
    }

    [Fact]
    public void A_failed_one_opens_it_again_and_it_is_picked_again()
    {
        var story = Sampled(1);
        story.Alfa(new WorkCompleted()).EventNames();
        story.Corporation(new InspectionFailed("Still leaks.")).EventNames();
        Assert.Equal(OrderStatus.InProgress, story.Order!.Status);
        Assert.Equal(["WorkCompleted", "SamplePicked"], story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void Nobody_but_the_corporation_inspects()
    {
        var story = Sampled(1);
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.StartsWith("Only the corporation may report inspection.passed. Possible for you now: ", Reason(story.Alfa(new InspectionPassed())),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_of_none_picks_none() => Assert.Equal(["WorkCompleted", "OrderClosed"], Sampled(0).Alfa(new WorkCompleted()).EventNames());

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void About_the_agreed_share_is_picked(double share)
    {
        var ids = Enumerable.Range(0, 20_000).Select(i => OrderId.For("erp", i.ToString(System.Globalization.CultureInfo.InvariantCulture)).Value);
        Assert.InRange(ids.Count(id => SamplePick.Picks(id, (decimal)share)) / 20_000.0, share * 0.8, share * 1.2);
    }

    [Fact]
    public void The_same_order_is_picked_wherever_it_is_asked()
    {
        var ids = Enumerable.Range(0, 1_000).Select(i => OrderId.For("erp", $"{i}").Value).ToList();
        var small = ids.Where(id => SamplePick.Picks(id, 0.1m)).ToHashSet();
        Assert.Equal(small, ids.Where(id => SamplePick.Picks(id, 0.1m)).ToHashSet());
        Assert.All(small, id => Assert.True(SamplePick.Picks(id, 0.2m)));
    }

    [Fact]
    public void Missing_photos_hold_the_settling_and_not_the_completion()
    {
        var story = new ContractStory(ContractStory.Usual with { Evidence = [new EvidenceRule(null, OrderKind.Repair, 0, 1)] }).Start();
        Assert.Equal(["WorkCompleted", "PhotosMissing"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal([SettlementHold.Evidence], Settlement.Holds(story.Order!));
        Assert.Equal(["PhotoAdded", "OrderClosed"], story.Alfa(Given.Photo()).EventNames());
    }

    [Fact]
    public void Other_work_is_agreed_and_waits_for_its_costs()
    {
        var story = new ContractStory().Start(Priced);
        Assert.Equal(["WorkCompleted", "WorkAgreed"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal([SettlementHold.Costs], Settlement.Holds(story.Order!));
    }

    [Fact]
    public void A_claim_at_the_agreed_prices_is_settled_at_once()
    {
        var story = new ContractStory().Start(Priced);
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsSettled"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 48.50m), ContractStory.Line("3", quantity: 2.5m, price: 52m)]))
                .EventNames());
        Assert.Equal(145.50m + 130m, story.Order!.Costs.SettledTotal);
    }

    [Fact]
    public void Every_difference_from_what_was_agreed_is_named()
    {
        var story = new ContractStory().Start(Priced);
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsDiffer"], story.Alfa(new WorkCompleted(Total: 999m, Lines:
        [
            ContractStory.Line("1", price: 10m), ContractStory.Line("2", quantity: 4, price: 50m), ContractStory.Line("8", quantity: 2, price: 7.25m),
        ])).EventNames());
        Assert.Equal(
        [
            "Line 1 is covered by the lump sum or warranty; EUR 10.00 is claimed.",
            "Line 2 was agreed at EUR 48.50 a unit; EUR 50.00 is claimed.",
            "Line 8 was not ordered and not agreed as extra work; EUR 14.50 is claimed.",
            "Line 2 was ordered for 3 units; 4 are claimed.",
            "The claimed lines make EUR 224.50; the total says EUR 999.00.",
        ], story.Order!.Costs.Differences.Select(d => d.Sentence));
    }

    [Theory]
    [InlineData("NOPE", false)]
    [InlineData("e-200 ", true)]
    [InlineData(null, true)]
    public void A_claim_under_another_price_code_is_not_settled_by_itself(string? code, bool settled)
    {
        var story = new ContractStory().Start(Priced);
        var agreed = story.Order!.Money.Lines.Single(l => l.Line.Number == "2").Line;
        Assert.Equal("E-200", agreed.PriceCode);
        var events = story.Alfa(new WorkCompleted(Lines: [agreed with { PriceCode = code, Price = null }])).EventNames();
        Assert.Equal(["WorkCompleted", "WorkAgreed", settled ? "CostsSettled" : "CostsDiffer"], events);
        Assert.Equal(settled ? [] : ["Line 2 was agreed under another price code, at EUR 48.50 a unit; EUR 48.50 is claimed."], story.Order!.Costs.Differences.Select(d => d.Sentence));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("E-999", null)]
    [InlineData(null, 265)]
    public void A_price_code_where_no_price_was_agreed_is_a_difference_and_not_settled_at_nothing(string? ordered, int? price)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair(ContractStory.Line("1", ordered, agreement: AgreementMethod.UnitPrice))).EventNames();
        // What costs nobody knows how much waits for a role first.
        if (story.Order!.Status is OrderStatus.AwaitingApproval) story.Corporation(new OrderApproved(Role: ContractStory.Agent)).EventNames();
        story.Alfa(new OrderAccepted()).EventNames();
        story.Alfa(new WorkStarted()).EventNames();
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsDiffer"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("1", ordered ?? "E-200", price: price)])).EventNames());
        Assert.Equal(
            $"For line 1 no price was agreed; {(price is null ? "a price code is claimed, without a price" : "EUR 265.00 a unit is claimed")}.",
            Assert.Single(story.Order!.Costs.Differences).Sentence);
        Assert.Equal([SettlementHold.CostDifferences], Settlement.Holds(story.Order));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(30, true)]
    public void A_price_code_without_a_price_claims_another_price_than_was_agreed_without_a_code(int? price, bool settled)
    {
        var story = new ContractStory().Start(ContractStory.Repair(ContractStory.Line("1", price: 30m, agreement: AgreementMethod.UnitPrice)));
        Assert.Equal(["WorkCompleted", "WorkAgreed", settled ? "CostsSettled" : "CostsDiffer"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("1", "E-200", price: price)])).EventNames());
        Assert.Equal(settled ? [] : ["Line 1 was agreed at EUR 30.00 a unit, without a price code; a price code is claimed, without a price."],
            story.Order!.Costs.Differences.Select(d => d.Sentence));
    }

    [Fact]
    public void A_line_that_was_not_ordered_is_a_difference_also_where_only_its_price_code_is_claimed()
    {
        var story = Settling(ContractStory.Line("2", quantity: 3), ContractStory.Line("9", "E-200", 3));
        Assert.Equal("Line 9 was not ordered and not agreed as extra work; it is claimed without a price.",
            Assert.Single(story.Order!.Costs.Differences).Sentence);
    }

    [Theory]
    [InlineData("HUR", false)]
    [InlineData("mtr", true)]
    [InlineData("m1", true)]
    [InlineData(null, true)]
    public void Units_of_another_measure_are_a_difference(string? unit, bool settled)
    {
        var story = new ContractStory().Start(ContractStory.Repair(ContractStory.Line("2", "E-200", 3) with { Unit = "MTR" }));
        Assert.Equal(["WorkCompleted", "WorkAgreed", settled ? "CostsSettled" : "CostsDiffer"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", "E-200", 3) with { Unit = unit }])).EventNames());
        Assert.Equal(settled ? [] : ["Line 2 was ordered in another unit of measure, for 3 units; 3 are claimed."],
            story.Order!.Costs.Differences.Select(d => d.Sentence));
    }

    [Fact]
    public void Hours_beyond_what_anybody_decided_on_are_not_settled_by_themselves()
    {
        var story = new ContractStory().Start(Priced);
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsDiffer"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("3", quantity: 100, price: 52m)])).EventNames());
        Assert.Equal("EUR 5,200.00 is claimed in all; nobody with a mandate for it decided on more than EUR 249.50.",
            Assert.Single(story.Order!.Costs.Differences).Sentence);
        Assert.Equal("role-missing", story.Corporation(new CostsSettled()).RefusalCode());
        Assert.Equal(["CostsSettled"], story.Corporation(new CostsSettled(Role: ContractStory.Inspector)).EventNames());
        Assert.Equal(5_200m, story.Order.Costs.SettledTotal);
    }

    [Fact]
    public void A_claim_on_a_lump_sum_order_is_named_and_not_lost()
    {
        var story = new ContractStory().Start();
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsDiffer"], story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("1", price: 500m)])).EventNames());
        Assert.Equal("Line 1 is covered by the lump sum or warranty; EUR 500.00 is claimed.", Assert.Single(story.Order!.Costs.Differences).Sentence);
    }

    [Theory]
    [InlineData(-100, 52, "Line 3: the quantity must be more than zero.")]
    [InlineData(1, -52, "Line 3: the price must not be below zero.")]
    public void A_claim_of_less_than_nothing_is_refused(int quantity, int price, string reason) =>
        Assert.Equal(reason, Reason(new ContractStory().Start(Priced)
            .Alfa(new WorkCompleted(Lines: [ContractStory.Line("3", quantity: quantity, price: price)]))));

    [Fact]
    public void An_empty_list_of_costs_claims_nothing()
    {
        var story = new ContractStory().Start(Priced);
        Assert.Equal(["WorkCompleted", "WorkAgreed"], story.Alfa(new WorkCompleted(Lines: [])).EventNames());
    }

    [Fact]
    public void Costs_sent_again_before_the_work_is_agreed_mend_the_claim()
    {
        var story = new ContractStory(ContractStory.Usual with { Sampling = [new SamplingRule(OrderKind.Repair, 1)] }).Start(Priced);
        story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 60m)])).EventNames();
        Assert.Equal(["WorkCompleted"], story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 48.50m)])).EventNames());
        Assert.Equal(["InspectionPassed", "CostsSettled"], story.Corporation(new InspectionPassed()).EventNames());
    }

    [Fact]
    public void A_line_that_is_claimed_in_parts_counts_together()
    {
        var story = new ContractStory().Start(Priced);
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsDiffer"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 2, price: 48.50m), ContractStory.Line("2", quantity: 2, price: 48.50m)]))
                .EventNames());
        Assert.Equal("Line 2 was ordered for 3 units; 4 are claimed.", Assert.Single(story.Order!.Costs.Differences).Sentence);
    }

    [Fact]
    public void Prices_are_compared_by_the_cents_that_they_make()
    {
        var story = new ContractStory().Start(ContractStory.Repair(ContractStory.Line("2", quantity: 3, price: 20.333m, agreement: AgreementMethod.UnitPrice)));
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsSettled"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 20.3333m)])).EventNames());
    }

    [Fact]
    public void Settled_without_a_word_on_how_much_says_nothing_new_of_what_is_closed() =>
        Assert.Empty(ClosedByItself().Corporation(new CostsSettled()).EventNames());

    private static ContractStory ClosedByItself()
    {
        var story = new ContractStory().Start();
        story.Alfa(new WorkCompleted()).EventNames();
        return story;
    }

    [Fact]
    public void Agreed_extra_work_may_be_claimed()
    {
        var story = new ContractStory().Start(Priced);
        story.Alfa(new ExtraWorkRequested("Beam", [ContractStory.Line("101", "E-200", 2)])).EventNames();
        Assert.Equal(["WorkCompleted", "WorkAgreed", "CostsSettled"],
            story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("101", quantity: 2, price: 48.50m)])).EventNames());
    }

    [Fact]
    public void The_contractor_cannot_settle_otherwise_than_agreed() => Assert.Equal(
        "The costs differ from what was agreed. Line 2 was agreed at EUR 48.50 a unit; EUR 60.00 is claimed.",
        Reason(Settling().Alfa(new CostsSettled(Lines: [ContractStory.Line("2", quantity: 3, price: 60m)]))));

    [Fact]
    public void Done_once_more_with_other_costs_mends_the_claim()
    {
        var story = Settling(ContractStory.Line("2", quantity: 3, price: 60m));
        Assert.Equal(["CostsSettled"], story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 48.50m)])).EventNames());
        Assert.Equal((145.50m, 0), (story.Order!.Costs.SettledTotal, story.Order.Costs.Differences.Count));
    }

    [Fact]
    public void The_corporation_can_settle_otherwise_and_is_told_in_what()
    {
        var story = Settling(ContractStory.Line("2", quantity: 3, price: 60m));
        var settled = Assert.IsType<CostsSettled>(story.Corporation(new CostsSettled(Lines: [ContractStory.Line("2", quantity: 3, price: 60m)])).OnlyEvent());
        Assert.Equal((180m, "Line 2 was agreed at EUR 48.50 a unit; EUR 60.00 is claimed."), (settled.Total, Assert.Single(settled.Differences!).Sentence));
    }

    [Fact]
    public void While_the_claim_differs_the_order_cannot_be_closed() => Assert.Equal(
        "The costs are to be settled first. Line 2 was agreed at EUR 48.50 a unit; EUR 60.00 is claimed.",
        Reason(Settling(ContractStory.Line("2", quantity: 3, price: 60m)).Alfa(new OrderClosed())));

    [Fact]
    public void Who_closes_without_a_word_on_the_costs_settles_at_what_was_agreed()
    {
        var story = Settling();
        Assert.Equal(["CostsSettled", "OrderClosed"], story.Alfa(new OrderClosed()).EventNames());
        Assert.Equal(145.50m + 104m, story.Order!.Costs.SettledTotal);
    }

    [Fact]
    public void What_is_settled_only_the_corporation_corrects()
    {
        var story = Settling(ContractStory.Line("2", quantity: 3, price: 48.50m));
        Assert.Equal("The costs are settled already; only the corporation corrects them.", Reason(story.Alfa(new CostsSettled(1m))));
        Assert.Equal(["CostsSettled"], story.Corporation(new CostsSettled(1m)).EventNames());
    }

    [Fact]
    public void A_contractor_that_names_a_role_of_the_corporation_has_not_decided_in_it()
    {
        var story = new ContractStory().Start(ContractStory.Repair(ContractStory.Line("1", price: 1_400m, agreement: AgreementMethod.FixedSum)));
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Null(Assert.IsType<CostsSettled>(story.Alfa(new CostsSettled(Role: ContractStory.Inspector)).OnlyEvent()).Role);
        story.Corporation(new OrderReopened("It leaks.")).EventNames();
        Assert.Equal(["ExtraWorkRequested"], story.Alfa(new ExtraWorkRequested("Beam", [ContractStory.Line("101", price: 900m)])).EventNames());
    }
}
