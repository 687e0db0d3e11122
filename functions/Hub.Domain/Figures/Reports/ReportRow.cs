namespace Hub.Domain.Figures;

/// <summary>One number of a quarterly report. A part that is null is all of them together: neither contract nor area is the contractor as a whole.</summary>
public sealed record ReportRow
{
    /// <summary>The quarter.</summary>
    public required Quarter Quarter { get; init; }

    /// <summary>Partner id of the contractor.</summary>
    public required string ContractorId { get; init; }

    /// <summary>Its name.</summary>
    public required string ContractorName { get; init; }

    /// <summary>The contract whose scorecard it stands in.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>The area.</summary>
    public string? Area { get; init; }

    /// <summary>Key of the figure; <c>scorecard</c> for the scorecard itself.</summary>
    public required string Kpi { get; init; }

    /// <summary>Key of the number: the figure itself or one of its parts.</summary>
    public required string Measure { get; init; }

    /// <summary>Its name in Dutch.</summary>
    public required string Name { get; init; }

    /// <summary>In what it is expressed.</summary>
    public required KpiUnit Unit { get; init; }

    /// <summary>The number; null where <see cref="Missing"/> says why.</summary>
    public decimal? Value { get; init; }

    /// <summary>How many counted.</summary>
    public long N { get; init; }

    /// <summary>Why there is no value.</summary>
    public NoValue Missing { get; init; }

    /// <summary>True while it may still change.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>The contract's target; null where it has none.</summary>
    public decimal? Target { get; init; }

    /// <summary>Whether the target is met; null where that cannot be said.</summary>
    public bool? MeetsTarget { get; init; }

    /// <summary>The number in the quarter before; null where there was none.</summary>
    public decimal? Before { get; init; }

    /// <summary>How many counted in the quarter before.</summary>
    public long? BeforeN { get; init; }

    /// <summary>The number of the other contractors together; null where fewer than <see cref="KpiJudging.LeastInChain"/> of them count in it.</summary>
    public decimal? Others { get; init; }

    /// <summary>How many of theirs counted.</summary>
    public long? OthersN { get; init; }

    /// <summary>How it compares with the quarter before; null where that cannot be said.</summary>
    public KpiTrend? Trend { get; init; }

    /// <summary>In a scorecard: its weight.</summary>
    public decimal? Weight { get; init; }

    /// <summary>In a scorecard: the figure that scores 0.</summary>
    public decimal? Floor { get; init; }

    /// <summary>In a scorecard: the figure that scores 1.</summary>
    public decimal? Stretch { get; init; }

    /// <summary>In a scorecard: its score, 0 to 1.</summary>
    public decimal? Score { get; init; }
}

/// <summary>The columns of <see cref="ReportRow"/>, a row each and in the order of the file.</summary>
public static class ReportRowColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<ReportRow>> All = new ColumnTable<ReportRow>()
        .Text("quarter", "Kwartaal", "Kalenderkwartaal (Nederlandse tijd).", "2026-Q3", r => r.Quarter.ToString())
        .Text("contractorId", "Aannemer", "De aannemer.", "alfa", r => r.ContractorId)
        .Text("contractorName", "Naam aannemer", "Naam van de aannemer.", "Alfa Onderhoud", r => r.ContractorName)
        .Text("contractNumber", "Contract", "Het contract van de scorecard; leeg buiten een scorecard.", "RC-1", r => r.ContractNumber, nullable: true)
        .Text("area", "Gebied", "Het gebied; leeg voor alle samen.", "Noord", r => r.Area, nullable: true)
        .Text("kpi", "KPI", "Sleutel van het cijfer; scorecard voor de scorecard zelf.", "repairOnTime", r => r.Kpi)
        .Text("measure", "Onderdeel", "Sleutel van het cijfer zelf of van een onderdeel ervan.", "repairOnTime.other", r => r.Measure)
        .Text("name", "Naam", "Naam van het cijfer of het onderdeel.", "Hersteld binnen norm", r => r.Name)
        .Choice("unit", "Eenheid", "Waarin het cijfer is uitgedrukt; een aandeel loopt van 0 tot 1.", KpiUnit.Share, r => r.Unit)
        .Decimal("value", "Waarde", "Het cijfer, in zijn eenheid; leeg als het er niet is.", "0.95", r => r.Value, nullable: true)
        .Integer("n", "Aantal", "Op hoeveel orders, afspraken, bezoeken of berichten het cijfer rust.", "40", r => r.N)
        .Choice("missing", "Reden zonder waarde", "Waarom er geen waarde is.", NoValue.TooFew, r => r.Missing)
        .Flag("isProvisional", "Voorlopig", "Ja als het cijfer nog kon veranderen.", "false", r => r.IsProvisional)
        .Decimal("target", "Norm", "De norm uit het contract; leeg als die er niet is.", "0.95", r => r.Target, nullable: true)
        .Flag("meetsTarget", "Norm gehaald", "Of de norm is gehaald; leeg als dat niet te zeggen is.", "true", r => r.MeetsTarget, nullable: true)
        .Decimal("before", "Kwartaal ervoor", "Het cijfer in het kwartaal ervoor.", "0.93", r => r.Before, nullable: true)
        .Integer("beforeN", "Aantal kwartaal ervoor", "Op hoeveel het cijfer in het kwartaal ervoor rust.", "38", r => r.BeforeN, nullable: true)
        .Decimal("others", "Andere aannemers", "Het cijfer van alle andere aannemers samen; leeg bij minder dan drie.", "0.94", r => r.Others, nullable: true)
        .Integer("othersN", "Aantal andere aannemers", "Op hoeveel het cijfer van de andere aannemers rust.", "410", r => r.OthersN, nullable: true)
        .Choice("trend", "Verloop", "Hoe het cijfer is vergeleken met het kwartaal ervoor.", KpiTrend.Better, r => r.Trend, nullable: true)
        .Decimal("weight", "Gewicht", "Het gewicht in de scorecard.", "3", r => r.Weight, nullable: true)
        .Decimal("floor", "Ondergrens", "Het cijfer dat de score 0 geeft.", "0.85", r => r.Floor, nullable: true)
        .Decimal("stretch", "Bovengrens", "Het cijfer dat de score 1 geeft.", "0.95", r => r.Stretch, nullable: true)
        .Decimal("score", "Score", "De score in de scorecard, 0 tot 1.", "0.6", r => r.Score, nullable: true)
        .Columns;
}
