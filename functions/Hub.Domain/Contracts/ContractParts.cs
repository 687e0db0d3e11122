using System.Text.Json.Serialization;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Contracts;

/// <summary>Up to what amount a role of the corporation may decide.</summary>
/// <param name="Role">The role, in the contract's own word.</param>
/// <param name="UpTo">It decides on amounts below this, in EUR without VAT; null where it decides on any amount.</param>
public sealed record Mandate(string Role, decimal? UpTo)
{
    /// <summary>The role, in the contract's own word.</summary>
    [JsonPropertyOrder(-1)]
    public string Role { get; init => field = KeyText.Of(value); } = KeyText.Of(Role);
}

/// <summary>Work agreed on as a whole for a fixed sum, such as a turnover package (<em>mutatiepakket</em>) or BKT (bath, kitchen, toilet).</summary>
/// <param name="Code">The code by which a line names it, as it would a line of the price list.</param>
/// <param name="Description">What it is.</param>
/// <param name="Price">EUR without VAT, for one.</param>
/// <param name="Unit">DICO unit code; null is a piece.</param>
public sealed record PackagePrice(string Code, string Description, decimal Price, string? Unit = null)
{
    /// <summary>The code by which a line names it, as it would a line of the price list.</summary>
    public string Code { get; init => field = KeyText.Of(value); } = KeyText.Of(Code);
}

/// <summary>How work is paid beyond the price list.</summary>
/// <param name="LumpSumPerDwelling">EUR without VAT a dwelling a year, or null where there is no lump sum.</param>
/// <param name="Packages">Fixed sums.</param>
public sealed record ContractPricing(decimal? LumpSumPerDwelling, IReadOnlyList<PackagePrice> Packages)
{
    /// <summary>Nothing agreed.</summary>
    public static readonly ContractPricing None = new(null, []);
}

/// <summary>How many photos an order must have before it is settled. The first rule that fits an order holds.</summary>
/// <param name="Coverage">For orders that have a line paid so; null for all.</param>
/// <param name="Kind">For orders of this kind; null for all.</param>
/// <param name="Before">Photos of the situation before the work, at least.</param>
/// <param name="After">Photos of the situation after the work, at least.</param>
/// <param name="PerLine">True where each line must have so many, of those that are paid as <paramref name="Coverage"/> says; false where the order as a whole
/// must.</param>
public sealed record EvidenceRule(AgreementMethod? Coverage, OrderKind? Kind, int Before, int After, bool PerLine = false);

/// <summary>What share of completed orders is picked for a check by the inspector.</summary>
/// <param name="Kind">Kind of order.</param>
/// <param name="Share">0 to 1.</param>
public sealed record SamplingRule(OrderKind Kind, decimal Share);
