using System.Globalization;
using Hub.Domain.Orders;

namespace Hub.Application.Deliveries;

/// <summary>One message that the hub owes one partner: an event of an order. Its bytes are made anew, and alike, at each attempt.</summary>
public sealed record Delivery
{
    /// <summary>
    /// Made of order, event and partner, so that owing the same thing twice is owing it once: also the message's identity
    /// at the receiver.
    /// </summary>
    public string Id => IdFor(OrderId, Version, PartnerId);

    /// <summary>The order.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>To whom.</summary>
    public required string PartnerId { get; init; }

    /// <summary>Version of the event on the order: the place in the lane.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the event.</summary>
    public required string EventName { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>How often it was taken up; raised before each attempt.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the partner failed to take it: the place in the retry schedule.</summary>
    public int Failures { get; init; }

    /// <summary>When it came to be owed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first tried, since it was owed or replayed.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>Not before this moment; null is now.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was delivered or skipped.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What went wrong last, or why it was parked or skipped; for a person, without personal data.</summary>
    public string? Note { get; init; }

    /// <summary>Its lane.</summary>
    public LaneId Lane => new(OrderId, PartnerId);

    /// <summary>What is owed to <paramref name="partnerId"/> for an event.</summary>
    public static Delivery For(RecordedEvent recorded, string partnerId, DateTimeOffset now) => new()
    {
        OrderId = recorded.OrderId,
        PartnerId = partnerId,
        Version = recorded.Version,
        EventName = recorded.Event.Name,
        CreatedAt = now,
    };

    /// <summary>The id of the delivery of one event to one partner: <c>dlv_&lt;order&gt;_&lt;version&gt;_&lt;partner&gt;</c>.</summary>
    public static string IdFor(OrderId order, int version, string partnerId) => string.Create(CultureInfo.InvariantCulture, $"dlv_{order.Value:N}_{version}_{partnerId}");

    /// <summary>Takes an id apart again; false where it is none.</summary>
    public static bool TryParseId(string id, out OrderId order, out int version, out string partnerId)
    {
        (order, version, partnerId) = (default, 0, "");
        if (id.Split('_', 4) is not ["dlv", var hex, var number, var partner] || !Guid.TryParseExact(hex, "N", out var value)
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out version))
            return false;
        (order, partnerId) = (new OrderId(value), partner);
        return true;
    }
}
