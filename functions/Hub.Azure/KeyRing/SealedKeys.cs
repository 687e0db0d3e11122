using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Hub.Application;
using Hub.Application.Registry;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Azure.KeyRing;

/// <summary>
/// Encrypts each key of the key ring, with AES-256-GCM, by a key of its own that is a secret in Key Vault: whoever reads the blobs has none of them. No two
/// keys share one, so that instances that start together need not agree on anything. (The vault's own wrapping of keys would need a client that the hub does
/// not have otherwise.)
/// </summary>
internal sealed class SealedKeys(ISecretStore secrets) : IXmlEncryptor
{
    internal const string ElementName = "sealedKey";
    internal const string SecretName = "secret";
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;
    private const int KeyBytes = 32;

    /// <inheritdoc/>
    /// <exception cref="StoreException">The vault cannot be asked.</exception>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var name = $"key-ring-{Guid.NewGuid():N}";
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var (cipher, tag) = (new byte[text.Length], new byte[TagBytes]);
        using (var aes = new AesGcm(key, TagBytes)) aes.Encrypt(nonce, text, cipher, tag, Encoding.UTF8.GetBytes(name));
        // Before the key that it opens is stored: a crash between the two leaves a secret that opens nothing.
        Waiting.For(async () =>
        {
            await secrets.SaveAsync(name, Convert.ToBase64String(key), CancellationToken.None);
            return true;
        });
        return new EncryptedXmlInfo(
            new XElement(ElementName, new XAttribute(SecretName, name), Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(OpenedKeys));
    }
}

/// <summary>Decrypts what <see cref="SealedKeys"/> encrypted. Its name stands in the blobs: it must not change.</summary>
internal sealed class OpenedKeys(IServiceProvider services) : IXmlDecryptor
{
    private readonly ISecretStore _secrets = services.GetRequiredService<ISecretStore>();

    /// <inheritdoc/>
    /// <exception cref="StoreException">The vault cannot be asked, or the secret is gone.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var name = encryptedElement.Attribute(SealedKeys.SecretName)?.Value ?? "";
        var secret = Waiting.For(async () => await _secrets.FindAsync(name, CancellationToken.None))
            ?? throw new StoreException($"The secret {name} is not in Key Vault: without it a key of the key ring opens nothing. Recover the secret.");
        ReadOnlySpan<byte> value = Convert.FromBase64String(encryptedElement.Value);
        var text = new byte[value.Length - SealedKeys.NonceBytes - SealedKeys.TagBytes];
        using var aes = new AesGcm(Convert.FromBase64String(secret), SealedKeys.TagBytes);
        aes.Decrypt(value[..SealedKeys.NonceBytes], value[(SealedKeys.NonceBytes + SealedKeys.TagBytes)..],
            value.Slice(SealedKeys.NonceBytes, SealedKeys.TagBytes), text, Encoding.UTF8.GetBytes(name));
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
