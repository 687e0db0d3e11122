using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hub.Application.Reading;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Says which key that may only read asks, where a route takes such keys.</summary>
public sealed class ReaderAccess(IReaderKeys keys, RegistryCache registry, KeyUse use, RequestRates rates, TimeProvider clock)
{
    // A key that somebody made up costs a read of the store. So all that are not known together have the rate of one partner, and each that was nobody's
    // stays so for some seconds. Ids are random: what is not there does not come to be there.
    private const string Unknown = "keys that are not known";
    private const string Basic = "Basic ";
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, bool> _known = new();
    private readonly ConcurrentDictionary<string, long> _nobodys = new();

    /// <summary>A key of this kind, where it is asked for what it may not.</summary>
    public static readonly Fault OnlyReads = new(403, "reader-key", "The key may only read",
        "This key reads orders, figures and feeds, and nothing else.");

    /// <summary>True where a request shows a key of this kind, valid or not.</summary>
    public static bool IsAsked(HttpRequest request) => ApiKey.IsReaderKey(TextOf(request));

    /// <summary>
    /// The text of the key that a request shows: <c>X-API-KEY</c>, or without it the password of HTTP's Basic scheme (RFC 7617), whatever the name. Power BI
    /// and Excel keep a name and a password out of the report, and send them in no other way than this one; a key of their kind "Web API" they write into
    /// the address, where logs and proxies have it. Empty where there is neither.
    /// </summary>
    internal static string TextOf(HttpRequest request)
    {
        if (request.Headers["X-API-KEY"].ToString() is { Length: > 0 } key) return key;
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return "";
        var coded = authorization[Basic.Length..].Trim();
        var bytes = new byte[coded.Length];
        if (!Convert.TryFromBase64String(coded, bytes, out var length)) return "";
        var nameAndPassword = Encoding.UTF8.GetString(bytes, 0, length);
        return nameAndPassword.IndexOf(':', StringComparison.Ordinal) is var at and >= 0 ? nameAndPassword[(at + 1)..] : "";
    }

    /// <summary>Counts a request whose key was not seen before; the fault where there are too many of them.</summary>
    public Fault? Take(HttpRequest request)
    {
        var text = TextOf(request);
        return ApiKey.ReaderId(text) is null || Digest(text) is var digest && (_known.ContainsKey(digest) || IsNobodys(digest)) ? null : rates.Take(Unknown);
    }

    /// <summary>The key that a request shows, and what it sees; null where it is nobody's, or of a contractor that is not there any more.</summary>
    public async Task<(ReaderKey Key, Viewer Viewer)?> FindAsync(HttpRequest request)
    {
        var cancel = request.HttpContext.RequestAborted;
        var text = TextOf(request);
        if (ApiKey.ReaderId(text) is not { } id || Digest(text) is var digest && IsNobodys(digest)) return null;
        if (await keys.FindAsync(id, cancel) is not { } key || !ApiKey.IsOf(text, key))
        {
            _known.TryRemove(digest, out _);
            if (_nobodys.Count >= MaxRemembered) _nobodys.Clear();
            _nobodys[digest] = clock.GetTimestamp();
            return null;
        }
        _known[digest] = true;
        var contractor = (await registry.GetAsync(cancel)).Partner(key.ContractorId);
        if (key.ContractorId is not null && contractor is not { Role: PartnerRole.Contractor, Enabled: true }) return null;
        await use.RecordAsync(key.Id, $"reader key {key.Id}", keys.RecordUseAsync, cancel);
        return (key, (contractor is null ? Viewer.Corporation : new Viewer(contractor)) with { ReaderKeyId = key.Id });
    }

    private bool IsNobodys(string digest) => _nobodys.TryGetValue(digest, out var at) && clock.GetElapsedTime(at) < Remembered;

    // A secret is kept nowhere, in memory neither.
    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
