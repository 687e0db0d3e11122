using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Azure.Calls;
using Hub.Azure.Cosmos;

namespace Hub.Azure;

/// <summary>The bodies of archived messages as blobs of one container, named by the message's receipt id. They may hold personal data.</summary>
/// <remarks>The account must have neither soft delete nor versions for this container: what is erased would be there until they end.</remarks>
/// <param name="container">The container, which must exist; created with <see cref="BlobEvidenceStore.ClientOptions"/>.</param>
/// <param name="clock">The clock of timeouts.</param>
public sealed class BlobMessageBodies(BlobContainerClient container, TimeProvider clock) : IMessageBodies
{
    private readonly ServiceCalls _calls = new(clock, "Blob Storage, which holds the messages");

    /// <inheritdoc/>
    public Task PutAsync(Guid receiptId, ReadOnlyMemory<byte> body, CancellationToken cancel) => _calls.CallAsync(async c =>
        await Blob(receiptId).UploadAsync(BinaryData.FromBytes(body), overwrite: true, c), cancel);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> ReadAsync(Guid receiptId, CancellationToken cancel) => _calls.CallAsync(async c =>
    {
        try
        {
            return (await Blob(receiptId).DownloadContentAsync(c)).Value.Content.ToMemory();
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }, cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(Guid receiptId, CancellationToken cancel) =>
        _calls.CallAsync(async c => await Blob(receiptId).DeleteIfExistsAsync(cancellationToken: c), cancel);

    private BlobClient Blob(Guid receiptId) => container.GetBlobClient(receiptId.ToString("N"));
}
