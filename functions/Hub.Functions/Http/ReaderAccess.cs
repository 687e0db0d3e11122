using Hub.Application.Reading;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Says which key that may only read asks, where a route takes such keys.</summary>
public sealed class ReaderAccess(IReaderKeys keys, RegistryCache registry, KeyUse use)
{
    /// <summary>A key of this kind, where it is asked for what it may not.</summary>
    public static readonly Fault OnlyReads = new(403, "reader-key", "The key may only read",
        "This key reads figures, lists of orders and orders, and nothing else.");

    /// <summary>True where a request shows a key of this kind, valid or not.</summary>
    public static bool IsAsked(HttpRequest request) => ApiKey.IsReaderKey(request.Headers["X-API-KEY"].ToString());

    /// <summary>The key that a request shows, and what it sees; null where it is nobody's, or of a contractor that is not there any more.</summary>
    public async Task<(ReaderKey Key, Viewer Viewer)?> FindAsync(HttpRequest request)
    {
        var cancel = request.HttpContext.RequestAborted;
        var text = request.Headers["X-API-KEY"].ToString();
        if (ApiKey.ReaderId(text) is not { } id || await keys.FindAsync(id, cancel) is not { } key || !ApiKey.IsOf(text, key)) return null;
        var contractor = (await registry.GetAsync(cancel)).Partner(key.ContractorId);
        if (key.ContractorId is not null && contractor is not { Role: PartnerRole.Contractor, Enabled: true }) return null;
        await use.RecordAsync(key.Id, $"reader key {key.Id}", keys.RecordUseAsync, cancel);
        return (key, contractor is null ? Viewer.Corporation : new Viewer(contractor));
    }
}
