using System.Text.Json.Serialization;
using Hub.Domain.Figures;

namespace Hub.Azure.Cosmos;

/// <summary>Which sums: of a month and a contractor. Its text names the group's partition together with the generation.</summary>
/// <param name="Month">As <c>2026-03</c>; <see cref="Now"/> for figures of now.</param>
/// <param name="Contractor">Partner id; null for what no contractor has.</param>
internal sealed record CellGroup(string Month, string? Contractor)
{
    /// <summary>Stands for the month of figures of now, and sorts behind every month.</summary>
    public const string Now = "now";

    /// <summary>The group of a cell.</summary>
    public static CellGroup Of(CellKey key) => new(key.Month?.ToString() ?? Now, key.Contractor);

    /// <summary>The partition of the group in a generation.</summary>
    public string PartitionIn(CellGeneration generation) => $"{generation.Partitions}{Month}/{Contractor}";
}

/// <summary>A group that may not have yet what an order adds to it.</summary>
/// <param name="Month">See <see cref="CellGroup"/>.</param>
/// <param name="Contractor">See <see cref="CellGroup"/>.</param>
/// <param name="Since">The revision of the fact since which the order adds to it what it does.</param>
internal sealed record OwedGroup(string Month, string? Contractor, long Since)
{
    [JsonIgnore]
    public CellGroup Group => new(Month, Contractor);
}

/// <summary>
/// The facts of an order, in the partition of the order; one for each generation that is kept. Flat, its members named as the columns of
/// <see cref="OrderFact"/>, for those who read the container itself; its other members stand beside them (<see cref="FactDocumentJson"/>).
/// </summary>
[JsonConverter(typeof(FactDocumentJson))]
internal sealed record FactDocument : Document
{
    /// <summary>The generation of rows; of all rows those of one generation answer.</summary>
    public required int Generation { get; init; }

    /// <summary>
    /// How often facts or outcome were written: of two states of one order it tells which is newer, also where only other orders made it another one.
    /// </summary>
    public required long Revision { get; init; }

    /// <summary>What follows from the order's own stream.</summary>
    public required OrderFacts Own { get; init; }

    /// <summary>What others of its dwelling make of it; null where nothing does.</summary>
    public RepeatOutcome? Outcome { get; init; }

    /// <summary>Groups that may not have what the order adds to them. Empty where all is done.</summary>
    public IReadOnlyList<OwedGroup> OwedGroups { get; init; } = [];

    /// <summary>Dwellings that it was of, and whose other repairs may not know yet that it is not any more.</summary>
    public IReadOnlyList<string> OwedDwellings { get; init; } = [];

    /// <summary>The partition: the order's UUID.</summary>
    public string OrderId => Own.Order.OrderId.ToString("D");

    /// <summary>All together, as it is read.</summary>
    public OrderFacts Facts => Outcome is { } outcome ? Own.With(outcome) : Own;

    /// <summary>It as a repair of its dwelling; null where it is none.</summary>
    public RepairOfDwelling? Repair => RepairOfDwelling.Of(Own.Order);

    /// <summary>In which figures and months it counts; see <see cref="CountedIn"/>.</summary>
    public IEnumerable<string> Counted => Kpis.ContributionsOf(Facts).Select(c => CountedIn(c.Key.Figure, c.Key.Month)).Distinct();

    /// <summary>Place in the list: when the order was placed, and its id, so that no two have the same.</summary>
    public string Position => $"{SortableMoment.Text(Own.Order.PlacedAt)}/{OrderId}";

    /// <summary>How it is said that an order counts in a figure and a month.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="month">The month; null for figures of now.</param>
    public static string CountedIn(string figure, YearMonth? month) => $"{figure} {month?.ToString() ?? CellGroup.Now}";

    /// <summary>Its id in a generation.</summary>
    public static string IdOf(int generation) => $"row-{generation}";

    /// <summary>The document with an order's newer facts.</summary>
    /// <param name="before">The one that is there; null where none is.</param>
    /// <param name="own">The facts.</param>
    /// <param name="generation">The generation of rows.</param>
    public static FactDocument Of(FactDocument? before, OrderFacts own, int generation)
    {
        var after = new FactDocument
        {
            Id = IdOf(generation), Generation = generation, Revision = 1, Own = own, ETag = before?.ETag, OwedDwellings = before?.OwedDwellings ?? [],
        };
        // What others made of it most likely still holds; the settling of its dwelling says so. Of no dwelling, nobody would.
        if (after.Repair is not null) after = after with { Outcome = before?.Outcome };
        if (before?.Repair?.DwellingId is { } left && left != after.Repair?.DwellingId) after = after with { OwedDwellings = [.. after.OwedDwellings, left] };
        return Owing(before, after);
    }

    /// <summary>The document with what others make of it.</summary>
    public FactDocument With(RepeatOutcome outcome) => Owing(this, this with { Outcome = outcome == RepeatOutcome.None ? null : outcome });

    /// <summary>What it adds to a group.</summary>
    public IReadOnlyList<Contribution> CellsIn(CellGroup group) => Cells().GetValueOrDefault(group) ?? [];

    private Dictionary<CellGroup, List<Contribution>> Cells() =>
        Kpis.ContributionsOf(Facts).GroupBy(c => CellGroup.Of(c.Key)).ToDictionary(g => g.Key, g => g.ToList());

    // The next revision: it owes what was owed, and each group in which something changes from now on, also one that it leaves.
    private static FactDocument Owing(FactDocument? before, FactDocument after)
    {
        var revision = (before?.Revision ?? 0) + 1;
        var owed = (before?.OwedGroups ?? []).ToDictionary(o => o.Group);
        var (was, now) = (before?.Cells() ?? [], after.Cells());
        foreach (var group in was.Keys.Union(now.Keys))
        {
            if (Contributions.Change(was.GetValueOrDefault(group) ?? [], now.GetValueOrDefault(group) ?? []).Count > 0)
                owed[group] = new OwedGroup(group.Month, group.Contractor, revision);
        }
        return after with { Revision = revision, OwedGroups = [.. owed.Values] };
    }
}

/// <summary>When a document was last written, by the service's clock.</summary>
/// <param name="Seconds">Since 1970.</param>
internal sealed record WrittenAt([property: JsonPropertyName("_ts")] long Seconds);
