using System.Xml.Linq;
using Hub.Application.Deliveries;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dico.Writing;
using Hub.Formats.Tests.Support;
using Hub.Testing;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>What a contractor hears of the contract: until when, at what price, for whose account, and in what costs differ.</summary>
public sealed class Under_contract
{
    private static readonly OrderAwarded Awarded = new("constructif");
    private static readonly OrderLine Extra = new() { Number = "3", Description = "Leiding vervangen", PriceCode = "L-1", Quantity = 4, Unit = "MTR" };
    private static readonly OrderLine Tiles = new() { Number = "4", Description = "Tegels" };
    private static readonly CostDifference[] Differences =
        [new(CostDifferenceKind.Price, "1", 145.5m, 1160), new(CostDifferenceKind.Quantity, "2", 0.75m, 2), new(CostDifferenceKind.Total, null, 189, 1276)];

    private static readonly OrderTerms Terms = new()
    {
        ContractVersion = 1,
        ServiceLevel = new ServiceLevel
        {
            Kind = OrderKind.Repair, RespondWithin = AgreedTime.InHours(8), CompleteWithin = AgreedTime.InDays(10), LeadTime = AgreedTime.InDays(15),
            Clock = ServiceClockKind.WorkingDays, StopsFor = [InterruptionReason.NoAccess],
        },
    };

    // Awarded on Monday 2 March at 9:00; the message is recorded half an hour later.
    private static Order UnderContract(OrderContent? content = null, OrderTerms? terms = null) =>
        (Order(content ?? Content with { DueOn = null }) with { Progress = OrderStatus.Awarded })
            .Assigned(a => a with { Terms = terms ?? Terms, ClockFrom = Winter(2, 9) });

    [Fact]
    public void An_order_under_contract_goes_with_its_deadlines() => Verify(Outgoing(Awarded, order: UnderContract()), "under-contract.xml");

    [Fact]
    public void The_deadline_of_the_work_is_told_in_Dutch_local_time() =>
        Assert.Equal(("2026-03-16", "16:30:00"), Until(UnderContract()));

    [Fact]
    public void A_turnover_is_told_when_it_must_be_delivered() =>
        Assert.Equal(("2026-03-23", "16:30:00"), Until(UnderContract(Content with { Kind = OrderKind.Turnover, DueOn = null })));

    [Fact]
    public void A_turnover_without_a_lead_time_is_told_when_the_work_must_be_done()
    {
        var terms = Terms with { ServiceLevel = Terms.ServiceLevel! with { LeadTime = null } };
        Assert.Equal(("2026-03-16", "16:30:00"), Until(UnderContract(Content with { Kind = OrderKind.Turnover, DueOn = null }, terms)));
    }

    [Fact]
    public void Midnight_is_told_as_the_end_of_the_day_before()
    {
        var terms = Terms with { ServiceLevel = new ServiceLevel { Kind = OrderKind.Repair, Clock = ServiceClockKind.AroundTheClock } };
        Assert.Equal(("2026-03-10", "23:59:59"), Until(UnderContract(Content, terms)));
    }

    [Fact]
    public void Without_a_deadline_the_day_that_the_corporation_asks_is_told_without_a_time() => Assert.Equal(("2026-03-10", null), Until(Order()));

    [Fact]
    public void A_clock_that_stands_has_moved_the_deadline_until_now()
    {
        var standing = UnderContract() with { Work = new() { Standstills = [new StandstillMark(Winter(2, 9), InterruptionReason.NoAccess)] } };
        Assert.Equal(("2026-03-17", "08:00:00"), Until(standing));
    }

    [Fact]
    public void A_response_that_is_to_come_has_a_deadline_in_words() =>
        Assert.Contains("Reageren voor 2026-03-03 08:00", FreeText(Outgoing(Awarded, order: UnderContract())).Split('\n'));

    [Fact]
    public void A_response_that_was_given_has_none_any_more() => Assert.DoesNotContain(
        "Reageren", FreeText(Outgoing(new OrderAmended(Content), order: UnderContract() with { Work = new() { StartedAt = Winter(2, 9, 10) } })),
        StringComparison.Ordinal);

