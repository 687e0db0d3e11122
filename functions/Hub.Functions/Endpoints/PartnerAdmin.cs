using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Application.Registry;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What the manage face does with partners and keys.</summary>
public sealed class PartnerAdmin(Access door, RegistryCache registry, IRegistry store, SweepLanes lanes, HubOptions options, TimeProvider clock)
{
    /// <summary>All partners.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var snapshot = await registry.GetAsync(request.HttpContext.RequestAborted);
        IReadOnlyList<PartnerDocument> documents = [.. snapshot.Content.Partners.Select(PartnerDocument.Of)];
        return Json(JsonSerializer.SerializeToUtf8Bytes(documents, PartnerDocumentJson.Default.IReadOnlyListPartnerDocument));
    });

    /// <summary>One partner.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
        (await registry.GetAsync(request.HttpContext.RequestAborted)).Partner(id) is { } partner ? Document(partner, 200) : NotFound(request));

    /// <summary>Makes or changes a partner; 201 or 200 with the document.</summary>
    public Task<IResult> PutAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        PartnerDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(body.Span, PartnerDocumentJson.Default.PartnerDocument);
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        if (document is null) return ManageAnswers.Wrong(request, [new FaultPlace("A partner document.", "")]);

        var snapshot = new RegistrySnapshot(await store.LoadAsync(cancel));
        var existing = snapshot.Partner(id);
        var faults = new List<DocumentFault>();
        if (PartnerChecks.Read(id, document, existing, snapshot.Content.Partners, options.AllowPrivateEndpoints, faults) is not { } partner)
            return ManageAnswers.Wrong(request, faults);
        await registry.ChangeAsync(async r =>
        {
            await r.SavePartnerAsync(partner, cancel);
            return true;
        });
        // Whatever waited for this partner may go now.
        await lanes.SignalPartnerAsync(id, cancel);
        return Document(partner, existing is null ? 201 : 200);
    });

    /// <summary>The keys of a partner.</summary>
    public Task<IResult> KeysAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
    {
        // From the store and not from memory: the time of last use is wanted as it is.
        var content = await store.LoadAsync(request.HttpContext.RequestAborted);
        if (content.Partners.All(p => p.Id != id)) return NotFound(request);
        IReadOnlyList<KeyView> keys = [.. content.Keys.Where(k => k.PartnerId == id).Select(k => new KeyView(k.Id, k.CreatedAt, k.LastUsedAt, null))];
        return Json(JsonSerializer.SerializeToUtf8Bytes(keys, ManageJson.Default.IReadOnlyListKeyView));
    });

    /// <summary>Makes a key; 201 with the only sight of it.</summary>
    public Task<IResult> MakeKeyAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if ((await registry.GetAsync(cancel)).Partner(id) is null) return NotFound(request);
        var (text, key) = ApiKey.Make(id, clock.GetUtcNow());
        await registry.ChangeAsync(async r =>
        {
            await r.AddKeyAsync(key, cancel);
            return true;
        });
        return Json(JsonSerializer.SerializeToUtf8Bytes(new KeyView(key.Id, key.CreatedAt, null, text), ManageJson.Default.KeyView)).With(201);
    });

    /// <summary>Takes a key away.</summary>
    public Task<IResult> RemoveKeyAsync(HttpRequest request, string id, string keyId) => door.ManagerAsync(request, async () =>
        await registry.ChangeAsync(r => r.RemoveKeyAsync(id, keyId, request.HttpContext.RequestAborted)) ? Results.NoContent() : NotFound(request));

    private static IResult Document(Partner partner, int status) =>
        Json(JsonSerializer.SerializeToUtf8Bytes(PartnerDocument.Of(partner), PartnerDocumentJson.Default.PartnerDocument)).With(status);

    private static IResult Json(byte[] body) => Results.Bytes(body, "application/json");

    private static IResult NotFound(HttpRequest request) => ErrorFormat.Problem.Answer(request, Fault.NotFound);
}
