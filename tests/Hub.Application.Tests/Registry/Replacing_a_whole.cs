using System.Text.Json;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Application.Tests.Support;
using Hub.Domain.Contracts;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Registry;

/// <summary>A file that lost its lines on the way must not empty what it replaces.</summary>
public sealed class Replacing_a_whole
{
    private const string Number = "C-ALFA";

    private static readonly CodeLists NoCodes = new CodeLists(new Dictionary<Language, IReadOnlyDictionary<string, IReadOnlyList<string>>>());

    private readonly FakeClock _clock = new(Given.Start);
    private readonly MemoryRegistry _registry = new();

    [Theory]
    [InlineData(10_000, 500, true)]
    [InlineData(10_000, 501, false)]
    [InlineData(100, 20, true)]
    [InlineData(100, 21, false)]
    [InlineData(21, 21, false)]
    [InlineData(15, 14, true)]
    [InlineData(15, 15, false)]
    [InlineData(1, 1, false)]
    [InlineData(0, 0, true)]
    public void More_than_a_share_and_all_of_a_small_whole_is_asked_back(int before, int removed, bool isAllowed)
    {
        Assert.Equal(isAllowed, new Replacement().Allows(before, removed));
        Assert.True(new Replacement(Confirmed: removed).Allows(before, removed));
        Assert.Equal(isAllowed, new Replacement(Confirmed: removed + 1).Allows(before, removed));
    }

    [Theory]
    [InlineData(100, 10, true)]
    [InlineData(100, 11, false)]
    [InlineData(5, 2, false)]
    public void The_share_and_the_least_are_settings(int before, int removed, bool isAllowed) =>
        Assert.Equal(isAllowed, new Replacement { Limits = new ReplacementLimits(0.1, 1) }.Allows(before, removed));

    [Fact]
    public async Task A_small_price_list_of_which_every_code_is_another_is_asked_back()
    {
        await ImportAsync([1, 2], new Replacement());
        Assert.Equal((2, ReplacementOutcome.RemovesMany), Told(await ImportAsync([3, 4], new Replacement())));
        Assert.Equal((2, ReplacementOutcome.Made), Told(await ImportAsync([3, 4], new Replacement(Confirmed: 2))));
        Assert.Equal((1, ReplacementOutcome.Made), Told(await ImportAsync([4, 5], new Replacement())));

        static (int, ReplacementOutcome) Told(PriceChange change) => (change.Removed, change.Outcome);
    }

    [Fact]
    public async Task A_price_list_that_lost_its_codes_is_not_taken_unasked()
    {
        await ImportAsync(Enumerable.Range(1, 30), new Replacement());
        var change = await ImportAsync([1, 2], new Replacement());
        Assert.Equal((28, 30, ReplacementOutcome.RemovesMany), (change.Removed, change.Before, change.Outcome));
        Assert.Equal(30, _registry.Prices[(Number, _registry.Contracts.Single(c => c.Number == Number).PriceList!.Value)].Count);
        Assert.Equal(ReplacementOutcome.Made, (await ImportAsync([1, 2], new Replacement(Confirmed: 28))).Outcome);
    }

    [Fact]
    public async Task What_a_price_list_would_change_is_told_and_nothing_changes()
    {
        await ImportAsync([1, 2, 3], new Replacement());
        var change = await ImportAsync([2, 3, 4, 5], new Replacement(IsDryRun: true));
        Assert.Equal((2, 0, 1, ReplacementOutcome.DryRun), (change.Added, change.Changed, change.Removed, change.Outcome));
        Assert.Equal(2, _registry.Contracts.Single(c => c.Number == Number).Version);
    }

