using Hub.Domain.Figures;
using Hub.Domain.Work;

namespace Hub.Application.Figures;

/// <summary>By what figures are told apart.</summary>
[Flags]
public enum Slices
{
    /// <summary>Not at all: one number.</summary>
    None = 0,

    /// <summary>By month.</summary>
    Month = 1,

    /// <summary>By contractor.</summary>
    Contractor = 2,

    /// <summary>By area.</summary>
    Area = 4,

    /// <summary>By complex.</summary>
    Complex = 8,

    /// <summary>By kind of order.</summary>
    Kind = 16,

    /// <summary>By urgency.</summary>
    Urgency = 32,

    /// <summary>By contract.</summary>
    Contract = 64,
}

/// <summary>Which cells, and by what they are told apart. What is not told apart is null in the keys of the answer.</summary>
/// <param name="Figures">Their figures (<see cref="KpiMeasure.Figure"/>).</param>
/// <param name="From">First month. Cells of figures of now have none, and are always among them.</param>
/// <param name="Until">Last month.</param>
/// <param name="By">By what they are told apart.</param>
public sealed record CellQuery(IReadOnlyCollection<string> Figures, YearMonth From, YearMonth Until, Slices By = Slices.None)
{
    /// <summary>Only of this contractor.</summary>
    public string? Contractor { get; init; }

    /// <summary>Only under this contract.</summary>
    public string? Contract { get; init; }

    /// <summary>Only of this area.</summary>
    public string? Area { get; init; }

    /// <summary>Only of this complex.</summary>
    public string? Complex { get; init; }

    /// <summary>Only of this kind.</summary>
    public OrderKind? Kind { get; init; }

    /// <summary>Only of this urgency.</summary>
    public string? Urgency { get; init; }

    /// <summary>What must be known of cells to answer: by what they are told apart or chosen.</summary>
    public Slices Needed => By | (Area is null ? 0 : Slices.Area) | (Complex is null ? 0 : Slices.Complex);

    /// <summary>The key under which a cell is added.</summary>
    public CellKey KeyOf(CellKey cell) => new(
        cell.Figure, Has(Slices.Month) ? cell.Month : null, Has(Slices.Contractor) ? cell.Contractor : null,
        Has(Slices.Contract) ? cell.Contract : null, Has(Slices.Area) ? cell.Area : null, Has(Slices.Complex) ? cell.Complex : null,
        Has(Slices.Kind) ? cell.Kind : null, Has(Slices.Urgency) ? cell.Urgency : null);

    /// <summary>True where a cell is of what is asked, apart from figure and month.</summary>
    public bool IsAbout(CellKey cell) =>
        Fits(Contractor, cell.Contractor) && Fits(Contract, cell.Contract) && Fits(Area, cell.Area) && Fits(Complex, cell.Complex)
        && Fits(Urgency, cell.Urgency) && (Kind is null || Kind == cell.Kind);

    private static bool Fits(string? asked, string? has) => asked is null || string.Equals(asked, has, StringComparison.Ordinal);

    private bool Has(Slices slice) => By.HasFlag(slice);
}
