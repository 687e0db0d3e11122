using System.Net.Http.Headers;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>A cookie as the hub set it.</summary>
internal sealed record SetCookie(string Name, string Value, string Attributes);

/// <summary>
/// A person's browser: it keeps cookies and follows nothing by itself. It reaches the hub at its address, whatever name the hub has for others, as through a
/// proxy.
/// </summary>
/// <param name="hub">Where the hub listens.</param>
internal sealed class Browser(Uri hub)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience.Limit };

    /// <summary>Its cookies by name.</summary>
    public Dictionary<string, SetCookie> Cookies { get; } = [];

    /// <summary>Opens a page, by its path or by the address that the hub has for others.</summary>
    public Task<Reply> OpenAsync(string address, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, address, null, headers);

    /// <summary>Sends a form.</summary>
    public Task<Reply> SendFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    private async Task<Reply> SendAsync(HttpMethod method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? whole.PathAndQuery : address;
        using var request = new HttpRequestMessage(method, new Uri(hub, path)) { Content = content };
        if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Values.Select(c => $"{c.Name}={c.Value}")));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        Keep(response.Headers);
        return new Reply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    private void Keep(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Set-Cookie", out var set)) return;
        foreach (var line in set)
        {
            var parts = line.Split(';', 2);
            var (name, value) = (parts[0].Split('=', 2)[0], parts[0].Split('=', 2)[1]);
            if (value.Length == 0) Cookies.Remove(name);
            else Cookies[name] = new SetCookie(name, value, parts.Length > 1 ? parts[1].ToLowerInvariant() : "");
        }
    }
}
