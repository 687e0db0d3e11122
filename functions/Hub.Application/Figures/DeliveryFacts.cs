using Hub.Application.Deliveries;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>Facts of deliveries.</summary>
public static class DeliveryFacts
{
    /// <summary>The fact of a delivery; null where its recipient is no partner.</summary>
    public static DeliveryFact? Of(Delivery delivery) => delivery.Recipient.PartnerId is not { } partner ? null : new DeliveryFact
    {
        DeliveryId = delivery.Id,
        PartnerId = partner,
        Stream = delivery.Stream.ToString(),
        EventName = delivery.EventName,
        State = OutcomeOf(delivery.State),
        Attempts = delivery.Attempts,
        Failures = delivery.FailuresInAll,
        CreatedAt = delivery.CreatedAt,
        FirstTriedAt = delivery.FirstAttemptAt,
        DoneAt = delivery.DoneAt,
    };

    private static DeliveryOutcome OutcomeOf(DeliveryState state) => state switch
    {
        DeliveryState.Pending => DeliveryOutcome.Pending,
        DeliveryState.Delivered => DeliveryOutcome.Delivered,
        DeliveryState.Parked => DeliveryOutcome.Parked,
        DeliveryState.Skipped => DeliveryOutcome.Skipped,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a delivery."),
    };
}
