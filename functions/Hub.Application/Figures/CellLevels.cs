using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>
/// Cells are kept three times: by contractor, kind and urgency alone, by area too, and by complex too, so that what is asked most reads least.
/// </summary>
public static class CellLevels
{
    private static readonly Slices[] Levels = [0, Slices.Area, Slices.Area | Slices.Complex];

    /// <summary>The level of complexes.</summary>
    public const int OfComplexes = 2;

    /// <summary>How many levels there are; they are numbered from 0.</summary>
    public static int Count => Levels.Length;

    /// <summary>The smallest level that answers a query.</summary>
    public static int Of(CellQuery query) => Array.FindIndex(Levels, l => (query.Needed & (Slices.Area | Slices.Complex) & ~l) == 0);

    /// <summary>The key of a cell at a level.</summary>
    public static CellKey At(CellKey key, int level) => key with
    {
        Area = Levels[level].HasFlag(Slices.Area) ? key.Area : null,
        Complex = Levels[level].HasFlag(Slices.Complex) ? key.Complex : null,
    };
}
