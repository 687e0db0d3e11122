using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;

namespace Hub.Functions.Http;

/// <summary>
/// Tells whether a partner that a filter names is one. An empty list would hide that it was misspelt. A partner that was removed is known as long as anything
/// of it is in the list that is asked.
/// </summary>
public sealed class KnownPartners(RegistryCache registry)
{
    // Characters of a name that is repeated in an answer.
    private const int LongestShown = 100;

    /// <summary>
    /// The error of <c>?contractor=</c> beside figures; null where it is one. A contractor sees nothing of another, and so not which partners there are: it
    /// gets the same answer whomever it names.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="contractor">The contractor's id; null where none is named.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public Task<ReadError?> OfFiguresAsync(Viewer viewer, string? contractor, CancellationToken cancel) => viewer.IsContractor
        ? Task.FromResult<ReadError?>(null)
        : ErrorAsync("?contractor", contractor, PartnerRole.Contractor, () => Task.FromResult(false), cancel);

    /// <summary>The error of a filter whose partner is not known; null where it is, or none is named.</summary>
    /// <param name="place">Where the filter names it.</param>
    /// <param name="partner">The partner's id.</param>
    /// <param name="role">What it must be for the list to have anything of it; null for any.</param>
    /// <param name="hasAny">Asks the list for anything of this partner; asked only where the registry has none of this id.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<ReadError?> ErrorAsync(string place, string? partner, PartnerRole? role, Func<Task<bool>> hasAny, CancellationToken cancel)
    {
        if (partner is null) return null;
        var known = (await registry.GetAsync(cancel)).Partner(partner);
        if ((known is not null && (role is null || known.Role == role)) || await hasAny()) return null;
        if (known is not null) return new ReadError(place, $"The id of a partner whose role is {role}.");
        var shown = partner.Length <= LongestShown && KeyText.IsUsable(partner) ? $" There is none of id {partner}." : "";
        return new ReadError(place, $"The id of a partner.{shown}");
    }
}
