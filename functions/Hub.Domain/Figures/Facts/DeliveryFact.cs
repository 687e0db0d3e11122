namespace Hub.Domain.Figures;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryOutcome
{
    /// <summary>Still to be made.</summary>
    Pending,

    /// <summary>The recipient took it.</summary>
    Delivered,

    /// <summary>The hub stopped trying; a person must look at it.</summary>
    Parked,

    /// <summary>Not made, for a reason on record.</summary>
    Skipped,
}

/// <summary>One message that the hub owes, or owed, one partner.</summary>
public sealed record DeliveryFact
{
    /// <summary>Key of the delivery.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Partner id of the recipient.</summary>
    public required string PartnerId { get; init; }

    /// <summary>Key of the stream that it is about, in its text form.</summary>
    public required string Stream { get; init; }

    /// <summary>Name of the event.</summary>
    public required string EventName { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryOutcome State { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>How often that failed.</summary>
    public int Failures { get; init; }

    /// <summary>When it was enqueued; never changes.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first tried.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>When it was delivered, skipped or parked.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>How soon a delivery is to be made.</summary>
    public static readonly TimeSpan Prompt = TimeSpan.FromMinutes(5);

    /// <summary>True where it was delivered within five minutes of being enqueued; null while it is pending, or where it was skipped.</summary>
    public bool? IsPrompt => State is DeliveryOutcome.Delivered or DeliveryOutcome.Parked
        ? State is DeliveryOutcome.Delivered && DoneAt - CreatedAt <= Prompt
        : null;
}

/// <summary>The columns of <see cref="DeliveryFact"/>, a row each and in the order of the feed.</summary>
public static class DeliveryFactColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<DeliveryFact>> All = new ColumnTable<DeliveryFact>()
        .Text("deliveryId", "Aflevering", "Sleutel van de aflevering.", "dlv_3f1c4f0a7a5e5d319c390a6f3a0b7c11_4_alfa", f => f.DeliveryId)
        .Text("partnerId", "Partner", "De partner voor wie het bericht is.", "alfa", f => f.PartnerId)
        .Text("stream", "Onderwerp", "Sleutel van de order of zaak waar het bericht over gaat.", "3f1c4f0a-7a5e-5d31-9c39-0a6f3a0b7c11", f => f.Stream)
        .Text("eventName", "Gebeurtenis", "Naam van de gebeurtenis in het bericht.", "OrderAwarded", f => f.EventName)
        .Choice("state", "Stand", "Hoe het met het bericht staat.", DeliveryOutcome.Delivered, f => f.State)
        .Integer("attempts", "Pogingen", "Aantal pogingen.", "1", f => f.Attempts)
        .Integer("failures", "Mislukte pogingen", "Aantal pogingen dat mislukte.", "0", f => f.Failures)
        .Moment("createdAt", "Klaargezet op", "Moment waarop het bericht is klaargezet.", "2026-03-02T09:00:01Z", f => f.CreatedAt)
        .Moment("firstTriedAt", "Eerste poging op", "Moment van de eerste poging.", "2026-03-02T09:00:02Z", f => f.FirstTriedAt, nullable: true)
        .Moment("doneAt", "Klaar op", "Moment waarop het bericht is afgeleverd, overgeslagen of geparkeerd.",
            "2026-03-02T09:00:02Z", f => f.DoneAt, nullable: true)
        .Flag("isPrompt", "Binnen vijf minuten", "Ja als het bericht binnen vijf minuten na klaarzetten is afgeleverd; leeg zolang het wacht.",
            "true", f => f.IsPrompt, nullable: true)
        .Columns;
}
