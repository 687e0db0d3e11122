using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Application.Evidence;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Functions.Http;

/// <summary>
/// Links by which anybody gets a picture for some minutes: the store's own where it makes such, else the hub's, authenticated with the key ring that all
/// instances share, so that every one of them can check those of the others.
/// </summary>
public sealed class PhotoLinks(IEvidenceStore store, IDataProtectionProvider keys, TimeProvider clock)
{
    /// <summary>How long a link is valid.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = keys.CreateProtector("ketenhub links to pictures");

    /// <summary>When links that are made now expire.</summary>
    public DateTimeOffset Until => clock.GetUtcNow() + Life;

    /// <summary>A link to a picture: absolute where the store makes it, else a path of the hub.</summary>
    public async ValueTask<string> ToAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel) =>
        await store.LinkAsync(key, until, cancel) is { } own ? own.AbsoluteUri : Path(key, until);

    /// <summary>A link of the hub's own, as a path. Those to thumbnails always are: one is made when somebody first asks for it.</summary>
    public string Path(EvidenceKey key, DateTimeOffset until)
    {
        var seconds = until.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture,
            $"{PublicAddress.PathOf(key)}?until={seconds}{(key.IsThumbnail ? "&size=thumb" : "")}&signature={Sign(key, seconds)}");
    }

    /// <summary>The picture of a link that is signed by the hub and has not expired; null for any other.</summary>
    public EvidenceKey? Check(string orderId, string sha256, bool isThumbnail, string? until, string? signature)
    {
        if (!OrderId.TryParse(orderId, out var id) || sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigitLower)
            || !PlainValue.TryWhole(until, out long seconds) || signature is null)
            return null;
        var key = new EvidenceKey(id, sha256, isThumbnail);
        return clock.GetUtcNow().ToUnixTimeSeconds() < seconds && IsSigned(signature, Text(key, seconds)) ? key : null;
    }

    private string Sign(EvidenceKey key, long until) => Base64Url.EncodeToString(_protector.Protect(Text(key, until)));

    private bool IsSigned(string signature, byte[] text)
    {
        if (!Base64Url.IsValid(signature)) return false;
        try
        {
            return CryptographicOperations.FixedTimeEquals(_protector.Unprotect(Base64Url.DecodeFromChars(signature)), text);
        }
        catch (CryptographicException e) when (StoreFailures.Within(e) is null)
        {
            return false;
        }
    }

    private static byte[] Text(EvidenceKey key, long until) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}\n{until}"));
}
