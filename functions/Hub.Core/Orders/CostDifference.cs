using System.Globalization;
using Hub.Core.Contracts;

namespace Hub.Core.Orders;

/// <summary>In what a claim differs from what was agreed.</summary>
public enum CostDifferenceKind
{
    /// <summary>A line that is not on the order and was not agreed as extra work.</summary>
    NotOrdered,

    /// <summary>A price for a line that the lump sum or warranty covers.</summary>
    Covered,

    /// <summary>Another price a unit than agreed.</summary>
    Price,

    /// <summary>More units than ordered.</summary>
    Quantity,

    /// <summary>A price for a line for which none was agreed.</summary>
    NoAgreedPrice,

    /// <summary>The total is not the sum of what is claimed or was agreed.</summary>
    Total,
}

/// <summary>One difference between what is claimed and what was agreed.</summary>
/// <param name="Kind">In what.</param>
/// <param name="LineNumber">The line; null for the total.</param>
/// <param name="Agreed">As agreed: EUR without VAT, or units; null where nothing was.</param>
/// <param name="Claimed">As claimed; null where nothing was.</param>
public sealed record CostDifference(CostDifferenceKind Kind, string? LineNumber, decimal? Agreed, decimal? Claimed)
{
    /// <summary>The difference as a sentence for both sides.</summary>
    public string Sentence => Kind switch
    {
        CostDifferenceKind.NotOrdered => $"Line {LineNumber} was not ordered and not agreed as extra work; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Covered => $"Line {LineNumber} is covered by the lump sum or warranty; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Price => $"Line {LineNumber} was agreed at {Euros(Agreed)} a unit; {Euros(Claimed)} is claimed.",
        CostDifferenceKind.Quantity => $"Line {LineNumber} was ordered for {Number(Agreed)} units; {Number(Claimed)} are claimed.",
        CostDifferenceKind.NoAgreedPrice => $"For line {LineNumber} no price was agreed; {Euros(Claimed)} a unit is claimed.",
        CostDifferenceKind.Total => $"The total should be {Euros(Agreed)}; {Euros(Claimed)} is claimed.",
        _ => throw new InvalidOperationException($"No sentence for {Kind}."),
    };

    private static string Euros(decimal? amount) => amount is { } a ? MandateRules.Euros(a) : "no price";

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "no";
}
