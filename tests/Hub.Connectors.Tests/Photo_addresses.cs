using System.Globalization;
using System.Net;
using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Connectors.Tests;

public sealed class Photo_addresses : IDisposable
{
    private readonly PhotoFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://localhost/")]
    public async Task A_private_address_is_rejected_without_retry(string url)
    {
        using var guarded = fixture.MakeFetcher(new ConnectorOptions());
        Assert.Equal((FailureKind.NotAllowed, true), PhotoFixture.FailureOf(await PhotoFixture.FetchAsync(guarded, url)));
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_rejected_without_retry()
    {
        using var guarded = fixture.MakeFetcher(new ConnectorOptions(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]));
        Assert.Equal((FailureKind.NotAllowed, true), PhotoFixture.FailureOf(await PhotoFixture.FetchAsync(guarded, "https://photos.example/")));
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_that_address_is_called()
    {
        await using var standIn = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        var asked = 0;
        using var rebound = fixture.MakeFetcher(
            PhotoFixture.Private,
            (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Broadcast]));
        Assert.IsType<FetchResult.Fetched>(await PhotoFixture.FetchAsync(rebound, $"http://photos.example:{standIn.Url.Port}/"));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Plain_http_is_rejected_without_retry()
    {
        using var guarded = fixture.MakeFetcher(new ConnectorOptions());
        Assert.Equal((FailureKind.NotAllowed, true), PhotoFixture.FailureOf(await PhotoFixture.FetchAsync(guarded, "http://photos.example/1.jpg")));
    }

    [Theory]
    [InlineData("ftp://photos.example/1.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("/photos/1.jpg")]
    [InlineData("photos/1.jpg")]
    [InlineData("https://")]
    [InlineData("")]
    [InlineData("https://user:secret@photos.example/1.jpg")]
    [InlineData("https://user@photos.example/1.jpg")]
    public async Task An_invalid_url_is_rejected_without_retry(string url) =>
        Assert.Equal((FailureKind.NotAllowed, true), PhotoFixture.FailureOf(await fixture.FetchAsync(url)));

    [Theory]
    [InlineData("https://a..b/")]
    [InlineData("https://xn--/")]
    [InlineData("https://xn--a-zzzzzzzz99999/")]
    [InlineData("https://ﬀ.\u0301\u200d/")]
    [InlineData("https://[fe80::1%25eth9]/")]
    [InlineData("https://photos.example:0/")]
    public async Task An_invalid_host_name_is_a_failure_not_an_exception(string url)
    {
        using var nowhere = fixture.MakeFetcher(new ConnectorOptions(), (_, _) => throw new ArgumentException("No such name."));
        Assert.IsType<FetchResult.Failed>(await PhotoFixture.FetchAsync(nowhere, url));
    }

    [Theory]
    [InlineData(301, 1, true)]
    [InlineData(302, 2, true)]
    [InlineData(303, 1, true)]
    [InlineData(307, 2, true)]
    [InlineData(308, 1, true)]
    [InlineData(302, 3, false)]
    [InlineData(302, 100, false)]
    public async Task Two_redirects_are_followed_and_more_give_the_photo_up(int status, int redirects, bool isFetched)
    {
        await using var standIn = await StandIn.StartAsync(context => Redirecting(context, status, redirects, at => $"/{at}.jpg"));
        var result = await fixture.FetchAsync(new Uri(standIn.Url, "0.jpg").AbsoluteUri);
        if (isFetched) Assert.IsType<FetchResult.Fetched>(result);
        else Assert.Equal((FailureKind.Redirected, true), PhotoFixture.FailureOf(result));
        Assert.Equal(Math.Min(redirects, 2) + 1, standIn.Calls.Count);
    }

    // Private addresses are the dialer's matter, which opens every connection.
    [Theory]
    [InlineData("ftp://photos.example/1.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@photos.example/1.jpg")]
    public async Task A_redirect_to_an_address_that_may_not_be_called_gives_the_photo_up(string to)
    {
        await using var standIn = await StandIn.StartAsync(context => Redirecting(context, 302, 1, _ => to));
        Assert.Equal((FailureKind.NotAllowed, true), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
    }

    [Fact]
    public async Task A_redirect_to_nowhere_gives_the_photo_up()
    {
        await using var standIn = await StandIn.StartAsync(context => Redirecting(context, 302, 1, _ => "https://"));
        Assert.Equal((FailureKind.Redirected, true), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
    }

    [Fact]
    public async Task The_partners_keys_do_not_follow_a_redirect_to_another_system()
    {
        await using var target = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        await using var standIn = await StandIn.StartAsync(context => Redirecting(context, 302, 1, _ => target.Url.AbsoluteUri));
        var to = ConnectorFixture.Partner(new Uri(standIn.Url, "hub"), headers: new Dictionary<string, string> { ["X-API-KEY"] = "k" });
        Assert.IsType<FetchResult.Fetched>(await fixture.FetchAsync(standIn.Url.AbsoluteUri, to));
        Assert.Equal("k", Assert.Single(standIn.Calls).Headers["X-API-KEY"]);
        Assert.False(Assert.Single(target.Calls).Headers.ContainsKey("X-API-KEY"));
    }

    private static Task Redirecting(HttpContext context, int status, int redirects, Func<int, string> to)
    {
        var at = int.TryParse(Path.GetFileNameWithoutExtension(context.Request.Path.Value), out var number) ? number : 0;
        if (at >= redirects) return context.Response.WriteAsync("x");
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to(at + 1);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_partners_keys_are_sent_to_its_own_system()
    {
        await using var standIn = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        var to = ConnectorFixture.Partner(new Uri(standIn.Url, "hub"),
            headers: new Dictionary<string, string> { ["X-API-KEY"] = "k", ["Content-Type"] = "text/xml" });
        Assert.IsType<FetchResult.Fetched>(await fixture.FetchAsync(new Uri(standIn.Url, "photos/1.jpg").AbsoluteUri, to));
        var headers = Assert.Single(standIn.Calls).Headers;
        Assert.Equal(("k", false), (headers["X-API-KEY"], headers.ContainsKey("Content-Type")));
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/hub")]
    [InlineData("http://127.0.0.1:1/hub")]
    [InlineData("http://localhost:{0}/hub")]
    [InlineData("http://127.0.0.1.example:{0}/hub")]
    [InlineData(null)]
    public async Task The_partners_keys_are_sent_nowhere_else(string? own)
    {
        await using var standIn = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        var url = own is null ? null : new Uri(own.Replace("{0}", standIn.Url.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var to = ConnectorFixture.Partner(url, headers: new Dictionary<string, string> { ["X-API-KEY"] = "k", ["Authorization"] = "Bearer k" });
        Assert.IsType<FetchResult.Fetched>(await fixture.FetchAsync(standIn.Url.AbsoluteUri, to));
        Assert.Empty(Assert.Single(standIn.Calls).Headers.Keys.Intersect(["X-API-KEY", "Authorization"], StringComparer.OrdinalIgnoreCase));
    }
}
