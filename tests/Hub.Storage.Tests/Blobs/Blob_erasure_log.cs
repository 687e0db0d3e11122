using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Application;
using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Azure;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Blobs;

/// <summary>The contract of the log of erasures, for Blob Storage.</summary>
[Collection(nameof(Azurite))]
public sealed class Blob_erasure_log(Azurite azurite) : ErasureLogContract, IAsyncLifetime
{
    private BlobContainerClient _container = null!;

    protected override IErasureLog Log => field ??= Again();

    protected override IErasureLog Again() => new BlobErasureLog(_container, TimeProvider.System);

    // Nothing listens on port 1 of loopback.
    protected override IErasureLog Away() => new BlobErasureLog(
        new BlobContainerClient(
            new Uri("https://127.0.0.1:1/away/erasures"), new StorageSharedKeyCredential("away", Convert.ToBase64String(new byte[64])),
            BlobEvidenceStore.ClientOptions()),
        TimeProvider.System);

    public async Task InitializeAsync() => _container = azurite.WithIdentity(await azurite.NewContainerAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_entry_is_a_blob_that_says_which_order_when_and_as_what_and_nothing_of_a_person()
    {
        await Log.AppendAsync(new Erasure(Given.Order(), Given.Start, AuditActorKind.ManageKey), CancellationToken.None);
        var name = Assert.Single(_container.GetBlobs()).Name;
        Assert.Equal($"20260302T0900000000000Z-{Given.Order().Value:N}", name);
        var body = (await _container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();
        Assert.Equal($$"""{"orderId":"{{Given.Order().Value}}","at":"2026-03-02T09:00:00+00:00","actor":"ManageKey"}""", body);
    }

    [Fact]
    public async Task A_blob_that_is_no_erasure_is_named()
    {
        await _container.UploadBlobAsync("99-stray", BinaryData.FromString("{}"));
        var error = await Assert.ThrowsAsync<StoreException>(async () => await Log.ListAsync(Given.Start, CancellationToken.None));
        Assert.Contains("99-stray", error.Message, StringComparison.Ordinal);
    }
}
