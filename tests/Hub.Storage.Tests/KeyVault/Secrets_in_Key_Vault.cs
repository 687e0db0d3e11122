using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Hub.Application;
using Hub.Application.Registry;
using Hub.Azure.KeyVault;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Contracts;
using StandIn = Hub.AzureStandIn.KeyVault;

namespace Hub.Storage.Tests.KeyVault;

public sealed class Secrets_in_Key_Vault : SecretStoreContract, IDisposable
{
    private readonly StandIn _vault = new();

    public Secrets_in_Key_Vault() => Secrets = NewInstance();

    protected override ISecretStore Secrets { get; }

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task A_secret_is_asked_for_once_however_often_the_registry_is_read()
    {
        await Secrets.SaveAsync("partner-alfa-1", "geheim", CancellationToken.None);
        var other = NewInstance();
        for (var i = 0; i < 3; i++) Assert.Equal("geheim", await other.FindAsync("partner-alfa-1", CancellationToken.None));
        Assert.Equal(1, _vault.Reads);
    }

    [Fact]
    public async Task What_was_not_there_is_asked_for_again()
    {
        var other = NewInstance();
        Assert.Null(await other.FindAsync("partner-alfa-1", CancellationToken.None));
        await Secrets.SaveAsync("partner-alfa-1", "geheim", CancellationToken.None);
        Assert.Equal("geheim", await other.FindAsync("partner-alfa-1", CancellationToken.None));
    }

    [Fact]
    public async Task What_an_administrator_changes_deletes_or_disables_is_read_past_what_was_remembered()
    {
        var store = NewInstance();
        _vault.Keep("manage-key", "one");
        Assert.Equal("one", await store.FindAsync("manage-key", CancellationToken.None));

        _vault.Keep("manage-key", "two");
        Assert.Equal("two", await store.ReadAsync("manage-key", CancellationToken.None));
        _vault.Disable("manage-key");
        Assert.Null(await store.ReadAsync("manage-key", CancellationToken.None));
        await NewInstance().RemoveAsync("manage-key", CancellationToken.None);
        Assert.Null(await store.ReadAsync("manage-key", CancellationToken.None));
    }

    [Fact]
    public async Task Names_are_listed_over_all_pages()
    {
        string[] names = [.. Enumerable.Range(1, 7).Select(i => $"partner-alfa-{i}")];
        foreach (var name in names) await Secrets.SaveAsync(name, "geheim", CancellationToken.None);
        Assert.Equal(names, (await Secrets.NamesAsync(CancellationToken.None)).Order());
    }

    [Fact]
    public async Task A_vault_that_is_away_is_said_to_be_away_and_secrets_that_were_read_are_there_all_the_same()
    {
        await Secrets.SaveAsync("partner-alfa-1", "geheim", CancellationToken.None);
        _vault.IsThere = false;
        Assert.Equal("geheim", await Secrets.FindAsync("partner-alfa-1", CancellationToken.None));
        var error = await Assert.ThrowsAsync<StoreException>(() => NewInstance().FindAsync("partner-alfa-1", CancellationToken.None).AsTask());
        Assert.StartsWith("Key Vault, which holds the partners' secrets, cannot be reached.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_away_does_not_lose_what_comes_after_it()
    {
        _vault.IsThere = false;
        await Assert.ThrowsAsync<StoreException>(() => Secrets.SaveAsync("partner-alfa-1", "geheim", CancellationToken.None));
        _vault.IsThere = true;
        await Secrets.SaveAsync("partner-alfa-1", "geheim", CancellationToken.None);
        Assert.Equal("geheim", await NewInstance().FindAsync("partner-alfa-1", CancellationToken.None));
    }

    private KeyVaultSecretStore NewInstance()
    {
        var options = KeyVaultSecretStore.ClientOptions();
        options.Transport = new HttpClientTransport(new HttpClient(_vault, disposeHandler: false));
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new KeyVaultSecretStore(new SecretClient(StandIn.Address, new TestIdentity(), options), TimeProvider.System);
    }
}
