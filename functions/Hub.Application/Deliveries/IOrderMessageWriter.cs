using Hub.Application.Evidence;
using Hub.Application.Settings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>What a message about an order is written from: one event, and the order as it was after it.</summary>
/// <param name="DeliveryId">Identity of the message at the receiver, the same at every attempt.</param>
/// <param name="Recorded">The event that is told.</param>
/// <param name="Order">The order folded up to and with that event.</param>
/// <param name="Recipient">Who is told.</param>
/// <param name="Contractor">The order's contractor, or the one that just lost it; null where there is none.</param>
/// <param name="Contact">The resident; null for everybody but the order's contractor, and after erasure.</param>
/// <param name="Corporation">The client.</param>
/// <param name="Hub">Where partners reach the hub; photos are told by their address there.</param>
public sealed record OutgoingOrderMessage(
    string DeliveryId, RecordedEvent Recorded, Order Order, Partner Recipient, Partner? Contractor, ResidentContact? Contact, Corporation Corporation,
    PublicAddress Hub);

/// <summary>What a writer makes of an event.</summary>
public abstract record WriteResult
{
    /// <summary>A message. <paramref name="NamesPerson"/> where it was written with a resident's contact.</summary>
    public sealed record Written(OutboundMessage Message, bool NamesPerson = false) : WriteResult;

    /// <summary>The partner's language has no message for it; <paramref name="Why"/> says so to a person.</summary>
    public sealed record NothingToSay(string Why) : WriteResult;

    /// <summary>There is something to say, and a setting keeps it from being said: a person must mend it. <paramref name="Why"/> says what.</summary>
    public sealed record Unwritable(string Why) : WriteResult;
}

/// <summary>Writes an event of an order as a message of one language: pure, the same input gives the same bytes.</summary>
public interface IOrderMessageWriter
{
    /// <summary>The language that it writes.</summary>
    Language Language { get; }

    /// <summary>The message that tells the event to the recipient.</summary>
    WriteResult Write(OutgoingOrderMessage outbound);
}
