using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Application.Evidence;
using Hub.Application.Registry;
using Hub.Domain.Documents;
using Hub.Domain.Orders;

namespace Hub.Functions.Http;

/// <summary>
/// Links by which anybody gets a picture for some minutes: the store's own where it makes such, else the hub's, signed with a key
/// derived from the manage key, so that every instance of the hub can check them.
/// </summary>
public sealed class PhotoLinks(IEvidenceStore store, ManageKey manageKey, TimeProvider clock)
{
    /// <summary>How long a link is valid.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(manageKey.Value), "ketenhub links to pictures"u8);

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
        return ApiKey.Same(signature, Sign(key, seconds)) && clock.GetUtcNow().ToUnixTimeSeconds() < seconds ? key : null;
    }

    private string Sign(EvidenceKey key, long until) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}\n{until}"))));
}
