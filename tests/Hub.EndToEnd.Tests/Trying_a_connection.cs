using Hub.Demo.Servers;
using Hub.Demo.Story;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>A partner's connection is tried without an order, and events come in either of CloudEvents' two modes.</summary>
public sealed class Trying_a_connection(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    [Theory]
    [InlineData("haakman", "POST application/cloudevents+json")]
    [InlineData("cement", "POST application/xml")]
    [InlineData("erp", "GET ping")]
    public async Task A_test_message_is_answered_with_what_the_partner_said(string partner, string sent)
    {
        var reply = (await _chain.Manager.PostAsync($"api/v1/manage/partners/{partner}/test", "", "application/json")).Expect(200).Json;

        Assert.Equal((partner, sent), (reply.GetProperty("partner").GetString(), reply.GetProperty("sent").GetString()));
        Assert.True(reply.GetProperty("delivered").GetBoolean(), reply.ToString());
        Assert.InRange(reply.GetProperty("status").GetInt32(), 200, 299);
        Assert.Equal(0, reply.GetProperty("broughtForward").GetInt32());
    }

    [Fact]
    public async Task A_partner_that_refuses_the_test_is_said_to_and_what_waits_for_it_goes_when_it_takes_one()
    {
        await using var chain = await Chain.StartAsync();
        await chain.Webhook.SetBehaviourAsync(new Behaviour.Status(503, TimeSpan.FromHours(1)));
        var number = await chain.PlaceAsync(chain.Webhook);
        await Patience.UntilAsync("a failed attempt", () => chain.Manager.GetAsync("api/v1/manage/deliveries?partner=haakman"),
            r => r.Json.GetProperty("deliveries").EnumerateArray().Any(d => d.GetProperty("failures").GetInt32() > 0));

        var failed = (await chain.Manager.PostAsync("api/v1/manage/partners/haakman/test", "", "application/json")).Expect(200).Json;
        Assert.Equal((false, 503, "busy"),
            (failed.GetProperty("delivered").GetBoolean(), failed.GetProperty("status").GetInt32(), failed.GetProperty("failure").GetString()));
        Assert.Contains("is tried again at", failed.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());
        var taken = (await chain.Manager.PostAsync("api/v1/manage/partners/haakman/test", "", "application/json")).Expect(200).Json;
        Assert.Equal(1, taken.GetProperty("broughtForward").GetInt32());
        await Chain.HearsAsync(chain.Webhook, number, 1);
    }

    [Fact]
    public async Task Every_partner_of_the_demo_takes_the_test()
    {
        await using var hub = await HubHost.StartAsync();
        await using var demo = await DemoRun.StartAsync(hub.Address, HubHost.ManageKey, TextWriter.Null, new DemoOptions(), Patience.Token);
        var partners = (await hub.Manager.GetAsync("api/v1/manage/partners")).Expect(200).Json.EnumerateArray()
            .Select(p => p.GetProperty("id").GetString()).ToList();

        Assert.Equal(5, partners.Count);
        foreach (var partner in partners)
        {
            var reply = (await hub.Manager.PostAsync($"api/v1/manage/partners/{partner}/test", "", "application/json")).Expect(200).Json;
            Assert.True(reply.GetProperty("delivered").GetBoolean(), reply.ToString());
        }
    }

    [Fact]
    public async Task A_partner_that_fetches_is_called_by_nobody()
    {
        (await _chain.Manager.PostAsync("api/v1/manage/partners/postbus/test", "", "application/json")).Expect(409);
        (await _chain.Manager.PostAsync("api/v1/manage/partners/nobody/test", "", "application/json")).Expect(404);
        (await _chain.As(_chain.Webhook).PostAsync("api/v1/manage/partners/haakman/test", "", "application/json")).Expect(401);
    }

    [Fact]
    public async Task An_event_in_binary_mode_is_the_same_event_in_structured_mode()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        (string, string)[] attributes =
        [
            ("ce-specversion", "1.0"), ("ce-id", "binary-1"), ("ce-source", "urn:e2e"), ("ce-type", "nl.ketenhub.order.accepted.v1"), ("ce-subject", number),
            ("ce-correlationid", "caf%C3%A9"),
        ];
        const string Data = """{ "remark": "Akkoord" }""";
        var webhook = _chain.As(_chain.Webhook);

        var first = (await webhook.PostAsync(Given.Canonical, Data, "application/json", attributes)).Expect(202);
        Assert.Equal(first.Text, (await webhook.PostAsync(Given.Canonical, Data, "application/json", attributes)).Expect(202).Text);
        var structured = $$"""
            { "specversion": "1.0", "id": "binary-1", "source": "urn:e2e", "type": "nl.ketenhub.order.accepted.v1", "subject": "{{number}}", "correlationid": "café",
              "datacontenttype": "application/json", "data": {{Data}} }
            """;
        Assert.Equal(first.Text, (await webhook.PostAsync(Given.Canonical, structured, Given.CloudEvent)).Expect(202).Text);
        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(number));

        var wrong = (await webhook.PostAsync(Given.Canonical, """{ "remark": 1 }""", "application/json", attributes)).Expect(400).Json.GetProperty("errors")[0];
        Assert.Equal("/data/remark", wrong.GetProperty("pointer").GetString());
        (await webhook.PostAsync(Given.Canonical, "{", "application/json", attributes)).Expect(400);
    }
}
