using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Contracts;

/// <summary>One line of a contract's price list.</summary>
/// <param name="Code">The code by which orders name it.</param>
/// <param name="Description">What it is.</param>
/// <param name="Unit">DICO unit code.</param>
/// <param name="Price">EUR without VAT a unit, at most four decimals.</param>
/// <param name="Coverage">How it is paid.</param>
/// <param name="From">First day on which it holds; null from the beginning.</param>
/// <param name="To">Last day on which it holds; null until further notice.</param>
public sealed record PriceLine(string Code, string Description, string Unit, decimal Price, AgreementMethod Coverage, DateOnly? From = null,
    DateOnly? To = null)
{
    /// <summary>The code by which orders name it.</summary>
    public string Code { get; init => field = KeyText.Of(value); } = KeyText.Of(Code);

    /// <summary>True on a day on which it holds.</summary>
    public bool HoldsOn(DateOnly day) => !(day < From) && !(day > To);
}

/// <summary>A contract's price list in one version, laid out for look-ups.</summary>
public sealed class PriceBook(IEnumerable<PriceLine> lines)
{
    /// <summary>A book without a line.</summary>
    public static readonly PriceBook Empty = new([]);

    private readonly Dictionary<string, PriceLine[]> _byCode = lines.GroupBy(l => l.Code, KeyText.Codes).ToDictionary(g => g.Key, g => g.ToArray(), KeyText.Codes);

    /// <summary>The line with this code on this day, or null.</summary>
    public PriceLine? Find(string? code, DateOnly day) =>
        code is not null && _byCode.TryGetValue(code, out var found) ? Array.Find(found, l => l.HoldsOn(day)) : null;
}
