using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.AzureStandIn;

/// <summary>A stand-in for a Teams workflow ("When a Teams webhook request is received") on loopback; it takes what the genuine one takes.</summary>
public sealed class TeamsWorkflow : IAsyncDisposable
{
    private const string Signature = "geheim-van-de-werkstroom";

    private readonly WebApplication _server;
    private readonly Lock _gate = new();
    private readonly List<JsonNode> _cards = [];

    private TeamsWorkflow(WebApplication server) => _server = server;

    /// <summary>Its address, with the signature by which it knows who may post.</summary>
    public Uri Address => new($"{_server.Urls.Single()}/workflows/1/triggers/manual/paths/invoke?api-version=1&sig={Signature}");

    /// <summary>The status with which it answers; null for that of a workflow that is well.</summary>
    public int? Answers { get; set; }

    /// <summary>The cards that were posted, in order.</summary>
    public IReadOnlyList<JsonNode> Cards
    {
        get
        {
            lock (_gate) return [.. _cards];
        }
    }

    /// <summary>Starts it.</summary>
    public static async Task<TeamsWorkflow> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var workflow = new TeamsWorkflow(app);
        app.MapPost("/workflows/1/triggers/manual/paths/invoke", workflow.TakeAsync);
        await app.StartAsync();
        return workflow;
    }

    /// <summary>All texts of a card.</summary>
    public static IEnumerable<string> TextsOf(JsonNode card) => card switch
    {
        JsonObject members => members.SelectMany(m =>
            m.Key is "text" or "url" && m.Value is JsonValue text ? [text.GetValue<string>()] : m.Value is null ? [] : TextsOf(m.Value)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(TextsOf),
        _ => [],
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (request.Query["sig"] != Signature) return Results.StatusCode(401);
        if (Answers is { } status) return Results.StatusCode(status);
        var message = await JsonNode.ParseAsync(request.Body);
        if (message?["type"]?.GetValue<string>() is not "message" || message["attachments"] is not JsonArray { Count: > 0 } attachments)
            return Results.StatusCode(400);
        foreach (var attachment in attachments)
        {
            if (attachment?["contentType"]?.GetValue<string>() is not "application/vnd.microsoft.card.adaptive"
                || attachment["content"]?["type"]?.GetValue<string>() is not "AdaptiveCard") return Results.StatusCode(400);
            lock (_gate) _cards.Add(attachment["content"]!);
        }
        return Results.StatusCode(202);
    }
}
