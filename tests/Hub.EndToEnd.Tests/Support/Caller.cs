using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>What the hub answered, to the byte.</summary>
internal sealed record Reply(int Status, string? ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public XElement Xml => XDocument.Parse(Text).Root!;

    /// <summary>The hub's key of the message, wherever the face puts it.</summary>
    public string Receipt => ContentType switch
    {
        "application/problem+json" => Json.GetProperty("receipt").GetString()!,
        "application/xml" => Xml.Elements().Single(e => e.Name.LocalName == "ReceiptId").Value,
        _ when Headers.TryGetValue("X-Ketenhub-Receipt", out var receipt) => receipt,
        _ when Json.TryGetProperty("receipts", out var receipts) => receipts[0].GetProperty("receiptId").GetString()!,
        _ => Text[(Text.IndexOf("(ontvangst ", StringComparison.Ordinal) + 11)..][..36],
    };

    public Reply Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }

    public override string ToString() => $"{Status} {Text}";
}

/// <summary>Asks the hub anything, with one key or none.</summary>
internal sealed class Caller(Uri hub, string? key)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience.Limit };

    public Uri Hub => hub;

    public string? Key => key;

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, null, headers);

    public Task<Reply> PostAsync(string path, string body, string contentType, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), contentType, headers);

    public Task<Reply> PutAsync(string path, string body, string contentType = "application/json") =>
        SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(body), contentType);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, null);

    public async Task<Reply> SendAsync(HttpMethod method, string path, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(hub, path));
        if (key is not null) request.Headers.Add("X-API-KEY", key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return new Reply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}
