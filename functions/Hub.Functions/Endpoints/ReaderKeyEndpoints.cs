using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Keys that may only read, for the administrator.</summary>
public sealed class ReaderKeyEndpoints(Access access, IReaderKeys keys, RegistryCache registry, TimeProvider clock)
{
    /// <summary>All of them, without their secrets, the oldest first.</summary>
    [Function("ManageReaderKeys")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/reader-keys")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var found = await keys.ListAsync(request.HttpContext.RequestAborted);
        return Answers.Json([.. found.Select(k => ReaderKeyView.Of(k, null))], ReaderKeyJson.Default.IReadOnlyListReaderKeyView);
    }

    /// <summary>Makes one; 201, and only this answer shows it.</summary>
    [Function("ManageReaderKeyPost")]
    [Audited("reader-key.create")]
    public async Task<IResult> Make([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/reader-keys")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.JsonAsync(request, ReaderKeyJson.Default.ReaderKeyRequest)).Ends(out var answer, out var body)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (ErrorsOf(body, await registry.GetAsync(cancel)) is { Count: > 0 } wrong) return request.Refuse(Fault.WrongDocument(wrong));
        var (text, key) = ApiKey.MakeReader(KeyText.Of(body!.Name), KeyText.Given(body.Contractor), clock.GetUtcNow());
        // Before it is added: also where that breaks off, the entry says which key may be there.
        AuditedRequest.IsOn(request, key.Id);
        await keys.AddAsync(key, cancel);
        return Answers.Json(ReaderKeyView.Of(key, text), ReaderKeyJson.Default.ReaderKeyView, 201);
    }

    /// <summary>Revokes one, in every instance at once.</summary>
    [Function("ManageReaderKeyDelete")]
    [Audited("reader-key.revoke", "keyId")]
    public async Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/reader-keys/{keyId}")] HttpRequest request, string keyId)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return ApiKey.IsId(keyId) && await keys.RemoveAsync(keyId, request.HttpContext.RequestAborted) ? Results.NoContent() : request.Refuse(Fault.NotFound);
    }

    private static List<ReadError> ErrorsOf(ReaderKeyRequest? body, RegistrySnapshot snapshot)
    {
        var errors = new List<ReadError>();
        if (KeyText.Given(body?.Name) is not { Length: <= Limits.KeyLength } name || !KeyText.IsUsable(name))
            errors.Add(new("/name", $"What it is for, such as Power BI, in 1 to {Limits.KeyLength} characters."));
        if (body?.Contractor is { } contractor && snapshot.Partner(KeyText.Given(contractor)) is not { Role: PartnerRole.Contractor })
            errors.Add(new("/contractor", "The id of a contractor; or leave it out, for the orders of all."));
        return errors;
    }
}

/// <summary>Body that asks for a key.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Contractor">The contractor whose orders alone it reads.</param>
internal sealed record ReaderKeyRequest(string? Name, string? Contractor);

/// <summary>A key that may only read, and at its making its text.</summary>
internal sealed record ReaderKeyView(string Id, string Name, string? Contractor, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? Key)
{
    public static ReaderKeyView Of(ReaderKey key, string? text) => new(key.Id, key.Name, key.ContractorId, key.CreatedAt, key.LastUsedAt, text);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ReaderKeyRequest))]
[JsonSerializable(typeof(ReaderKeyView))]
[JsonSerializable(typeof(IReadOnlyList<ReaderKeyView>))]
internal sealed partial class ReaderKeyJson : JsonSerializerContext;
