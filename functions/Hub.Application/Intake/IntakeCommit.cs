using Hub.Application.Archive;
using Hub.Application.Evidence;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>What one answered message leaves in the stores.</summary>
public sealed record IntakeCommit
{
    /// <summary>Version of the stream on which the message was decided.</summary>
    public required int ExpectedVersion { get; init; }

    /// <summary>The events that follow that version; none where the message was refused or changed nothing.</summary>
    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    /// <summary>The answer, for the same message sent again; its stream is the message's subject.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>The message as it came in, with its outcome.</summary>
    public required ArchivedMessage Message { get; init; }

    /// <summary>The resident whom the message names, where the stored contact is to be replaced; else null.</summary>
    public ContactToSave? Contact { get; init; }

    /// <summary>
    /// When the retention sweep looks at the subject, of which the archived message may hold personal data; a day that the subject has stays. Null where the
    /// message has no body.
    /// </summary>
    public DateTimeOffset? ReviewAt { get; init; }

    /// <summary>Photos that the events announce, to be fetched.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>The stream of the message's subject.</summary>
    public StreamId Stream => Receipt.Stream;
}

/// <summary>A contact to save with a message.</summary>
/// <param name="Contact">The resident. Personal data.</param>
/// <param name="SavedAt">The moment of now.</param>
/// <param name="ReviewAt">When the retention sweep looks at it.</param>
public sealed record ContactToSave(ResidentContact Contact, DateTimeOffset SavedAt, DateTimeOffset ReviewAt);
