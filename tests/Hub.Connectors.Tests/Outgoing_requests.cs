using System.Diagnostics;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;
using Hub.Domain.Partners;

namespace Hub.Connectors.Tests;

public sealed class Outgoing_requests
{
    [Fact]
    public async Task The_document_is_posted_unchanged()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        await fixture.SendAsync(ConnectorFixture.Partner(new Uri(partner.Url, "in?tenant=7")));
        var call = Assert.Single(partner.Calls);
        Assert.Equal(("POST", "/in", "?tenant=7", "<x/>", "application/xml"), (call.Method, call.Path, call.Query, call.Body, call.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Headers_of_partner_and_message_are_sent()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-API-KEY"] = "k", ["X-Both"] = "partner" });
        var message = ConnectorFixture.Message() with { Headers = new Dictionary<string, string> { ["X-Ref"] = "r", ["x-both"] = "message" } };
        await fixture.Https.SendAsync(to, "dlv-1", message, false, CancellationToken.None);
        var headers = Assert.Single(partner.Calls).Headers;
        Assert.Equal(("k", "r", "message"), (headers["X-API-KEY"], headers["X-Ref"], headers["X-Both"]));
    }

    [Fact]
    public async Task A_partner_may_want_its_own_content_type()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        await fixture.SendAsync(ConnectorFixture.Partner(partner.Url, headers: new Dictionary<string, string> { ["Content-Type"] = "text/xml" }));
        Assert.Equal("text/xml", Assert.Single(partner.Calls).Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("X-Key", "a\r\nX-Other: b")]
    [InlineData("X-Key", "é")]
    [InlineData("X Key", "a")]
    [InlineData("", "a")]
    public async Task A_header_that_cannot_be_sent_is_a_misconfiguration(string name, string value)
    {
        using var fixture = new ConnectorFixture();
        var failed = await fixture.FailAsync(
            ConnectorFixture.Partner(new Uri("http://127.0.0.1:1/"), headers: new Dictionary<string, string> { [name] = value }));
        Assert.Equal(FailureKind.Misconfigured, failed.Kind);
    }

    [Fact]
    public async Task Without_a_url_nothing_is_sent()
    {
        using var fixture = new ConnectorFixture();
        Assert.Equal(FailureKind.Misconfigured, (await fixture.FailAsync(ConnectorFixture.Partner(null))).Kind);
    }

    [Theory]
    [InlineData("onderhoudsorders/4711", "/erp/v4/onderhoudsorders/4711")]
    [InlineData("onderhoudsorders/a%2Fb%20c", "/erp/v4/onderhoudsorders/a%2Fb%20c")]
    public async Task Vera_paths_are_relative_to_the_partners_url(string path, string expected)
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        await fixture.Vera.SendAsync(ConnectorFixture.Partner(new Uri(partner.Url, "erp/v4/")), "dlv-1", Patch(path), false, CancellationToken.None);
        var call = Assert.Single(partner.Calls);
        Assert.Equal(("PATCH", expected), (call.Method, call.Path));
    }

    [Fact]
    public async Task A_path_cannot_leave_the_partners_url()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        var result = await fixture.Vera.SendAsync(ConnectorFixture.Partner(new Uri(partner.Url, "erp")), "dlv-1", Patch("onderhoudsorders/../../x"), false,
            CancellationToken.None);
        Assert.Equal((FailureKind.Misconfigured, 0), (Assert.IsType<SendResult.Failed>(result).Kind, partner.Calls.Count));
    }

    [Theory]
    [InlineData(405)]
    [InlineData(501)]
    public async Task An_erp_without_patch_gets_put_and_later_messages_use_put_at_once(int lacking)
    {
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Method == "PATCH" ? lacking : 200;
            return Task.CompletedTask;
        });
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        var first = await fixture.Vera.SendAsync(to, "dlv-1", Patch("o/1"), false, CancellationToken.None);
        var second = await fixture.Vera.SendAsync(to, "dlv-2", Patch("o/2"), false, CancellationToken.None);
        Assert.Equal([new SendResult.Delivered(200), new SendResult.Delivered(200)], [first, second]);
        Assert.Equal(["PATCH /o/1", "PUT /o/1", "PUT /o/2"], partner.Calls.Select(c => $"{c.Method} {c.Path}"));
    }

    [Fact]
    public async Task A_call_propagates_the_trace_context()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await fixture.SendAsync(ConnectorFixture.Partner(partner.Url));
        Assert.Contains(activity.TraceId.ToString(), Assert.Single(partner.Calls).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_has_partner_and_status_but_not_the_address()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == PartnerHttp.ActivitySourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                lock (spans) spans.Add(a);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var partner = await StandIn.StartAsync(503);
        using var fixture = new ConnectorFixture();
        await fixture.SendAsync(ConnectorFixture.Partner(new Uri(partner.Url, "in?key=geheim"), "spanned"));
        Activity span;
        lock (spans) span = Assert.Single(spans, s => Equals(s.GetTagItem("ketenhub.partner"), "spanned"));
        Assert.Equal(503, span.GetTagItem("http.response.status_code"));
        Assert.DoesNotContain(span.TagObjects, t => t.Value?.ToString()?.Contains("geheim", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Cancelling_is_not_a_failure_of_the_partner()
    {
        await using var partner = await StandIn.StartAsync(StandIn.Never);
        using var fixture = new ConnectorFixture();
        using var cancel = new CancellationTokenSource();
        var call = fixture.Https.SendAsync(ConnectorFixture.Partner(partner.Url), "dlv-1", ConnectorFixture.Message(), false, cancel.Token).AsTask();
        await partner.ArrivalAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static OutboundMessage Patch(string path)
    {
        var put = ConnectorFixture.Message() with { Method = "PUT", Path = path };
        return put with { Method = "PATCH", Instead = put };
    }
}
