using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Domain.Streams;

namespace Hub.Application.Moving;

/// <summary>A delivery, done or not, with the message that is kept for it. Its members are those of <see cref="Delivery"/>.</summary>
public sealed record MovedDelivery
{
    /// <summary>The stream of the event.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>To whom: the recipient's text form.</summary>
    public required string Recipient { get; init; }

    /// <summary>Version of the event in its stream.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the event.</summary>
    public required string EventName { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was taken up.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the recipient failed to take it.</summary>
    public int Failures { get; init; }

    /// <summary>How often it ever failed to; null in exports of earlier versions, which did not know.</summary>
    public int? FailuresInAll { get; init; }

    /// <summary>True where the recipient refused the message at the last attempt.</summary>
    public bool WasRefused { get; init; }

    /// <summary>When it was enqueued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first tried.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>When it was ever first tried; null also in exports of earlier versions.</summary>
    public DateTimeOffset? FirstAttemptAt { get; init; }

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was delivered, skipped or parked.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? Note { get; init; }

    /// <summary>The message that every attempt sends (<see cref="KeptMessage.ToJson"/>); null where none was written yet. It may name a person.</summary>
    public JsonElement? Message { get; init; }

    /// <summary>A delivery as stores read it.</summary>
    public static MovedDelivery Of(Delivery d, KeptMessage? message) => new()
    {
        Stream = d.Stream, Recipient = d.Recipient.ToString(), Version = d.Version, EventName = d.EventName, State = d.State, Attempts = d.Attempts,
        Failures = d.Failures, FailuresInAll = d.FailuresInAll, WasRefused = d.WasRefused, CreatedAt = d.CreatedAt.ToUniversalTime(),
        FirstTriedAt = d.FirstTriedAt?.ToUniversalTime(), FirstAttemptAt = d.FirstAttemptAt?.ToUniversalTime(),
        NextAttemptAt = d.NextAttemptAt?.ToUniversalTime(), DoneAt = d.DoneAt?.ToUniversalTime(), Note = d.Note,
        Message = message is null ? null : MovedJson.Raw(message.ToJson()),
    };

    /// <summary>The delivery as the store of deliveries knows it.</summary>
    /// <exception cref="JsonException">Its recipient is none.</exception>
    public Delivery ToDelivery() => new()
    {
        Stream = Stream,
        Recipient = Deliveries.Recipient.TryParse(Recipient, out var recipient)
            ? recipient
            : throw new JsonException("A delivery's recipient is a partner's id or <kind>:<id>."),
        Version = Version, EventName = EventName, State = State, Attempts = Attempts, Failures = Failures, FailuresInAll = FailuresInAll ?? Failures,
        WasRefused = WasRefused, CreatedAt = CreatedAt, FirstTriedAt = FirstTriedAt, FirstAttemptAt = FirstAttemptAt ?? FirstTriedAt,
        NextAttemptAt = NextAttemptAt, DoneAt = DoneAt, Note = Note,
    };

    /// <summary>The kept message; null where there is none.</summary>
    public KeptMessage? ToMessage() => Message is { } json ? KeptMessage.Parse(MovedJson.Bytes(json)) : null;
}

/// <summary>A stream that a follower which acts on the world has yet to process.</summary>
/// <param name="Follower">The follower.</param>
/// <param name="Stream">The stream.</param>
/// <param name="FromVersion">The first version that it did not process.</param>
public sealed record MovedPending(string Follower, StreamId Stream, int FromVersion);
