using System.Collections.Frozen;
using Hub.Domain.Orders;
using Hub.Formats.Dutch;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// Differences between costs and what was agreed, in words for a contractor's screen. They do not say whose the costs are: the
/// contractor claims them, or the corporation settles at them.
/// </summary>
public static class CostDifferencesText
{
    private static readonly FrozenDictionary<CostDifferenceKind, Func<CostDifference, string>> Table =
        new Dictionary<CostDifferenceKind, Func<CostDifference, string>>
        {
            [CostDifferenceKind.NotOrdered] = d => d.Claimed is null
                ? $"Regel {d.LineNumber} is niet besteld en niet als meerwerk afgesproken; de regel is opgegeven zonder prijs."
                : $"Regel {d.LineNumber} is niet besteld en niet als meerwerk afgesproken; opgegeven is {Euros(d.Claimed)}.",
            [CostDifferenceKind.Covered] = d => $"Regel {d.LineNumber} valt onder afkoop of garantie; opgegeven is {Euros(d.Claimed)}.",
            [CostDifferenceKind.Price] = d => $"Regel {d.LineNumber} is afgesproken voor {Euros(d.Agreed)} per eenheid; opgegeven is {Euros(d.Claimed)}.",
            [CostDifferenceKind.PriceCode] = d => d.Claimed is null
                ? $"Regel {d.LineNumber} is afgesproken voor {Euros(d.Agreed)} per eenheid, zonder prijscode; opgegeven is een prijscode, zonder prijs."
                : $"Regel {d.LineNumber} is afgesproken onder een andere prijscode, voor {Euros(d.Agreed)} per eenheid; opgegeven is {Euros(d.Claimed)}.",
            [CostDifferenceKind.Quantity] = d => $"Regel {d.LineNumber} is besteld voor {Units(d.Agreed)} eenheden; opgegeven zijn {Units(d.Claimed)}.",
            [CostDifferenceKind.Unit] = d =>
                $"Regel {d.LineNumber} is besteld in een andere meeteenheid, voor {Units(d.Agreed)} eenheden; opgegeven zijn {Units(d.Claimed)}.",
            [CostDifferenceKind.Sum] = d => $"De opgegeven regels zijn samen {Euros(d.Agreed)}; als totaal is {Euros(d.Claimed)} opgegeven.",
            [CostDifferenceKind.AboveMandate] = d => $"Opgegeven is {Euros(d.Claimed)} in totaal; er is over niet meer dan {Euros(d.Agreed)} besloten.",
            [CostDifferenceKind.NoAgreedPrice] = d =>
                d.LineNumber is null
                    ? $"Niet voor elke regel is een prijs afgesproken; opgegeven is {Euros(d.Claimed)} in totaal."
                    : d.Claimed is null ? $"Voor regel {d.LineNumber} is geen prijs afgesproken; opgegeven is een prijscode, zonder prijs."
                    : $"Voor regel {d.LineNumber} is geen prijs afgesproken; opgegeven is {Euros(d.Claimed)} per eenheid.",
            [CostDifferenceKind.Total] = d => $"Het totaal zou {Euros(d.Agreed)} moeten zijn; opgegeven is {Euros(d.Claimed)}.",
        }.ToFrozenDictionary();

    /// <summary>One difference as a Dutch sentence.</summary>
    public static string Sentence(CostDifference difference) => Table[difference.Kind](difference);

    /// <summary>All of them, one after the other; null where there are none.</summary>
    public static string? Sentences(IReadOnlyList<CostDifference>? differences) =>
        differences is null or { Count: 0 } ? null : string.Join(' ', differences.Select(Sentence));

    private static string Euros(decimal? amount) => amount is { } a ? DutchAmounts.Euros(a) : "geen prijs";

    private static string Units(decimal? number) => number is { } n ? DutchAmounts.Number(n) : "geen";
}
