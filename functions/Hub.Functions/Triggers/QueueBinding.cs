using System.Globalization;
using System.Text.Json;
using Hub.Application.Intake;

namespace Hub.Functions.Triggers;

/// <summary>
/// What the Service Bus trigger gives beside a message's body, by the names of its binding data
/// (https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#message-metadata).
/// </summary>
internal static class QueueBinding
{
    public const string MessageId = "MessageId";
    public const string SequenceNumber = "SequenceNumber";
    public const string ContentType = "ContentType";
    public const string Subject = "Subject";
    private const string EnqueuedTime = "EnqueuedTimeUtc";
    private const string ApplicationProperties = "ApplicationProperties";

    /// <summary>One of the values as text; null where it was not given.</summary>
    public static string? Text(FunctionContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out var value) && value?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>When the message came into the queue; null where that was not given. It comes as JSON, in quotes.</summary>
    public static DateTimeOffset? EnqueuedAt(FunctionContext context) =>
        DateTimeOffset.TryParse(Text(context, EnqueuedTime)?.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The sender's own properties.</summary>
    public static IReadOnlyDictionary<string, string> Properties(FunctionContext context)
    {
        if (Text(context, ApplicationProperties) is not { } json) return new Dictionary<string, string>();
        using var properties = JsonDocument.Parse(json);
        return InboundMessage.PropertiesOf(properties.RootElement);
    }
}