    [Fact]
    public void A_line_without_a_price_has_the_contracts()
    {
        var content = Content with { Lines = [Extra] };
        var priced = Lines(Order(content).Assigned(a => a with { Prices = [new LinePrice("3", AgreementMethod.UnitPrice, 12.345m)] })).Single();
        Assert.Equal("12.345", priced.Descendants().Single(e => e.Name.LocalName == ElementNames.Price).Value);
    }

    [Fact]
    public void A_line_that_was_quoted_has_the_units_and_the_price_of_the_quotation()
    {
        var content = Content with { Lines = [Extra with { Quantity = 10, Price = 40 }] };
        var quoted = Lines(Order(content).Assigned(a => a with { Prices = [new LinePrice("3", AgreementMethod.FixedSum, 12.5m, 8)] })).Single();
        Assert.Equal(("8", "12.50"), (Child(quoted, ElementNames.Quantity), quoted.Descendants().Single(e => e.Name.LocalName == ElementNames.Price).Value));
    }

    [Fact]
    public void A_line_that_the_lump_sum_covers_has_no_price_of_the_contract()
    {
        var content = Content with { Lines = [Extra], Agreement = null };
        var order = Order(content).Assigned(a => a with { Prices = [new LinePrice("3", AgreementMethod.LumpSum, 12.345m)] });
        Assert.DoesNotContain(Lines(order).Single().Descendants(), e => e.Name.LocalName == ElementNames.Price);
    }

