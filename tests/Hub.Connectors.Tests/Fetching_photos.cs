using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Connectors.Tests;

public sealed class Fetching_photos : IDisposable
{
    private readonly PhotoFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task The_bytes_at_the_address_are_fetched()
    {
        var photo = new byte[PhotoFixture.MaxBytes];
        new Random(1).NextBytes(photo);
        await using var standIn = await StandIn.StartAsync(context => context.Response.Body.WriteAsync(photo).AsTask());
        var fetched = Assert.IsType<FetchResult.Fetched>(await fixture.FetchAsync(new Uri(standIn.Url, "photos/1.jpg?sig=a%2Fb").AbsoluteUri));
        var call = Assert.Single(standIn.Calls);
        Assert.Equal(("GET", "/photos/1.jpg", "?sig=a%2Fb", ""), (call.Method, call.Path, call.Query, call.Body));
        Assert.Equal(photo, fetched.Bytes.ToArray());
    }

    [Fact]
    public async Task The_accept_header_lists_the_supported_formats()
    {
        await using var standIn = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        await fixture.FetchAsync(standIn.Url.AbsoluteUri,
            ConnectorFixture.Partner(standIn.Url, headers: new Dictionary<string, string> { ["Accept"] = "text/html" }));
        var headers = Assert.Single(standIn.Calls).Headers;
        Assert.Equal("image/jpeg, image/png, image/webp, image/heic", headers["Accept"]);
        Assert.DoesNotContain("Accept-Encoding", headers.Keys);
    }

    [Theory]
    [InlineData(302, FailureKind.Redirected, true)]
    [InlineData(304, FailureKind.Redirected, true)]
    [InlineData(403, FailureKind.Refused, false)]
    [InlineData(404, FailureKind.Refused, false)]
    [InlineData(408, FailureKind.TimedOut, false)]
    [InlineData(410, FailureKind.Gone, true)]
    [InlineData(429, FailureKind.Busy, false)]
    [InlineData(500, FailureKind.Broken, false)]
    [InlineData(503, FailureKind.Busy, false)]
    public async Task Another_status_is_a_failure_of_its_kind(int status, FailureKind kind, bool isFinal)
    {
        await using var standIn = await StandIn.StartAsync(status);
        var failed = Assert.IsType<FetchResult.Failed>(await fixture.FetchAsync(standIn.Url.AbsoluteUri));
        Assert.Equal((kind, status, isFinal), (failed.Failure.Kind, failed.Failure.Status, failed.IsFinal));
    }

    [Fact]
    public async Task Retry_after_is_returned()
    {
        await using var standIn = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        var failed = Assert.IsType<FetchResult.Failed>(await fixture.FetchAsync(standIn.Url.AbsoluteUri));
        Assert.Equal(TimeSpan.FromMinutes(2), failed.Failure.RetryAfter);
    }

