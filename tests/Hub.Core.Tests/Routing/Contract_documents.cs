using System.Text.Json;
using Hub.Core.Contracts;
using Hub.Core.Orders;

namespace Hub.Core.Tests.Routing;

public sealed class Contract_documents
{
    private const string Whole = """
        {
          "contractor": "alfa", "validFrom": "2026-01-01", "validTo": "2026-12-31",
          "areas": [{"area": "Noord"}, {"complex": "C-1"}, {"postalCodes": ["1011", "1019ZZ"]}],
          "work": [{"kind": "Repair", "specialism": "LOO", "rank": 2}, {"kind": "turnover"}],
          "pricing": {"lumpSum": 123.45}
        }
        """;

    private static (Contract? Contract, List<DocumentFault> Faults) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<DocumentFault>();
        return (ContractDocument.Read("C-1", document.RootElement, faults), faults);
    }

    [Fact]
    public void A_whole_document_is_read()
    {
        var (contract, faults) = Read(Whole);
        Assert.Empty(faults);
        Assert.Equal(("C-1", "alfa", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), (contract!.Number, contract.Contractor, contract.ValidFrom, contract.ValidTo));
    }

    [Fact]
    public void Its_areas_are_read()
    {
        var areas = Read(Whole).Contract!.Areas;
        Assert.Equal(["Noord", null, null], areas.Select(a => a.Area));
        Assert.Equal([null, "C-1", null], areas.Select(a => a.Complex));
        Assert.Equal(["1011", "1019ZZ"], areas[2].PostalCodes!);
    }

    [Fact]
    public void Its_work_is_read() =>
        Assert.Equal([new ContractWork(OrderKind.Repair, "LOO", 2), new ContractWork(OrderKind.Turnover)], Read(Whole).Contract!.Work);

    [Fact]
    public void The_least_that_a_contract_says_is_enough() => Assert.Empty(Read("""{"contractor": "alfa", "validFrom": "2026-01-01"}""").Faults);

    [Theory]
    [InlineData("", "[]")]
    [InlineData("/contractor", """{"validFrom": "2026-01-01"}""")]
    [InlineData("/contractor", """{"contractor": "", "validFrom": "2026-01-01"}""")]
    [InlineData("/contractor", """{"contractor": 7, "validFrom": "2026-01-01"}""")]
    [InlineData("/validFrom", """{"contractor": "alfa"}""")]
    [InlineData("/validFrom", """{"contractor": "alfa", "validFrom": "1-1-2026"}""")]
    [InlineData("/validTo", """{"contractor": "alfa", "validFrom": "2026-01-01", "validTo": "soon"}""")]
    [InlineData("/validTo", """{"contractor": "alfa", "validFrom": "2026-01-01", "validTo": "2025-12-31"}""")]
    [InlineData("/areas", """{"contractor": "alfa", "validFrom": "2026-01-01", "areas": {}}""")]
    [InlineData("/areas/0", """{"contractor": "alfa", "validFrom": "2026-01-01", "areas": ["Noord"]}""")]
    [InlineData("/areas/1", """{"contractor": "alfa", "validFrom": "2026-01-01", "areas": [{"area": "Noord"}, {}]}""")]
    [InlineData("/areas/0", """{"contractor": "alfa", "validFrom": "2026-01-01", "areas": [{"area": "Noord", "complex": "C-1"}]}""")]
    [InlineData("/work/0", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [1]}""")]
    [InlineData("/work/0/kind", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{}]}""")]
    [InlineData("/work/0/kind", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Party"}]}""")]
    [InlineData("/work/0/kind", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "0"}]}""")]
    [InlineData("/work/0/rank", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "rank": 0}]}""")]
    [InlineData("/work/0/rank", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "rank": 1.5}]}""")]
    [InlineData("/work/0/specialism", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "specialism": ""}]}""")]
    public void A_fault_is_named_at_its_place(string pointer, string json)
    {
        var (contract, faults) = Read(json);
        Assert.Null(contract);
        Assert.Equal([pointer], faults.Select(f => f.Pointer));
    }

    [Theory]
    [InlineData("""["1011"]""")]
    [InlineData("""["1011", "101"]""")]
    [InlineData("""["1011 AB", "1012"]""")]
    [InlineData("""["1011ab", "1012"]""")]
    [InlineData("""[1011, 1012]""")]
    public void Postal_codes_are_two_codes(string codes)
    {
        var faults = Read($$"""{"contractor": "alfa", "validFrom": "2026-01-01", "areas": [{"postalCodes": {{codes}}}]}""").Faults;
        Assert.Equal("/areas/0/postalCodes", faults[0].Pointer);
    }

    [Fact]
    public void A_range_of_postal_codes_that_ends_before_it_begins_covers_nothing_and_is_a_fault()
    {
        var faults = Read("""{"contractor": "alfa", "validFrom": "2026-01-01", "areas": [{"postalCodes": ["1019", "1011"]}]}""").Faults;
        Assert.Equal(["/areas/0/postalCodes"], faults.Select(f => f.Pointer));
    }

    [Fact]
    public void Every_fault_is_named_at_once() =>
        Assert.Equal(["/contractor", "/validFrom", "/areas", "/work"], Read("""{"areas": 1, "work": 2}""").Faults.Select(f => f.Pointer));
}
