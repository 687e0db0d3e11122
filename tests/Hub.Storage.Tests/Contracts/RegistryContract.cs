using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every registry promises.</summary>
public abstract class RegistryContract
{
    /// <summary>An empty registry.</summary>
    protected abstract IRegistry Registry { get; }

    private ValueTask<RegistryContent> LoadAsync() => Registry.LoadAsync(CancellationToken.None);

    private async Task<ContractRecord> PutAsync(string json, int minute = 0, string number = "C-1", string contractor = "alfa") =>
        (await Registry.SaveContractAsync(number, contractor, json, Given.Start.AddMinutes(minute), CancellationToken.None))!;

    [Fact]
    public async Task An_empty_registry_holds_nothing()
    {
        var content = await LoadAsync();
        Assert.Equal((0, 0, 0), (content.Partners.Count, content.Keys.Count, content.Contracts.Count));
    }

    [Fact]
    public async Task A_partner_is_kept_whole_with_its_secrets()
    {
        await Registry.SavePartnerAsync(Given.Partner(), CancellationToken.None);
        var found = Assert.Single((await LoadAsync()).Partners);
        Assert.Equal(PartnerJson.Write(Given.Partner()), PartnerJson.Write(found));
        Assert.Equal(["whsec_1"], found.Connection.Secrets);
    }

    [Fact]
    public async Task A_partner_takes_the_place_of_the_one_with_its_id()
    {
        await Registry.SavePartnerAsync(Given.Partner(), CancellationToken.None);
        await Registry.SavePartnerAsync(Given.Partner() with { Name = "Alfa Nieuw" }, CancellationToken.None);
        Assert.Equal(["Alfa Nieuw"], (await LoadAsync()).Partners.Select(p => p.Name));
    }

    [Fact]
    public async Task A_partner_that_is_put_anew_leaves_the_one_before_whole()
    {
        await PutAsync(Given.Partner());
        await PutAsync(Given.Partner() with { Name = "Alfa Nieuw", Connection = Given.Partner().Connection with { Secrets = ["whsec_2"] } }, minute: 5);
        await PutAsync(Given.Partner() with { Name = "Alfa Nieuw", Connection = Given.Partner().Connection with { Secrets = ["whsec_2"] } }, minute: 6);

        var versions = await VersionsAsync();
        Assert.Equal([(2, Given.Start.AddMinutes(5), null), (1, Given.Start, Given.Start.AddMinutes(5))], versions.Select(v => (v.Number, v.PutAt!.Value, v.ReplacedAt)));
        Assert.Equal(["whsec_2", "whsec_1"], versions.SelectMany(v => v.Partner.Connection.Secrets));
        Assert.All(versions, v => Assert.True(v.HasItsSecrets));
        Assert.Equal(PartnerJson.Write(Given.Partner()), PartnerJson.Write(versions[1].Partner));
        Assert.Equal(["Alfa Nieuw"], (await LoadAsync()).Partners.Select(p => p.Name));
        Assert.Empty(await Registry.PartnerVersionsAsync("beta", CancellationToken.None));
    }

    [Fact]
    public async Task A_correction_of_a_partner_is_no_version()
    {
        await PutAsync(Given.Partner());
        await Registry.SavePartnerAsync(Given.Partner() with { Name = "Alfa Nieuw" }, CancellationToken.None);
        Assert.Equal([(1, "Alfa Nieuw")], (await VersionsAsync()).Select(v => (v.Number, v.Partner.Name)));
    }

    [Fact]
    public async Task The_newest_earlier_versions_of_a_partner_are_kept()
    {
        for (var i = 0; i <= PartnerVersion.MaxKept + 1; i++) await PutAsync(Given.Partner() with { Name = $"Alfa {i}" }, i);
        Assert.Equal(Enumerable.Range(1, PartnerVersion.MaxKept + 1).Select(i => i + 1).Reverse(), (await VersionsAsync()).Select(v => v.Number));
    }

    [Fact]
    public async Task An_earlier_version_of_a_partner_can_be_removed_and_the_one_in_force_not()
    {
        await PutAsync(Given.Partner());
        await PutAsync(Given.Partner() with { Name = "Alfa Nieuw" });
        Assert.Equal(RemovePartnerVersionResult.InForce, await Registry.RemovePartnerVersionAsync("alfa", 2, CancellationToken.None));
        Assert.Equal(RemovePartnerVersionResult.Removed, await Registry.RemovePartnerVersionAsync("alfa", 1, CancellationToken.None));
        Assert.Equal(RemovePartnerVersionResult.NotFound, await Registry.RemovePartnerVersionAsync("alfa", 1, CancellationToken.None));
        Assert.Equal([2], (await VersionsAsync()).Select(v => v.Number));
        Assert.Equal(["whsec_1"], Assert.Single((await LoadAsync()).Partners).Connection.Secrets);
    }

    [Fact]
    public async Task Versions_of_a_partner_go_when_their_time_is_over()
    {
        for (var i = 0; i < 3; i++) await PutAsync(Given.Partner() with { Name = $"Alfa {i}" }, i);
        await Registry.RemovePartnerVersionsAsync(Given.Start.AddMinutes(2), CancellationToken.None);
        Assert.Equal([3, 2], (await VersionsAsync()).Select(v => v.Number));
    }

