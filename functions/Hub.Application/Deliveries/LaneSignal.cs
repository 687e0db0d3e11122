using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Diagnostics;

namespace Hub.Application.Deliveries;

/// <summary>The text of a signal on a queue: "look at this lane". JSON: <c>{"lane":"&lt;stream&gt;.&lt;recipient&gt;","traceparent":"00-…"}</c>.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="TraceParent">W3C trace context of whoever sent the signal, or null: a queue does not pass it on by itself.</param>
public sealed record LaneSignal(LaneId Lane, string? TraceParent)
{
    /// <summary>A signal for a lane, in the trace of now.</summary>
    public static LaneSignal For(LaneId lane) => new(lane, Tracing.Current);

    /// <summary>The JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(new LaneSignalDocument(Lane.ToString(), TraceParent), LaneSignalJson.Default.LaneSignalDocument);

    /// <summary>Reads <see cref="ToJson"/>'s form.</summary>
    /// <exception cref="LaneSignalException">It is of another form.</exception>
    public static LaneSignal Parse(string json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, LaneSignalJson.Default.LaneSignalDocument) is { } document && LaneId.TryParse(document.Lane, out var lane))
                return new LaneSignal(lane, document.TraceParent);
        }
        catch (JsonException e)
        {
            throw Wrong(e);
        }
        throw Wrong(null);
    }

    /// <summary>The lane that a signal names; null where the text is none.</summary>
    public static LaneId? LaneOf(string text)
    {
        try
        {
            return Parse(text).Lane;
        }
        catch (LaneSignalException)
        {
            return null;
        }
    }

    private static LaneSignalException Wrong(Exception? inner) =>
        new("A message of the queue 'lanes' must be JSON with \"lane\": a stream, a dot and a recipient, as in <order id>.<partner id>.", inner);
}

/// <summary>A text is no signal of a lane.</summary>
/// <param name="message">What is expected.</param>
/// <param name="inner">Where the text is no JSON, why.</param>
public sealed class LaneSignalException(string message, Exception? inner) : FormatException(message, inner);

internal sealed record LaneSignalDocument(string? Lane, [property: JsonPropertyName("traceparent")] string? TraceParent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LaneSignalDocument))]
internal sealed partial class LaneSignalJson : JsonSerializerContext;
