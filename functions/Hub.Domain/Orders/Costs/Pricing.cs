using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Finds how lines are paid and what they cost, by order, package and price list.</summary>
public static class Pricing
{
    /// <summary>Number of the line that stands for a quotation given as one sum.</summary>
    public const string QuotationLine = "offerte";

    /// <summary>The day whose prices hold for an order: the day on which it was ordered, else placed.</summary>
    public static DateOnly DayOf(Order order) => order.Content.OrderedOn ?? DutchTime.DayOf(order.PlacedAt);

    /// <summary>
    /// The lines of an order. A line is paid by its own method, else by the order's, else by that of its code in the contract's
    /// packages or price list; a repair without any of these falls in the lump sum, where the contract has one. Its price is
    /// the one at which it was ordered, else the contract's.
    /// </summary>
    public static IReadOnlyList<LinePrice> Of(OrderContent content, Contract? contract, PriceBook book, DateOnly day)
    {
        var whole = OfWhole(content, contract);
        return [.. content.Lines.Select(line =>
        {
            var listed = Listed(line, contract, book, day);
            var coverage = line.Agreement ?? content.Agreement ?? listed?.Coverage ?? (line.PriceCode is null && line.Price is null ? whole : null);
            return new LinePrice(line.Number, coverage, line.Price ?? listed?.Price);
        })];
    }

    /// <summary>How an order is paid whose lines have no method of their own; null where that is not agreed.</summary>
    public static AgreementMethod? OfWhole(OrderContent content, Contract? contract) =>
        content.Agreement ?? (content.Kind is OrderKind.Repair && contract?.Pricing.LumpSumPerDwelling is not null ? AgreementMethod.LumpSum : null);

    /// <summary>
    /// Lines of extra work. The order's own method does not hold for them: extra work is what was not foreseen in it. What the
    /// contract lists costs what is listed.
    /// </summary>
    public static IReadOnlyList<LinePrice> OfExtraWork(IReadOnlyList<OrderLine> lines, Contract? contract, PriceBook book, DateOnly day) =>
        [.. lines.Select(line =>
        {
            var listed = Listed(line, contract, book, day);
            return new LinePrice(line.Number, listed?.Coverage ?? line.Agreement, listed?.Price ?? line.Price);
        })];

    /// <summary>EUR without VAT, halves up to a cent: the price of a quantity, or null where there is no price.</summary>
    public static decimal? Amount(decimal quantity, decimal? price) => price is { } p ? Cents(quantity * p) : null;

    /// <summary>An amount in whole cents, halves up.</summary>
    public static decimal Cents(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static (AgreementMethod Coverage, decimal Price)? Listed(OrderLine line, Contract? contract, PriceBook book, DateOnly day)
    {
        if (line.PriceCode is not { } code) return null;
        if (contract?.Pricing.Packages.FirstOrDefault(p => p.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } package)
            return (AgreementMethod.FixedSum, package.Price);
        return book.Find(code, day) is { } listed ? (listed.Coverage, listed.Price) : null;
    }
}
