using System.Text;
using System.Text.Json;
using Hub.EndToEnd.Tests.Photos;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>A running hub with two partners, a contract, prices, a register and one order, all as the document's own examples put them, and photos on the
/// order: <c>p-1</c>, <c>p-2</c> that was deleted, one that came in a VERA message and one that is awaited.</summary>
public sealed class DescribedHub : IAsyncLifetime
{
    private HubHost? _host;
    private Caller? _erp;
    private Caller? _contractor;

    /// <summary>A link to a picture that was deleted since.</summary>
    internal string LinkToDeleted { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _host = await HubHost.StartAsync();
        _erp = await PartnerAsync("erp", "Erp", Glns.Corporation);
        _contractor = await PartnerAsync("constructif", "Contractor", "8712345678906");
        (await _host.Manager.PutAsync("/api/v1/manage/contracts/RO-2026-1", Body("/api/v1/manage/contracts/{number}", "put", "application/json").GetRawText()))
            .Expect(201);
        (await _host.Manager.PutAsync("/api/v1/manage/contracts/RO-2026-1/prices", Body("/api/v1/manage/contracts/{number}/prices", "put", "text/csv")
            .GetString()!, "text/csv")).Expect(200);
        foreach (var number in (string[])["RO-2026-3", "RO-2026-4"])
            (await _host.Manager.PutAsync($"/api/v1/manage/contracts/{number}", """{ "contractor": "constructif", "validFrom": "2036-01-01" }""")).Expect(201);
        (await _host.Manager.PutAsync("/api/v1/manage/dwellings", Body("/api/v1/manage/dwellings", "put", "text/csv").GetString()!, "text/csv")).Expect(200);
        var placed = Description.Schema("OrderPlaced").GetProperty("examples")[0].GetRawText();
        (await _erp.PostAsync("/api/v1/messages", placed, "application/cloudevents+json")).Expect(202);
        await Patience.UntilAsync("the order to be listed", async () => (await _host.Manager.GetAsync("/api/v1/orders")).Expect(200).Json,
            page => page.GetProperty("orders").GetArrayLength() == 1);
        await PhotosAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
    }

    internal Task<Reply> AskAsync(string who, string method, string path, string? body, string? mediaType) =>
        SendAsync(who, method, path, body is null ? null : Encoding.UTF8.GetBytes(body), mediaType);

    internal async Task<Reply> SendAsync(string who, string method, string path, byte[]? body, string? mediaType, params (string Name, string Value)[] headers)
    {
        var caller = who switch { "manager" => _host!.Manager, "erp" => _erp!, "contractor" => _contractor!, _ => _host!.With(null) };
        return await caller.SendAsync(new HttpMethod(method.ToUpperInvariant()), path, body, mediaType, headers);
    }

    private async Task PhotosAsync()
    {
        const string order = "OO-2026-00123";
        (await _contractor!.PutPhotoAsync(order, "p-1", PhotoCalls.Jpeg())).Expect(201);
        (await _contractor!.PutPhotoAsync(order, "p-2", PhotoCalls.Jpeg("progressive.jpg"))).Expect(201);
        LinkToDeleted = (await _erp!.PhotoAsync(order, "p-2")).GetProperty("link").GetString()!;
        var deletion = Body("/api/v1/orders/{orderId}/photos/{photoId}/deletion", "post", "application/json").GetRawText();
        (await _erp!.PostAsync($"/api/v1/orders/{order}/photos/p-2/deletion", deletion, "application/json")).Expect(200);
        var message = Description.Root.GetProperty("components").GetProperty("examples").GetProperty("VeraPhotos").GetProperty("value").GetRawText();
        (await _erp!.SendAsync(HttpMethod.Patch, $"/api/vera/v4/onderhoudsorders/{order}", Encoding.UTF8.GetBytes(message), "application/json")).Expect(200);
    }

    private static JsonElement Body(string path, string method, string mediaType) =>
        Description.Root.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content").GetProperty(mediaType)
            .GetProperty("example");

    private async Task<Caller> PartnerAsync(string id, string role, string gln)
    {
        var document = $$"""{ "role": "{{role}}", "name": "{{id}}", "gln": "{{gln}}", "connection": { "language": "Canonical", "transport": "Mailbox" } }""";
        (await _host!.Manager.PutAsync($"/api/v1/manage/partners/{id}", document)).Expect(201);
        var key = (await _host.Manager.SendAsync(HttpMethod.Post, $"/api/v1/manage/partners/{id}/keys", null, null))
            .Expect(201).Json.GetProperty("key").GetString();
        return _host.With(key);
    }
}
