using Hub.Application.Figures;
using Hub.Domain.Figures;

namespace Hub.Application.Reports;

/// <summary>What a quarterly report says of a contractor.</summary>
public sealed record QuarterReport
{
    /// <summary>What it is listed as.</summary>
    public required ReportEntry Entry { get; init; }

    /// <summary>Name of the corporation; empty where it is not known.</summary>
    public required string Corporation { get; init; }

    /// <summary>The contractor's contracts that held in the quarter, in the version that holds for it.</summary>
    public required IReadOnlyList<QuarterContract> Contracts { get; init; }

    /// <summary>The scorecards of those that weigh figures.</summary>
    public required IReadOnlyList<ContractScorecard> Scorecards { get; init; }

    /// <summary>The figures in which anything counted, in the order in which figures are shown.</summary>
    public required IReadOnlyList<ReportFigure> Figures { get; init; }

    /// <summary>Some of the figures by area; empty where there are no two areas.</summary>
    public required IReadOnlyList<AreaFigures> Areas { get; init; }
}

/// <summary>A figure in a report.</summary>
/// <param name="Own">The contractor's own of the quarter, with target and trend.</param>
/// <param name="Before">Its measures in the quarter before, in the order of the definition; null where nothing counted.</param>
/// <param name="Others">Its measures of all other contractors together; null where fewer than three of them count.</param>
/// <param name="History">The figure itself in quarter after quarter, this one last; null where it had no value.</param>
public sealed record ReportFigure(
    Figure Own, IReadOnlyList<KpiValue>? Before, IReadOnlyList<KpiValue>? Others, IReadOnlyList<decimal?> History)
{
    /// <summary>Places of the measures that are of a quarter: how many there are now says nothing of one that is over.</summary>
    public IEnumerable<int> Measures => Own.Definition.Measures.Index().Where(m => !m.Item.IsOfNow).Select(m => m.Index);
}

/// <summary>Figures of an area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Values">The figures by key.</param>
public sealed record AreaFigures(string Area, IReadOnlyDictionary<string, KpiValue> Values);

/// <summary>How a report is written.</summary>
public enum ReportFormat
{
    /// <summary>A page that people read and print.</summary>
    Html,

    /// <summary>A table of its figures.</summary>
    Csv,
}

/// <summary>Writes a report in a format. The same report gives the same bytes.</summary>
public interface IReportWriter
{
    /// <summary>The format.</summary>
    ReportFormat Format { get; }

    /// <summary>Writes a report.</summary>
    ReadOnlyMemory<byte> Write(QuarterReport report);
}