    private Task PutAsync(Partner partner, int minute = 0) => Registry.PutPartnerAsync(partner, Given.Start.AddMinutes(minute), CancellationToken.None);

    private ValueTask<IReadOnlyList<PartnerVersion>> VersionsAsync() => Registry.PartnerVersionsAsync("alfa", CancellationToken.None);

    [Fact]
    public async Task A_key_is_kept_until_it_is_removed()
    {
        var key = new PartnerKey("k1", "alfa", new string('c', 64), Given.Start);
        await Registry.AddKeyAsync(key, CancellationToken.None);
        Assert.Equal([key], (await LoadAsync()).Keys);
        Assert.True(await Registry.RemoveKeyAsync("alfa", "k1", CancellationToken.None));
        Assert.Empty((await LoadAsync()).Keys);
    }

    [Fact]
    public async Task A_key_is_removed_by_its_own_partner_only()
    {
        await Registry.AddKeyAsync(new PartnerKey("k1", "alfa", new string('c', 64), Given.Start), CancellationToken.None);
        Assert.False(await Registry.RemoveKeyAsync("beta", "k1", CancellationToken.None));
        Assert.Single((await LoadAsync()).Keys);
    }

    [Fact]
    public async Task When_a_key_was_used_is_noted()
    {
        await Registry.AddKeyAsync(new PartnerKey("k1", "alfa", new string('c', 64), Given.Start), CancellationToken.None);
        await Registry.RecordUseAsync("k1", Given.Start.AddHours(1), CancellationToken.None);
        Assert.Equal(Given.Start.AddHours(1), (await LoadAsync()).Keys.Single().LastUsedAt);
    }

    [Fact]
    public async Task A_contract_that_changes_gets_the_next_version_and_the_last_one_counts()
    {
        Assert.Equal(new ContractRecord("C-1", 1, "{}", Given.Start), await PutAsync("{}"));
        var second = await PutAsync("""{"a":1}""", 5);
        Assert.Equal(new ContractRecord("C-1", 2, """{"a":1}""", Given.Start.AddMinutes(5)), second);
        Assert.Equal([second], (await LoadAsync()).Contracts);
    }

    [Fact]
    public async Task The_same_contract_again_is_no_new_version()
    {
        var first = await PutAsync("{}");
        Assert.Equal(first, await PutAsync("{}", 5));
    }

    [Fact]
    public async Task Contracts_do_not_share_versions()
    {
        await PutAsync("{}");
        Assert.Equal(1, (await PutAsync("{}", number: "C-2")).Version);
        Assert.Equal(["C-1", "C-2"], (await LoadAsync()).Contracts.Select(c => c.Number));
    }

    [Fact]
    public async Task Every_version_stays_readable()
    {
        var first = await PutAsync("{}");
        var second = await PutAsync("""{"a":1}""", 5);
        Assert.Equal(first, await FindAsync(1));
        Assert.Equal(second, await FindAsync(2));
        Assert.Null(await FindAsync(3));
        Assert.Equal([second, first], await Registry.ContractVersionsAsync("C-1", CancellationToken.None));
        Assert.Empty(await Registry.ContractVersionsAsync("C-2", CancellationToken.None));
    }

    [Fact]
    public async Task A_price_list_makes_the_next_version_with_the_same_document()
    {
        await PutAsync("{}");
        var priced = await PriceAsync(5, Given.Price(1), Given.Price(2));
        Assert.Equal(new ContractRecord("C-1", 2, "{}", Given.Start.AddMinutes(5), PriceList: 2), priced);
        Assert.Equal([priced!], (await LoadAsync()).Contracts);
    }

    [Fact]
    public async Task A_price_list_is_found_whole_and_in_its_order()
    {
        await PutAsync("{}");
        PriceLine[] lines =
        [
            Given.Price(2) with { Price = 999_999_999.9999m, Coverage = AgreementMethod.Warranty, From = new DateOnly(2026, 1, 1), To = DateOnly.MaxValue },
            Given.Price(1) with { Price = 0.0001m, Description = "2 m² \"tegels\"; wit\n" },
            Given.Price(3) with { Price = 0 },
        ];
        await PriceAsync(5, lines);
        Assert.Equal(lines, await Registry.FindPricesAsync("C-1", 2, CancellationToken.None));
    }

