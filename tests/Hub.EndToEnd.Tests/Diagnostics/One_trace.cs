using System.Diagnostics;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Hub.EndToEnd.Tests.Diagnostics;

[Trait(Runtime.Trait, Runtime.Local)]
public sealed class One_trace : IAsyncLifetime
{
    private readonly CollectedSpans _spans = new();
    private Chain _chain = null!;

    public async Task InitializeAsync() =>
        _chain = await Chain.StartAsync(services => Telemetry.Collect(services).WithTracing(t => t.AddProcessor(_spans)));

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task A_message_its_followers_its_delivery_and_the_call_to_the_partner_are_one_trace()
    {
        var (trace, _) = await PlaceAsync();
        var spans = await WholeTraceAsync(trace);

        var received = One(spans, "receive message");
        Assert.Equal("Microsoft.AspNetCore", spans.Single(s => s.SpanId == received.ParentSpanId).Source.Name);
        Assert.All(spans.Where(IsFollower), s => Assert.Equal(received.SpanId, s.ParentSpanId));
        var delivered = One([.. spans.Where(IsToContractor)], "deliver message");
        Assert.Equal(received.SpanId, delivered.ParentSpanId);
        var sent = One([.. spans.Where(IsToContractor)], "deliver");
        Assert.Equal(delivered.SpanId, sent.ParentSpanId);
        Assert.Contains(spans, s => s.Source.Name == "System.Net.Http" && s.ParentSpanId == sent.SpanId);
    }

    [Fact]
    public async Task The_partner_gets_the_trace_with_the_message()
    {
        var (trace, number) = await PlaceAsync();
        var request = _chain.Webhook.Received.Single(r => r.Text.Contains(number, StringComparison.Ordinal));
        Assert.Contains(trace.ToHexString(), request.Header("traceparent"), StringComparison.Ordinal);
        Assert.Contains(trace.ToHexString(), System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("traceparent").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_hold_no_personal_data_and_no_query_of_an_address()
    {
        var document = _chain.Webhook.PartnerDocument();
        document["connection"]!["url"] += "?token=verborgen-sleutel";
        await _chain.Hub.Setup.PutPartnerAsync(_chain.Webhook.PartnerId, document, Patience.Token);
        var (trace, _) = await PlaceAsync();
        var text = string.Join('\n', (await WholeTraceAsync(trace)).Select(Text));
        foreach (var secret in (string[])["verborgen-sleutel", "Spannenberg", "0611223344", "Merelstraat"])
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void They_say_which_service_and_which_version_they_are_of()
    {
        var resource = _spans.Resource.Attributes.ToDictionary(a => a.Key, a => a.Value.ToString());
        Assert.Equal("ketenhub", resource["service.name"]);
        Assert.NotEqual("", resource["service.version"]);
    }

    // The ERP hears of its order in the same trace.
    private bool IsToContractor(Activity span) => span.GetTagItem("ketenhub.partner") as string == _chain.Webhook.PartnerId;

    private static bool IsFollower(Activity span) => span.DisplayName.StartsWith("follow ", StringComparison.Ordinal);

    private static Activity One(IReadOnlyList<Activity> spans, string name) => Assert.Single(spans, s => s.DisplayName == name);

    private static string Text(Activity span) => string.Join(
        ' ', [span.DisplayName, span.StatusDescription, .. span.TagObjects.Select(t => $"{t.Key}={t.Value}"), .. span.Events.SelectMany(e => e.Tags)
            .Select(t => $"{t.Key}={t.Value}")]);

    /// <summary>The ERP places an order within a trace of its own, and the contractor hears of it.</summary>
    private async Task<(ActivityTraceId Trace, string Number)> PlaceAsync()
    {
        var draft = _chain.Draft(_chain.Webhook) with { ResidentName = "M. Spannenberg", ResidentPhone = "0611223344" };
        ActivityTraceId trace;
        using (var erp = new Activity("the ERP's own work") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start())
        {
            trace = erp.TraceId;
            (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        }
        await Chain.HearsAsync(_chain.Webhook, draft.Number, 1);
        return (trace, draft.Number);
    }

    /// <summary>The trace, when its last span has ended: those of the delivery end after the partner has its message.</summary>
    private Task<IReadOnlyList<Activity>> WholeTraceAsync(ActivityTraceId trace) => _spans.OfAsync(
        trace, "the delivery and the followers in the trace",
        s => s.Any(IsFollower) && s.Any(a => a.DisplayName == "deliver message" && IsToContractor(a)));
}
