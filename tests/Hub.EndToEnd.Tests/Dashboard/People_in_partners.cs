using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>Whose people are whose, as the administrator puts it in the partners.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class People_in_partners
{
    private const string Alfa = "api/v1/manage/partners/alfa";
    private const string Beta = "api/v1/manage/partners/beta";

    private static string Document(string name, params string[] groups) => new JsonObject
    {
        ["role"] = "Contractor", ["name"] = name, ["connection"] = new JsonObject { ["language"] = "Canonical", ["transport"] = "Mailbox" },
        ["people"] = new JsonArray([.. groups.Select(g => new JsonObject { ["tenantId"] = Principals.Tenant, ["groupId"] = g })]),
    }.ToJsonString();

    [Fact]
    public async Task They_are_given_back_and_only_lost_where_that_is_confirmed()
    {
        await using var hub = await HubHost.StartAsync();
        (await hub.Manager.PutAsync(Alfa, Document("Alfa", "g-1", "g-2"))).Expect(201);
        Assert.Equal("g-2", (await hub.Manager.GetAsync(Alfa)).Expect(200).Json.GetProperty("people")[1].GetProperty("groupId").GetString());

        Assert.Contains("confirm=2", (await hub.Manager.PutAsync(Alfa, Document("Alfa"))).Expect(409).Text, StringComparison.Ordinal);
        (await hub.Manager.PutAsync($"{Alfa}?confirm=2", Document("Alfa"))).Expect(200);

        Assert.False((await hub.Manager.GetAsync(Alfa)).Json.TryGetProperty("people", out _));
        Assert.Equal(2, (await hub.Manager.PostAsync($"{Alfa}/restore", "", "application/json")).Expect(200).Json.GetProperty("people").GetArrayLength());
    }

    [Fact]
    public async Task Nobody_is_put_or_restored_into_two_contractors()
    {
        await using var hub = await HubHost.StartAsync();
        (await hub.Manager.PutAsync(Alfa, Document("Alfa", "g-1"))).Expect(201);
        Assert.Contains("/people/0", (await hub.Manager.PutAsync(Beta, Document("Beta", "g-1"))).Expect(400).Text, StringComparison.Ordinal);
        (await hub.Manager.PutAsync(Alfa, Document("Alfa", "g-2"))).Expect(200);
        (await hub.Manager.PutAsync(Beta, Document("Beta", "g-1"))).Expect(201);

        Assert.Contains("/people/0", (await hub.Manager.PostAsync($"{Alfa}/restore", "", "application/json")).Expect(400).Text, StringComparison.Ordinal);
    }
}
