using Hub.Domain.Keys;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>A list of a partner's document, or its Teams workflow, that another version of it lacks wholly.</summary>
/// <param name="Place">Its JSON Pointer in the document.</param>
/// <param name="Removed">How many of its entries go.</param>
public sealed record PartnerRemoval(string Place, int Removed)
{
    /// <summary>
    /// The lists of which nothing stays that was there: without its headers or secrets nothing reaches the partner, without its codes its messages are not
    /// understood, without watchers and Teams workflow nobody hears of what is parked, and without people none of its own signs in. One entry of several is
    /// taken out on purpose, and secrets, watchers and people are replaced by others as a rule: of those only an empty list is asked. Another transport may
    /// have no use for them, and the way back to the first one needs them.
    /// </summary>
    public static IReadOnlyList<PartnerRemoval> Of(Partner before, Partner after)
    {
        var (had, has) = (before.Connection, after.Connection);
        return
        [
            .. Gone("/connection/headers", had.Headers.Keys, has.Headers.Keys),
            .. has.Secrets.Count == 0 ? All("/connection/secrets", had.Secrets.Count) : [],
            .. had.Codes.SelectMany(list => Gone($"/connection/codes/{list.Key}", list.Value.Keys, has.Codes.GetValueOrDefault(list.Key)?.Keys ?? [])),
            .. after.Watchers.Count == 0 ? All("/watchers", before.Watchers.Count) : [],
            .. after.TeamsWorkflow is null && before.TeamsWorkflow is not null ? All("/teamsWorkflow", 1) : [],
            .. after.People.Count == 0 ? All("/people", before.People.Count) : [],
        ];
    }

    private static IEnumerable<PartnerRemoval> Gone(string place, IEnumerable<string> before, IEnumerable<string> after)
    {
        var had = before.ToHashSet(KeyText.Codes);
        return had.Overlaps(after) ? [] : All(place, had.Count);
    }

    private static IEnumerable<PartnerRemoval> All(string place, int count) => count == 0 ? [] : [new PartnerRemoval(place, count)];
}
