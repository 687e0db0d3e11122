using System.Globalization;
using Hub.Domain.Contracts;

namespace Hub.Domain.Orders;

/// <summary>In what a claim differs from what was agreed.</summary>
public enum CostDifferenceKind
{
    /// <summary>A line that is not on the order and was not agreed as extra work.</summary>
    NotOrdered,

    /// <summary>A price for a line that the lump sum or warranty covers.</summary>
    Covered,

    /// <summary>Another price a unit than agreed.</summary>
    Price,

    /// <summary>Another price code than agreed: it is other work that is claimed, whatever its price.</summary>
    PriceCode,

    /// <summary>More units than ordered.</summary>
    Quantity,

    /// <summary>Another unit of measure than ordered, such as hours for metres.</summary>
    Unit,

    /// <summary>A price, or a price code, for a line for which no price was agreed.</summary>
    NoAgreedPrice,

    /// <summary>Another total than was agreed.</summary>
    Total,

    /// <summary>The total is not the sum of the lines that are claimed.</summary>
    Sum,

    /// <summary>Dearer than anybody with a mandate decided on, such as work by the hour that took longer.</summary>
    AboveMandate,
}

/// <summary>One difference between what is claimed and what was agreed.</summary>
/// <param name="Kind">In what.</param>
/// <param name="LineNumber">The line; null for the total.</param>
/// <param name="Agreed">
/// As agreed: EUR without VAT, or the number of units; for <see cref="CostDifferenceKind.Sum"/> what the lines make; null where nothing was.
/// </param>
/// <param name="Claimed">As claimed; null where nothing was.</param>
public sealed record CostDifference(CostDifferenceKind Kind, string? LineNumber, decimal? Agreed, decimal? Claimed)
{
    /// <summary>The difference as a sentence for both sides.</summary>
    public string Sentence => Kind switch
    {
        CostDifferenceKind.NotOrdered when Claimed is null => $"Line {LineNumber} was not ordered and not agreed as extra work; it is claimed without a price.",
        CostDifferenceKind.NotOrdered => $"Line {LineNumber} was not ordered and not agreed as extra work; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Covered => $"Line {LineNumber} is covered by the lump sum or warranty; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Price => $"Line {LineNumber} was agreed at {Euros(Agreed)} a unit; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.PriceCode when Claimed is null =>
            $"Line {LineNumber} was agreed at {Euros(Agreed)} a unit, without a price code; a price code is claimed, without a price.",
        CostDifferenceKind.PriceCode => $"Line {LineNumber} was agreed under another price code, at {Euros(Agreed)} a unit; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Quantity => $"Line {LineNumber} was ordered for {Number(Agreed)} units; {Number(Claimed)} are claimed.",
        CostDifferenceKind.Unit => $"Line {LineNumber} was ordered in another unit of measure, for {Number(Agreed)} units; {Number(Claimed)} are claimed.",
        CostDifferenceKind.NoAgreedPrice when LineNumber is null => $"Not for every line a price was agreed; {Euros(Claimed)} is claimed in all.",
        CostDifferenceKind.NoAgreedPrice when Claimed is null => $"For line {LineNumber} no price was agreed; a price code is claimed, without a price.",
        CostDifferenceKind.NoAgreedPrice => $"For line {LineNumber} no price was agreed; {Euros(Claimed)} a unit is claimed.",
        CostDifferenceKind.Total => $"{Euros(Agreed)} was agreed in all; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Sum => $"The claimed lines make {Euros(Agreed)}; the total says {Euros(Claimed)}.",
        CostDifferenceKind.AboveMandate => $"{Euros(Claimed)} is claimed in all; nobody with a mandate for it decided on more than {Euros(Agreed)}.",
        _ => throw new InvalidOperationException($"No sentence for {Kind}."),
    };

    private static string Euros(decimal? amount) => amount is { } a ? MandateRules.Euros(a) : "no price";

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "no";
}
