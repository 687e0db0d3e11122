using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;
using Hub.Domain.Partners;

namespace Hub.Connectors.Tests;

public sealed class Signed_webhooks
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = """{"test": 2432232314}""";

    [Fact]
    public void The_standards_test_vector_holds() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Sign(Id, 1614265330, System.Text.Encoding.UTF8.GetBytes(Body), [Secret]));

    [Fact]
    public async Task A_call_carries_id_time_and_signature()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        await fixture.Webhook.SendAsync(ConnectorFixture.Partner(partner.Url, secrets: [Secret]), Id, ConnectorFixture.Message(Body), false, CancellationToken.None);
        var headers = Assert.Single(partner.Calls).Headers;
        Assert.Equal(
            (Id, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            (headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]));
    }

    [Fact]
    public async Task A_second_attempt_has_the_same_id_and_its_own_time()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url, secrets: [Secret]);
        await fixture.Webhook.SendAsync(to, Id, ConnectorFixture.Message(Body), false, CancellationToken.None);
        fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        await fixture.Webhook.SendAsync(to, Id, ConnectorFixture.Message(Body), false, CancellationToken.None);
        Assert.Equal([(Id, "1614265330"), (Id, "1614265335")], partner.Calls.Select(c => (c.Headers["webhook-id"], c.Headers["webhook-timestamp"])));
    }

    [Fact]
    public void Every_secret_signs_so_that_they_rotate()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Body);
        Assert.Equal(
            $"{WebhookSignature.Sign(Id, 1, body, [Secret])} {WebhookSignature.Sign(Id, 1, body, [Other])}",
            WebhookSignature.Sign(Id, 1, body, [Secret, Other]));
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_***")]
    public async Task With_an_invalid_secret_nothing_is_sent(string secret)
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        var result = await fixture.Webhook.SendAsync(ConnectorFixture.Partner(partner.Url, secrets: [Secret, secret]), Id, ConnectorFixture.Message(Body), false,
            CancellationToken.None);
        Assert.Equal((FailureKind.Misconfigured, 0), (Assert.IsType<SendResult.Failed>(result).Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_sent()
    {
        using var fixture = new ConnectorFixture();
        var result = await fixture.Webhook.SendAsync(ConnectorFixture.Partner(new Uri("http://127.0.0.1:1/")), Id, ConnectorFixture.Message(Body), false,
            CancellationToken.None);
        Assert.Equal(FailureKind.Misconfigured, Assert.IsType<SendResult.Failed>(result).Kind);
    }
}
