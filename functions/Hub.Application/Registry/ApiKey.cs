using System.Security.Cryptography;
using System.Text;
using Hub.Application.Readers;

namespace Hub.Application.Registry;

/// <summary>
/// Keys of the form <c>khk_&lt;id&gt;_&lt;secret&gt;</c>, and <c>khr_</c> for those that may only read. The secret has 256 random bits, so a plain hash of it
/// is safe to keep.
/// </summary>
public static class ApiKey
{
    private const string Prefix = "khk_";
    private const string ReaderPrefix = "khr_";
    private const int IdLength = 12;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Makes a key: the text is shown once, the record is kept.</summary>
    public static (string Text, PartnerKey Key) Make(string partnerId, DateTimeOffset now)
    {
        var (id, secret) = Random();
        return ($"{Prefix}{id}_{secret}", new PartnerKey(id, partnerId, Hash(secret), now));
    }

    /// <summary>Makes a key that may only read: the text is shown once, the record is kept.</summary>
    public static (string Text, ReaderKey Key) MakeReader(string name, string? contractorId, DateTimeOffset now)
    {
        var (id, secret) = Random();
        return ($"{ReaderPrefix}{id}_{secret}", new ReaderKey(id, name, contractorId, Hash(secret), now));
    }

    /// <summary>True for the text of a key that may only read, whether it is one or not.</summary>
    public static bool IsReaderKey(string text) => text.StartsWith(ReaderPrefix, StringComparison.Ordinal);

    /// <summary>True for the text of a key of a partner or reader, whether it is one or not: it is never the manage key.</summary>
    public static bool IsOfOthers(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) || IsReaderKey(text);

    /// <summary>The id in the text of a key that may only read; null where it cannot be one.</summary>
    public static string? ReaderId(string text) =>
        IsReaderKey(text) && text.Split('_', 3) is [_, var id, _] && IsId(id) ? id : null;

    /// <summary>True for what can be the id of a key.</summary>
    public static bool IsId(string id) => id.Length == IdLength && id.All(Letters.Contains);

    /// <summary>True where the text is this key that may only read.</summary>
    public static bool IsOf(string text, ReaderKey key) =>
        ReaderId(text) == key.Id && Same(Hash(text.AsSpan(ReaderPrefix.Length + IdLength + 1)), key.SecretHash);

    /// <summary>The key's record where the text is a key that is known and right; else null.</summary>
    public static PartnerKey? Check(string text, RegistrySnapshot registry)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = text.AsSpan(Prefix.Length);
        var split = rest.IndexOf('_');
        if (split <= 0 || registry.Key(rest[..split].ToString()) is not { } key) return null;
        return Same(Hash(rest[(split + 1)..]), key.SecretHash) ? key : null;
    }

    /// <summary>Compares two secrets in constant time.</summary>
    public static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static (string Id, string Secret) Random() => (
        RandomNumberGenerator.GetString(Letters, IdLength),
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 44));

    private static string Hash(ReadOnlySpan<char> secret)
    {
        Span<byte> text = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(secret, text, out var length)) return "";
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text[..length], hash);
        return Convert.ToHexStringLower(hash);
    }
}
