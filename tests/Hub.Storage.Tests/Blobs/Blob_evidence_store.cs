using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Application.Evidence;
using Hub.Azure;
using Hub.Pictures;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Blobs;

/// <summary>The contract of the evidence store, for Blob Storage.</summary>
[Collection(nameof(Azurite))]
public sealed class Blob_evidence_store(Azurite azurite) : EvidenceStoreContract, IAsyncLifetime
{
    private BlobContainerClient _container = null!;
    private IEvidenceStore _store = null!;

    protected override IEvidenceStore Store => _store;

    // Nothing listens on port 1 of loopback.
    protected override IEvidenceStore Away() => new BlobEvidenceStore(
        new BlobContainerClient(
            new Uri("https://127.0.0.1:1/away/evidence"), new StorageSharedKeyCredential("away", Convert.ToBase64String(new byte[64])),
            BlobEvidenceStore.ClientOptions()),
        TimeProvider.System);

    public async Task InitializeAsync()
    {
        _container = azurite.WithIdentity(await azurite.NewContainerAsync());
        _store = new BlobEvidenceStore(_container, TimeProvider.System);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_picture_of_20_MiB_and_more_is_sent_in_one_request()
    {
        var handler = new CountingHandler(azurite.Handler());
        var store = new BlobEvidenceStore(azurite.WithKey(_container.Name, handler), TimeProvider.System);
        var large = Given.Picture(2, PictureLimits.Bytes + 1_000);
        Assert.True(await store.PutAsync(Given.Key(large), new PictureBytes([.. large.Chunk(5_000_000).Select(p => (ReadOnlyMemory<byte>)p)]), Given.Info(),
            CancellationToken.None));
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task A_blob_has_its_description_as_metadata()
    {
        var picture = Given.Picture();
        await Store.PutAsync(Given.Key(picture), new PictureBytes(picture), Given.Info("foto 1/é", "image/heic"), CancellationToken.None);
        var sha = Given.Key(picture).Sha256;
        var properties = (await _container.GetBlobClient($"{sha[..2]}/{sha[2..4]}/{sha}-{Given.Order().Value:N}").GetPropertiesAsync()).Value;
        Assert.Equal("image/heic", properties.ContentType);
        Assert.Equal((Given.Order().ToString(), "foto%201%2F%C3%A9"), (properties.Metadata["orderid"], properties.Metadata["photoid"]));
        Assert.Equal("2026-03-02T09:00:00.0000000+00:00", properties.Metadata["receivedat"]);
    }
}
