using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;

namespace Hub.AzureStandIn;

/// <summary>A stand-in for the ingestion of Application Insights: the handler under the HTTP client of the genuine exporter. See README.md.</summary>
public sealed class ApplicationInsights : HttpMessageHandler
{
    /// <summary>Where it takes telemetry.</summary>
    public static readonly Uri Address = new("https://westeurope-0.in.applicationinsights.azure.com");

    /// <summary>The connection string of a resource that takes no key: <c>InstrumentationKey</c> only names it.</summary>
    public static readonly string ConnectionString = string.Create(
        CultureInfo.InvariantCulture, $"InstrumentationKey={Guid.Empty:D};IngestionEndpoint={Address}");

    private readonly Lock _gate = new();
    private readonly List<JsonNode> _items = [];

    /// <summary>What was taken, in order: each an envelope with its <c>name</c> and <c>data</c>.</summary>
    public IReadOnlyList<JsonNode> Items
    {
        get
        {
            lock (_gate) return [.. _items];
        }
    }

    /// <summary>The last value of each metric, by its name.</summary>
    public IReadOnlyDictionary<string, double> Metrics => Items.Where(i => (string?)i["name"] == "Metric")
        .SelectMany(i => i["data"]!["baseData"]!["metrics"]!.AsArray()).GroupBy(m => (string)m!["name"]!)
        .ToDictionary(g => g.Key, g => (double)g.Last()!["value"]!);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As a resource without local authentication.
        if (request.Headers.Authorization is not { Scheme: "Bearer" }) return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        if (request.Method != HttpMethod.Post || !request.RequestUri!.AbsolutePath.EndsWith("/track", StringComparison.Ordinal))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        var body = await request.Content!.ReadAsStreamAsync(cancellationToken);
        if (request.Content.Headers.ContentEncoding.Contains("gzip")) body = new GZipStream(body, CompressionMode.Decompress);
        using var lines = new StreamReader(body);
        var taken = 0;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0) continue;
            lock (_gate) _items.Add(JsonNode.Parse(line)!);
            taken++;
        }
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(
                string.Create(CultureInfo.InvariantCulture, $$"""{"itemsReceived":{{taken}},"itemsAccepted":{{taken}},"errors":[]}"""), null,
                "application/json"),
        };
    }
}
