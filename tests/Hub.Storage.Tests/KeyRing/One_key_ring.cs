using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Hub.Application;
using Hub.Application.Registry;
using Hub.Azure.KeyRing;
using Hub.Azure.KeyVault;
using Hub.Embedded.Secrets;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using StandIn = Hub.AzureStandIn.KeyVault;

namespace Hub.Storage.Tests.KeyRing;

/// <summary>The key ring that all instances share: what one protects, every other opens.</summary>
public abstract class OneKeyRing : IDisposable
{
    private readonly List<ServiceProvider> _instances = [];

    /// <summary>Says where the keys are.</summary>
    protected abstract void Add(IServiceCollection services);

    /// <summary>An instance that starts now.</summary>
    protected IDataProtector NewInstance() => NewProvider().CreateProtector("test");

    /// <summary>The key ring of an instance that starts now.</summary>
    protected IDataProtectionProvider NewProvider()
    {
        var services = new ServiceCollection();
        Add(services);
        services.AddDataProtection(o => o.ApplicationDiscriminator = "ketenhub");
        _instances.Add(services.BuildServiceProvider());
        return _instances[^1].GetRequiredService<IDataProtectionProvider>();
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (var instance in _instances) instance.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_one_instance_protects_another_opens()
    {
        var (first, second) = (NewInstance(), NewInstance());

        Assert.Equal("geheim", second.Unprotect(first.Protect("geheim")));
        Assert.Equal("geheim", first.Unprotect(second.Protect("geheim")));
        Assert.Equal("geheim", NewInstance().Unprotect(first.Protect("geheim")));
    }

    [Fact]
    public async Task Instances_that_start_at_the_same_moment_open_each_others()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => NewInstance()).ToList();

        var made = await Task.WhenAll(instances.Select(i => Task.Run(() => i.Protect("geheim"))));

        Assert.All(instances, i => Assert.All(made, text => Assert.Equal("geheim", i.Unprotect(text))));
    }
}

/// <summary>On one machine.</summary>
public sealed class Embedded_key_ring : OneKeyRing
{
    private readonly EmbeddedFolder _folder = new();

    protected override void Add(IServiceCollection services) => services.AddKeyFiles(Path.Combine(_folder.Path, "keys"));

    public override void Dispose()
    {
        base.Dispose();
        _folder.DisposeAsync().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task It_is_that_of_the_secrets()
    {
        // As an earlier version kept it, by the folder alone.
        using var earlier = new SqliteSecretStore(_folder.Database, Path.Combine(_folder.Path, "keys"));
        await earlier.SaveAsync("one", "geheim", CancellationToken.None);

        using var secrets = new SqliteSecretStore(_folder.Database, NewProvider);

        Assert.Equal("geheim", await secrets.FindAsync("one", CancellationToken.None));
        NewInstance().Protect("more");
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder.Path, "keys")));
    }
}

/// <summary>In Azure: blobs, each encrypted by a secret of the vault.</summary>
[Collection(nameof(Azurite))]
public sealed class Key_ring_in_Azure(Azurite azurite) : OneKeyRing, IAsyncLifetime
{
    private readonly StandIn _vault = new();
    private BlobContainerClient _blobs = null!;

    public async Task InitializeAsync() => _blobs = azurite.WithIdentity(await azurite.NewContainerAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    public override void Dispose()
    {
        base.Dispose();
        _vault.Dispose();
    }

    protected override void Add(IServiceCollection services)
    {
        services.AddSingleton<ISecretStore>(NewSecrets());
        services.AddOptions<KeyManagementOptions>().Configure<ISecretStore>((o, s) =>
            (o.XmlRepository, o.XmlEncryptor) = (new BlobKeys(_blobs, s, TimeProvider.System), new SealedKeys(s)));
    }

    private KeyVaultSecretStore NewSecrets()
    {
        var options = KeyVaultSecretStore.ClientOptions();
        options.Transport = new HttpClientTransport(new HttpClient(_vault, disposeHandler: false));
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new KeyVaultSecretStore(new SecretClient(StandIn.Address, new TestIdentity(), options), TimeProvider.System);
    }

    [Fact]
    public async Task A_blob_by_itself_opens_nothing()
    {
        NewInstance().Protect("geheim");

        var blob = Assert.Single(_blobs.GetBlobs());
        var text = (await _blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();

        Assert.Contains("sealedKey", text, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", text, StringComparison.Ordinal);
        Assert.Single(_vault.Names, n => text.Contains(n, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_secret_nothing_is_opened()
    {
        var made = NewInstance().Protect("geheim");
        await NewSecrets().RemoveAsync(Assert.Single(_vault.Names), CancellationToken.None);

        Assert.ThrowsAny<CryptographicException>(() => NewInstance().Unprotect(made));
    }

    [Fact]
    public void A_vault_that_is_away_is_the_reason_and_back_again_all_is_well()
    {
        var made = NewInstance().Protect("geheim");
        _vault.IsThere = false;
        var late = NewInstance();

        var error = Assert.ThrowsAny<CryptographicException>(() => late.Protect("geheim"));

        Assert.Contains("Key Vault", FailureWithin(error)!.Message, StringComparison.Ordinal);
        _vault.IsThere = true;
        Assert.Equal("geheim", late.Unprotect(made));
    }

    [Fact]
    public async Task Instances_that_start_at_the_same_moment_have_the_very_first_key_in_common()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => NewInstance()).ToList();

        await Task.WhenAll(instances.Select(i => Task.Run(() => i.Protect("geheim"))));

        Assert.Single(_blobs.GetBlobs());
    }

    [Fact]
    public void An_instance_that_begins_while_the_vault_is_away_makes_no_key_of_its_own()
    {
        NewInstance().Protect("geheim");
        _vault.IsThere = false;
        Assert.ThrowsAny<CryptographicException>(() => NewInstance().Protect("geheim"));
        _vault.IsThere = true;

        Assert.Single(_blobs.GetBlobs());
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_told_to_health()
    {
        var keys = new BlobKeys(_blobs, NewSecrets(), TimeProvider.System);
        await keys.ProbeAsync(CancellationToken.None);
        await _blobs.DeleteAsync();

        var error = await Assert.ThrowsAsync<StoreException>(() => keys.ProbeAsync(CancellationToken.None));

        Assert.Contains("key ring", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_blob_is_named()
    {
        await _blobs.UploadBlobAsync("key-1.xml", BinaryData.FromString("<key"));

        var error = Assert.ThrowsAny<CryptographicException>(() => NewInstance().Protect("geheim"));

        Assert.Contains("key-1.xml", FailureWithin(error)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_somebody_exchanged_opens_nothing()
    {
        var made = NewInstance().Protect("geheim");
        var blob = _blobs.GetBlobClient(Assert.Single(_blobs.GetBlobs()).Name);
        var text = (await blob.DownloadContentAsync()).Value.Content.ToString();
        var at = text.IndexOf("</sealedKey>", StringComparison.Ordinal) - 8;
        await blob.UploadAsync(BinaryData.FromString(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]), overwrite: true);

        Assert.ThrowsAny<CryptographicException>(() => NewInstance().Unprotect(made));
    }

    private static StoreException? FailureWithin(Exception? e) => e is null or StoreException ? (StoreException?)e : FailureWithin(e.InnerException);
}
