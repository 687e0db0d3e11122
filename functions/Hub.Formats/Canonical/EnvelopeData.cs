using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain;

namespace Hub.Formats.Canonical;

/// <summary>The attributes of a CloudEvent in structured JSON (CloudEvents 1.0, JSON event format), in the order in which the hub writes them.</summary>
internal sealed record EnvelopeData
{
    /// <summary>Length of the longest <c>source</c> that the hub takes.</summary>
    public const int SourceLength = 300;

    /// <summary>Length of the longest <c>dataref</c>.</summary>
    public const int DataRefLength = Limits.UrlLength;

    [JsonPropertyName("specversion")]
    public required string SpecVersion { get; init; }

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("source"), Key(SourceLength)]
    public required string Source { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("subject")]
    public string? Subject { get; init; }

    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    [JsonPropertyName("correlationid"), Key(SourceLength)]
    public string? CorrelationId { get; init; }

    [JsonPropertyName("causationid"), Key(EnvelopeData.SourceLength + KeyAttribute.DefaultLength + 1)]
    public string? CausationId { get; init; }

    [JsonPropertyName("traceparent")]
    public string? TraceParent { get; init; }

    [JsonPropertyName("datacontenttype")]
    public string? DataContentType { get; init; }

    /// <summary>Where what it is about can be had (CloudEvents extension <c>dataref</c>): a photo's address at the hub.</summary>
    [JsonPropertyName("dataref"), Key(DataRefLength)]
    public string? DataRef { get; init; }

    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }
}