    [Fact]
    public async Task A_price_list_that_is_not_there_has_no_lines()
    {
        await PutAsync("{}");
        Assert.Empty(await Registry.FindPricesAsync("C-1", 1, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_price_list_again_is_no_new_version()
    {
        await PutAsync("{}");
        var first = await PriceAsync(5, Given.Price(1));
        Assert.Equal(first, await PriceAsync(6, Given.Price(1)));
        Assert.Equal(3, (await PriceAsync(7, Given.Price(1) with { Price = 2 }))!.PriceList);
        Assert.Equal(1, Assert.Single(await Registry.FindPricesAsync("C-1", 2, CancellationToken.None)).Price);
    }

    [Fact]
    public async Task A_list_without_lines_takes_the_place_of_one_with_lines()
    {
        await PutAsync("{}");
        await PriceAsync(5, Given.Price(1));
        Assert.Equal(3, (await PriceAsync(6))!.PriceList);
        Assert.Empty(await Registry.FindPricesAsync("C-1", 3, CancellationToken.None));
    }

    [Fact]
    public async Task A_new_document_keeps_the_price_list()
    {
        await PutAsync("{}");
        await PriceAsync(5, Given.Price(1));
        Assert.Equal(new ContractRecord("C-1", 3, """{"a":1}""", Given.Start.AddMinutes(6), PriceList: 2), await PutAsync("""{"a":1}""", 6));
    }

    [Fact]
    public async Task Prices_need_a_contract()
    {
        Assert.Null(await PriceAsync(0, Given.Price(1)));
        Assert.Empty((await LoadAsync()).Contracts);
    }

    [Fact]
    public async Task Ten_thousand_prices_come_in_one_go()
    {
        await PutAsync("{}");
        var lines = Enumerable.Range(1, 10_000).Select(i => Given.Price(i)).ToArray();
        await PriceAsync(5, lines);
        Assert.Equal(lines, await Registry.FindPricesAsync("C-1", 2, CancellationToken.None));
    }

    [Fact]
    public async Task A_contract_that_is_removed_is_gone_and_its_versions_stay_readable()
    {
        var first = await PutAsync("{}");
        var second = await PriceAsync(5, Given.Price(1));
        Assert.Equal(RemoveContractResult.Removed, await RemoveAsync());
        Assert.Empty((await LoadAsync()).Contracts);
        Assert.Equal([second!, first], await Registry.ContractVersionsAsync("C-1", CancellationToken.None));
        Assert.Equal(second, await FindAsync(2));
        Assert.Single(await Registry.FindPricesAsync("C-1", 2, CancellationToken.None));
    }

    [Fact]
    public async Task Only_a_contract_that_stands_is_removed()
    {
        Assert.Equal(RemoveContractResult.NotFound, await RemoveAsync());
        await PutAsync("{}");
        Assert.Equal(RemoveContractResult.Removed, await RemoveAsync());
        Assert.Equal(RemoveContractResult.NotFound, await RemoveAsync());
        Assert.Null(await PriceAsync(5, Given.Price(1)));
    }

    [Fact]
    public async Task A_contract_that_is_put_again_goes_on_with_the_next_version_and_without_prices()
    {
        await PutAsync("{}");
        await PriceAsync(5, Given.Price(1));
        await RemoveAsync();
        var again = await PutAsync("{}", 20);
        Assert.Equal(new ContractRecord("C-1", 3, "{}", Given.Start.AddMinutes(20)), again);
        Assert.Equal([again], (await LoadAsync()).Contracts);
        Assert.Equal(4, (await PriceAsync(21, Given.Price(1)))!.PriceList);
    }

    [Fact]
    public async Task A_contract_under_which_an_order_was_awarded_is_not_removed()
    {
        var contract = await PutAsync("{}");
        Assert.True(await AwardAsync(1));
        Assert.Equal(RemoveContractResult.InUse, await RemoveAsync());
        Assert.Equal([contract], (await LoadAsync()).Contracts);
    }

    [Fact]
    public async Task An_order_is_first_awarded_under_the_newest_version_of_a_contract_in_force_or_not_at_all()
    {
        Assert.False(await AwardAsync(1));
        await PutAsync("{}");
        await PutAsync("""{"a":1}""");
        Assert.False(await AwardAsync(1));
        await RemoveAsync();
        Assert.False(await AwardAsync(2));
    }

    [Fact]
    public async Task Further_awards_are_recorded_under_any_version_and_any_number_of_times()
    {
        await PutAsync("{}");
        Assert.True(await AwardAsync(1));
        await PutAsync("""{"a":1}""");
        Assert.True(await AwardAsync(1));
        Assert.True(await AwardAsync(2));
    }

    [Fact]
    public async Task The_contractor_of_a_contract_changes_until_an_order_is_awarded_under_it()
    {
        await PutAsync("{}");
        Assert.Equal(2, (await PutAsync("""{"a":1}""", contractor: "beta")).Version);
        Assert.True(await AwardAsync(2, "beta"));
        Assert.Null(await PutAsync("{}", contractor: "alfa"));
        Assert.Equal(3, (await PutAsync("""{"a":2}""", contractor: "beta")).Version);
    }

    private Task<bool> AwardAsync(int version, string contractor = "alfa") => Registry.RecordAwardAsync("C-1", version, contractor, CancellationToken.None);

    private Task<ContractRecord?> PriceAsync(int minute, params PriceLine[] lines) =>
        Registry.SavePricesAsync("C-1", lines, Given.Start.AddMinutes(minute), CancellationToken.None);

    private Task<RemoveContractResult> RemoveAsync() => Registry.RemoveContractAsync("C-1", Given.Start.AddMinutes(10), CancellationToken.None);

    private ValueTask<ContractRecord?> FindAsync(int version) => Registry.FindContractAsync("C-1", version, CancellationToken.None);
}
