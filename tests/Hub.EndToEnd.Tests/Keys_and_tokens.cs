using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>Who is let in, and to what.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Keys_and_tokens(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("khk_")]
    [InlineData("khk_aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task Nobody_known_is_let_in_nowhere(string? key)
    {
        var stranger = _chain.Hub.With(key);

        Assert.Equal("Bearer", (await stranger.GetAsync(Given.Vera)).Expect(401).Headers["WWW-Authenticate"]);
        (await stranger.PostAsync(Given.Dico, "<a/>", "application/xml")).Expect(401);
        Assert.Equal("application/problem+json", (await stranger.PostAsync(Given.Canonical, "{}", Given.CloudEvent)).Expect(401).ContentType);
        // What a route takes is named in its answer.
        Assert.DoesNotContain("khr_", (await stranger.GetAsync("api/v1/mailbox")).Expect(401).Text, StringComparison.Ordinal);
        Assert.Contains("khr_", (await stranger.GetAsync("api/v1/orders")).Expect(401).Text, StringComparison.Ordinal);
        (await stranger.GetAsync("api/v1/manage/partners")).Expect(401);
    }

    [Fact]
    public async Task A_right_id_with_a_wrong_secret_is_nobody()
    {
        var key = _chain.As(_chain.Webhook).Key!;

        (await _chain.Hub.With(key[..^1] + (key[^1] == 'a' ? 'b' : 'a')).GetAsync("api/v1/mailbox")).Expect(401);
        (await _chain.Hub.With(key[..^1]).GetAsync("api/v1/mailbox")).Expect(401);
        (await _chain.Hub.With(key + new string('x', 4000)).GetAsync("api/v1/mailbox")).Expect(401);
    }

    [Fact]
    public async Task Keys_rotate_both_are_valid_until_the_old_one_is_deleted()
    {
        var (old, oldId) = await MakeKeyAsync("borgman");
        var (next, _) = await MakeKeyAsync("borgman");
        (await old.GetAsync("api/v1/mailbox")).Expect(200);
        (await next.GetAsync("api/v1/mailbox")).Expect(200);

        (await _chain.Manager.DeleteAsync($"api/v1/manage/partners/borgman/keys/{oldId}")).Expect(204);

        (await old.GetAsync("api/v1/mailbox")).Expect(401);
        (await next.GetAsync("api/v1/mailbox")).Expect(200);
        (await _chain.Manager.DeleteAsync($"api/v1/manage/partners/borgman/keys/{oldId}")).Expect(404);
    }

    [Fact]
    public async Task A_webhooks_secret_rotates_the_old_one_and_the_new_one_are_valid_meanwhile()
    {
        var next = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        await PutSecretsAsync("***", next);
        await _chain.PlaceAndReachAsync(_chain.Webhook);
        _chain.Webhook.Secret = next;
        await _chain.PlaceAndReachAsync(_chain.Webhook);

        await PutSecretsAsync(next);
        await _chain.PlaceAndReachAsync(_chain.Webhook);

        async Task PutSecretsAsync(params string[] secrets)
        {
            var document = _chain.Webhook.PartnerDocument();
            document["connection"]!["secrets"] = new JsonArray([.. secrets.Select(s => JsonValue.Create(s))]);
            var shown = (await _chain.Manager.PutAsync($"api/v1/manage/partners/{_chain.Webhook.PartnerId}", document.ToJsonString())).Expect(200);
            Assert.DoesNotContain(next, shown.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_keys_last_use_is_recorded_and_its_secret_never_shown_again()
    {
        var (caller, id) = await MakeKeyAsync("borgman");
        (await caller.GetAsync("api/v1/mailbox")).Expect(200);

        var reply = (await _chain.Manager.GetAsync("api/v1/manage/partners/borgman/keys")).Expect(200);

        var key = reply.Json.EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);
        Assert.InRange(key.GetProperty("lastUsedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.DoesNotContain(caller.Key!.Split('_')[2], reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_partner_is_told_so_and_let_in_again_when_enabled()
    {
        var document = _chain.DicoA.PartnerDocument();
        document["enabled"] = false;
        await _chain.Hub.Setup.PutPartnerAsync("troffel", document, Patience.Token);
        (await _chain.As(_chain.DicoA).GetAsync("api/v1/mailbox")).Expect(403);

        await _chain.Hub.Setup.PutPartnerAsync("troffel", _chain.DicoA.PartnerDocument(), Patience.Token);

        (await _chain.As(_chain.DicoA).GetAsync("api/v1/mailbox")).Expect(200);
    }

    [Fact]
    public async Task A_partner_sees_only_its_own_orders()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var id = (await _chain.OrderAsync(number)).GetProperty("id").GetString();
        var other = _chain.As(_chain.Webhook);

        foreach (var path in (string[])[$"api/v1/orders/{number}", $"api/v1/orders/{id}", $"api/v1/orders/{id}/timeline", $"{Given.Vera}/{number}"])
            (await other.GetAsync(path)).Expect(404);

        (await _chain.As(_chain.DicoC).GetAsync($"api/v1/orders/{id}")).Expect(200);
        Assert.Equal(0, (await other.GetAsync($"api/v1/orders?q={number}")).Expect(200).Json.GetProperty("orders").GetArrayLength());
    }

    [Fact]
    public async Task The_manage_key_opens_no_partners_face()
    {
        (await _chain.Manager.GetAsync(Given.Vera)).Expect(401);
        (await _chain.Manager.PostAsync(Given.Dico, "<a/>", "application/xml")).Expect(401);
        (await _chain.Manager.PostAsync(Given.Canonical, "{}", Given.CloudEvent)).Expect(401);
        (await _chain.Manager.GetAsync("api/v1/mailbox")).Expect(401);
    }

    [Fact]
    public async Task Health_is_for_everybody_but_a_key_that_is_nobodys_is_said_to_be()
    {
        const string Ready = "api/health/ready";
        Assert.False((await _chain.Hub.With(null).GetAsync(Ready)).Expect(200).Json.TryGetProperty("partners", out _));
        Assert.False((await _chain.As(_chain.Erp).GetAsync(Ready)).Expect(200).Json.TryGetProperty("partners", out _));
        Assert.True((await _chain.Manager.GetAsync(Ready)).Expect(200).Json.TryGetProperty("partners", out _));
        foreach (var caller in (Caller[])[_chain.Hub.With(null), _chain.As(_chain.Erp)])
            Assert.DoesNotContain("detail", (await caller.GetAsync(Ready)).Expect(200).Text, StringComparison.Ordinal);
        (await _chain.Hub.With("manage-of-another-hub").GetAsync(Ready)).Expect(401);
        (await _chain.Hub.With("manage-of-another-hub").GetAsync("api/health/live")).Expect(200);
    }

    // The database and its disk are of the local runtime.
    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task The_administrator_sees_how_full_the_disk_is() =>
        Assert.Contains("MiB free", (await _chain.Manager.GetAsync("api/health/ready")).Text, StringComparison.Ordinal);

    // In Azure the host finds no function and answers by itself: 404 without a body, for a wrong method too.
    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task What_has_no_route_is_answered_in_the_format_of_its_area()
    {
        Assert.Equal("urn:ketenhub:problem:not-found", (await _chain.Manager.GetAsync("api/v1/oders")).Expect(404).Json.GetProperty("type").GetString());
        var wrong = (await _chain.Manager.DeleteAsync("api/v1/manage/partners")).Expect(405);
        Assert.Equal("urn:ketenhub:problem:method-not-allowed", wrong.Json.GetProperty("type").GetString());
        Assert.Contains("GET", wrong.Headers["Allow"], StringComparison.Ordinal);
        Assert.Empty((await _chain.As(_chain.Erp).GetAsync("api/vera/v4/nothing")).Expect(404).Body);
        Assert.Empty((await _chain.Manager.GetAsync("nothing")).Expect(404).Body);
    }

    [Fact]
    public async Task A_partners_key_opens_no_manage_face()
    {
        var partner = _chain.As(_chain.Erp);

        (await partner.GetAsync("api/v1/manage/partners")).Expect(401);
        (await partner.PutAsync("api/v1/manage/dwellings", Chain.Register, "text/csv")).Expect(401);
        (await partner.GetAsync("api/v1/manage/messages")).Expect(401);
        (await partner.PostAsync("api/v1/manage/deliveries/replay", "", "application/json")).Expect(401);
    }

    [Fact]
    public async Task A_partner_put_without_its_secrets_is_restored_with_them_and_they_are_shown_to_nobody()
    {
        const string Borgman = "api/v1/manage/partners/borgman";
        var before = (await _chain.Manager.GetAsync(Borgman)).Expect(200).Json;
        var document = JsonNode.Parse(before.GetRawText())!.AsObject();
        document.Remove("id");
        document["connection"]!["headers"] = new JsonObject { ["X-Their-Key"] = "a-very-secret-value" };
        (await _chain.Manager.PutAsync($"{Borgman}?confirm=1", document.ToJsonString())).Expect(200);
        document["connection"]!.AsObject().Remove("headers");
        (await _chain.Manager.PutAsync(Borgman, document.ToJsonString())).Expect(409);
        (await _chain.Manager.PutAsync($"{Borgman}?confirm=1", document.ToJsonString())).Expect(200);

        var versions = (await _chain.Manager.GetAsync($"{Borgman}/versions")).Expect(200);
        Assert.Equal([0, 1], versions.Json.EnumerateArray().Take(2).Select(v => v.GetProperty("headers").GetInt32()));
        var restored = (await _chain.Manager.PostAsync($"{Borgman}/restore", "", "application/json")).Expect(200);
        Assert.Equal("***", restored.Json.GetProperty("connection").GetProperty("headers").GetProperty("X-Their-Key").GetString());
        var newest = versions.Json[0].GetProperty("version").GetInt32();
        foreach (var version in (int[])[newest, newest - 1])
            Assert.DoesNotContain("very-secret", (await _chain.Manager.GetAsync($"{Borgman}?version={version}")).Expect(200).Text, StringComparison.Ordinal);

        (await _chain.Manager.DeleteAsync($"{Borgman}/versions/{newest - 1}")).Expect(204);
        (await _chain.Manager.DeleteAsync($"{Borgman}/versions/{newest + 1}")).Expect(409);
        (await _chain.Manager.PostAsync($"{Borgman}/restore?version={newest - 1}", "", "application/json")).Expect(404);
    }

    [Fact]
    public async Task A_partners_secrets_are_given_back_masked_and_a_put_of_the_mask_keeps_them()
    {
        var shown = (await _chain.Manager.GetAsync("api/v1/manage/partners/haakman")).Expect(200);
        Assert.DoesNotContain(_chain.Webhook.Secret, shown.Text, StringComparison.Ordinal);
        var document = JsonNode.Parse(shown.Text)!.AsObject();

        (await _chain.Manager.PutAsync("api/v1/manage/partners/haakman", document.ToJsonString())).Expect(200);

        await _chain.PlaceAndReachAsync(_chain.Webhook);
        Assert.Equal(0, _chain.Webhook.InvalidSignatures);
    }

    [Fact]
    public async Task Too_many_requests_are_answered_429_with_when_to_come_back_for_that_partner_alone()
    {
        await using var chain = await Chain.StartAsync(null, ("Hub:RequestsPerMinute", "5"));
        for (var i = 0; i < 5; i++) (await chain.As(chain.DicoC).GetAsync("api/v1/mailbox")).Expect(200);

        var reply = (await chain.As(chain.DicoC).GetAsync("api/v1/mailbox")).Expect(429);

        Assert.InRange(int.Parse(reply.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await chain.As(chain.Webhook).GetAsync("api/v1/mailbox")).Expect(200);
    }

    private async Task<(Caller Caller, string Id)> MakeKeyAsync(string partner)
    {
        var made = (await _chain.Manager.PostAsync($"api/v1/manage/partners/{partner}/keys", "", "application/json")).Expect(201).Json;
        return (_chain.Hub.With(made.GetProperty("key").GetString()), made.GetProperty("id").GetString()!);
    }
}
