using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>One line in euros.</summary>
/// <param name="Line">The line, with the number of units agreed.</param>
/// <param name="Coverage">How it is paid.</param>
/// <param name="Price">EUR without VAT a unit as agreed.</param>
/// <param name="Amount">EUR without VAT in whole cents; null where nothing was agreed.</param>
/// <param name="Vat">EUR of VAT; null where the line has no percentage, zero where VAT is reverse-charged.</param>
/// <param name="IsExtra">True for extra work that was agreed on.</param>
public sealed record LineMoney(OrderLine Line, AgreementMethod? Coverage, decimal? Price, decimal? Amount, decimal? Vat, bool IsExtra)
{
    /// <summary>True where the corporation pays nothing for this line by itself.</summary>
    public bool IsCovered => Coverage is AgreementMethod.LumpSum or AgreementMethod.Warranty;
}

/// <summary>What an order costs as agreed, extra work included. Every amount is in whole cents, so that lines add up to sums.</summary>
/// <param name="Lines">Line by line.</param>
/// <param name="ReverseCharge">True where VAT is reverse-charged (<em>btw verlegd</em>).</param>
public sealed record OrderMoney(IReadOnlyList<LineMoney> Lines, bool? ReverseCharge)
{
    /// <summary>EUR without VAT that was ordered, within the lump sum or not, and without extra work.</summary>
    public decimal Ordered => Lines.Where(l => !l.IsExtra).Sum(l => l.Amount ?? 0);

    /// <summary>EUR without VAT that the lump sum covers: what these lines would have cost where a price is known.</summary>
    public decimal InsideLumpSum => Lines.Where(l => l.Coverage is AgreementMethod.LumpSum).Sum(l => l.Amount ?? 0);

    /// <summary>EUR without VAT to be settled: everything outside the lump sum but what is done under warranty.</summary>
    public decimal OutsideLumpSum => Lines.Where(l => !l.IsCovered).Sum(l => l.Amount ?? 0);

    /// <summary>EUR of VAT on <see cref="OutsideLumpSum"/>, as far as lines have a percentage.</summary>
    public decimal Vat => Lines.Where(l => !l.IsCovered).Sum(l => l.Vat ?? 0);

    /// <summary>Lines outside the lump sum for which no price was agreed.</summary>
    public IReadOnlyList<string> Unpriced => [.. Lines.Where(l => !l.IsCovered && l.Amount is null).Select(l => l.Line.Number)];

    /// <summary>Lines outside the lump sum that name a price code which nobody knows a price for.</summary>
    public IReadOnlyList<UnpricedLine> UnknownPrices =>
        [.. Lines.Where(l => !l.IsCovered && l.Amount is null && l.Line.PriceCode is not null)
            .Select(l => new UnpricedLine(l.Line.Number, l.Line.PriceCode!, l.Line.Quantity))];

    /// <summary>True where nothing is to be settled: every line falls under the lump sum or warranty.</summary>
    public bool IsWithinLumpSum => Lines.Count > 0 && Lines.All(l => l.IsCovered);

    /// <summary>EUR without VAT that lines cost outside the lump sum, as far as prices are known.</summary>
    public static decimal Outside(IEnumerable<OrderLine> lines, IReadOnlyList<LinePrice> prices) =>
        Of(lines, prices, null, isExtra: true).Where(l => !l.IsCovered).Sum(l => l.Amount ?? 0);

    /// <summary>The money of lines and what was agreed for them.</summary>
    public static IEnumerable<LineMoney> Of(
        IEnumerable<OrderLine> lines, IReadOnlyList<LinePrice> prices, bool? reverseCharge, bool isExtra) => lines.Select(asked =>
    {
        var agreed = prices.FirstOrDefault(p => p.Number == asked.Number) ?? new LinePrice(asked.Number, asked.Agreement, asked.Price);
        var line = agreed.Quantity is { } units ? asked with { Quantity = units } : asked;
        var amount = Pricing.Amount(line.Quantity, agreed.Price);
        var vat = reverseCharge is true ? 0m : amount is { } a && line.VatPercentage is { } percentage ? Pricing.Cents(a * percentage / 100) : (decimal?)null;
        return new LineMoney(line, agreed.Coverage, agreed.Price, amount, vat, isExtra);
    });
}

/// <content>Money.</content>
public sealed partial record Order
{
    /// <summary>What it costs as agreed, extra work included.</summary>
    public OrderMoney Money => new(
        [
            .. OrderMoney.Of(Content.Lines, Assignment.Prices, Content.ReverseCharge, isExtra: false),
            .. OrderMoney.Of(ExtraWork.AgreedLines, ExtraWork.AgreedPrices, Content.ReverseCharge, isExtra: true),
        ],
        Content.ReverseCharge);

    /// <summary>True where nothing is settled one by one: all of it falls under the lump sum or warranty.</summary>
    public bool IsWithinLumpSum => Content.Lines.Count > 0 ? Money.IsWithinLumpSum
        : (Content.Agreement ?? Assignment.Terms?.Coverage) is AgreementMethod.LumpSum or AgreementMethod.Warranty
            && (ExtraWork.AgreedLines.Count == 0 || Money.IsWithinLumpSum);
}
