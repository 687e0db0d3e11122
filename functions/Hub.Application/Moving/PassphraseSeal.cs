using System.Security.Cryptography;
using System.Text;

namespace Hub.Application.Moving;

/// <summary>
/// Encrypts secrets with a passphrase: AES-256-GCM, its key by PBKDF2 with HMAC-SHA-256 (NIST SP 800-132). A sealed text is base64 of
/// 12 bytes of nonce, 16 of tag and the ciphertext, and is bound to the name under which it stands.
/// </summary>
public sealed class PassphraseSeal : IDisposable
{
    /// <summary>Fewest characters of a passphrase.</summary>
    public const int ShortestPassphrase = 12;

    /// <summary>Rounds of PBKDF2: as OWASP's Password Storage Cheat Sheet asks of it with SHA-256.</summary>
    public const int Iterations = 600_000;

    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AesGcm _key;

    /// <summary>Derives the key.</summary>
    /// <param name="passphrase">At least <see cref="ShortestPassphrase"/> characters.</param>
    /// <param name="salt">Of <see cref="NewSalt"/>.</param>
    /// <param name="iterations">Rounds; <see cref="Iterations"/> for a new seal.</param>
    /// <exception cref="ArgumentException">The passphrase is too short.</exception>
    public PassphraseSeal(string passphrase, ReadOnlySpan<byte> salt, int iterations)
    {
        if (passphrase.Length < ShortestPassphrase)
            throw new ArgumentException($"A passphrase has at least {ShortestPassphrase} characters.", nameof(passphrase));
        var key = Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        _key = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>A salt for one export.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    /// <summary>Seals a text under a name.</summary>
    public string Seal(string name, string text)
    {
        var clear = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceBytes + TagBytes + clear.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        _key.Encrypt(whole.AsSpan(0, NonceBytes), clear, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(name));
        return Convert.ToBase64String(whole);
    }

    /// <summary>Opens what <see cref="Seal"/> gave; null where the passphrase is another, or what stands there was changed.</summary>
    public string? Open(string name, string sealedText)
    {
        try
        {
            var whole = Convert.FromBase64String(sealedText);
            if (whole.Length < NonceBytes + TagBytes) return null;
            var clear = new byte[whole.Length - NonceBytes - TagBytes];
            _key.Decrypt(
                whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), clear, Encoding.UTF8.GetBytes(name));
            return Encoding.UTF8.GetString(clear);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // The answer for both: this is not what was sealed with this passphrase.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
