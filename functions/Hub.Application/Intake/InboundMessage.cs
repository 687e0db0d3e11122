using System.Security.Cryptography;
using System.Text;
using Hub.Domain;
using Hub.Domain.Keys;

namespace Hub.Application.Intake;

/// <summary>A message of the queue by which a partner sends.</summary>
public sealed record InboundMessage
{
    /// <summary>What identifies it, the same each time that it is delivered: see <see cref="IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The sender's id of it, to be repeated in the answer; null where the sender gave none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Media type; null where the sender gave none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Of a VERA message what is asked, such as <c>PATCH onderhoudsorders/4711</c>; null where the sender gave none.</summary>
    public string? Subject { get; init; }

    /// <summary>What the sender gave beside it; names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>W3C trace context of the run.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// The sender's id; a hash of it where it is no usable key; and for a message without one its number in the queue, which stays the same however often the
    /// message is delivered.
    /// </summary>
    /// <param name="messageId">The sender's id.</param>
    /// <param name="sequence">The number in the queue.</param>
    public static string IdOf(string? messageId, string? sequence) =>
        KeyText.Given(messageId) is not { } id ? $"sequence {sequence}"
        : id.Length <= Limits.KeyLength && KeyText.IsUsable(id) ? id
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId!)));
}
