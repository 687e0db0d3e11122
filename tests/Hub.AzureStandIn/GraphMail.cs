using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.AzureStandIn;

/// <summary>A mail that Microsoft Graph took.</summary>
/// <param name="Mailbox">From which mailbox.</param>
/// <param name="Message">Its JSON.</param>
/// <param name="KeepsCopy">Whether the mailbox keeps a copy.</param>
public sealed record GraphMessage(string Mailbox, JsonNode Message, bool KeepsCopy);

/// <summary>A stand-in for mail by Microsoft Graph: the handler under the HTTP client of the genuine client. See README.md.</summary>
public sealed class GraphMail : HttpMessageHandler
{
    /// <summary>Where Microsoft Graph is.</summary>
    public static readonly Uri Address = new("https://graph.microsoft.com");

    /// <summary>The only mailbox from which the identity may send.</summary>
    public const string Mailbox = "ketenhub@woonhart.example";

    private readonly Lock _gate = new();
    private readonly List<GraphMessage> _sent = [];

    /// <summary>False lets every request fail as if the service could not be reached.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>The status with which the next requests are answered; null for that of a service that is well.</summary>
    public HttpStatusCode? Answers { get; set; }

    /// <summary>How many requests there were.</summary>
    public int Requests { get; private set; }

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<GraphMessage> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (!IsThere) throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody there.");
        if (request.Headers.Authorization is not { Scheme: "Bearer" }) return Error(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken");
        if (Answers is { } status) return Error(status, status is HttpStatusCode.TooManyRequests ? "ApplicationThrottled" : "UnknownError");
        if (request.Method != HttpMethod.Post || request.RequestUri!.AbsolutePath.Split('/') is not ["", "v1.0", "users", var mailbox, "sendMail"])
            return Error(HttpStatusCode.BadRequest, "BadRequest");
        if (Uri.UnescapeDataString(mailbox) != Mailbox) return Error(HttpStatusCode.Forbidden, "ErrorAccessDenied");
        var text = await request.Content!.ReadAsStringAsync(cancellationToken);
        // As the service: the members of an action's body may begin with a capital.
        var body = JsonNode.Parse(text, new JsonNodeOptions { PropertyNameCaseInsensitive = true })!;
        var message = body["message"]!;
        // As the service: headers of one's own are few, and have names that begin so.
        if (message["internetMessageHeaders"] is JsonArray headers
            && (headers.Count > 5 || headers.Any(h => !h!["name"]!.GetValue<string>().StartsWith("x-", StringComparison.OrdinalIgnoreCase))))
            return Error(HttpStatusCode.BadRequest, "InvalidInternetMessageHeader");
        lock (_gate) _sent.Add(new GraphMessage(Mailbox, message, body["saveToSentItems"]?.GetValue<bool>() ?? true));
        return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new ByteArrayContent([]) };
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var body = new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = $"About {Mailbox}." } };
        return new HttpResponseMessage(status)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } },
        };
    }
}
