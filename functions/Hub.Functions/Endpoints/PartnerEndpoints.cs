using Hub.Application.Deliveries;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Partners and their keys, for the administrator.</summary>
public sealed class PartnerEndpoints(
    Access access, RegistryCache registry, IRegistry store, PutPartner putPartner, IssueKey issueKey, RevokeKey revokeKey, SweepLanes lanes,
    RestorePartner restorePartner, TestPartner testPartner, ReplacementLimits limits)
{
    /// <summary>All partners, secrets masked.</summary>
    [Function("ManagePartners")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/partners")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var snapshot = await registry.GetAsync(request.HttpContext.RequestAborted);
        return Answers.Json([.. snapshot.Content.Partners.Select(PartnerDocument.Of)], PartnerDocumentJson.Default.IReadOnlyListPartnerDocument);
    }

    /// <summary>One partner, secrets masked; <c>?version=</c> for an earlier version.</summary>
    [Function("ManagePartner")]
    [QueryWords("version")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/partners/{id}")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var query = new QueryParameters(request);
        var version = query.Whole("version", 1, int.MaxValue);
        if (query.Refusal is { } wrong) return wrong;
        var cancel = request.HttpContext.RequestAborted;
        var partner = version is { } one
            ? (await store.PartnerVersionsAsync(id, cancel)).FirstOrDefault(v => v.Number == one)?.Partner
            : (await registry.GetAsync(cancel)).Partner(id);
        if (partner is null) return request.Refuse(Fault.NotFound);
        return Answers.Json(PartnerDocument.Of(partner), PartnerDocumentJson.Default.PartnerDocument);
    }

    /// <summary>Makes (201) or changes (200) a partner, and tries at once what waits to be delivered to it.</summary>
    [Function("ManagePartnerPut")]
    [Audited("partner.put", "id")]
    [QueryWords("dryRun", "confirm")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/partners/{id}")] HttpRequest request, string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.JsonAsync(request, PartnerDocumentJson.Default.PartnerDocument)).Ends(out var answer, out var document)) return answer;
        if (ReplacementQuery.Read(request, limits).Ends(out answer, out var replacement)) return answer;
        if (document is null) return request.Refuse(Fault.WrongDocument([new ReadError("", "A partner document.")]));
        var cancel = request.HttpContext.RequestAborted;
        switch (await putPartner.PutAsync(id, document, replacement, cancel))
        {
            case PutPartnerResult.RemovesMany much:
                return request.Refuse(RemovesMany(much.Removals));
            case PutPartnerResult.DryRun would:
                return Answers.Json(PartnerChangeView.Of(would.Partner, would.Removals), PartnerChangeJson.Default.PartnerChangeView);
            case PutPartnerResult.Wrong wrong:
                return request.Refuse(Fault.WrongDocument(wrong.Errors));
            case PutPartnerResult.Stored stored:
                await lanes.SignalPartnerAsync(id, cancel);
                return Answers.Json(PartnerDocument.Of(stored.Partner), PartnerDocumentJson.Default.PartnerDocument, stored.IsNew ? 201 : 200);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} has no answer.");
        }
    }

    /// <summary>The versions of a partner that are kept, the one in force first, without their documents.</summary>
    [Function("ManagePartnerVersions")]
    public async Task<IResult> Versions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/partners/{id}/versions")] HttpRequest request, string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var versions = await store.PartnerVersionsAsync(id, request.HttpContext.RequestAborted);
        if (versions.Count == 0) return request.Refuse(Fault.NotFound);
        return Answers.Json([.. versions.Select(v => PartnerVersionView.Of(id, v))], ManageJson.Default.IReadOnlyListPartnerVersionView);
    }

    /// <summary>Removes an earlier version and its secrets for good: 204, or 409 where it is the one in force.</summary>
    [Function("ManagePartnerVersionDelete")]
    [Audited("partner.version.delete", "id", "version")]
    public async Task<IResult> RemoveVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/partners/{id}/versions/{version}")] HttpRequest request,
        string id, string version)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (!PlainValue.TryWhole(version, out int number)) return request.Refuse(Fault.NotFound);
        return await store.RemovePartnerVersionAsync(id, number, request.HttpContext.RequestAborted) switch
        {
            RemovePartnerVersionResult.Removed => Results.NoContent(),
            RemovePartnerVersionResult.InForce => request.Refuse(new Fault(409, "version-in-force", "The version is in force",
                "Only earlier versions can be removed: put the partner first as it must be.")),
            _ => request.Refuse(Fault.NotFound),
        };
    }

    /// <summary>Puts an earlier version in force again, with its secrets, as the next one: the one before, or <c>?version=</c>.</summary>
    [Function("ManagePartnerRestore")]
    [Audited("partner.restore", "id")]
    [QueryWords("version", "dryRun", "confirm")]
    public async Task<IResult> Restore(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/partners/{id}/restore")] HttpRequest request, string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var query = new QueryParameters(request);
        var version = query.Whole("version", 1, int.MaxValue);
        if (query.Refusal is { } wrongQuery) return wrongQuery;
        if (ReplacementQuery.Read(request, limits).Ends(out var answer, out var replacement)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        switch (await restorePartner.RestoreAsync(id, version, replacement, cancel))
        {
            case RestorePartnerResult.RemovesMany much:
                return request.Refuse(RemovesMany(much.Removals));
            case RestorePartnerResult.DryRun would:
                return Answers.Json(PartnerChangeView.Of(would.Partner, would.Removals), PartnerChangeJson.Default.PartnerChangeView);
            case RestorePartnerResult.Restored restored:
                await lanes.SignalPartnerAsync(id, cancel);
                return Answers.Json(PartnerDocument.Of(restored.Partner), PartnerDocumentJson.Default.PartnerDocument);
            case RestorePartnerResult.Wrong wrong:
                return request.Refuse(Fault.WrongDocument(wrong.Errors));
            case RestorePartnerResult.LacksSecrets:
                return request.Refuse(new Fault(409, "secrets-unreadable", "Its secrets cannot be read",
                    "The keys that the version's secrets are encrypted with are not there. Bring the keys back, or put the partner with its secrets."));
            default:
                return request.Refuse(Fault.NotFound);
        }
    }

    /// <summary>Sends the partner a test message and answers with what its system said: 200 whatever that was, 409 where the partner fetches.</summary>
    [Function("ManagePartnerTest")]
    [Audited("partner.test", "id")]
    public async Task<IResult> Test([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/partners/{id}/test")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return await testPartner.TestAsync(id, request.HttpContext.RequestAborted) switch
        {
            TestPartnerResult.Sent sent => Answers.Json(PartnerTestView.Of(id, sent), PartnerTestJson.Default.PartnerTestView),
            TestPartnerResult.Fetches => request.Refuse(new Fault(409, "partner-fetches", "The partner fetches its messages",
                "The hub does not call this partner: it asks for GET /api/v1/mailbox itself.")),
            _ => request.Refuse(Fault.NotFound),
        };
    }

    /// <summary>The keys of a partner, without their secrets.</summary>
    [Function("ManageKeys")]
    public async Task<IResult> Keys([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/partners/{id}/keys")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        // From the store and not from memory: the time of last use is wanted as it is.
        var content = await store.LoadAsync(request.HttpContext.RequestAborted);
        if (content.Partners.All(p => p.Id != id)) return request.Refuse(Fault.NotFound);
        return Answers.Json(
            [.. content.Keys.Where(k => k.PartnerId == id).Select(k => new KeyView(k.Id, k.CreatedAt, k.LastUsedAt, null))],
            ManageJson.Default.IReadOnlyListKeyView);
    }

    /// <summary>Makes a key; 201, and only this answer shows it.</summary>
    [Function("ManageKeyPost")]
    [Audited("key.create", "id")]
    public async Task<IResult> MakeKey([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/partners/{id}/keys")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (await issueKey.IssueAsync(id, request.HttpContext.RequestAborted) is not { Key: var key, Text: var text }) return request.Refuse(Fault.NotFound);
        AuditedRequest.IsOn(request, id, key.Id);
        return Answers.Json(new KeyView(key.Id, key.CreatedAt, null, text), ManageJson.Default.KeyView, 201);
    }

    /// <summary>Revokes a key.</summary>
    [Function("ManageKeyDelete")]
    [Audited("key.revoke", "id", "keyId")]
    public async Task<IResult> RemoveKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/partners/{id}/keys/{keyId}")] HttpRequest request, string id, string keyId)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return await revokeKey.RevokeAsync(id, keyId, request.HttpContext.RequestAborted) ? Results.NoContent() : request.Refuse(Fault.NotFound);
    }

    private static Fault RemovesMany(IReadOnlyList<PartnerRemoval> removals) =>
        ReplacementQuery.RemovesMany("entries", removals.Sum(r => r.Removed), $" of {string.Join(", ", removals.Select(r => r.Place))}");
}
