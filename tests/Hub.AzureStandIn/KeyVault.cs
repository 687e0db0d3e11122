using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.AzureStandIn;

/// <summary>A stand-in for the secrets of an Azure Key Vault, in memory: the handler under the HTTP client of the genuine client. See README.md.</summary>
public sealed class KeyVault : HttpMessageHandler
{
    /// <summary>Address of the vault.</summary>
    public static readonly Uri Address = new("https://ketenhub.vault.azure.net");

    private const int PageSize = 2;

    // The service's own limit, in bytes.
    private const int LongestSecret = 25 * 1024;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = [];
    private readonly HashSet<string> _disabled = [];

    /// <summary>False lets every request fail as if the vault could not be reached.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>How many requests for a secret's value there were.</summary>
    public int Reads { get; private set; }

    /// <summary>The names of all secrets.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate) return [.. _secrets.Keys];
        }
    }

    /// <summary>Keeps a secret, as an administrator of the vault does.</summary>
    public void Keep(string name, string value)
    {
        lock (_gate) _secrets[name] = value;
    }

    /// <summary>Disables a secret, as an administrator of the vault does: its value is given to nobody.</summary>
    public void Disable(string name)
    {
        lock (_gate) _disabled.Add(name);
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsThere) throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody there.");
        if (request.Headers.Authorization is null) return Challenge();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_gate)
        {
            return request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
            {
                ["secrets"] when request.Method == HttpMethod.Get => List(request.RequestUri),
                ["secrets", var name, ..] when request.Method == HttpMethod.Get => Get(name),
                ["secrets", var name] when request.Method == HttpMethod.Put => Put(name, body),
                ["secrets", var name] when request.Method == HttpMethod.Delete => Delete(name),
                _ => Error(HttpStatusCode.BadRequest, "BadParameter", $"The stand-in does not do {request.Method} {request.RequestUri}."),
            };
        }
    }

    private HttpResponseMessage Get(string name)
    {
        Reads++;
        if (_disabled.Contains(name)) return Disabled();
        return _secrets.TryGetValue(name, out var value) ? Ok(Secret(name, value)) : Missing(name);
    }

    private HttpResponseMessage Put(string name, string body)
    {
        var value = JsonNode.Parse(body)!["value"]!.GetValue<string>();
        if (Encoding.UTF8.GetByteCount(value) > LongestSecret) return Error(HttpStatusCode.BadRequest, "BadParameter", "The value is too long.");
        if (_deleted.Contains(name)) return Error(HttpStatusCode.Conflict, "Conflict", $"Secret {name} is currently in a deleted but recoverable state.");
        _secrets[name] = value;
        return Ok(Secret(name, value));
    }

    private HttpResponseMessage Delete(string name)
    {
        if (!_secrets.Remove(name, out var value)) return Missing(name);
        _deleted.Add(name);
        var deleted = Secret(name, value);
        deleted.Remove("value");
        deleted["recoveryId"] = $"{Address}deletedsecrets/{name}";
        return Ok(deleted);
    }

    private HttpResponseMessage List(Uri uri)
    {
        var after = System.Web.HttpUtility.ParseQueryString(uri.Query)["after"];
        List<string> names = [.. _secrets.Keys.Where(n => string.CompareOrdinal(n, after) > 0).Take(PageSize + 1)];
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. names.Take(PageSize).Select(n => new JsonObject { ["id"] = $"{Address}secrets/{n}", ["attributes"] = Attributes() })]),
            ["nextLink"] = names.Count > PageSize ? $"{Address}secrets?api-version=7.4&after={names[PageSize - 1]}" : null,
        };
        return Ok(page);
    }

    private static JsonObject Secret(string name, string value) =>
        new() { ["value"] = value, ["id"] = $"{Address}secrets/{name}/0123456789abcdef0123456789abcdef", ["attributes"] = Attributes() };

    private static JsonObject Attributes() => new() { ["enabled"] = true, ["created"] = 1, ["updated"] = 1, ["recoveryLevel"] = "Recoverable" };

    private static HttpResponseMessage Challenge()
    {
        var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new ByteArrayContent([]) };
        challenge.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Bearer",
            $"authorization=\"https://login.microsoftonline.com/{IdentityEndpoint.Tenant}\", resource=\"https://vault.azure.net\""));
        return challenge;
    }

    // https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
    private static HttpResponseMessage Disabled() => Json(HttpStatusCode.Forbidden, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = "Forbidden", ["message"] = "Operation get is not allowed on a disabled secret.",
            ["innererror"] = new JsonObject { ["code"] = "SecretDisabled" },
        },
    });

    private static HttpResponseMessage Missing(string name) => Error(HttpStatusCode.NotFound, "SecretNotFound", $"A secret with the name {name} was not found.");

    private static HttpResponseMessage Error(HttpStatusCode status, string code, string message) => Json(
        status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    private static HttpResponseMessage Ok(JsonObject body) => Json(HttpStatusCode.OK, body);

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } } };
}
