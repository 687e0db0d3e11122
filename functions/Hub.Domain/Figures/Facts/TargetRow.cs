using Hub.Domain.Contracts;

namespace Hub.Domain.Figures;

/// <summary>What a contract asks of a figure, as the feed of targets has it; amounts are in the figure's own unit.</summary>
/// <param name="Kpi">Key of the figure.</param>
/// <param name="ContractNumber">Number of the contract.</param>
/// <param name="ContractorId">Partner id of the contractor.</param>
/// <param name="Target">What it asks.</param>
/// <param name="Weight">Weight in the scorecard; this and the next two are null where the figure has no part in it.</param>
/// <param name="Floor">The figure that scores 0.</param>
/// <param name="Stretch">The figure that scores 1.</param>
/// <param name="ValidFrom">First day of the contract.</param>
/// <param name="ValidTo">Its last day; null while open-ended.</param>
public sealed record TargetRow(
    string Kpi, string ContractNumber, string ContractorId, decimal Target, decimal? Weight, decimal? Floor, decimal? Stretch, DateOnly ValidFrom,
    DateOnly? ValidTo)
{
    /// <summary>The targets of a contract, by the keys of their figures.</summary>
    public static IEnumerable<TargetRow> Of(Contract contract) => contract.Targets.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new TargetRow(
        t.Key, contract.Number, contract.Contractor, t.Value.Target, t.Value.Scale?.Weight, t.Value.Scale?.Floor, t.Value.Scale?.Stretch, contract.ValidFrom,
        contract.ValidTo));
}

/// <summary>The columns of <see cref="TargetRow"/>, a row each and in the order of the feed.</summary>
public static class TargetRowColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<TargetRow>> All = new ColumnTable<TargetRow>()
        .Text("kpi", "KPI", "Sleutel van het cijfer.", "repairOnTime", t => t.Kpi)
        .Text("contractNumber", "Contract", "Nummer van het contract.", "RC-1", t => t.ContractNumber)
        .Text("contractorId", "Aannemer", "Sleutel van de aannemer.", "alfa", t => t.ContractorId)
        .Decimal("target", "Norm", "De norm, in de eenheid van het cijfer.", "0.95", t => t.Target)
        .Decimal("weight", "Gewicht", "Gewicht in de scorekaart; leeg als het cijfer daarin niet meetelt.", "2", t => t.Weight, nullable: true)
        .Decimal("floor", "Ondergrens", "Het cijfer dat 0 scoort; leeg als het in de scorekaart niet meetelt.", "0.9", t => t.Floor, nullable: true)
        .Decimal("stretch", "Streefwaarde", "Het cijfer dat 1 scoort; leeg als het in de scorekaart niet meetelt.", "0.98", t => t.Stretch,
            nullable: true)
        .Date("validFrom", "Eerste dag", "Eerste dag van het contract.", "2026-01-01", t => t.ValidFrom)
        .Date("validTo", "Laatste dag", "Laatste dag van het contract; leeg als het geen einde heeft.", "2029-12-31", t => t.ValidTo, nullable: true)
        .Columns;
}
