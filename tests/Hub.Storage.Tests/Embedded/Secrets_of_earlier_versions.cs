using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Embedded.Database;
using Hub.Embedded.Secrets;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Embedded;

/// <summary>A partner's secrets are kept as long as a version that is kept refers to them, and no longer.</summary>
public sealed class Secrets_of_earlier_versions : IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();
    private readonly FakeClock _clock = new(Given.Start);
    private readonly SqliteSecretStore _secrets;
    private readonly RegistryWithSecrets _registry;

    public Secrets_of_earlier_versions()
    {
        _secrets = new SqliteSecretStore(_folder.Database, Path.Combine(_folder.Path, "keys"));
        _registry = new RegistryWithSecrets(new SqliteRegistry(_folder.Database), _secrets, _clock);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _registry.Dispose();
        _secrets.Dispose();
        return _folder.DisposeAsync();
    }

    [Fact]
    public async Task They_are_forgotten_with_the_version_that_had_them()
    {
        await PutAsync("whsec_1");
        await PutAsync("whsec_2");
        Assert.Equal(2, await CountAsync());

        _clock.Advance(PartnerVersion.KeptFor);
        await SweepAsync();
        Assert.Equal(2, await CountAsync());

        _clock.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync();
        Assert.Equal(["whsec_2"], Assert.Single((await _registry.LoadAsync(CancellationToken.None)).Partners).Connection.Secrets);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_leaked_secret_goes_at_once_with_the_last_version_that_has_it()
    {
        await PutAsync("whsec_1");
        await PutAsync("whsec_1", "Alfa Nieuw");
        await PutAsync("whsec_2");
        await _registry.RemovePartnerVersionAsync("alfa", 1, CancellationToken.None);
        Assert.Equal(2, await CountAsync());
        await _registry.RemovePartnerVersionAsync("alfa", 2, CancellationToken.None);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task What_a_crash_left_without_a_document_goes_after_an_hour_and_not_before()
    {
        await PutAsync("whsec_1");
        await _secrets.SaveAsync($"partner-alfa-{Guid.CreateVersion7(_clock.GetUtcNow()):N}", "left", CancellationToken.None);
        await _secrets.SaveAsync("other-things", "kept", CancellationToken.None);
        await SweepAsync();
        Assert.Equal(3, await CountAsync());

        _clock.Advance(TimeSpan.FromHours(2));
        await SweepAsync();
        Assert.Equal(2, await CountAsync());
        Assert.Equal("kept", await _secrets.FindAsync("other-things", CancellationToken.None));
    }

    [Fact]
    public async Task The_address_of_a_Teams_workflow_is_a_secret_like_others()
    {
        var partner = Given.Partner() with { Connection = Given.Partner().Connection with { Secrets = [], Headers = new Dictionary<string, string>() } };
        var first = new Uri("https://teams.example/1?sig=geheim");
        await _registry.PutPartnerAsync(partner with { TeamsWorkflow = first }, _clock.GetUtcNow(), CancellationToken.None);
        await _registry.PutPartnerAsync(partner with { TeamsWorkflow = new Uri("https://teams.example/2") }, _clock.GetUtcNow(), CancellationToken.None);

        Assert.Null(Assert.Single((await new SqliteRegistry(_folder.Database).LoadAsync(CancellationToken.None)).Partners).TeamsWorkflow);
        Assert.Equal(new Uri("https://teams.example/2"), Assert.Single((await _registry.LoadAsync(CancellationToken.None)).Partners).TeamsWorkflow);
        Assert.Equal(first, (await _registry.PartnerVersionsAsync("alfa", CancellationToken.None))[1].Partner.TeamsWorkflow);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_version_whose_keys_are_gone_says_so()
    {
        await PutAsync("whsec_1");
        await PutAsync("whsec_2");
        using var others = new SqliteSecretStore(_folder.Database, Path.Combine(_folder.Path, "other-keys"));
        using var without = new RegistryWithSecrets(new SqliteRegistry(_folder.Database), others, _clock);
        Assert.All(await without.PartnerVersionsAsync("alfa", CancellationToken.None), v => Assert.False(v.HasItsSecrets));
    }

    private Task PutAsync(string secret, string name = "Alfa") => _registry.PutPartnerAsync(
        Given.Partner() with { Name = name, Connection = Given.Partner().Connection with { Secrets = [secret] } }, _clock.GetUtcNow(), CancellationToken.None);

    private Task SweepAsync() => new ForgetPartnerVersions(_registry, _clock).SweepAsync(CancellationToken.None);

    private async Task<int> CountAsync() => (await _secrets.NamesAsync(CancellationToken.None)).Count;
}
