using Hub.Application.Registry;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of secrets promises.</summary>
public abstract class SecretStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract ISecretStore Secrets { get; }

    private ValueTask<string?> FindAsync(string name) => Secrets.FindAsync(name, CancellationToken.None);

    [Theory]
    [InlineData("geheim")]
    [InlineData("")]
    [InlineData("{\"caf\u00e9\": \"\U0001F511\"}")]
    public async Task A_secret_is_found_as_it_was_saved(string value)
    {
        await Secrets.SaveAsync("partner-alfa-1", value, CancellationToken.None);
        Assert.Equal(value, await FindAsync("partner-alfa-1"));
    }

    [Fact]
    public async Task A_long_secret_is_found_whole()
    {
        var value = new string('s', 20_000);
        await Secrets.SaveAsync("partner-alfa-1", value, CancellationToken.None);
        Assert.Equal(value, await FindAsync("partner-alfa-1"));
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_not_found() => Assert.Null(await FindAsync("partner-alfa-1"));

    [Fact]
    public async Task Secrets_do_not_share_names()
    {
        await Secrets.SaveAsync("partner-alfa-1", "one", CancellationToken.None);
        await Secrets.SaveAsync("partner-alfa-2", "two", CancellationToken.None);
        await Secrets.RemoveAsync("partner-alfa-1", CancellationToken.None);
        Assert.Null(await FindAsync("partner-alfa-1"));
        Assert.Equal("two", await FindAsync("partner-alfa-2"));
    }

    [Fact]
    public async Task All_names_are_listed()
    {
        Assert.Empty(await Secrets.NamesAsync(CancellationToken.None));
        foreach (var name in (string[])["partner-alfa-1", "partner-beta-1"]) await Secrets.SaveAsync(name, "geheim", CancellationToken.None);
        Assert.Equal(["partner-alfa-1", "partner-beta-1"], (await Secrets.NamesAsync(CancellationToken.None)).Order());
    }

    [Fact]
    public async Task Removing_what_is_not_there_does_not_matter() => await Secrets.RemoveAsync("partner-alfa-1", CancellationToken.None);
}
