using System.Text.Json;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests.OpenApi;

/// <summary>What a running hub answers is what the document says: status, media type, and a body that fits its schema.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Real_answers(DescribedHub hub) : IClassFixture<DescribedHub>
{
    private const string Manage = "/api/v1/manage";
    private const string Vera = "/api/vera/v4/onderhoudsorders";
    private const string Json = "application/json";
    private const string Event = "application/cloudevents+json";
    private const string Unknown = "00000000-0000-4000-8000-000000000000";
    private const string NoOrder = """{ "specversion": "1.0", "id": "a", "source": "urn:a", "type": "nl.ketenhub.work.started.v1", "subject": "none" }""";
    private const string NotOurs =
        """{ "specversion": "1.0", "id": "b", "source": "urn:a", "type": "nl.ketenhub.work.started.v1", "subject": "OO-2026-00123" }""";
    private const string Wrong =
        """{ "specversion": "1.0", "id": "c", "source": "urn:a", "type": "nl.ketenhub.quotation.given.v1", "subject": "OO-2026-00123" }""";
    private const string Prices = "code;description;unit;price;coverage\nK-1;Kraan;st;12;EHP\n";
    private const string Batch = "[" + NoOrder + "]";

    // Who asks, method, path as described, path as asked, status, and a body.
    public static TheoryData<string, string, string, string, int, string?, string?> Calls { get; } = new()
    {
        { "manager", "get", Manage + "/partners", Manage + "/partners", 200, null, null },
        { "nobody", "get", Manage + "/partners", Manage + "/partners", 401, null, null },
        { "manager", "get", Manage + "/audit", Manage + "/audit?limit=3&from=2026-01-01&action=partner.put", 200, null, null },
        { "manager", "get", Manage + "/audit", Manage + "/audit?from=2026-01-02&to=2026-01-01", 400, null, null },
        { "erp", "get", Manage + "/audit", Manage + "/audit", 401, null, null },
        { "manager", "get", Manage + "/reader-keys", Manage + "/reader-keys", 200, null, null },
        { "manager", "post", Manage + "/reader-keys", Manage + "/reader-keys", 201, """{ "name": "Power BI", "contractor": "constructif" }""", Json },
        { "manager", "post", Manage + "/reader-keys", Manage + "/reader-keys", 400, """{ "contractor": "erp" }""", Json },
        { "manager", "delete", Manage + "/reader-keys/{keyId}", Manage + "/reader-keys/none", 404, null, null },
        { "erp", "get", Manage + "/reader-keys", Manage + "/reader-keys", 401, null, null },
        { "nobody", "get", "/dashboard/sign-in", "/dashboard/sign-in?returnUrl=/dashboard", 302, null, null },
        { "nobody", "post", "/dashboard/sign-out", "/dashboard/sign-out", 302, null, null },
        { "erp", "get", Manage + "/partners", Manage + "/partners", 401, null, null },
        { "manager", "get", Manage + "/partners/{id}", Manage + "/partners/erp", 200, null, null },
        { "manager", "get", Manage + "/partners/{id}", Manage + "/partners/none", 404, null, null },
        { "manager", "put", Manage + "/partners/{id}", Manage + "/partners/none", 400, """{ "role": "Baker", "gln": "1" }""", Json },
        { "manager", "get", Manage + "/partners/{id}", Manage + "/partners/erp?version=1", 200, null, null },
        { "manager", "get", "/api/health/ready", "/api/health/ready", 200, null, null },
        { "manager", "put", Manage + "/partners/{id}", Manage + "/partners/new?dryRun=true", 200,
            """{ "role": "Erp", "name": "Nieuw", "connection": { "language": "Vera", "transport": "Mailbox" } }""", Json },
        { "manager", "get", Manage + "/partners/{id}/versions", Manage + "/partners/erp/versions", 200, null, null },
        { "manager", "get", Manage + "/partners/{id}/versions", Manage + "/partners/none/versions", 404, null, null },
        { "manager", "delete", Manage + "/partners/{id}/versions/{version}", Manage + "/partners/erp/versions/1", 409, null, null },
        { "manager", "delete", Manage + "/partners/{id}/versions/{version}", Manage + "/partners/erp/versions/99", 404, null, null },
        { "manager", "post", Manage + "/partners/{id}/restore", Manage + "/partners/erp/restore", 404, null, null },
        { "manager", "post", Manage + "/partners/{id}/restore", Manage + "/partners/erp/restore?version=0", 400, null, null },
        { "manager", "get", Manage + "/partners/{id}/keys", Manage + "/partners/erp/keys", 200, null, null },
        { "manager", "post", Manage + "/partners/{id}/keys", Manage + "/partners/erp/keys", 201, null, null },
        { "manager", "post", Manage + "/partners/{id}/keys", Manage + "/partners/none/keys", 404, null, null },
        { "manager", "delete", Manage + "/partners/{id}/keys/{keyId}", Manage + "/partners/erp/keys/none", 404, null, null },
        { "manager", "get", Manage + "/views/rebuild", Manage + "/views/rebuild", 200, null, null },
        { "manager", "post", Manage + "/views/rebuild", Manage + "/views/rebuild", 202, null, null },
        { "manager", "get", Manage + "/figures/rebuild", Manage + "/figures/rebuild", 200, null, null },
        { "manager", "post", Manage + "/figures/rebuild", Manage + "/figures/rebuild", 202, null, null },
        { "manager", "get", Manage + "/delivery-figures/rebuild", Manage + "/delivery-figures/rebuild", 200, null, null },
        { "manager", "post", Manage + "/delivery-figures/rebuild", Manage + "/delivery-figures/rebuild", 202, null, null },
        { "erp", "post", Manage + "/views/rebuild", Manage + "/views/rebuild", 401, null, null },
        { "manager", "post", Manage + "/erasures/replay", Manage + "/erasures/replay", 200, null, null },
        { "erp", "post", Manage + "/erasures/replay", Manage + "/erasures/replay", 401, null, null },
        { "manager", "get", Manage + "/contracts", Manage + "/contracts", 200, null, null },
        { "manager", "get", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-1", 200, null, null },
        { "manager", "get", Manage + "/contracts/{number}", Manage + "/contracts/none", 404, null, null },
        { "manager", "get", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-1?version=1", 200, null, null },
        { "manager", "get", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-1?version=99", 404, null, null },
        { "manager", "get", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-1?version=first", 400, null, null },
        { "manager", "put", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-2", 201,
            """{ "contractor": "constructif", "validFrom": "2036-01-01" }""", Json },
        { "manager", "put", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-3", 200,
            """{ "contractor": "constructif", "validFrom": "2037-01-01" }""", Json },
        { "manager", "put", Manage + "/contracts/{number}", Manage + "/contracts/none", 400, "{}", Json },
        { "manager", "delete", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-4", 204, null, null },
        { "manager", "delete", Manage + "/contracts/{number}", Manage + "/contracts/none", 404, null, null },
        { "manager", "delete", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-1", 409, null, null },
        { "manager", "get", Manage + "/contracts/{number}/versions", Manage + "/contracts/RO-2026-1/versions", 200, null, null },
        { "manager", "get", Manage + "/contracts/{number}/versions", Manage + "/contracts/none/versions", 404, null, null },
        { "erp", "get", Manage + "/contracts/{number}/versions", Manage + "/contracts/RO-2026-1/versions", 401, null, null },
        { "manager", "get", Manage + "/contracts/{number}/prices", Manage + "/contracts/RO-2026-1/prices", 200, null, null },
        { "manager", "get", Manage + "/contracts/{number}/prices", Manage + "/contracts/RO-2026-1/prices?version=1", 200, null, null },
        { "manager", "get", Manage + "/contracts/{number}/prices", Manage + "/contracts/RO-2026-1/prices?version=0", 400, null, null },
        { "manager", "get", Manage + "/contracts/{number}/prices", Manage + "/contracts/none/prices", 404, null, null },
        { "contractor", "get", Manage + "/contracts/{number}/prices", Manage + "/contracts/RO-2026-1/prices", 401, null, null },
        { "manager", "put", Manage + "/contracts/{number}/prices", Manage + "/contracts/RO-2026-3/prices", 200, Prices, "text/csv" },
        { "manager", "put", Manage + "/contracts/{number}/prices", Manage + "/contracts/RO-2026-3/prices", 400,
            Prices + "K-2;Kraan;st;1.234;EHP\n", "text/csv" },
        { "manager", "put", Manage + "/contracts/{number}/prices", Manage + "/contracts/none/prices", 404, Prices, "text/csv" },
        { "manager", "put", Manage + "/dwellings", Manage + "/dwellings", 400, "id;street\nA;\n", "text/csv" },
        { "manager", "put", Manage + "/dwellings", Manage + "/dwellings", 409, "id;street;houseNumber\n", "text/csv" },
        { "manager", "put", Manage + "/dwellings", Manage + "/dwellings?dryRun=true", 200, "id;street;houseNumber\n", "text/csv" },
        { "manager", "put", Manage + "/dwellings", Manage + "/dwellings?confirm=all", 400, "id;street;houseNumber\n", "text/csv" },
        { "manager", "post", Manage + "/dwellings/restore", Manage + "/dwellings/restore?dryRun=true", 200, null, null },
        { "manager", "post", Manage + "/dwellings/restore", Manage + "/dwellings/restore?confirm=x", 400, null, null },
        { "manager", "post", Manage + "/dwellings/restore", Manage + "/dwellings/restore?version=1", 400, null, null },
        { "manager", "put", Manage + "/contracts/{number}", Manage + "/contracts/RO-2026-1?dryRun=true", 200,
            """{ "contractor": "constructif", "validFrom": "2026-01-01" }""", Json },
        { "manager", "post", Manage + "/contracts/{number}/restore", Manage + "/contracts/none/restore", 404, null, null },
        { "manager", "post", Manage + "/contracts/{number}/restore", Manage + "/contracts/RO-2026-1/restore?version=0", 400, null, null },
        { "manager", "get", Manage + "/dwellings/{id}", Manage + "/dwellings/VHE-00017", 200, null, null },
        { "manager", "get", Manage + "/dwellings/{id}", Manage + "/dwellings/none", 404, null, null },
        { "manager", "get", Manage + "/deliveries", Manage + "/deliveries", 200, null, null },
        { "manager", "get", Manage + "/deliveries", Manage + "/deliveries?state=lost", 400, null, null },
        { "manager", "post", Manage + "/deliveries/{id}/replay", Manage + "/deliveries/none/replay", 404, null, null },
        { "manager", "post", Manage + "/deliveries/replay", Manage + "/deliveries/replay", 200, null, null },
        { "manager", "post", Manage + "/deliveries/{id}/retry", Manage + "/deliveries/none/retry", 404, null, null },
        { "manager", "post", Manage + "/deliveries/retry", Manage + "/deliveries/retry", 200, null, null },
        { "manager", "post", Manage + "/deliveries/retry", Manage + "/deliveries/retry", 400, """{ "partner": "x:" }""", Json },
        { "manager", "post", Manage + "/deliveries/{id}/skip", Manage + "/deliveries/none/skip", 400, "{}", Json },
        { "manager", "get", Manage + "/dead-letters", Manage + "/dead-letters", 200, null, null },
        { "manager", "get", Manage + "/dead-letters", Manage + "/dead-letters?limit=201", 400, null, null },
        { "erp", "get", Manage + "/dead-letters", Manage + "/dead-letters", 401, null, null },
        { "manager", "post", Manage + "/dead-letters/{sequence}/replay", Manage + "/dead-letters/999/replay", 404, null, null },
        { "manager", "post", Manage + "/dead-letters/{sequence}/replay", Manage + "/dead-letters/first/replay", 404, null, null },
        { "manager", "post", Manage + "/dead-letters/replay", Manage + "/dead-letters/replay", 200, null, null },
        { "manager", "get", Manage + "/messages", Manage + "/messages", 200, null, null },
        { "manager", "get", Manage + "/messages", Manage + "/messages?outcome=lost", 400, null, null },
        { "manager", "get", Manage + "/messages/{receiptId}", Manage + "/messages/" + Unknown, 404, null, null },
        { "manager", "get", Manage + "/messages/{receiptId}/body", Manage + "/messages/" + Unknown + "/body", 404, null, null },
        { "manager", "post", Manage + "/orders/{orderId}/decisions", Manage + "/orders/OO-2026-00123/decisions", 409,
            """{ "on": "extraWork", "approved": true }""", Json },
        { "manager", "post", Manage + "/orders/{orderId}/decisions", Manage + "/orders/OO-2026-00123/decisions", 400,
            """{ "on": "weather", "approved": true }""", Json },
        { "manager", "post", Manage + "/orders/{orderId}/decisions", Manage + "/orders/none/decisions", 404, """{ "on": "order", "approved": false }""", Json },
        { "erp", "post", Manage + "/orders/{orderId}/decisions", Manage + "/orders/OO-2026-00123/decisions", 401,
            """{ "on": "order", "approved": false }""", Json },
        { "manager", "delete", Manage + "/orders/{orderId}/contact", Manage + "/orders/" + Unknown + "/contact", 404, null, null },
        { "manager", "get", "/api/v1/orders", "/api/v1/orders", 200, null, null },
        { "erp", "get", "/api/v1/orders", "/api/v1/orders", 200, null, null },
        { "erp", "get", "/api/v1/orders", "/api/v1/orders?limit=0", 400, null, null },
        { "nobody", "get", "/api/v1/orders", "/api/v1/orders", 401, null, null },
        { "erp", "get", "/api/v1/orders/{orderId}", "/api/v1/orders/OO-2026-00123", 200, null, null },
        { "erp", "get", "/api/v1/orders/{orderId}", "/api/v1/orders/none", 404, null, null },
        { "contractor", "get", "/api/v1/orders/{orderId}/timeline", "/api/v1/orders/OO-2026-00123/timeline", 200, null, null },
        { "contractor", "get", "/api/v1/kpis", "/api/v1/kpis?by=contractor,month,kind", 200, null, null },
        { "manager", "get", "/api/v1/kpis", "/api/v1/kpis?kpi=none&by=town&from=2026&to=x", 400, null, null },
        { "contractor", "get", "/api/v1/feeds", "/api/v1/feeds", 200, null, null },
        { "contractor", "get", "/api/v1/feeds/facts", "/api/v1/feeds/facts?limit=5", 200, null, null },
        { "manager", "get", "/api/v1/feeds/steps", "/api/v1/feeds/steps?format=csv", 200, null, null },
        { "manager", "get", "/api/v1/feeds/photos", "/api/v1/feeds/photos?format=csv&limit=5", 400, null, null },
        { "manager", "get", "/api/v1/feeds/appointments", "/api/v1/feeds/appointments?format=parquet", 200, null, null },
        { "contractor", "get", "/api/v1/feeds/deliveries", "/api/v1/feeds/deliveries?limit=5", 200, null, null },
        { "contractor", "get", "/api/v1/feeds/kpis", "/api/v1/feeds/kpis", 200, null, null },
        { "manager", "get", "/api/v1/feeds/contracts", "/api/v1/feeds/contracts", 200, null, null },
        { "contractor", "get", "/api/v1/feeds/targets", "/api/v1/feeds/targets?format=csv", 200, null, null },
        { "contractor", "get", "/api/v1/kpis/scorecards", "/api/v1/kpis/scorecards?contract=RO-2026-1", 200, null, null },
        { "manager", "get", "/api/v1/kpis/scorecards", "/api/v1/kpis/scorecards?quarter=2026-Q9&contractor=erp", 400, null, null },
        { "contractor", "get", "/api/v1/reports", "/api/v1/reports", 200, null, null },
        { "manager", "get", "/api/v1/reports", "/api/v1/reports?quarter=2026", 400, null, null },
        { "contractor", "get", "/api/v1/reports/{quarter}/{contractor}", "/api/v1/reports/2026-Q1/constructif", 404, null, null },
        { "manager", "get", "/api/v1/reports/{quarter}/{contractor}", "/api/v1/reports/2026-Q1/constructif?format=pdf", 400, null, null },
        { "manager", "post", "/api/v1/reports/{quarter}/{contractor}", "/api/v1/reports/2026/constructif", 404, null, null },
        { "contractor", "post", "/api/v1/reports/{quarter}/{contractor}", "/api/v1/reports/2026-Q1/constructif", 401, null, null },
        { "contractor", "get", "/api/v1/kpis/definitions", "/api/v1/kpis/definitions", 200, null, null },
        { "contractor", "get", "/api/v1/mailbox", "/api/v1/mailbox", 200, null, null },
        { "contractor", "get", "/api/v1/mailbox", "/api/v1/mailbox?limit=0", 400, null, null },
        { "contractor", "delete", "/api/v1/mailbox/{deliveryId}", "/api/v1/mailbox/none", 404, null, null },
        { "contractor", "post", "/api/v1/messages", "/api/v1/messages", 400, "{}", Event },
        { "contractor", "post", "/api/v1/messages", "/api/v1/messages", 404, NoOrder, Event },
        { "contractor", "post", "/api/v1/messages", "/api/v1/messages", 404, Batch, "application/cloudevents-batch+json" },
        { "erp", "post", "/api/v1/messages", "/api/v1/messages", 403, NotOurs, Event },
        { "contractor", "post", "/api/v1/messages", "/api/v1/messages", 409, Wrong, Event },
        { "contractor", "post", "/api/v1/messages", "/api/v1/messages", 415, "x", "text/plain" },
        { "erp", "get", Vera, Vera, 200, null, null },
        { "erp", "get", Vera, Vera + "?status=XXX", 422, null, null },
        { "nobody", "get", Vera, Vera, 401, null, null },
        { "contractor", "get", Vera, Vera, 404, null, null },
        { "erp", "get", Vera + "/{id}", Vera + "/OO-2026-00123", 200, null, null },
        { "erp", "get", Vera + "/{id}", Vera + "/none", 404, null, null },
        { "erp", "post", Vera, Vera, 422, "{}", Json },
        { "erp", "post", Vera, Vera, 415, "x", "text/plain" },
        { "erp", "patch", Vera + "/{id}", Vera + "/none", 404, """{ "omschrijving": "Deur klemt" }""", Json },
        { "contractor", "post", "/api/dico/messages", "/api/dico/messages", 400, "<x/>", "application/xml" },
        { "contractor", "post", "/api/dico/messages", "/api/dico/messages", 415, "x", "text/plain" },
        { "nobody", "get", "/api/vera/v4/ping", "/api/vera/v4/ping", 200, null, null },
        { "nobody", "get", "/api/health/live", "/api/health/live", 200, null, null },
        { "nobody", "get", "/api/health/ready", "/api/health/ready", 200, null, null },
        { "manager", "get", "/api/health/ready", "/api/health/ready", 200, null, null },
        { "nobody", "get", "/api/openapi.json", "/api/openapi.json", 200, null, null },
        { "nobody", "get", "/api/docs", "/api/docs", 200, null, null },
        { "nobody", "get", "/", "/", 302, null, null },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_answer_is_as_described(string who, string method, string described, string path, int status, string? body, string? mediaType)
    {
        var reply = (await hub.AskAsync(who, method, path, body, mediaType)).Expect(status);

        AsDescribed.Check(reply, method, described);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task HEAD_answers_as_GET_does_without_a_body(string who, string method, string described, string path, int status,
        string? body, string? mediaType)
    {
        if (method is not "get") return;
        var get = await hub.AskAsync(who, "get", path, body, mediaType);

        var head = (await hub.AskAsync(who, "head", path, body, mediaType)).Expect(status);

        Assert.Empty(head.Body);
        Assert.Equal(HeadersOf(get), HeadersOf(head));
        Assert.NotEmpty(described);
    }

    // What differs from one moment to the next is left out, and so is how long nothing is and how it comes.
    private static IEnumerable<string> HeadersOf(Reply reply) =>
        reply.Headers.Where(h => h.Key is not ("Date" or "Content-Length" or "Transfer-Encoding")).Select(h => $"{h.Key}: {h.Value}")
            .Order(StringComparer.Ordinal);

    [Fact]
    public async Task The_document_is_served_as_it_was_built()
    {
        var reply = await hub.AskAsync("nobody", "get", "/api/openapi.json", null, null);

        Assert.True(JsonElement.DeepEquals(Description.Root, reply.Json));
    }

    [Fact]
    public async Task The_page_asks_for_nothing_from_elsewhere()
    {
        var page = (await hub.AskAsync("nobody", "get", "/api/docs", null, null)).Text;

        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }
}
