using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Application.Tests.Support;
using Hub.Domain.Partners;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Registry;

/// <summary>A partner that was put wrongly comes back as it was, with its secrets.</summary>
public sealed class Restoring_partners
{
    private const string Id = "gamma";
    private const string Gln = "8712345000028";

    private static readonly CodeLists NoCodes = new CodeLists(new Dictionary<Language, IReadOnlyDictionary<string, IReadOnlyList<string>>>());

    private readonly FakeClock _clock = new(Given.Start);
    private readonly MemoryRegistry _registry = new();

    [Fact]
    public async Task The_version_before_comes_back_and_that_too()
    {
        await PutAsync("Gamma", new() { ["X-API-KEY"] = "k" });
        await PutAsync("Gamma Nieuw", null);

        Assert.Equal(("Gamma", "k"), Shown(await RestoreAsync()));
        Assert.Equal([new PartnerRemoval("/connection/headers", 1)], Assert.IsType<RestorePartnerResult.RemovesMany>(await RestoreAsync()).Removals);
        Assert.Single(Assert.IsType<RestorePartnerResult.DryRun>(await RestoreAsync(replacement: new Replacement(IsDryRun: true))).Removals);
        Assert.Equal(("Gamma Nieuw", null), Shown(await RestoreAsync(replacement: new Replacement(Confirmed: 1))));
        Assert.Equal(("Gamma", "k"), Shown(await RestoreAsync(1)));
    }

    [Fact]
    public async Task Without_a_version_before_there_is_nothing_to_restore()
    {
        Assert.IsType<RestorePartnerResult.NotFound>(await RestoreAsync());
        await PutAsync("Gamma", null);
        Assert.IsType<RestorePartnerResult.NotFound>(await RestoreAsync());
        Assert.IsType<RestorePartnerResult.NotFound>(await RestoreAsync(7));
    }

    [Fact]
    public async Task A_version_whose_key_another_partner_has_meanwhile_stays_away()
    {
        await PutAsync("Gamma", null, Gln);
        await PutAsync("Gamma", null);
        await _registry.SavePartnerAsync(_registry.Partners.Single(p => p.Id == Id) with { Id = "delta", Gln = Gln }, CancellationToken.None);

        Assert.Equal("/gln", Assert.Single(Assert.IsType<RestorePartnerResult.Wrong>(await RestoreAsync()).Errors).Place);
        Assert.Null(_registry.Partners.Single(p => p.Id == Id).Gln);
    }

    [Fact]
    public async Task A_version_whose_secrets_cannot_be_read_stays_away()
    {
        await PutAsync("Gamma", null);
        await PutAsync("Gamma Nieuw", null);
        _registry.Earlier[^1] = _registry.Earlier[^1] with { HasItsSecrets = false };
        Assert.IsType<RestorePartnerResult.LacksSecrets>(await RestoreAsync());
    }

    private static (string Name, string? Key) Shown(RestorePartnerResult result)
    {
        var partner = Assert.IsType<RestorePartnerResult.Restored>(result).Partner;
        return (partner.Name, partner.Connection.Headers.GetValueOrDefault("X-API-KEY"));
    }

    private Task<RestorePartnerResult> RestoreAsync(int? version = null, Replacement? replacement = null) =>
        new RestorePartner(_registry.Cached(_clock), _registry, new EndpointPolicy(false), NoCodes, _clock).RestoreAsync(
            Id, version, replacement ?? new Replacement(), CancellationToken.None);

    private async Task PutAsync(string name, Dictionary<string, string>? headers, string? gln = null) =>
        Assert.IsType<PutPartnerResult.Stored>(await new PutPartner(_registry.Cached(_clock), _registry, new EndpointPolicy(false), NoCodes, _clock).PutAsync(
            Id,
            new PartnerDocument
            {
                Role = "Erp", Name = name, Gln = gln,
                Connection = new ConnectionDocument { Language = "Vera", Transport = "VeraClient", Url = "https://gamma.example/", Headers = headers },
            },
            new Replacement(Confirmed: 1), CancellationToken.None));
}
