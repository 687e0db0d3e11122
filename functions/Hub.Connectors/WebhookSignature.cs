using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Connectors;

/// <summary>Signs webhooks as in Standard Webhooks 1.0.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>: <c>v1,</c> and base64 of HMAC-SHA256 over <c>id.timestamp.body</c>, one a secret, with spaces
    /// between.</summary>
    /// <param name="id">The message's id, as in <c>webhook-id</c>.</param>
    /// <param name="timestamp">Unix seconds of this attempt, as in <c>webhook-timestamp</c>.</param>
    /// <param name="body">The bytes of the body.</param>
    /// <param name="secrets">Each <c>whsec_</c> and base64 of 24 to 64 bytes.</param>
    /// <returns>The value, or null where there is no secret or one is not well-formed.</returns>
    public static string? Sign(string id, long timestamp, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        if (secrets.Count == 0) return null;
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signatures = new List<string>(secrets.Count);
        foreach (var secret in secrets)
        {
            if (Key(secret) is not { } key) return null;
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            signatures.Add("v1," + Convert.ToBase64String(hmac.GetHashAndReset()));
        }
        return string.Join(' ', signatures);
    }

    /// <summary>True for <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
    public static bool IsSecret(string? text) => text is not null && Key(text) is not null;

    private static byte[]? Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64Chars(secret.AsSpan(Prefix.Length), bytes, out var length) && length is >= 24 and <= 64 ? bytes[..length] : null;
    }
}
