using System.Security.Cryptography;
using System.Text;

namespace Hub.Application.Registry;

/// <summary>Keys of the form <c>khk_&lt;id&gt;_&lt;secret&gt;</c>. The secret has 256 random bits, so a plain hash of it is safe to keep.</summary>
public static class ApiKey
{
    private const string Prefix = "khk_";
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Makes a key: the text is shown once, the record is kept.</summary>
    public static (string Text, PartnerKey Key) Make(string partnerId, DateTimeOffset now)
    {
        var id = RandomNumberGenerator.GetString(Letters, 12);
        var secret = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 44);
        return ($"{Prefix}{id}_{secret}", new PartnerKey(id, partnerId, Hash(secret), now));
    }

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

    private static string Hash(ReadOnlySpan<char> secret)
    {
        Span<byte> text = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(secret, text, out var length)) return "";
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text[..length], hash);
        return Convert.ToHexStringLower(hash);
    }
}
