using Hub.Application.Settings;
using Hub.Domain.Documents;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>What comes of restoring a partner.</summary>
public abstract record RestorePartnerResult
{
    /// <summary>It is in force again.</summary>
    public sealed record Restored(Partner Partner) : RestorePartnerResult;

    /// <summary>Nothing was changed: the version lacks lists that the partner has, and its sender does not say so.</summary>
    /// <param name="Removals">The lists, and how many entries of each go.</param>
    public sealed record RemovesMany(IReadOnlyList<PartnerRemoval> Removals) : RestorePartnerResult;

    /// <summary>Nothing was changed: it was only asked what would change.</summary>
    /// <param name="Partner">As it would be.</param>
    /// <param name="Removals">What would go, as in <see cref="RemovesMany"/>; empty where nothing would be asked back.</param>
    public sealed record DryRun(Partner Partner, IReadOnlyList<PartnerRemoval> Removals) : RestorePartnerResult;

    /// <summary>There is no such version.</summary>
    public sealed record NotFound : RestorePartnerResult;

    /// <summary>Nothing was changed: the secrets that it had cannot be read any more.</summary>
    public sealed record LacksSecrets : RestorePartnerResult;

    /// <summary>Nothing was changed: it does not fit beside what is there now, such as a GLN that another partner has meanwhile.</summary>
    public sealed record Wrong(IReadOnlyList<ReadError> Errors) : RestorePartnerResult;
}

/// <summary>Puts an earlier version of a partner in force again, with the secrets that it had: as the next version.</summary>
public sealed class RestorePartner(RegistryCache registry, IRegistry store, EndpointPolicy endpoints, CodeLists codes, TimeProvider clock)
{
    /// <summary>Restores a version; durable when it returns.</summary>
    /// <param name="id">The partner.</param>
    /// <param name="version">Which; null for the one before the one in force.</param>
    /// <param name="replacement">Whether only to tell what would change, and what its sender says that it removes.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RestorePartnerResult> RestoreAsync(string id, int? version, Replacement replacement, CancellationToken cancel)
    {
        var versions = await store.PartnerVersionsAsync(id, cancel);
        var wanted = version is { } one ? versions.FirstOrDefault(v => v.Number == one) : versions.ElementAtOrDefault(1);
        if (wanted is null) return new RestorePartnerResult.NotFound();
        if (!wanted.HasItsSecrets) return new RestorePartnerResult.LacksSecrets();
        // Checked as if it were put now: others may have its keys meanwhile, and the rules for addresses may be others.
        var errors = new List<ReadError>();
        var others = (await store.LoadAsync(cancel)).Partners;
        if (PartnerChecks.Read(
            id, PartnerDocument.Of(wanted.Partner), wanted.Partner, others, endpoints.AllowPrivate, endpoints.QueuePartner, codes, errors) is not { } partner)
            return new RestorePartnerResult.Wrong(errors);
        var removals = PartnerRemoval.Of(versions[0].Partner, partner);
        if (replacement.IsDryRun) return new RestorePartnerResult.DryRun(partner, removals);
        if (removals.Count > 0 && removals.Sum(r => r.Removed) != replacement.Confirmed) return new RestorePartnerResult.RemovesMany(removals);
        await registry.ChangeAsync(async r =>
        {
            await r.PutPartnerAsync(partner, clock.GetUtcNow(), cancel);
            return partner;
        });
        return new RestorePartnerResult.Restored(partner);
    }
}