    [Theory]
    [InlineData("pricing", """{"packages": [{"code": "BKT", "description": "Badkamer", "price": 11850}]}""", "/pricing/packages")]
    [InlineData("mandates", """[{"role": "opzichter"}]""", "/mandates")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "urgency": "spoed", "completeWithin": "P1D", "clock": "AroundTheClock"}]""", "/serviceLevels")]
    [InlineData("sampling", """[{"kind": "Repair", "share": 0.05}]""", "/sampling")]
    [InlineData("targets", """{"repairOnTime": 0.95}""", "/targets")]
    public async Task A_contract_put_without_what_it_had_is_not_taken_unasked(string member, string content, string place)
    {
        Assert.IsType<PutContractResult.Stored>(await PutAsync($", \"{member}\": {content}", new Replacement()));
        var much = Assert.IsType<PutContractResult.NotStored>(await PutAsync("", new Replacement()));
        Assert.Equal([new ContractRemoval(place, 1)], much.Removals);
        Assert.True(Assert.IsType<PutContractResult.NotStored>(await PutAsync("", new Replacement(IsDryRun: true))).IsDryRun);
        Assert.IsType<PutContractResult.Stored>(await PutAsync("", new Replacement(Confirmed: 1)));
    }

    [Theory]
    [InlineData("\"areas\": [{\"area\": \"Noord\"}]", "\"areas\": []", "/areas")]
    [InlineData("\"areas\": [{\"area\": \"Noord\"}]", "\"areas\": null", "/areas")]
    [InlineData("\"areas\": [{\"complex\": \"C-1\"}]", "\"areas\": [{\"complex\": \"c-1\"}]", "/areas")]
    [InlineData("\"work\": [{\"kind\": \"Repair\"}, {\"kind\": \"Turnover\"}]", "\"work\": [{\"kind\": \"Repair\"}]", "/work")]
    [InlineData("\"work\": [{\"kind\": \"Repair\"}]", "\"work\": []", "/work")]
    [InlineData("\"work\": [{\"kind\": \"Repair\"}]", "\"dwellings\": 10", "/work")]
    [InlineData("\"mandates\": [{\"role\": \"opzichter\"}]", "\"mandates\": [{\"role\": \"hoofd\"}]", "/mandates")]
    [InlineData("\"evidence\": [{\"kind\": \"Repair\", \"before\": 1, \"after\": 1}]",
        "\"evidence\": [{\"kind\": \"Turnover\", \"before\": 1, \"after\": 1}]", "/evidence")]
    [InlineData("\"serviceLevels\": [{\"kind\": \"Repair\", \"urgency\": \"spoed\", \"completeWithin\": \"P1D\", \"clock\": \"AroundTheClock\"}]",
        "\"serviceLevels\": [{\"kind\": \"Repair\", \"urgency\": \"rustig\", \"completeWithin\": \"P1D\", \"clock\": \"AroundTheClock\"}]", "/serviceLevels")]
    public async Task A_list_that_was_lost_or_became_another_one_is_asked_back(string had, string has, string place)
    {
        Assert.IsType<PutContractResult.Stored>(await PutWholeAsync(had, new Replacement()));
        Assert.Equal([new ContractRemoval(place, 1)], Assert.IsType<PutContractResult.NotStored>(await PutWholeAsync(has, new Replacement())).Removals);
        Assert.IsType<PutContractResult.Stored>(await PutWholeAsync(has, new Replacement(Confirmed: 1)));
    }

    [Theory]
    [InlineData("\"mandates\": [{\"role\": \"Opzichter\", \"upTo\": 500}, {\"role\": \"Hoofd\"}]", "\"mandates\": [{\"role\": \"opzichter\"}]")]
    [InlineData("\"work\": [{\"kind\": \"Repair\", \"specialism\": \"DAK\"}]", "\"work\": [{\"kind\": \"Repair\", \"specialism\": \"dak\", \"rank\": 2}]")]
    [InlineData("\"areas\": []", "\"areas\": [{\"area\": \"Noord\"}]")]
    public async Task What_stays_the_same_by_name_is_not_asked_back(string had, string has)
    {
        Assert.IsType<PutContractResult.Stored>(await PutWholeAsync(had, new Replacement()));
        Assert.IsType<PutContractResult.Stored>(await PutWholeAsync(has, new Replacement()));
    }

    [Fact]
    public async Task A_version_without_the_prices_that_the_contract_has_is_not_restored_unasked()
    {
        await PutAsync("", new Replacement());
        await ImportAsync([1, 2], new Replacement());
        var not = Assert.IsType<RestoreContractResult.NotRestored>(await RestoreAsync(new Replacement()));
        Assert.Equal([new ContractRemoval(ContractRemoval.Prices, 2)], not.Removals);
        Assert.True(Assert.IsType<RestoreContractResult.NotRestored>(await RestoreAsync(new Replacement(IsDryRun: true))).IsDryRun);
        Assert.NotNull(_registry.Contracts.Single(c => c.Number == Number).PriceList);
        Assert.IsType<RestoreContractResult.Restored>(await RestoreAsync(new Replacement(Confirmed: 2)));
        Assert.Null(_registry.Contracts.Single(c => c.Number == Number).PriceList);
        Assert.IsType<RestoreContractResult.Restored>(await RestoreAsync(new Replacement()));
    }

    [Theory]
    [InlineData("VeraClient")]
    [InlineData("Mailbox")]
    public async Task A_partner_put_without_the_headers_that_it_had_is_not_taken_unasked(string transport)
    {
        const string Id = "gamma";
        Task<PutPartnerResult> PutPartnerAsync(Dictionary<string, string>? headers, Replacement replacement) =>
            new PutPartner(_registry.Cached(_clock), _registry, new EndpointPolicy(false), NoCodes, _clock).PutAsync(
                Id,
                new PartnerDocument
                {
                    Role = "Erp", Name = "Gamma",
                    Connection = new ConnectionDocument
                    {
                        Language = "Vera", Transport = headers is null ? transport : "VeraClient", Url = "https://gamma.example/", Headers = headers,
                    },
                },
                replacement, CancellationToken.None);

        Assert.IsType<PutPartnerResult.Stored>(await PutPartnerAsync(new() { ["X-API-KEY"] = "k", ["X-Other"] = "o" }, new Replacement()));
        Assert.Equal([new PartnerRemoval("/connection/headers", 2)],
            Assert.IsType<PutPartnerResult.RemovesMany>(await PutPartnerAsync(null, new Replacement())).Removals);
        Assert.IsType<PutPartnerResult.Stored>(await PutPartnerAsync(new() { ["X-API-KEY"] = PartnerDocument.Masked }, new Replacement()));
        Assert.Equal([new PartnerRemoval("/connection/headers", 1)],
            Assert.IsType<PutPartnerResult.DryRun>(await PutPartnerAsync(null, new Replacement(IsDryRun: true))).Removals);
        Assert.IsType<PutPartnerResult.Stored>(await PutPartnerAsync(null, new Replacement(Confirmed: 1)));
    }

    [Fact]
    public void All_that_a_partner_had_of_a_list_is_asked_back_and_one_of_several_is_not()
    {
        var before = Partner(["X-API-KEY", "X-Other"], ["s1", "s2"], [("status", "KLAAR"), ("status", "JA"), ("unit", "ST")], ["a@example.nl", "b@example.nl"]);

        Assert.Equal(
        [
            new PartnerRemoval("/connection/headers", 2), new PartnerRemoval("/connection/secrets", 2), new PartnerRemoval("/connection/codes/status", 2),
            new PartnerRemoval("/connection/codes/unit", 1), new PartnerRemoval("/watchers", 2),
        ], PartnerRemoval.Of(before, Partner(["X-New"], [], [("status", "GEREED")], [])));
        Assert.Empty(PartnerRemoval.Of(before, Partner(["x-other"], ["s3"], [("status", "ja"), ("unit", "ST")], ["c@example.nl"])));
        Assert.Empty(PartnerRemoval.Of(Partner([], [], [], []), before));
        var posting = before with { TeamsWorkflow = new Uri("https://teams.example/1") };
        Assert.Equal([new PartnerRemoval("/teamsWorkflow", 1)], PartnerRemoval.Of(posting, before));
        Assert.Empty(PartnerRemoval.Of(posting, posting with { TeamsWorkflow = new Uri("https://teams.example/2") }));

        static Partner Partner(string[] headers, string[] secrets, (string List, string Code)[] codes, string[] watchers) => Given.PartnerAlfa with
        {
            Watchers = watchers,
            Connection = Given.PartnerAlfa.Connection with
            {
                Headers = headers.ToDictionary(h => h, _ => "v"),
                Secrets = secrets,
                Codes = codes.GroupBy(c => c.List).ToDictionary(
                    g => g.Key, g => (IReadOnlyDictionary<string, string>)g.ToDictionary(c => c.Code, _ => "ACC")),
            },
        };
    }

    private async Task<PriceChange> ImportAsync(IEnumerable<int> codes, Replacement replacement)
    {
        using var changes = new RegistryChanges();
        IReadOnlyList<PriceLine> lines = [.. codes.Select(c => new PriceLine($"K-{c}", "Kraan", "PCE", 10, AgreementMethod.UnitPrice))];
        return (await new ImportPrices(_registry.Cached(_clock), _registry, changes, _clock).ImportAsync(Number, lines, replacement, CancellationToken.None))!;
    }

    private async Task<RestoreContractResult> RestoreAsync(Replacement replacement)
    {
        using var changes = new RegistryChanges();
        return await new RestoreContract(_registry.Cached(_clock), _registry, changes, _clock).RestoreAsync(Number, null, replacement, CancellationToken.None);
    }

    private Task<PutContractResult> PutAsync(string more, Replacement replacement) =>
        PutAsync(Number, "\"work\": [{\"kind\": \"Repair\"}]" + more, replacement);

    private Task<PutContractResult> PutWholeAsync(string lists, Replacement replacement) => PutAsync("C-NEW", lists, replacement);

    private async Task<PutContractResult> PutAsync(string number, string lists, Replacement replacement)
    {
        using var changes = new RegistryChanges();
        var json = $$"""{"contractor": "alfa", "validFrom": "2026-01-01", {{lists}}}""";
        using var document = JsonDocument.Parse(json);
        var put = new PutContract(_registry.Cached(_clock), changes, _clock);
        var result = await put.PutAsync(number, document.RootElement, json, replacement, CancellationToken.None);
        Assert.IsNotType<PutContractResult.Wrong>(result);
        return result;
    }
}
