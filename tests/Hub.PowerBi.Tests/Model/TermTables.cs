using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>The tables of what contracts say.</summary>
internal static class TermTables
{
    /// <summary>The number of the row for what was awarded without a contract.</summary>
    public const string Without = "(zonder contract)";

    /// <summary>A contract a row. It is a dimension too: facts belong to it by its number.</summary>
    public static readonly ModelTable Contracts = WithKey(FeedTable.Of(
        "Contract", "Contract", "Eén rij per contract, in de versie die nu geldt, en één voor wat zonder contract is gegund.", "contracts",
        FeedColumn.Of(ContractRowColumns.All), [], "[]", ["contractorId", "contractorName"],
        more: $"#table(type table [contractNumber = text], {{{{\"{Without}\"}}}})"), "contractNumber");

    /// <summary>What a contract asks of a figure a row.</summary>
    public static readonly ModelTable Targets = FeedTable.Of(
        "Norm", "Target", "Eén rij per norm: wat een contract van een cijfer vraagt.", "targets", FeedColumn.Of(TargetRowColumns.All), [], "[]");

    // The number names a contract: people choose by it.
    private static ModelTable WithKey(ModelTable table, string key) => table with
    {
        Columns = [.. table.Columns.Select(c => c.OfFeed == key ? c with { IsKey = true, IsHidden = false } : c)],
    };
}