    [Fact]
    public void The_contract_says_how_an_order_is_paid_that_does_not_say_it_itself()
    {
        var order = Order(Content with { Lines = [Extra], Agreement = null })
            .Assigned(a => a with { Prices = [new LinePrice("3", AgreementMethod.LumpSum, null)] });
        Assert.Equal("AFK", Value(Outgoing(Awarded, order: order), ElementNames.InstructionAgreementMethod));
        Assert.DoesNotContain("Afrekenwijze van deze regel", Written(Outgoing(Awarded, order: order)), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_so_of_an_order_without_lines_too()
    {
        var order = UnderContract(Content with { Lines = [], Agreement = null }, Terms with { Coverage = AgreementMethod.LumpSum });
        Assert.Equal("AFK", Value(Outgoing(Awarded, order: order), ElementNames.InstructionAgreementMethod));
    }

    [Fact]
    public void Lines_that_are_paid_in_different_ways_each_say_so()
    {
        var order = Order(Content with { Lines = [Extra, Tiles], Agreement = null }).Assigned(a => a with
        {
            Prices = [new LinePrice("3", AgreementMethod.UnitPrice, 12), new LinePrice("4", AgreementMethod.LumpSum, null)],
        });
        Assert.Null(Value(Outgoing(Awarded, order: order), ElementNames.InstructionAgreementMethod));
        Assert.Equal(["Afrekenwijze van deze regel: EHP", "Afrekenwijze van deze regel: AFK"], Lines(order).Select(l => Child(l, ElementNames.FreeText)));
    }

    [Fact]
    public void Rework_goes_as_warranty() => Verify(Outgoing(new InspectionFailed("Lekt nog"), order: Rework()), "rework.xml");

    [Fact]
    public void Rework_goes_to_generation_A_in_its_own_codes()
    {
        var outbound = Outgoing(new InspectionFailed("Lekt nog"), DicoGeneration.A, Rework());
        Assert.Equal(("AFK", "GAR"), (Value(outbound, ElementNames.InstructionAgreementMethod), Value(outbound, ElementNames.InstructionTypeSpecification)));
    }

    [Fact]
    public void Rework_that_is_done_is_no_warranty_any_more()
    {
        var outbound = Outgoing(new CostsDiffer(Differences), DicoGeneration.A, Rework() with { Progress = OrderStatus.Settling });
        Assert.Equal("ORG", Value(outbound, ElementNames.InstructionTypeSpecification));
    }

    [Fact]
    public void Extra_work_that_was_agreed_in_part_names_the_lines_that_were_not() =>
        Verify(Outgoing(new ExtraWorkApproved("graag deze week", ["3"]), order: PartlyAgreed()), "extra-work-approved-partly.xml");

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Every_generation_hears_what_was_not_agreed(DicoGeneration generation) => Assert.Contains(
        "Niet akkoord: regel 4", FreeText(Outgoing(new ExtraWorkApproved(null, ["3"]), generation, PartlyAgreed())).Split('\n')[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Every_generation_hears_in_what_costs_differ(DicoGeneration generation) => Assert.StartsWith(
        "Kosten niet akkoord: Regel 1 is afgesproken voor EUR 145,50 per eenheid; opgegeven is EUR 1.160,00. "
        + "Regel 2 is besteld voor 0,75 eenheden; opgegeven zijn 2. Het totaal zou EUR 189,00 moeten zijn; opgegeven is EUR 1.276,00.",
        FreeText(Outgoing(new CostsDiffer(Differences), generation)), StringComparison.Ordinal);

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Every_generation_hears_until_when_it_may_take(DicoGeneration generation) => Assert.StartsWith(
        "Uitstel akkoord: tot en met 2026-03-20\nNiet later",
        FreeText(Outgoing(new LeadTimeAgreed(null, "Niet later"), generation, Order() with { LeadTime = new() { AgreedUntil = new DateOnly(2026, 3, 20) } })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Every_generation_hears_on_which_day_the_keys_came_in(DicoGeneration generation) => Assert.StartsWith(
        "Sleutels ontvangen: 2026-03-04",
        FreeText(Outgoing(new KeysReceived(), generation, Order() with { Turnover = new() { KeysReceivedAt = Winter(4, 0) } })), StringComparison.Ordinal);

    [Fact]
    public void Costs_that_are_settled_otherwise_than_agreed_say_in_what() => Assert.Equal(
        "Kosten akkoord: Coulance\nRegel 1 is afgesproken voor EUR 145,50 per eenheid; opgegeven is EUR 1.160,00.",
        FreeText(Outgoing(new CostsSettled(1160, null, "Coulance", [Differences[0]]))));

    [Fact]
    public void Agreed_work_may_be_billed() =>
        Assert.Equal("Werk akkoord, kosten kunnen worden ingediend", FreeText(Outgoing(new WorkAgreed())));

    [Fact]
    public void Every_difference_has_a_sentence_with_both_sides() => Assert.All(Enum.GetValues<CostDifferenceKind>(), kind =>
        Assert.Contains("31", CostDifferencesText.Sentence(new CostDifference(kind, "9", 17, 31)), StringComparison.Ordinal));

    private static Order Rework() =>
        UnderContract() with { Progress = OrderStatus.InProgress, Inspection = new() { Failures = 1 }, Work = new() { StartedAt = Winter(2, 9, 10) } };

    private static Order PartlyAgreed() => Order() with
    {
        ExtraWork = new()
        {
            AgreedLines = [Extra],
            AgreedPrices = [new LinePrice("3", AgreementMethod.UnitPrice, 12.345m)],
            Decisions = [new ExtraWorkDecision(Winter(2, 8), Winter(2, 9), null, ["3"], ["4"])],
        },
    };

    private static (string? Day, string? Time) Until(Order order)
    {
        var outbound = Outgoing(Awarded, order: order);
        return (Value(outbound, ElementNames.RequiredDeliveryDate), Value(outbound, ElementNames.RequiredDeliveryTime));
    }

    private static string FreeText(OutgoingOrderMessage outbound) =>
        Child(Root(outbound).Elements().Single(e => e.Name.LocalName == ElementNames.InstructionData), ElementNames.FreeText) ?? "";

    private static string? Value(OutgoingOrderMessage outbound, string name) =>
        Root(outbound).Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    private static IReadOnlyList<XElement> Lines(Order order) =>
        [.. Root(Outgoing(Awarded, order: order)).Descendants().Where(e => e.Name.LocalName == ElementNames.InstructionLine)];

    private static XElement Root(OutgoingOrderMessage outbound) => XDocument.Parse(Written(outbound)).Root!;

    private static string? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    private static void Verify(OutgoingOrderMessage outbound, string name) =>
        Golden.Verify(Written(outbound).Replace("><", ">\n<", StringComparison.Ordinal), name);
}
