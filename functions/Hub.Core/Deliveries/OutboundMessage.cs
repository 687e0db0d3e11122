using Hub.Core.Evidence;
using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Core.Deliveries;

/// <summary>The corporation as partners know it.</summary>
public sealed record Corporation(string Name, string? Gln)
{
    /// <summary>The corporation as the client of an order: its name and GLN, where the settings have none, are its ERP's.</summary>
    public Corporation By(Partner? erp) => new(Name.Length > 0 ? Name : erp?.Name ?? "", Gln ?? erp?.Gln);
}

/// <summary>Everything a writer may say to a partner: one event of an order, and the order as it stood after it.</summary>
/// <param name="DeliveryId">Identity of the message at the receiver, the same at every attempt.</param>
/// <param name="Recorded">The event that is told.</param>
/// <param name="Order">The order folded up to and with that event.</param>
/// <param name="Recipient">Who is told.</param>
/// <param name="Contractor">The order's contractor, or the one that just lost it; null where there is none.</param>
/// <param name="Contact">The resident; null for everybody but the order's contractor, and after erasure.</param>
/// <param name="Corporation">The client.</param>
/// <param name="Hub">Where partners reach the hub; photos are told by their address there.</param>
public sealed record Outbound(
    string DeliveryId, RecordedEvent Recorded, Order Order, Partner Recipient, Partner? Contractor, ResidentContact? Contact, Corporation Corporation,
    PublicAddress Hub);

/// <summary>A message ready to go.</summary>
public sealed record OutboundMessage
{
    /// <summary>Media type of <see cref="Body"/>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The bytes; the same at every attempt.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Path below the partner's URL (<c>onderhoudsorders/4711</c>, already escaped), or null for the URL itself.</summary>
    public string? Path { get; init; }

    /// <summary>Headers that the language asks for.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What to send where the partner lacks the method (405, 501): VERA's PUT in the place of PATCH.</summary>
    public OutboundMessage? Instead { get; init; }
}

/// <summary>What a writer makes of an event.</summary>
public abstract record WriteResult
{
    /// <summary>A message.</summary>
    public sealed record Written(OutboundMessage Message) : WriteResult;

    /// <summary>The partner's language has no message for it; <paramref name="Why"/> says so to a person.</summary>
    public sealed record NothingToSay(string Why) : WriteResult;

    /// <summary>There is something to say, and a setting keeps it from being said: a person must mend it. <paramref name="Why"/> says what.</summary>
    public sealed record Unwritable(string Why) : WriteResult;
}

/// <summary>Turns an event into one language's message: pure, the same input gives the same bytes.</summary>
public interface IMessageWriter
{
    /// <summary>The language that it writes.</summary>
    Language Language { get; }

    /// <summary>The message that tells the event to the recipient.</summary>
    WriteResult Write(Outbound outbound);
}
