using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Coverage_and_money
{
    private static OrderMoney MoneyOf(OrderContent content)
    {
        var story = new ContractStory();
        story.Place(content).EventNames();
        return story.Order!.Money;
    }

    private static AgreementMethod? CoverageOf(OrderLine line, AgreementMethod? ofOrder = null) =>
        MoneyOf(ContractStory.Repair(line) with { Agreement = ofOrder }).Lines.Single().Coverage;

    [Fact]
    public void A_line_is_paid_as_it_says_itself() =>
        Assert.Equal(AgreementMethod.TimeAndMaterials,
            CoverageOf(ContractStory.Line("1", "E-200", agreement: AgreementMethod.TimeAndMaterials), AgreementMethod.LumpSum));

    [Fact]
    public void Else_as_its_order_says() => Assert.Equal(AgreementMethod.LumpSum, CoverageOf(ContractStory.Line("1", "E-200"), AgreementMethod.LumpSum));

    [Theory]
    [InlineData("K-100", AgreementMethod.LumpSum)]
    [InlineData("E-200", AgreementMethod.UnitPrice)]
    [InlineData("e-200", AgreementMethod.UnitPrice)]
    [InlineData("BKT", AgreementMethod.FixedSum)]
    public void Else_as_its_price_code_says(string code, AgreementMethod coverage) => Assert.Equal(coverage, CoverageOf(ContractStory.Line("1", code)));

    [Fact]
    public void A_repair_that_says_nothing_falls_in_the_lump_sum() => Assert.Equal(AgreementMethod.LumpSum, CoverageOf(ContractStory.Line("1")));

    [Fact]
    public void A_code_that_the_contract_does_not_know_is_no_lump_sum() => Assert.Null(CoverageOf(ContractStory.Line("1", "X-999")));

    [Fact]
    public void A_turnover_that_says_nothing_is_no_lump_sum() => Assert.Null(MoneyOf(ContractStory.Turnover(ContractStory.Line("1"))).Lines.Single().Coverage);

    [Fact]
    public void Sums_inside_and_outside_the_lump_sum_stand_apart()
    {
        var money =
            MoneyOf(ContractStory.Repair(ContractStory.Line("1", "K-100", 2), ContractStory.Line("2", "E-200", 1.5m), ContractStory.Line("3", "R-1", 0.75m)));
        Assert.Equal((170.00m, 72.75m + 39.00m), (money.InsideLumpSum, money.OutsideLumpSum));
    }

    [Theory]
    [InlineData("0.5", "0.01", "0.01")]
    [InlineData("1.5", "0.33", "0.50")]
    [InlineData("3", "0.3333", "1.00")]
    [InlineData("2.5", "48.50", "121.25")]
    public void Halves_of_a_cent_go_up(string quantity, string price, string amount) =>
        Assert.Equal(Number(amount), Pricing.Amount(Number(quantity), Number(price)));

    [Fact]
    public void Every_step_is_rounded_so_that_lines_add_up()
    {
        var money = MoneyOf(ContractStory.Repair(
            ContractStory.Line("1", quantity: 0.5m, price: 0.01m, agreement: AgreementMethod.UnitPrice),
            ContractStory.Line("2", quantity: 0.5m, price: 0.01m, agreement: AgreementMethod.UnitPrice)));
        Assert.Equal(0.02m, money.OutsideLumpSum);
    }

    [Fact]
    public void Vat_is_carried_line_by_line()
    {
        var money = MoneyOf(ContractStory.Repair(ContractStory.Line("1", "E-200", 1, vat: 21m), ContractStory.Line("2", "R-1", 1, vat: 9m)));
        Assert.Equal(10.19m + 4.68m, money.Vat);
    }

    [Fact]
    public void Vat_that_is_reverse_charged_is_nothing_on_the_bill()
    {
        var money = MoneyOf(ContractStory.Repair(ContractStory.Line("1", "E-200", vat: 21m)) with { ReverseCharge = true });
        Assert.Equal((0m, true), (money.Vat, money.ReverseCharge));
    }

    [Fact]
    public void Warranty_costs_the_corporation_nothing() =>
        Assert.Equal(0m, MoneyOf(ContractStory.Repair(ContractStory.Line("1", "E-200", agreement: AgreementMethod.Warranty))).OutsideLumpSum);

    [Fact]
    public void A_line_without_a_price_is_named() => Assert.Equal(["2"],
        MoneyOf(ContractStory.Repair(ContractStory.Line("1", "E-200"), ContractStory.Line("2", agreement: AgreementMethod.TimeAndMaterials))).Unpriced);

    [Fact]
    public void The_price_at_which_it_was_ordered_goes_before_the_list() =>
        Assert.Equal(50m, MoneyOf(ContractStory.Repair(ContractStory.Line("1", "E-200", price: 50m))).Lines.Single().Price);

    [Theory]
    [InlineData("2026-02-28", "40")]
    [InlineData("2026-03-01", "45")]
    public void The_list_of_the_day_of_the_order_counts(string orderedOn, string price)
    {
        var story = new ContractStory(null,
            new PriceLine("E-1", "Old", "PCE", 40m, AgreementMethod.UnitPrice, null, new DateOnly(2026, 2, 28)),
            new PriceLine("E-1", "New", "PCE", 45m, AgreementMethod.UnitPrice, new DateOnly(2026, 3, 1)));
        var day = DateOnly.Parse(orderedOn, System.Globalization.CultureInfo.InvariantCulture);
        story.Place(ContractStory.Repair(ContractStory.Line("1", "E-1")) with { OrderedOn = day }).EventNames();
        Assert.Equal(Number(price), story.Order!.Money.OutsideLumpSum);
    }

    [Fact]
    public void An_amendment_is_priced_under_the_contract_of_the_award()
    {
        var story = new ContractStory().Start();
        story.Amend(new OrderContentChange { Lines = [ContractStory.Line("1"), ContractStory.Line("2", "E-200", 2)] }).EventNames();
        Assert.Equal(97m, story.Order!.Money.OutsideLumpSum);
    }

    [Fact]
    public void An_order_keeps_the_terms_and_the_version_that_it_was_awarded_under()
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair() with { Urgency = "Spoed" }).EventNames();
        Assert.Equal((3, "spoed", 2),
            (story.Order!.Assignment.Terms!.ContractVersion, story.Order.Assignment.Terms.ServiceLevel!.Urgency, story.Order.Assignment.Terms.Mandates.Count));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
