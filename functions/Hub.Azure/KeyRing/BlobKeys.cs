using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Application;
using Hub.Azure.Calls;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Hub.Azure.KeyRing;

/// <summary>
/// The keys of ASP.NET Data Protection as blobs of one container, a blob a key. Each is only ever created, so instances that start together cannot overwrite
/// each other's: both keys are there, and every instance reads both.
/// </summary>
/// <param name="container">The container, which must exist; created with <see cref="BlobEvidenceStore.ClientOptions"/>.</param>
/// <param name="clock">The clock of timeouts.</param>
internal sealed class BlobKeys(BlobContainerClient container, TimeProvider clock) : IXmlRepository
{
    private readonly ServiceCalls _calls = new(clock, "Blob Storage, which holds the key ring");

    /// <inheritdoc/>
    /// <exception cref="StoreException">The service cannot be asked, or a key is damaged.</exception>
    public IReadOnlyCollection<XElement> GetAllElements() => Waiting.For(() => _calls.CallAsync<IReadOnlyCollection<XElement>>(async c =>
    {
        var keys = new List<XElement>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: c))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(c)).Value.Content;
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
    }, CancellationToken.None));

    /// <inheritdoc/>
    /// <exception cref="StoreException">The service cannot be asked.</exception>
    public void StoreElement(XElement element, string friendlyName) => Waiting.For(() => _calls.CallAsync(async c =>
    {
        try
        {
            await container.GetBlobClient($"{friendlyName}.xml").UploadAsync(
                BinaryData.FromString(element.ToString(SaveOptions.DisableFormatting)),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, c);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // A key's name has its id, which is random: it is this one, whose answer was lost.
        }
        return true;
    }, CancellationToken.None));
}
