using Hub.Application.Contacts;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Servers;
using Hub.Domain.Orders;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>A resident's name and phone go to the order's contractor and to nobody else.</summary>
public sealed class Personal_data : IAsyncLifetime
{
    private const string Name = "Zonnebloem-Merkteken";
    private const string Phone = "0687654321";

    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task The_contractor_gets_the_resident()
    {
        var toDico = await PlaceAsync(_chain.DicoC);
        var toWebhook = await PlaceAsync(_chain.Webhook);

        Assert.Contains(Name, _chain.DicoC.Find(toDico)!.Instruction.ToString(), StringComparison.Ordinal);
        Assert.Contains(Phone, _chain.Webhook.Latest(toWebhook)!.Data.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_sees_the_resident_in_any_answer_list_message_or_log()
    {
        var number = await PlaceAsync(_chain.DicoC);
        var seen = new List<string>();
        // Faults right beside the name, and the name in the place of what is wrong.
        var draft = Draft(_chain.DicoC) with { Dwelling = "X-99" };
        var erp = _chain.As(_chain.Erp);
        foreach (var body in (string[])
        [
            draft.ToJson().ToJsonString(),
            draft.ToJson().ToJsonString()[..^3],
            $$"""{ "idExtern": "{{Name}}", "onderhoudSoort": { "code": "{{Name}}" }, "btwVerlegd": "{{Name}}", "begindatum": "{{Phone}}" }""",
        ])
            seen.Add((await erp.PostAsync(Given.Vera, body, "application/json")).Expect(422).Text);
        var dico = _chain.As(_chain.DicoC);
        foreach (var body in (string[])[$"<{Name}/>", $"<MaintenanceStatus>{Name}", Given.Status(Name, Glns.Of(13), Phone), Given.Status(number, Name, "ACC")])
            seen.Add((await dico.PostAsync(Given.Dico, body, "application/xml")).Expect(400).Text);
        var webhook = _chain.As(_chain.Webhook);
        foreach (var body in (string[])
        [
            $$"""{ "{{Name}}" """, Given.Event(Phone, number), Given.Event("work.interrupted", number, $$"""{ "reason": "{{Name}}" }"""),
        ])
            seen.Add((await webhook.PostAsync(Given.Canonical, body, Given.CloudEvent)).Expect(400).Text);
        Assert.Equal(409, (await _chain.DicoC.CloseAsync(number)).Status);
        (await _chain.DicoC.AcceptAsync(number)).EnsureSuccess();
        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Garbage());
        (await _chain.Erp.CancelAsync(number, "Niet meer nodig")).EnsureSuccess();
        await _chain.DeliveriesAsync(number, _chain.DicoC, "a failed delivery", d => d.Any(x => x.Failures > 0));
        await _chain.ErpHearsAsync(number, 2);

        foreach (var path in (string[])
        [
            "api/v1/orders", $"api/v1/orders/{number}", $"api/v1/orders/{number}/timeline", "api/v1/manage/deliveries", "api/v1/manage/messages",
            "api/v1/manage/partners", "api/health/ready", $"api/v1/orders?q={number}",
        ])
            seen.Add((await _chain.Manager.GetAsync(path)).Expect(200).Text);
        seen.Add((await erp.GetAsync(Given.Vera)).Expect(200).Text);
        seen.Add((await erp.GetAsync($"{Given.Vera}/{number}")).Expect(200).Text);
        seen.Add((await dico.GetAsync($"api/v1/orders/{number}")).Expect(200).Text);
        seen.AddRange(_chain.Erp.Received.Select(r => r.Text));
        seen.AddRange(_chain.Hub.LogLines);

        Assert.NotEmpty(_chain.Hub.LogLines);
        Assert.All(seen, text =>
        {
            Assert.DoesNotContain(Name, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Phone, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task Erasing_the_contact_empties_it_and_the_messages_as_they_came_in()
    {
        var draft = Draft(_chain.DicoC);
        var placed = (await _chain.As(_chain.Erp).PostAsync(Given.Vera, draft.ToJson().ToJsonString(), "application/json")).Expect(201);
        var id = (await _chain.OrderAsync(draft.Number)).GetProperty("id").GetString();
        Assert.Contains(Name, (await _chain.Manager.GetAsync($"api/v1/manage/messages/{placed.Receipt}/body")).Text, StringComparison.Ordinal);

        (await _chain.Manager.DeleteAsync($"api/v1/manage/orders/{id}/contact")).Expect(204);

        Assert.Empty((await _chain.Manager.GetAsync($"api/v1/manage/messages/{placed.Receipt}/body")).Expect(200).Body);
        var again = (await _chain.Manager.DeleteAsync($"api/v1/manage/orders/{draft.Number}/contact")).Expect(404);
        Assert.Contains("has no contact", again.Text, StringComparison.Ordinal);
        var contacts = _chain.Hub.Service<IContacts>();
        Assert.Null(await contacts.FindAsync(new OrderId(Guid.Parse(id!)), CancellationToken.None));
        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(draft.Number));
    }

    [Fact]
    public async Task A_contact_is_erased_also_by_the_order_s_number()
    {
        var draft = Draft(_chain.DicoC);
        (await _chain.As(_chain.Erp).PostAsync(Given.Vera, draft.ToJson().ToJsonString(), "application/json")).Expect(201);
        (await _chain.Manager.DeleteAsync($"api/v1/manage/orders/{draft.Number}/contact")).Expect(204);
        (await _chain.Manager.DeleteAsync("api/v1/manage/orders/no-such-order/contact")).Expect(404);
    }

    private NewVeraOrder Draft(IContractor contractor) =>
        _chain.Draft(contractor) with { ResidentName = Name, ResidentPhone = Phone };

    private async Task<string> PlaceAsync(IContractor contractor)
    {
        var draft = Draft(contractor);
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        await Chain.HearsAsync(contractor, draft.Number, 1);
        return draft.Number;
    }
}
