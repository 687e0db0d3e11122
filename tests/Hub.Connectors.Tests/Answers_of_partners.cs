using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Hub.Connectors.Tests;

public sealed class Answers_of_partners
{
    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task A_2xx_is_delivered(int status)
    {
        await using var partner = await StandIn.StartAsync(status);
        using var fixture = new ConnectorFixture();
        Assert.Equal(new SendResult.Delivered(status), await fixture.SendAsync(ConnectorFixture.Partner(partner.Url)));
    }

    [Theory]
    [InlineData(300, FailureKind.Redirected)]
    [InlineData(304, FailureKind.Redirected)]
    [InlineData(400, FailureKind.Refused)]
    [InlineData(401, FailureKind.Refused)]
    [InlineData(404, FailureKind.Refused)]
    [InlineData(408, FailureKind.TimedOut)]
    [InlineData(409, FailureKind.Refused)]
    [InlineData(410, FailureKind.Gone)]
    [InlineData(422, FailureKind.Refused)]
    [InlineData(429, FailureKind.Busy)]
    [InlineData(500, FailureKind.Broken)]
    [InlineData(501, FailureKind.Broken)]
    [InlineData(502, FailureKind.Busy)]
    [InlineData(503, FailureKind.Busy)]
    [InlineData(504, FailureKind.Busy)]
    [InlineData(599, FailureKind.Broken)]
    [InlineData(700, FailureKind.Broken)]
    public async Task Another_status_is_a_failure_of_its_kind(int status, FailureKind kind)
    {
        await using var partner = await StandIn.StartAsync(status);
        using var fixture = new ConnectorFixture();
        var failed = await fixture.FailAsync(ConnectorFixture.Partner(partner.Url));
        Assert.Equal((kind, status, null), (failed.Kind, failed.Status, failed.RetryAfter));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Thu, 25 Feb 2021 15:04:10 GMT", 120)]
    [InlineData("Thu, 25 Feb 2021 15:00:00 GMT", 0)]
    public async Task Retry_after_is_read_in_both_forms(string header, int seconds)
    {
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var fixture = new ConnectorFixture();
        Assert.Equal("2021-02-25T15:02:10", fixture.Clock.GetUtcNow().ToString("s", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await fixture.FailAsync(ConnectorFixture.Partner(partner.Url))).RetryAfter);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public async Task An_invalid_retry_after_is_ignored(string header)
    {
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var fixture = new ConnectorFixture();
        Assert.Null((await fixture.FailAsync(ConnectorFixture.Partner(partner.Url))).RetryAfter);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_never_followed(int status)
    {
        await using var target = await StandIn.StartAsync(200);
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = target.Url.AbsoluteUri;
            return Task.CompletedTask;
        });
        using var fixture = new ConnectorFixture();
        var failed = await fixture.FailAsync(ConnectorFixture.Partner(partner.Url));
        Assert.Equal((FailureKind.Redirected, 0), (failed.Kind, target.Calls.Count));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("")]
    public async Task What_is_not_http_is_broken(string answer)
    {
        await using var partner = new RawStandIn(Encoding.ASCII.GetBytes(answer));
        using var fixture = new ConnectorFixture();
        Assert.Equal(FailureKind.Broken, (await fixture.FailAsync(ConnectorFixture.Partner(partner.Url))).Kind);
    }

    [Fact]
    public async Task Headers_without_end_are_broken()
    {
        await using var partner = new RawStandIn(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nx: " + new string('y', 100_000) + "\r\n\r\n"));
        using var fixture = new ConnectorFixture();
        Assert.Equal(FailureKind.Broken, (await fixture.FailAsync(ConnectorFixture.Partner(partner.Url))).Kind);
    }

    [Fact]
    public async Task A_body_that_breaks_off_does_not_undo_the_status()
    {
        await using var partner = new RawStandIn("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"u8.ToArray());
        using var fixture = new ConnectorFixture();
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(ConnectorFixture.Partner(partner.Url)));
    }

    [Fact]
    public async Task A_huge_answer_is_not_read()
    {
        await using var partner = new RawStandIn("HTTP/1.1 200 OK\r\nContent-Length: 268435456\r\n\r\n"u8.ToArray(), endless: true);
        using var fixture = new ConnectorFixture();
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(ConnectorFixture.Partner(partner.Url)));
        // Socket buffers hold some megabytes; the hub must close long before the whole answer.
        Assert.True(await partner.Sent.WaitAsync(TimeSpan.FromSeconds(30)) < 64L * 1024 * 1024);
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        await using var partner = await StandIn.StartAsync(200);
        var url = partner.Url;
        await partner.DisposeAsync();
        using var fixture = new ConnectorFixture();
        Assert.Equal(FailureKind.Unreachable, (await fixture.FailAsync(ConnectorFixture.Partner(url))).Kind);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_unreachable()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var partner = await StandIn.StartAsync(_ => Task.CompletedTask, certificate);
        using var fixture = new ConnectorFixture();
        var failed = await fixture.FailAsync(ConnectorFixture.Partner(partner.Url));
        Assert.Equal((FailureKind.Unreachable, 0), (failed.Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_unreachable()
    {
        using var fixture = new ConnectorFixture(
            resolve: (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
        Assert.Equal(FailureKind.Unreachable, (await fixture.FailAsync(ConnectorFixture.Partner(new Uri("http://nowhere.example/")))).Kind);
    }

    [Fact]
    public async Task A_connection_that_is_closed_as_soon_as_it_is_open_is_unreachable()
    {
        using var client = new HttpClient(new ClosedAtOnce());
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://partner.example/");
        var failed = Assert.IsType<SendResult.Failed>(await PartnerWire.CallAsync(
            client, request, "the partner's URL", (_, _) => throw new InvalidOperationException("There is no answer to read."), CancellationToken.None));
        Assert.Equal(FailureKind.Unreachable, failed.Kind);
    }

    [Fact]
    public async Task A_failure_does_not_contain_the_answers_body()
    {
        await using var partner = await StandIn.StartAsync(async context =>
        {
            context.Response.StatusCode = 422;
            await context.Response.WriteAsync("bewoner@example.org");
        });
        using var fixture = new ConnectorFixture();
        Assert.Equal("The partner's system refused the message (HTTP 422).", (await fixture.FailAsync(ConnectorFixture.Partner(partner.Url))).Detail);
    }

    // As HttpClient does where the socket has no peer any more when it asks for its address.
    private sealed class ClosedAtOnce : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NotConnected);
    }
}
