using Hub.Core.Partners;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every registry promises.</summary>
public abstract class RegistryContract
{
    /// <summary>An empty registry.</summary>
    protected abstract IRegistry Registry { get; }

    private ValueTask<RegistryContent> LoadAsync() => Registry.LoadAsync(CancellationToken.None);

    private Task<ContractRecord> PutAsync(string json, int minute = 0, string number = "C-1") =>
        Registry.SaveContractAsync(number, json, Given.Start.AddMinutes(minute), CancellationToken.None);

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
}
