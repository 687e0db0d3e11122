using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Domain.Figures;

namespace Hub.Azure.Cosmos;

/// <summary>A delivery as it was counted last, in a generation of the cells of deliveries.</summary>
internal sealed record CountedDelivery : Document
{
    /// <summary>The partition: the lane, in the generation.</summary>
    public required string Group { get; init; }

    /// <summary>By which it is found when its generation goes; sorts behind the sums.</summary>
    public required string Sums { get; init; }

    /// <summary>How often it was written: of two states it tells which is newer.</summary>
    public required long Revision { get; init; }

    /// <summary>What is counted of it.</summary>
    public required DeliveryFact Fact { get; init; }

    /// <summary>
    /// Groups in which it counts or counted, each with the revision since which it adds to it what it does. They may not have it yet: whoever counts the
    /// delivery sees to it that they do.
    /// </summary>
    public IReadOnlyList<OwedGroup> Groups { get; init; } = [];

    /// <summary>Its id.</summary>
    public static string IdOf(DeliveryKey key) => string.Create(CultureInfo.InvariantCulture, $"d-{key.Version}");

    /// <summary>Its partition.</summary>
    public static string PartitionOf(DeliveryKey key, CellGeneration generation) => $"{generation.Partitions}{key.Lane}";

    /// <summary>The document with the delivery's fact of now.</summary>
    /// <param name="before">The one that is there; null where none is.</param>
    /// <param name="key">The delivery.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="generation">The generation.</param>
    public static CountedDelivery Of(CountedDelivery? before, DeliveryKey key, DeliveryFact fact, CellGeneration generation)
    {
        var revision = (before?.Revision ?? 0) + 1;
        var groups = (before?.Groups ?? []).ToDictionary(g => g.Group);
        var (was, now) = (before is null ? [] : CellsOf(before.Fact), CellsOf(fact));
        foreach (var group in was.Keys.Union(now.Keys))
        {
            if (Contributions.Change(was.GetValueOrDefault(group) ?? [], now.GetValueOrDefault(group) ?? []).Count > 0)
                groups[group] = new OwedGroup(group.Month, group.Contractor, revision);
        }
        return new CountedDelivery
        {
            Id = IdOf(key), Group = PartitionOf(key, generation), Sums = $"{generation.Sums}/counted", Revision = revision, Fact = fact, ETag = before?.ETag,
            Groups = [.. groups.Values],
        };
    }

    /// <summary>What it adds to a group.</summary>
    public IReadOnlyList<Contribution> CellsIn(CellGroup group) => CellsOf(Fact).GetValueOrDefault(group) ?? [];

    private static Dictionary<CellGroup, List<Contribution>> CellsOf(DeliveryFact fact) =>
        Kpis.ContributionsOf(fact).GroupBy(c => CellGroup.Of(c.Key)).ToDictionary(g => g.Key, g => g.ToList());
}
