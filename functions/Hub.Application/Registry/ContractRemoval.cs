using Hub.Application.Settings;
using Hub.Domain.Contracts;
using Hub.Domain.Keys;

namespace Hub.Application.Registry;

/// <summary>A list of a contract that another version of it lacks, wholly or for a large part.</summary>
/// <param name="Place">Its JSON Pointer in the document.</param>
/// <param name="Removed">How many of its entries go.</param>
public sealed record ContractRemoval(string Place, int Removed)
{
    /// <summary>
    /// The lists of which a new version removes more than is allowed unasked: without its packages a contract pays nothing for them, without its mandates
    /// everybody may decide, without its levels nothing has a deadline.
    /// </summary>
    public static IReadOnlyList<ContractRemoval> Of(Contract before, Contract after, ReplacementLimits limits) =>
    [
        .. new (string Place, int Before, int Removed, int After)[]
        {
            Counted("/pricing/packages", before.Pricing.Packages.Count, after.Pricing.Packages.Count,
                before.Pricing.Packages.Count(p => after.Pricing.Packages.All(a => !KeyText.SameCode(a.Code, p.Code)))),
            Counted("/mandates", before.Mandates.Count, after.Mandates.Count),
            Counted("/serviceLevels", before.ServiceLevels.Count, after.ServiceLevels.Count),
            Counted("/evidence", before.Evidence.Count, after.Evidence.Count),
            Counted("/sampling", before.Sampling.Count, after.Sampling.Count),
            Counted("/targets", before.Targets.Count, after.Targets.Count),
        }.Where(l => !new Replacement { Limits = limits }.Allows(l.Before, l.Removed, l.After)).Select(l => new ContractRemoval(l.Place, l.Removed)),
    ];

    private static (string Place, int Before, int Removed, int After) Counted(string place, int before, int after, int? removed = null) =>
        (place, before, removed ?? Math.Max(0, before - after), after);
}
