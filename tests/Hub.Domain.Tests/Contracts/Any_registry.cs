using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Contracts;

/// <summary>Whatever stands in the registry and on the order: there is an answer, always the same, and never a wrong one.</summary>
public sealed class Any_registry
{
    private static readonly string[] Ids = [Given.Alfa, Given.Beta, "gamma"];

    private static readonly Gen<ContractArea> Areas = Gen.Elements(
        new ContractArea(Area: "Noord"), new ContractArea(Area: "Zuid"), new ContractArea(Complex: "C-1"), new ContractArea(PostalCodes: ["1000", "1999"]),
        new ContractArea());

    private static readonly Gen<ContractWork> Work =
        from kind in Gen.Elements(Enum.GetValues<OrderKind>())
        from specialism in Gen.Elements(null, "LOO")
        from rank in Gen.Choose(1, 3)
        select new ContractWork(kind, specialism, rank);

    private static readonly Gen<Contract> Contracts =
        from number in Gen.Choose(1, 9)
        from contractor in Gen.Elements([.. Ids, "unknown"])
        from start in Gen.Choose(-10, 10)
        from days in Gen.Choose(0, 30)
        from areaCount in Gen.Choose(0, 2)
        from areas in Areas.ListOf(areaCount)
        from workCount in Gen.Choose(0, 2)
        from work in Work.ListOf(workCount)
        select new Contract
        {
            Number = $"C-{number}", Contractor = contractor, ValidFrom = new DateOnly(2026, 3, 2).AddDays(start),
            ValidTo = days == 0 ? null : new DateOnly(2026, 3, 2).AddDays(start + days), Areas = [.. areas], Work = [.. work],
        };

    private static readonly Gen<(OrderContent Content, Dwelling? Dwelling, string[] RefusedBy)> Orders =
        from kind in Gen.Elements(Enum.GetValues<OrderKind>())
        from named in Gen.Elements(
            new ContractorReference(), new ContractorReference(), new ContractorReference(Gln: Given.AlfaGln), new ContractorReference(Code: "R-ALFA"),
            new ContractorReference(Id: Given.Beta), new ContractorReference(ContractNumber: "C-3"), new ContractorReference(Id: "nobody"))
        from specialism in Gen.Elements(null, "LOO", "SCH")
        from dwelling in Gen.Elements(Given.Home, null)
        from refused in Gen.SubListOf(Ids)
        select (Given.Content() with { Kind = kind, Contractor = named, Lines = [Given.Line("1", specialism)] }, dwelling, refused.ToArray());

    private static readonly Arbitrary<(List<Contract> Contracts, OrderContent Content, Dwelling? Dwelling, string[] RefusedBy)> Cases = Arb.From(
        from many in Gen.Choose(0, 6)
        from contracts in Contracts.ListOf(many)
        from order in Orders
        select (contracts.DistinctBy(c => c.Number).ToList(), order.Content, order.Dwelling, order.RefusedBy));

    private static readonly Partner[] Partners = [Given.Erp, Given.PartnerAlfa, Given.PartnerBeta, Given.Contractor("gamma", "Gamma Groep")];

    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void There_is_always_an_answer_and_it_keeps_the_rules() => Prop.ForAll(Cases, c =>
    {
        switch (new Router(Partners, c.Contracts).Route(c.Content, c.Dwelling, c.RefusedBy, Today))
        {
            case RoutingAnswer.Nowhere nowhere:
                Assert.NotEmpty(nowhere.Reason);
                break;
            case RoutingAnswer.To to:
                Assert.Contains(to.ContractorId, Ids);
                Assert.DoesNotContain(to.ContractorId, c.RefusedBy);
                if (to.ContractNumber is null) Assert.DoesNotContain(c.Contracts, k => k.Contractor == to.ContractorId);
                else Assert.NotNull(c.Contracts.Single(k => k.Number == to.ContractNumber && k.Contractor == to.ContractorId)
                    .RankFor(c.Content, c.Dwelling, Today));
                break;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_contracts_and_partners_stand_does_not_matter() => Prop.ForAll(Cases, c => Assert.Equal(
        new Router(Partners, c.Contracts).Route(c.Content, c.Dwelling, c.RefusedBy, Today),
        new Router([.. Partners.Reverse()], [.. Enumerable.Reverse(c.Contracts)]).Route(c.Content, c.Dwelling, [.. c.RefusedBy.Reverse()], Today)))
            .QuickCheckThrowOnFailure();
}
