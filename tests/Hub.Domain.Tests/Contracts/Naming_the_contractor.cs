using Hub.Domain.Contracts;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Contracts;

public sealed class Naming_the_contractor
{
    private static readonly Contract OfAlfa = Given.Contract("C-ALFA", Given.Alfa, new ContractWork(OrderKind.Repair));

    private static RoutingAnswer Route(ContractorReference named, params Contract[] contracts) =>
        new Router([Given.Erp, Given.PartnerAlfa, Given.PartnerBeta], contracts)
            .Route(Given.Content() with { Contractor = named }, Given.Home, [], new DateOnly(2026, 3, 2));

    public static TheoryData<string, ContractorReference> Names => new()
    {
        { "GLN", new ContractorReference(Gln: Given.AlfaGln) },
        { "relation code", new ContractorReference(Code: "R-ALFA") },
        { "partner id", new ContractorReference(Id: Given.Alfa) },
        { "relation code in the place of the id", new ContractorReference(Id: "R-ALFA") },
        { "contract", new ContractorReference(ContractNumber: "C-ALFA") },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_contractor_is_known_by_each_of_its_names(string by, ContractorReference named) =>
        Assert.True(Route(named, OfAlfa).Award() == (Given.Alfa, "C-ALFA"), by);

    [Theory]
    [InlineData("8712345000028", null, null, null, "The contractor that the order names (8712345000028) is not known.")]
    [InlineData(null, "R-404", null, null, "The contractor that the order names (R-404) is not known.")]
    [InlineData(null, null, "gamma", null, "The contractor that the order names (gamma) is not known.")]
    [InlineData(null, null, null, "C-404", "Contract C-404 is not known.")]
    [InlineData(null, null, "alfa", "C-404", "Contract C-404 is not known.")]
    [InlineData(null, null, "beta", "C-ALFA", "Contract C-ALFA is not with Beta Bouw.")]
    public void An_unknown_name_goes_nowhere_with_the_reason(string? gln, string? code, string? id, string? contract, string reason) =>
        Assert.Equal(reason, Assert.IsType<RoutingAnswer.Nowhere>(Route(new ContractorReference(gln, code, id, contract), OfAlfa)).Reason);

    [Theory]
    [InlineData(Given.AlfaGln, "R-BETA", null, null, "code R-BETA")]
    [InlineData(Given.AlfaGln, null, "beta", null, "id beta")]
    [InlineData(null, "R-BETA", null, "C-ALFA", "contract C-ALFA")]
    [InlineData(null, null, "R-BETA", "C-ALFA", "contract C-ALFA")]
    [InlineData(Given.AlfaGln, "R-ALFA", "alfa", "C-ALFA", null)]
    [InlineData(Given.AlfaGln, "R-404", "404", "C-404", null)]
    [InlineData(Given.AlfaGln, "R-ALFA", "R-BETA", null, null)]
    [InlineData(null, null, null, null, null)]
    public void Names_of_two_contractors_contradict_each_other(string? gln, string? code, string? id, string? contract, string? another) => Assert.Equal(
        another, new Router([Given.Erp, Given.PartnerAlfa, Given.PartnerBeta with { RelationCode = "R-BETA" }], [OfAlfa])
            .Contradiction(new ContractorReference(gln, code, id, contract)));

    [Fact]
    public void An_erp_is_no_contractor() => Assert.IsType<RoutingAnswer.Nowhere>(Route(new ContractorReference(Id: Given.ErpId)));

    [Fact]
    public void Without_any_contract_the_corporations_word_stands() =>
        Assert.Equal((Given.Beta, null), Route(new ContractorReference(Id: Given.Beta), OfAlfa).Award());

    [Fact]
    public void A_named_contract_must_cover_the_work() => Assert.Equal(
        new RoutingAnswer.Nowhere("Contract C-ALFA does not cover this work.", "contract-does-not-cover", "C-ALFA"),
        Route(new ContractorReference(ContractNumber: "C-ALFA"), Given.Contract("C-ALFA", Given.Alfa, new ContractWork(OrderKind.Turnover))));

    [Fact]
    public void A_named_contract_must_be_valid_on_the_day() => Assert.Equal(
        new RoutingAnswer.Nowhere("Contract C-ALFA does not cover this work.", "contract-does-not-cover", "C-ALFA"),
        Route(new ContractorReference(ContractNumber: "C-ALFA"), OfAlfa with { ValidTo = new DateOnly(2026, 3, 1) }));

    [Fact]
    public void The_reason_names_the_orders_own_day_where_it_has_one() => Assert.Equal(
        new RoutingAnswer.Nowhere("Contract C-ALFA does not cover this work on 2025-12-31.", "contract-does-not-cover", "C-ALFA"),
        new Router([Given.PartnerAlfa], [OfAlfa]).Route(
            Given.Content() with { OrderedOn = new DateOnly(2025, 12, 31), Contractor = new ContractorReference(ContractNumber: "C-ALFA") }, Given.Home, [],
            new DateOnly(2026, 3, 2)));

    [Fact]
    public void A_named_contractor_must_have_a_contract_that_covers_the_work() => Assert.Equal(
        new RoutingAnswer.Nowhere("No contract of Alfa Onderhoud covers this work.", "no-contract-of-contractor", "Alfa Onderhoud"),
        Route(new ContractorReference(Id: Given.Alfa), Given.Contract("C-ALFA", Given.Alfa, new ContractWork(OrderKind.Turnover))));

    [Fact]
    public void Two_equal_contracts_of_the_named_contractor_leave_the_choice_to_the_order() => Assert.Equal(
        new RoutingAnswer.Nowhere("Contracts C-1 and C-2 of Alfa Onderhoud cover this work equally: the order must name one.",
            "contracts-equal", "C-1 and C-2"),
        Route(new ContractorReference(Id: Given.Alfa), Given.Contract("C-2", Given.Alfa), Given.Contract("C-1", Given.Alfa)));

    [Fact]
    public void Who_refused_the_order_does_not_get_it_again_by_name() => Assert.Equal(
        new RoutingAnswer.Nowhere("Alfa Onderhoud refused the order.", "contractor-refused", "Alfa Onderhoud"),
        new Router([Given.PartnerAlfa], [OfAlfa])
            .Route(Given.Content() with { Contractor = new ContractorReference(Id: Given.Alfa) }, Given.Home, [Given.Alfa], new DateOnly(2026, 3, 2)));
}
