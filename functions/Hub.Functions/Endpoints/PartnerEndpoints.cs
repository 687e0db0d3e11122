using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Partners and their keys, for the administrator.</summary>
public sealed class PartnerEndpoints(PartnerAdmin partners)
{
    /// <summary>All partners, secrets masked.</summary>
    [Function("ManagePartners")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/partners")] HttpRequest request) => partners.ListAsync(request);

    /// <summary>One partner, secrets masked.</summary>
    [Function("ManagePartner")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/partners/{id}")] HttpRequest request, string id) =>
        partners.GetAsync(request, id);

    /// <summary>Makes or changes a partner.</summary>
    [Function("ManagePartnerPut")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/partners/{id}")] HttpRequest request, string id) =>
        partners.PutAsync(request, id);

    /// <summary>The keys of a partner, without their secrets.</summary>
    [Function("ManageKeys")]
    public Task<IResult> Keys([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/partners/{id}/keys")] HttpRequest request, string id) =>
        partners.KeysAsync(request, id);

    /// <summary>Makes a key; it is shown this once.</summary>
    [Function("ManageKeyPost")]
    public Task<IResult> MakeKey([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/partners/{id}/keys")] HttpRequest request, string id) =>
        partners.MakeKeyAsync(request, id);

    /// <summary>Takes a key away.</summary>
    [Function("ManageKeyDelete")]
    public Task<IResult> RemoveKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/partners/{id}/keys/{keyId}")] HttpRequest request, string id, string keyId) =>
        partners.RemoveKeyAsync(request, id, keyId);
}
