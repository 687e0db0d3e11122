using System.Net.Http.Headers;
using Hub.Domain.Orders;

namespace Hub.Demo;

/// <summary>The hub's answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body as text; empty where there is none.</param>
/// <param name="Location">The Location header, or null.</param>
public sealed record HubAnswer(int Status, string Body, Uri? Location = null)
{
    /// <summary>How long to wait before the same is asked again; null where the hub does not ask for it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>This answer, checked to be a success.</summary>
    /// <exception cref="InvalidOperationException">The status is not 2xx; the message contains the hub's answer.</exception>
    public HubAnswer EnsureSuccess() => IsSuccess ? this : throw new InvalidOperationException($"The hub answered {Status}: {Body}");
}

/// <summary>Calls the hub over HTTP with one key.</summary>
/// <param name="hub">The hub's address.</param>
/// <param name="apiKey">A partner's key, or the manage key.</param>
public sealed class HubClient(Uri hub, string apiKey) : IDisposable
{
    /// <summary>Header of the key, here and at partners.</summary>
    public const string KeyHeader = "X-API-KEY";

    private readonly HttpClient _http = new() { BaseAddress = hub };

    /// <summary>The hub's address.</summary>
    public Uri Hub => hub;

    /// <summary>The key that is sent.</summary>
    public string ApiKey => apiKey;

    /// <summary>Sends one request.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path and query below the hub's address, without a leading slash.</param>
    /// <param name="body">Body; null for none.</param>
    /// <param name="contentType">Media type of the body.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public async Task<HubAnswer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? contentType, IEnumerable<KeyValuePair<string, string>>? headers,
        CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(KeyHeader, apiKey);
        foreach (var (name, value) in headers ?? []) request.Headers.Add(name, value);
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            if (contentType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        using var response = await _http.SendAsync(request, cancel);
        return new HubAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancel), response.Headers.Location)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    /// <summary>Uploads a photo of an order.</summary>
    /// <param name="number">The order's number.</param>
    /// <param name="photoId">The photo's id on it.</param>
    /// <param name="moment">What it shows.</param>
    /// <param name="picture">The bytes.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public Task<HubAnswer> PutPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel) =>
        SendAsync(HttpMethod.Put, $"api/v1/orders/{Uri.EscapeDataString(number)}/photos/{photoId}?moment={moment}", picture, "image/jpeg", null, cancel);

    /// <summary>Reads something.</summary>
    public Task<HubAnswer> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, null, null, cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
