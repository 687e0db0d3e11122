using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Keys;

namespace Hub.Application.Intake;

/// <summary>A message of the queue by which a partner sends.</summary>
public sealed record InboundMessage
{
    // What begins an identity: a sender's own id can never be one that the hub made.
    private const string ByMessageId = "message ";
    private const string ByNumber = "number ";

    /// <summary>What identifies it, the same each time that it is delivered: see <see cref="IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The sender's id of it, to be repeated in the answer; null where the sender gave none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True where what was sent is no UTF-8: <see cref="Body"/> has U+FFFD in the place of some of it.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Media type; null where the sender gave none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Of a VERA message what is asked, such as <c>PATCH onderhoudsorders/4711</c>; null where the sender gave none.</summary>
    public string? Subject { get; init; }

    /// <summary>What the sender gave beside it; names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>W3C trace context of the run.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// By the sender's id, or a hash of it where it is no usable key; and for a message without one by when it came and its number in the queue, which stay the
    /// same however often the message is delivered. A queue that is made anew numbers anew.
    /// </summary>
    /// <param name="messageId">The sender's id.</param>
    /// <param name="enqueuedAt">When it came into the queue; null where that is not known.</param>
    /// <param name="sequence">Its number in the queue.</param>
    public static string IdOf(string? messageId, DateTimeOffset? enqueuedAt, string? sequence) =>
        KeyText.Given(messageId) is not { } id
            ? string.Create(CultureInfo.InvariantCulture, $"{ByNumber}{enqueuedAt?.ToUnixTimeMilliseconds()} {sequence}")
            : id.Length <= Limits.KeyLength && KeyText.IsUsable(id) ? ByMessageId + id
            : ByMessageId + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId!)));

    /// <summary>
    /// The sender's properties as text, names in lower case: of several that differ in case alone the last. Those that are neither text, number nor flag are
    /// left out.
    /// </summary>
    /// <param name="properties">The properties as the platform hands them over: a JSON object.</param>
    public static IReadOnlyDictionary<string, string> PropertiesOf(JsonElement properties)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (properties.ValueKind is not JsonValueKind.Object) return found;
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                found[property.Name.ToLowerInvariant()] = property.Value.ToString();
        }
        return found;
    }
}
