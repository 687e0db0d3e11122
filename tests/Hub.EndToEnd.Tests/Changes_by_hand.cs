using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Application;
using Hub.Application.Audit;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;
using Hub.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.EndToEnd.Tests;

/// <summary>The audit log: who changed what by hand, and who opened which message.</summary>
public sealed partial class Changes_by_hand
{
    // By which partners' systems speak, and nobody by hand; and what keeps nothing but a person's own sign-in.
    private static readonly HashSet<string> NotByHand =
        ["PhotoPut", "MailboxDelete", "VeraPost", "VeraPut", "VeraPatch", "VeraPutById", "VeraPatchById", "Messages", "DicoMessages", "DashboardSignOut"];

    private static IEnumerable<(string Name, string Method, string Route, AuditedAttribute? Audited)> Routes() =>
        from method in typeof(AuditEndpoints).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        let function = method.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == "FunctionAttribute")
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == "HttpTriggerAttribute")
        where trigger is not null
        let route = (string)trigger.NamedArguments.Single(a => a.MemberName == "Route").TypedValue.Value!
        from verb in ((IEnumerable<CustomAttributeTypedArgument>)trigger.ConstructorArguments[1].Value!).Select(v => (string)v.Value!)
        select ((string)function.ConstructorArguments[0].Value!, verb, route, method.GetCustomAttribute<AuditedAttribute>());

    private static async Task<List<JsonElement>> EntriesAsync(HubHost hub, string query = "") =>
        [.. (await hub.Manager.GetAsync($"api/v1/manage/audit?limit=100{query}")).Expect(200).Json.GetProperty("entries").EnumerateArray()];

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.ToString() : null;

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public void Every_route_that_changes_something_is_audited_or_no_persons() => Assert.Empty(
        Routes().Where(r => r.Method is not ("get" or "head") && r.Audited is null).Select(r => r.Name).Except(NotByHand));

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public void Every_route_that_gives_the_body_of_a_message_is_audited() => Assert.DoesNotContain(Routes(),
        r => r.Route.StartsWith("api/v1/manage/", StringComparison.Ordinal) && r.Route.EndsWith("/body", StringComparison.Ordinal) && r.Audited is null);

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public void Actions_are_words_of_one_route_each_and_name_values_of_its_path()
    {
        var audited = Routes().Where(r => r.Audited is not null).ToList();

        Assert.Equal(audited.Select(r => r.Name).Distinct().Count(), audited.Select(r => r.Audited!.Action).Distinct().Count());
        Assert.All(audited, r => Assert.InRange(r.Audited!.Action.Length, 1, AuditEntry.MaxAction));
        Assert.All(audited, r => Assert.All(r.Audited!.Target, t => Assert.Contains($"{{{t}}}", r.Route, StringComparison.Ordinal)));
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task Whatever_the_administrator_asks_of_such_a_route_stands_in_the_log_with_its_outcome()
    {
        await using var hub = await HubHost.StartAsync();
        var audited = Routes().Where(r => r.Audited is not null && r.Method is not "head").ToList();

        foreach (var route in audited)
        {
            var path = PlaceInPath().Replace(route.Route, "no-such");
            var reply = await hub.Manager.SendAsync(new HttpMethod(route.Method.ToUpperInvariant()), path, "{}"u8.ToArray(), "application/json");
            var target = route.Audited!.Target.Count == 0 ? null : string.Join('/', route.Audited.Target.Select(_ => "no-such"));

            var entry = Assert.Single(await EntriesAsync(hub, $"&action={route.Audited.Action}"));

            Assert.Equal(("manageKey", target, $"{reply.Status}", reply.Status < 400 ? "done" : "refused"),
                (entry.GetProperty("by").GetProperty("kind").GetString()!, Text(entry, "target"), Text(entry, "status")!, Text(entry, "outcome")!));
        }
        Assert.True(audited.Count > 20);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task A_change_and_an_opened_message_say_on_what_and_neither_body_nor_key_stands_there()
    {
        await using var chain = await Chain.StartAsync();
        var placed = (await chain.As(chain.Erp).PostAsync(Given.Vera, "{ this is no message", "application/json")).Receipt;
        (await chain.Manager.GetAsync($"api/v1/manage/messages/{placed}/body")).Expect(200);
        var key = (await chain.Manager.PostAsync("api/v1/manage/partners/borgman/keys", "", "application/json")).Expect(201).Json;
        (await chain.Manager.DeleteAsync($"api/v1/manage/partners/borgman/keys/{Text(key, "id")}")).Expect(204);

        var list = await chain.Manager.GetAsync("api/v1/manage/audit");

        var entries = list.Expect(200).Json.GetProperty("entries").EnumerateArray().Take(3)
            .Select(e => $"{Text(e, "action")} {Text(e, "target")} {Text(e, "outcome")}");
        Assert.Equal([$"key.revoke borgman/{Text(key, "id")} done", $"key.create borgman/{Text(key, "id")} done", $"message.open {placed} done"], entries);
        Assert.DoesNotContain(Text(key, "key")!, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("this is no message", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task Whoever_is_not_the_administrator_and_whoever_only_tries_leaves_nothing_in_it()
    {
        await using var chain = await Chain.StartAsync();
        var before = (await EntriesAsync(chain.Hub)).Count;
        var document = chain.DicoA.PartnerDocument().ToJsonString();

        (await chain.As(chain.Erp).PutAsync("api/v1/manage/partners/troffel", document)).Expect(401);
        (await chain.Hub.With(null).PutAsync("api/v1/manage/partners/troffel", document)).Expect(401);
        (await chain.Manager.PutAsync("api/v1/manage/partners/troffel?dryRun=true", document)).Expect(200);
        (await chain.Manager.PutAsync("api/v1/manage/partners/troffel?dryrum=true", document)).Expect(400);

        Assert.Equal(before, (await EntriesAsync(chain.Hub)).Count);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task An_application_and_a_person_are_told_apart_by_their_tokens()
    {
        await using var issuer = await StandInIssuer.StartAsync();
        await using var hub = await HubHost.StartAsync(null, issuer.Settings);
        var app = issuer.Token("admin-app", role: "Ketenhub.Admin", more: new() { ["idtyp"] = "app" });
        // As Keycloak does it: a scope for everybody, and no word of what the token is for.
        var either = issuer.Token("portal", role: "Ketenhub.Admin", more: new() { ["sub"] = "s-1", ["scope"] = "profile" });
        var person = issuer.Token("portal", role: "Ketenhub.Admin", more: new() { ["tid"] = "t-1", ["oid"] = "o-1", ["scp"] = "manage" });

        (await hub.With(null).PostAsync("api/v1/manage/views/rebuild", "", "application/json", app)).Expect(202);
        (await hub.With(null).PostAsync("api/v1/manage/views/rebuild", "", "application/json", person)).Expect(202);
        (await hub.With(null).PostAsync("api/v1/manage/views/rebuild", "", "application/json", either)).Expect(202);

        Assert.Equal(["token portal/s-1", "person t-1/o-1", "application admin-app"],
            (await EntriesAsync(hub)).Select(e => e.GetProperty("by")).Select(b => $"{Text(b, "kind")} {Text(b, "id")}"));
        Assert.Single(await EntriesAsync(hub, "&actor=t-1/o-1"));
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task An_order_is_named_by_the_hubs_id_however_it_was_asked_for_and_a_reader_key_by_its_own()
    {
        await using var chain = await Chain.StartAsync();
        var number = await chain.PlaceAndReachAsync(chain.DicoC);
        var id = Text((await chain.Manager.GetAsync($"api/v1/orders/{number}")).Expect(200).Json, "id")!;
        foreach (var typed in (string[])[number, id, id.ToUpperInvariant()])
            await chain.Manager.DeleteAsync($"api/v1/manage/orders/{typed}/contact");
        var key = (await chain.Manager.PostAsync("api/v1/manage/reader-keys", """{ "name": "Power BI" }""", "application/json")).Expect(201).Json;

        Assert.Equal([id, id, id], (await EntriesAsync(chain.Hub, "&action=contact.erase")).Select(e => Text(e, "target")));
        Assert.Equal(Text(key, "id"), Text(Assert.Single(await EntriesAsync(chain.Hub, "&action=reader-key.create")), "target"));
    }

    // The library asks twice.
    [Theory]
    [Trait(Runtime.Trait, Runtime.Local)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_issuer_that_comes_back_within_a_request_lets_no_change_past_the_log(int failures)
    {
        await using var issuer = await StandInIssuer.StartAsync();
        await using var hub = await HubHost.StartAsync(null, issuer.Settings);
        await issuer.SetBehaviourAsync(new Hub.Demo.Servers.Behaviour.Flaky(failures));

        var put = await hub.With(null).SendAsync(HttpMethod.Put, "api/v1/manage/partners/alfa",
            System.Text.Encoding.UTF8.GetBytes(Mailbox), "application/json", issuer.Token("admin-app", role: "Ketenhub.Admin"));

        var noted = await EntriesAsync(hub);
        Assert.Equal(put.Status == 201 ? ["partner.put"] : [], noted.Select(e => Text(e, "action")));
        Assert.Contains(put.Status, (int[])[201, 401]);
        (await hub.Manager.GetAsync("api/v1/manage/partners/alfa")).Expect(put.Status == 201 ? 200 : 404);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task What_cannot_be_noted_does_not_happen()
    {
        var log = new FailingLog();
        await using var hub = await HubHost.StartAsync(s => s.AddSingleton<IAuditLog>(log));

        Assert.True((await hub.Manager.PutAsync("api/v1/manage/partners/alfa", Mailbox)).Expect(503).Headers.ContainsKey("Retry-After"));

        (await hub.Manager.GetAsync("api/v1/manage/partners/alfa")).Expect(404);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task What_was_done_is_answered_also_where_its_outcome_cannot_be_noted()
    {
        var log = new FailingLog { FailsToBegin = false };
        await using var hub = await HubHost.StartAsync(s => s.AddSingleton<IAuditLog>(log));

        (await hub.Manager.PutAsync("api/v1/manage/partners/alfa", Mailbox)).Expect(201);

        Assert.Equal("partner.put", Assert.Single(log.Begun).Action);
        Assert.Contains(hub.LogLines, l => l.Contains("partner.put", StringComparison.Ordinal) && l.Contains("could not be noted", StringComparison.Ordinal));
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task Entries_are_kept_as_long_as_is_set_and_no_longer()
    {
        var clock = new FakeClock();
        await using var hub = await HubHost.StartAsync(clock, ("Hub:Retention:AuditDays", "30"));
        (await hub.Manager.PutAsync("api/v1/manage/partners/alfa", Mailbox)).Expect(201);

        clock.Advance(TimeSpan.FromDays(30));
        await hub.RunTimerAsync("SweepAudit");
        Assert.Single(await EntriesAsync(hub));
        clock.Advance(TimeSpan.FromMinutes(1));
        await hub.RunTimerAsync("SweepAudit");

        Assert.Empty(await EntriesAsync(hub));
    }

    private const string Mailbox = """{ "role": "Contractor", "name": "Alfa", "connection": { "language": "Canonical", "transport": "Mailbox" } }""";

    private sealed class FailingLog : IAuditLog
    {
        public bool FailsToBegin { get; init; } = true;

        public List<AuditEntry> Begun { get; } = [];

        public Task BeginAsync(AuditEntry entry, CancellationToken cancel)
        {
            if (FailsToBegin) throw new StoreException("The audit log is away.");
            Begun.Add(entry);
            return Task.CompletedTask;
        }

        public Task CompleteAsync(AuditEntry entry, CancellationToken cancel) => throw new StoreException("The audit log is away.");

        public ValueTask<AuditPage> ListAsync(AuditQuery query, CancellationToken cancel) => ValueTask.FromResult(new AuditPage(Begun, null));

        public Task<int> RemoveAsync(DateTimeOffset before, int max, CancellationToken cancel) => Task.FromResult(0);
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex PlaceInPath();
}
