using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Whose figure a row is.</summary>
public enum KpiScope
{
    /// <summary>That of the row's own contractor, or of all together where the row names none.</summary>
    Own,

    /// <summary>
    /// That of all other contractors together, to compare the row's contractor with; never of fewer than <see cref="KpiJudging.LeastInChain"/>.
    /// </summary>
    OtherContractors,
}

/// <summary>One number of a figure in one month and slice, as the feed of figures has it. A part of the slice that is null is all of them together.</summary>
public sealed record KpiRow
{
    /// <summary>Key of the figure.</summary>
    public required string Kpi { get; init; }

    /// <summary>Key of the number: the figure itself or one of its parts.</summary>
    public required string Measure { get; init; }

    /// <summary>Whose figure it is.</summary>
    public KpiScope Scope { get; init; }

    /// <summary>Its name in Dutch.</summary>
    public required string Name { get; init; }

    /// <summary>In what it is expressed.</summary>
    public required KpiUnit Unit { get; init; }

    /// <summary>The month, such as <c>2026-03</c>; null for figures of now.</summary>
    public string? Month { get; init; }

    /// <summary>Partner id of the contractor, or of the partner.</summary>
    public string? ContractorId { get; init; }

    /// <summary>The contract.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>The area.</summary>
    public string? Area { get; init; }

    /// <summary>The complex.</summary>
    public string? Complex { get; init; }

    /// <summary>The kind of order.</summary>
    public OrderKind? OrderKind { get; init; }

    /// <summary>The urgency.</summary>
    public string? Urgency { get; init; }

    /// <summary>The number; null where <see cref="Missing"/> says why.</summary>
    public decimal? Value { get; init; }

    /// <summary>How many counted.</summary>
    public required long N { get; init; }

    /// <summary>The contract's target; null where it has none.</summary>
    public decimal? Target { get; init; }

    /// <summary>True while it may still change.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Why there is no value.</summary>
    public NoValue Missing { get; init; }
}

/// <summary>The columns of <see cref="KpiRow"/>, a row each and in the order of the feed.</summary>
public static class KpiRowColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<KpiRow>> All = new ColumnTable<KpiRow>()
        .Text("kpi", "KPI", "Sleutel van het cijfer.", "repairOnTime", f => f.Kpi)
        .Text("measure", "Onderdeel", "Sleutel van het cijfer zelf of van een onderdeel ervan.", "repairOnTime.other", f => f.Measure)
        .Choice("scope", "Van wie", "Van de aannemer zelf, of van alle andere aannemers samen (minstens drie), om hem mee te vergelijken.", KpiScope.Own,
            f => f.Scope)
        .Text("name", "Naam", "Naam van het cijfer of het onderdeel.", "Hersteld binnen norm, geen spoed", f => f.Name)
        .Choice("unit", "Eenheid", "Waarin het cijfer is uitgedrukt; een aandeel loopt van 0 tot 1.", KpiUnit.Share, f => f.Unit)
        .Text("month", "Maand", "Kalendermaand (Nederlandse tijd); leeg voor een stand van nu.", "2026-03", f => f.Month, nullable: true)
        .Text("contractorId", "Aannemer", "De aannemer of partner; leeg voor alle samen.", "alfa", f => f.ContractorId, nullable: true)
        .Text("contractNumber", "Contract", "Het contract; leeg voor alle samen.", "RC-1", f => f.ContractNumber, nullable: true)
        .Text("area", "Gebied", "Het gebied; leeg voor alle samen.", "Noord", f => f.Area, nullable: true)
        .Text("complex", "Complex", "Het complex; leeg voor alle samen.", "C-1", f => f.Complex, nullable: true)
        .Choice("orderKind", "Soort", "Soort order; leeg voor alle samen.", OrderKind.Repair, f => f.OrderKind, nullable: true)
        .Text("urgency", "Urgentie", "De urgentie; leeg voor alle samen.", "spoed", f => f.Urgency, nullable: true)
        .Decimal("value", "Waarde", "Het cijfer, in zijn eenheid; leeg als het er niet is.", "0.95", f => f.Value, nullable: true)
        .Integer("n", "Aantal", "Op hoeveel orders, afspraken, bezoeken of berichten het cijfer rust.", "40", f => f.N)
        .Decimal("target", "Norm", "De norm uit het contract, in dezelfde eenheid; leeg als die er niet is.", "0.95", f => f.Target, nullable: true)
        .Flag("isProvisional", "Voorlopig", "Ja zolang het cijfer nog kan veranderen.", "false", f => f.IsProvisional)
        .Choice("missing", "Reden zonder waarde", "Waarom er geen waarde is.", NoValue.TooFew, f => f.Missing)
        .Columns;
}
