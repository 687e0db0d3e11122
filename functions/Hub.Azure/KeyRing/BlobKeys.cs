using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Application;
using Hub.Application.Registry;
using Hub.Azure.Calls;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Hub.Azure.KeyRing;

/// <summary>
/// The keys of ASP.NET Data Protection as blobs of one container, a blob a key. Each is only ever created, so instances that start together cannot overwrite
/// each other's. The very first has one name: of instances that start together one makes it, and all use it from the first moment on. Every later key has
/// its own name, and is used when every instance has read it.
/// </summary>
/// <param name="container">The container, which must exist; created with <see cref="BlobEvidenceStore.ClientOptions"/>.</param>
/// <param name="secrets">Where the secrets are that the keys are encrypted with.</param>
/// <param name="clock">The clock of timeouts.</param>
public sealed class BlobKeys(BlobContainerClient container, ISecretStore secrets, TimeProvider clock) : IXmlRepository
{
    private const string First = "key-first";

    private readonly ServiceCalls _calls = new(clock, "Blob Storage, which holds the key ring");
    private volatile bool _wasEmpty;

    /// <inheritdoc/>
    /// <remarks>
    /// With the secrets: ASP.NET Core takes a key whose secret cannot be read for one of no use, asks for it a dozen times, and then makes another that is used
    /// at once. That the vault is away must end here.
    /// </remarks>
    /// <exception cref="StoreException">A service cannot be asked, or a key is damaged.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var keys = Waiting.For(() => _calls.CallAsync<IReadOnlyCollection<XElement>>(ReadAsync, CancellationToken.None));
        var names = keys.SelectMany(k => k.Descendants(SealedKeys.ElementName)).Select(e => e.Attribute(SealedKeys.SecretName)?.Value)
            .OfType<string>().ToList();
        Waiting.For(async () =>
        {
            // Remembered by the store: what opens them does not ask again. One that is gone is the decryptor's to tell.
            foreach (var name in names) await secrets.FindAsync(name, CancellationToken.None);
            return true;
        });
        _wasEmpty = keys.Count == 0;
        return keys;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">The service cannot be asked.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        var name = _wasEmpty ? First : friendlyName;
        Waiting.For(() => _calls.CallAsync(async c =>
        {
            try
            {
                await container.GetBlobClient($"{name}.xml").UploadAsync(
                    BinaryData.FromString(element.ToString(SaveOptions.DisableFormatting)),
                    new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, c);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                // It is this one, whose answer was lost; or the first, which another instance made: the keys are read again after each that is made.
            }
            return true;
        }, CancellationToken.None));
    }

    /// <summary>Uses the store, for health.</summary>
    /// <exception cref="StoreException">It cannot be used.</exception>
    public Task ProbeAsync(CancellationToken cancel) => _calls.CallAsync(async c =>
    {
        await container.GetPropertiesAsync(cancellationToken: c);
        return true;
    }, cancel);

    private async Task<IReadOnlyCollection<XElement>> ReadAsync(CancellationToken cancel)
    {
        var keys = new List<XElement>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancel))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(cancel)).Value.Content;
            try
            {
                keys.Add(XElement.Parse(content.ToString()));
            }
            catch (XmlException e)
            {
                throw new StoreException($"The key {blob.Name} of the key ring is damaged: put it back from a backup.", e);
            }
        }
        return keys;
    }
}
