using Hub.Application.Settings;
using Hub.Domain.Documents;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>What comes of putting a partner.</summary>
public abstract record PutPartnerResult
{
    /// <summary>The partner is stored.</summary>
    /// <param name="Partner">As it is now.</param>
    /// <param name="IsNew">True where there was none with this id.</param>
    public sealed record Stored(Partner Partner, bool IsNew) : PutPartnerResult;

    /// <summary>Nothing was stored: the document lacks lists that the partner has, and its sender does not say so.</summary>
    /// <param name="Removals">The lists, and how many entries of each go.</param>
    public sealed record RemovesMany(IReadOnlyList<PartnerRemoval> Removals) : PutPartnerResult;

    /// <summary>Nothing was stored: it was only asked what would change.</summary>
    /// <param name="Partner">As it would be.</param>
    /// <param name="Removals">What would go, as in <see cref="RemovesMany"/>; empty where nothing would be asked back.</param>
    public sealed record DryRun(Partner Partner, IReadOnlyList<PartnerRemoval> Removals) : PutPartnerResult;

    /// <summary>Nothing was stored: the document is wrong at these places.</summary>
    public sealed record Wrong(IReadOnlyList<ReadError> Errors) : PutPartnerResult;
}

/// <summary>Makes or changes a partner; the one before can be restored. A secret that the document masks stays as it was.</summary>
public sealed class PutPartner(RegistryCache registry, IRegistry store, EndpointPolicy endpoints, CodeLists codes, TimeProvider clock)
{
    /// <summary>Stores a partner; durable when it returns.</summary>
    public async Task<PutPartnerResult> PutAsync(string id, PartnerDocument document, Replacement replacement, CancellationToken cancel)
    {
        // From the store and not from memory: another instance may have changed the partner a moment ago.
        var snapshot = new RegistrySnapshot(await store.LoadAsync(cancel));
        var existing = snapshot.Partner(id);
        var errors = new List<ReadError>();
        if (PartnerChecks.Read(
            id, document, existing, snapshot.Content.Partners, endpoints.AllowPrivate, endpoints.QueuePartner, codes, errors) is not { } partner)
            return new PutPartnerResult.Wrong(errors);
        var removals = existing is null ? [] : PartnerRemoval.Of(existing, partner);
        if (replacement.IsDryRun) return new PutPartnerResult.DryRun(partner, removals);
        if (removals.Count > 0 && removals.Sum(r => r.Removed) != replacement.Confirmed) return new PutPartnerResult.RemovesMany(removals);
        await registry.ChangeAsync(async r =>
        {
            await r.PutPartnerAsync(partner, clock.GetUtcNow(), cancel);
            return partner;
        });
        return new PutPartnerResult.Stored(partner, existing is null);
    }
}
