using System.Text.Json;

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
    private const string ApplicationProperties = "ApplicationProperties";

    /// <summary>One of the values as text; null where it was not given.</summary>
    public static string? Text(FunctionContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out var value) && value?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The sender's own properties as text, names in lower case; those that are neither text, number nor flag are left out.</summary>
    public static IReadOnlyDictionary<string, string> Properties(FunctionContext context)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Text(context, ApplicationProperties) is not { } json) return found;
        using var properties = JsonDocument.Parse(json);
        if (properties.RootElement.ValueKind is not JsonValueKind.Object) return found;
        foreach (var property in properties.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                found[property.Name.ToLowerInvariant()] = property.Value.ToString();
        }
        return found;
    }
}
