using Hub.Application.Settings;
using Hub.Domain.Contracts;
using Hub.Domain.Keys;

namespace Hub.Application.Registry;

/// <summary>A list of a contract that another version of it lacks, wholly or for a large part.</summary>
/// <param name="Place">Its JSON Pointer in the document; <see cref="Prices"/> for the price list.</param>
/// <param name="Removed">How many of its entries go.</param>
public sealed record ContractRemoval(string Place, int Removed)
{
    /// <summary>The place of the price list, which is no part of the document.</summary>
    public const string Prices = "prices";

    /// <summary>
    /// The lists of which a new version removes more than is allowed unasked: without its packages a contract pays nothing for them, without its mandates
    /// everybody may decide, without its levels nothing has a deadline, and without its areas or its work it holds everywhere and for everything. Work that is
    /// left out finds no contractor any more: each entry of it is asked back.
    /// </summary>
    public static IReadOnlyList<ContractRemoval> Of(Contract before, Contract after, ReplacementLimits limits) =>
    [
        .. Gone("/areas", before.Areas, after.Areas, a => (Code(a.Area), a.Complex, string.Join('-', a.PostalCodes ?? [])), limits),
        .. Gone("/work", before.Work, after.Work, w => (w.Kind, Code(w.Specialism)), new ReplacementLimits(0, 0)),
        .. Gone("/pricing/packages", before.Pricing.Packages, after.Pricing.Packages, p => Code(p.Code), limits),
        .. Gone("/mandates", before.Mandates, after.Mandates, m => Code(m.Role), limits),
        .. Gone("/serviceLevels", before.ServiceLevels, after.ServiceLevels, s => (s.Kind, Code(s.Urgency)), limits),
        .. Gone("/evidence", before.Evidence, after.Evidence, e => (e.Coverage, e.Kind), limits),
        .. Gone("/sampling", before.Sampling, after.Sampling, s => s.Kind, limits),
        .. Gone("/targets", [.. before.Targets.Keys], [.. after.Targets.Keys], t => t, limits),
        .. Gone("/incentives", before.Incentives, after.Incentives, i => i.From, limits),
    ];

    /// <summary>The same of a price list, by its codes.</summary>
    public static IReadOnlyList<ContractRemoval> Of(IReadOnlyList<PriceLine> before, IReadOnlyList<PriceLine> after, ReplacementLimits limits) =>
        [.. Gone(Prices, before, after, l => Code(l.Code), limits)];

    // By what an entry is about, and not by their number: a list of others is not the list that was there.
    private static IEnumerable<ContractRemoval> Gone<T, TKey>(
        string place, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, TKey> key, ReplacementLimits limits)
    {
        var had = before.Select(key).ToHashSet();
        var removed = had.Except(after.Select(key)).Count();
        return new Replacement { Limits = limits }.Allows(had.Count, removed) ? [] : [new ContractRemoval(place, removed)];
    }

    private static string? Code(string? code) => KeyText.Given(code)?.ToUpperInvariant();
}
