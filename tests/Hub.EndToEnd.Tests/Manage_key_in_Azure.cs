using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>In Azure the manage key is a secret of Key Vault, or there is none.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
public sealed class Manage_key_in_Azure
{
    [Fact]
    public async Task Without_a_secret_in_the_vault_no_key_opens_the_manage_interface_and_a_token_does()
    {
        await using var issuer = await StandInIssuer.StartAsync();
        await using var hub = await HubHost.StartAsync(null, [("Hub:ManageKey", ""), .. issuer.Settings]);

        (await hub.Manager.GetAsync("api/v1/manage/partners")).Expect(401);
        (await hub.With("").GetAsync("api/v1/manage/partners")).Expect(401);
        (await hub.With(null).GetAsync("api/v1/manage/partners", issuer.Token("admin-app", role: "Ketenhub.Admin"))).Expect(200);
    }

    [Fact]
    public async Task A_secret_of_the_vault_is_the_key_and_where_the_vault_is_away_it_holds_for_some_minutes_more()
    {
        await using var chain = await Chain.StartAsync();
        (await chain.Manager.GetAsync("api/v1/manage/partners")).Expect(200);

        chain.Hub.Azure.Environment.Vault.IsThere = false;

        // The key was read: RefreshedManageKey says for how long it holds.
        (await chain.Manager.GetAsync("api/v1/manage/partners")).Expect(200);
        (await chain.As(chain.Erp).GetAsync("api/v1/orders")).Expect(200);
    }

    [Fact]
    public async Task What_one_instance_gives_another_takes()
    {
        await using var chain = await Chain.StartAsync();
        var other = await chain.Hub.Azure.AddInstanceAsync();
        var manager = new Caller(other.Host.Address, HubHost.ManageKey);
        var first = (await chain.Manager.GetAsync("api/v1/manage/audit?limit=1")).Expect(200).Json;
        var cursor = first.GetProperty("cursor").GetString()!;

        var second = (await manager.GetAsync($"api/v1/manage/audit?limit=1&cursor={cursor}")).Expect(200).Json;

        Assert.NotEqual(first.GetProperty("entries")[0].GetProperty("id").GetString(), second.GetProperty("entries")[0].GetProperty("id").GetString());
        (await manager.GetAsync($"api/v1/manage/audit?limit=1&cursor={cursor[..^4]}AAAA")).Expect(400);
        Assert.Contains(chain.Hub.Azure.Environment.Vault.Names, n => n.StartsWith("key-ring-", StringComparison.Ordinal));
    }
}
