using Hub.Domain.Contracts;

namespace Hub.Domain.Figures;

/// <summary>A contract in the version in force, as the feed of contracts has it.</summary>
/// <param name="ContractNumber">Its number.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContractorId">Partner id of the contractor.</param>
/// <param name="ContractorName">Name of the contractor.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while open-ended.</param>
/// <param name="Dwellings">How many dwellings it is about; null where that is not agreed.</param>
/// <param name="MinimumCount">A figure on fewer orders than this is not shown.</param>
public sealed record ContractRow(
    string ContractNumber, int Version, string ContractorId, string ContractorName, DateOnly ValidFrom, DateOnly? ValidTo, int? Dwellings, int MinimumCount)
{
    /// <summary>The row of a contract.</summary>
    public static ContractRow Of(Contract contract, string contractorName) => new(
        contract.Number, contract.Version, contract.Contractor, contractorName, contract.ValidFrom, contract.ValidTo, contract.Dwellings,
        contract.MinimumCount);
}

/// <summary>The columns of <see cref="ContractRow"/>, a row each and in the order of the feed.</summary>
public static class ContractRowColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<ContractRow>> All = new ColumnTable<ContractRow>()
        .Text("contractNumber", "Contract", "Nummer van het contract.", "RC-1", c => c.ContractNumber)
        .Integer("version", "Versie", "Versie van het contract.", "3", c => c.Version)
        .Text("contractorId", "Aannemer", "Sleutel van de aannemer.", "alfa", c => c.ContractorId)
        .Text("contractorName", "Naam aannemer", "Naam van de aannemer.", "Alfa Onderhoud", c => c.ContractorName)
        .Date("validFrom", "Eerste dag", "Eerste dag van het contract.", "2026-01-01", c => c.ValidFrom)
        .Date("validTo", "Laatste dag", "Laatste dag van het contract; leeg als het geen einde heeft.", "2029-12-31", c => c.ValidTo, nullable: true)
        .Integer("dwellings", "Woningen", "Aantal woningen in het contract; leeg als dat niet is afgesproken.", "1250", c => c.Dwellings, nullable: true)
        .Integer("minimumCount", "Minimumaantal", "Een cijfer over minder orders dan dit aantal wordt niet getoond.", "5", c => c.MinimumCount)
        .Columns;
}
