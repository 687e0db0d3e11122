using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Contracts;

public sealed class Leaving_it_open
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static RoutingAnswer Route(OrderContent content, Dwelling? dwelling, params Contract[] contracts) =>
        new Router([Given.PartnerAlfa, Given.PartnerBeta], contracts).Route(content, dwelling, [], Today);

    private static bool Covers(ContractArea area, OrderContent? content = null, Dwelling? dwelling = null) =>
        Route(content ?? Given.Content(), dwelling ?? Given.Home, Given.Contract("C-1", Given.Alfa) with { Areas = [area] }) is RoutingAnswer.To;

    [Theory]
    [InlineData("Noord", true)]
    [InlineData("Zuid", false)]
    public void A_contract_covers_its_area(string area, bool covered) => Assert.Equal(covered, Covers(new ContractArea(Area: area)));

    [Theory]
    [InlineData("C-1", true)]
    [InlineData("C-2", false)]
    public void A_contract_covers_its_complex(string complex, bool covered) => Assert.Equal(covered, Covers(new ContractArea(Complex: complex)));

    [Fact]
    public void Work_on_a_complex_without_a_dwelling_is_covered_by_the_complex() => Assert.IsType<RoutingAnswer.To>(
        Route(Given.Content() with { DwellingId = null, Complex = "C-9" }, null,
            Given.Contract("C-1", Given.Alfa) with { Areas = [new ContractArea(Complex: "C-9")] }));

    [Theory]
    [InlineData("1234", "1234", true)]
    [InlineData("1234AB", "1234AB", true)]
    [InlineData("1200", "1299", true)]
    [InlineData("1234AC", "1234ZZ", false)]
    [InlineData("1200", "1233", false)]
    [InlineData("1235", "1299", false)]
    public void A_contract_covers_its_postal_codes_first_and_last_included(string first, string last, bool covered) =>
        Assert.Equal(covered, Covers(new ContractArea(PostalCodes: [first, last])));

    [Fact]
    public void The_address_that_the_order_carries_counts_where_the_register_has_none() => Assert.IsType<RoutingAnswer.To>(
        Route(Given.Content() with { GivenAddress = new Address(PostalCode: "9999ZZ") }, null,
            Given.Contract("C-1", Given.Alfa) with { Areas = [new ContractArea(PostalCodes: ["9999", "9999"])] }));

    [Fact]
    public void One_of_several_areas_is_enough() => Assert.IsType<RoutingAnswer.To>(
        Route(Given.Content(), Given.Home,
            Given.Contract("C-1", Given.Alfa) with { Areas = [new ContractArea(Area: "Zuid"), new ContractArea(Area: "Noord")] }));

    [Fact]
    public void A_contract_without_areas_and_work_covers_all() =>
        Assert.Equal((Given.Alfa, "C-1"), Route(Given.Content(), null, Given.Contract("C-1", Given.Alfa)).Award());

    [Theory]
    [InlineData(OrderKind.Repair, true)]
    [InlineData(OrderKind.Turnover, false)]
    public void A_contract_covers_its_kind_of_work(OrderKind kind, bool covered) =>
        Assert.Equal(covered, Route(Given.Content(), Given.Home, Given.Contract("C-1", Given.Alfa, new ContractWork(kind))) is RoutingAnswer.To);

    [Theory]
    [InlineData("LOO", true)]
    [InlineData("SCH", false)]
    public void A_contract_for_a_specialism_wants_a_line_of_it(string specialism, bool covered) => Assert.Equal(covered,
        Route(Given.Content() with { Lines = [Given.Line("1"), Given.Line("2", "LOO")] }, Given.Home,
            Given.Contract("C-1", Given.Alfa, new ContractWork(OrderKind.Repair, specialism))) is RoutingAnswer.To);

    [Theory]
    [InlineData("2026-03-02", null, true)]
    [InlineData("2026-03-03", null, false)]
    [InlineData("2026-01-01", "2026-03-02", true)]
    [InlineData("2026-01-01", "2026-03-01", false)]
    public void A_contract_covers_its_first_and_last_day(string from, string? to, bool covered) => Assert.Equal(covered,
        Route(Given.Content(), Given.Home,
            Given.Contract("C-1", Given.Alfa) with { ValidFrom = Day(from), ValidTo = to is null ? null : Day(to) }) is RoutingAnswer.To);

    [Fact]
    public void The_day_is_the_one_on_which_it_was_ordered() => Assert.IsType<RoutingAnswer.Nowhere>(
        Route(Given.Content() with { OrderedOn = new DateOnly(2025, 12, 31) }, Given.Home, Given.Contract("C-1", Given.Alfa)));

    [Fact]
    public void The_lowest_rank_goes_first() => Assert.Equal((Given.Beta, "C-B"), Route(Given.Content(), Given.Home,
        Given.Contract("C-A", Given.Alfa, new ContractWork(OrderKind.Repair, Rank: 2)), Given.Contract("C-B", Given.Beta, new ContractWork(OrderKind.Repair)))
            .Award());

    [Fact]
    public void The_best_of_a_contracts_own_ranks_counts() => Assert.Equal((Given.Alfa, "C-A"), Route(
        Given.Content() with { Lines = [Given.Line("1", "LOO")] }, Given.Home,
        Given.Contract("C-A", Given.Alfa, new ContractWork(OrderKind.Repair, Rank: 3), new ContractWork(OrderKind.Repair, "LOO")),
        Given.Contract("C-B", Given.Beta, new ContractWork(OrderKind.Repair, Rank: 2))).Award());

    [Fact]
    public void A_tie_goes_to_nobody_and_names_the_contracts() => Assert.Equal(
        new RoutingAnswer.Nowhere("Contracts C-A and C-B cover this work with equal rank.", "contracts-equal", "C-A and C-B"),
        Route(Given.Content(), Given.Home, Given.Contract("C-B", Given.Beta), Given.Contract("C-A", Given.Alfa)));

    [Fact]
    public void Without_any_contract_it_goes_to_nobody() =>
        Assert.Equal(new RoutingAnswer.Nowhere("No contract covers this work.", "no-contract"), Route(Given.Content(), Given.Home));

    [Fact]
    public void A_contract_with_somebody_unknown_does_not_count() =>
        Assert.IsType<RoutingAnswer.Nowhere>(Route(Given.Content(), Given.Home, Given.Contract("C-1", "gamma")));

    [Fact]
    public void Who_refused_is_passed_over() => Assert.Equal((Given.Beta, "C-BETA"),
        Given.AlfaThenBeta.Route(Given.Content(), Given.Home, [Given.Alfa], Today).Award());

    [Fact]
    public void When_all_refused_the_reason_says_so() => Assert.Equal(
        new RoutingAnswer.Nowhere("Every contractor whose contract covers this work refused it.", "all-refused"),
        Given.AlfaThenBeta.Route(Given.Content(), Given.Home, [Given.Alfa, Given.Beta], Today));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
