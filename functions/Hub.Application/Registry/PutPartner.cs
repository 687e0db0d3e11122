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

    /// <summary>Nothing was stored: the document is wrong at these places.</summary>
    public sealed record Wrong(IReadOnlyList<ReadError> Errors) : PutPartnerResult;
}

/// <summary>Makes or changes a partner. A secret that the document masks stays as it was.</summary>
public sealed class PutPartner(RegistryCache registry, IRegistry store, EndpointPolicy endpoints)
{
    /// <summary>Stores a partner; durable when it returns.</summary>
    public async Task<PutPartnerResult> PutAsync(string id, PartnerDocument document, CancellationToken cancel)
    {
        // From the store and not from memory: another instance may have changed the partner a moment ago.
        var snapshot = new RegistrySnapshot(await store.LoadAsync(cancel));
        var existing = snapshot.Partner(id);
        var errors = new List<ReadError>();
        if (PartnerChecks.Read(id, document, existing, snapshot.Content.Partners, endpoints.AllowPrivate, errors) is not { } partner)
            return new PutPartnerResult.Wrong(errors);
        await registry.ChangeAsync(async r =>
        {
            await r.SavePartnerAsync(partner, cancel);
            return partner;
        });
        return new PutPartnerResult.Stored(partner, existing is null);
    }
}