    [Fact]
    public async Task An_empty_body_is_a_failure()
    {
        await using var standIn = await StandIn.StartAsync(200);
        Assert.Equal((FailureKind.Broken, false), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
    }

    [Fact]
    public async Task A_stated_length_over_the_limit_is_rejected_without_reading()
    {
        await using var standIn = new RawStandIn(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {int.MaxValue}\r\n\r\n")), endless: true);
        Assert.Equal((FailureKind.Refused, true), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
        // Socket buffers hold some megabytes; the hub must close long before the whole answer.
        Assert.True(await standIn.Sent.WaitAsync(TimeSpan.FromSeconds(30)) < 64L * 1024 * 1024);
    }

    [Fact]
    public async Task A_body_that_grows_over_the_limit_is_rejected_without_retry()
    {
        await using var standIn = new RawStandIn("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), endless: true);
        Assert.Equal((FailureKind.Refused, true), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
        Assert.True(await standIn.Sent.WaitAsync(TimeSpan.FromSeconds(30)) < 64L * 1024 * 1024);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_body_of_the_maximum_size_is_accepted(int over, bool isTaken)
    {
        await using var standIn = await StandIn.StartAsync(async context =>
        {
            // Written in parts, so that there is no Content-Length.
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            await context.Response.Body.WriteAsync(new byte[PhotoFixture.MaxBytes - 10 + over]);
        });
        Assert.Equal(isTaken, await fixture.FetchAsync(standIn.Url.AbsoluteUri) is FetchResult.Fetched);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno length")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task A_truncated_answer_is_a_failure_that_is_retried(string answer)
    {
        await using var standIn = new RawStandIn(Encoding.ASCII.GetBytes(answer));
        Assert.Equal((FailureKind.Broken, false), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_times_out_after_ten_seconds(bool begins)
    {
        await using var standIn = await StandIn.StartAsync(async context =>
        {
            if (begins) await DripAsync(context);
            await StandIn.Never(context);
        });
        var fetch = fixture.FetchAsync(standIn.Url.AbsoluteUri);
        await standIn.ArrivalAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(fetch.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((FailureKind.TimedOut, false), PhotoFixture.FailureOf(await fetch));
    }

    [Fact]
    public async Task A_slow_body_times_out_after_a_minute()
    {
        var drips = Channel.CreateUnbounded<bool>();
        await using var standIn = await StandIn.StartAsync(async context =>
        {
            await foreach (var _ in drips.Reader.ReadAllAsync(context.RequestAborted)) await DripAsync(context);
        });
        var fetch = fixture.FetchAsync(standIn.Url.AbsoluteUri);
        await standIn.ArrivalAsync();
        for (var passed = 0; passed < 6; passed++)
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(9));
            await drips.Writer.WriteAsync(true);
            // The idle timeout restarts with each received byte.
            await fixture.Clock.WhenClearAsync(fixture.Clock.GetUtcNow().AddSeconds(5.9));
        }
        Assert.False(fetch.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(6.1));
        Assert.Equal((FailureKind.TimedOut, false), PhotoFixture.FailureOf(await fetch));
    }

    [Fact]
    public async Task Five_timeouts_in_a_row_open_the_circuit()
    {
        await using var standIn = await StandIn.StartAsync(StandIn.Never);
        for (var i = 0; i < 5; i++)
        {
            var fetch = fixture.FetchAsync(standIn.Url.AbsoluteUri);
            await standIn.ArrivalAsync();
            fixture.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal((FailureKind.TimedOut, false), PhotoFixture.FailureOf(await fetch));
        }
        Assert.Equal((FailureKind.CircuitOpen, false), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
    }

    private static async Task DripAsync(HttpContext context)
    {
        await context.Response.WriteAsync("x");
        await context.Response.Body.FlushAsync();
    }

    [Fact]
    public async Task Fetching_can_be_cancelled()
    {
        await using var standIn = await StandIn.StartAsync(StandIn.Never);
        using var giveUp = new CancellationTokenSource();
        var fetch = fixture.Fetcher.FetchAsync(PhotoFixture.Partner, standIn.Url.AbsoluteUri, PhotoFixture.MaxBytes, giveUp.Token).AsTask();
        await standIn.ArrivalAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Fact]
    public async Task Failing_photos_do_not_stop_messages()
    {
        await using var photos = await StandIn.StartAsync(500);
        await using var messages = await StandIn.StartAsync(200);
        using var others = new ConnectorFixture();
        var to = ConnectorFixture.Partner(messages.Url);
        for (var i = 0; i < 5; i++) await fixture.FetchAsync(photos.Url.AbsoluteUri, to);
        Assert.Equal((FailureKind.CircuitOpen, false), PhotoFixture.FailureOf(await fixture.FetchAsync(photos.Url.AbsoluteUri, to)));
        Assert.Equal(new SendResult.Delivered(200), await others.SendAsync(to));
    }

    [Fact]
    public async Task Failing_messages_do_not_stop_photos()
    {
        await using var photos = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        await using var messages = await StandIn.StartAsync(500);
        using var services = new ServiceCollection().AddSingleton<TimeProvider>(fixture.Clock).AddConnectors(PhotoFixture.Private).BuildServiceProvider();
        var connector = services.GetServices<IConnector>().Single(c => c.Transport is Transport.Https);
        var to = ConnectorFixture.Partner(messages.Url);
        for (var i = 0; i < 6; i++) await connector.SendAsync(to, "dlv-1", ConnectorFixture.Message(), false, CancellationToken.None);
        Assert.Equal(5, messages.Calls.Count);
        Assert.IsType<FetchResult.Fetched>(
            await services.GetRequiredService<IPhotoSource>().FetchAsync(to, photos.Url.AbsoluteUri, PhotoFixture.MaxBytes, CancellationToken.None));
    }

    [Fact]
    public async Task A_failing_host_does_not_stop_photos_of_another()
    {
        await using var dead = await StandIn.StartAsync(500);
        await using var alive = await StandIn.StartAsync(context => context.Response.WriteAsync("x"));
        using var fetcher = fixture.MakeFetcher(PhotoFixture.Private, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        for (var i = 0; i < 5; i++) await PhotoFixture.FetchAsync(fetcher, $"http://dead.example:{dead.Url.Port}/");
        Assert.Equal((FailureKind.CircuitOpen, false), PhotoFixture.FailureOf(await PhotoFixture.FetchAsync(fetcher, $"http://dead.example:{dead.Url.Port}/")));
        Assert.IsType<FetchResult.Fetched>(await PhotoFixture.FetchAsync(fetcher, $"http://alive.example:{alive.Url.Port}/"));
    }

    [Fact]
    public async Task Photos_over_the_limit_never_open_the_circuit()
    {
        await using var standIn = await StandIn.StartAsync(context => context.Response.Body.WriteAsync(new byte[PhotoFixture.MaxBytes + 1]).AsTask());
        for (var i = 0; i < 10; i++) Assert.Equal((FailureKind.Refused, true), PhotoFixture.FailureOf(await fixture.FetchAsync(standIn.Url.AbsoluteUri)));
        Assert.Equal(10, standIn.Calls.Count);
    }

    [Fact]
    public async Task A_failure_contains_neither_the_address_nor_the_answer()
    {
        await using var standIn = await StandIn.StartAsync(async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("bewoner@example.org");
        });
        var failed = Assert.IsType<FetchResult.Failed>(await fixture.FetchAsync(new Uri(standIn.Url, "bewoner?sig=secret").AbsoluteUri));
        Assert.Equal("The photo's address answered with HTTP 403.", failed.Failure.Detail);
    }
}
