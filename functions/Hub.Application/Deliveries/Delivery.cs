using System.Globalization;
using Hub.Domain.Documents;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>
/// One event of a stream, to be delivered to one recipient. Its message is written at the first attempt and kept, see <see cref="DeliveryMessages"/>.
/// </summary>
public sealed record Delivery
{
    /// <summary>
    /// Made of stream, event and recipient, so that the same delivery enqueued twice is one delivery: also the message's identity
    /// at the receiver.
    /// </summary>
    public string Id => IdFor(Stream, Version, Recipient);

    /// <summary>The stream of the event.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>To whom.</summary>
    public required Recipient Recipient { get; init; }

    /// <summary>Version of the event in its stream: the place in the lane.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the event.</summary>
    public required string EventName { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>How often it was taken up; raised before each attempt.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the recipient failed to take it: the place in the retry schedule.</summary>
    public int Failures { get; init; }

    /// <summary>How often the recipient ever failed to take it: unlike <see cref="Failures"/> no replay and no retry by hand lowers it.</summary>
    public int FailuresInAll { get; init; }

    /// <summary>
    /// True where the recipient refused the message at the last attempt (4xx). Whoever tries it again by hand has mended something, so it is
    /// written anew then; by itself the hub sends the same again.
    /// </summary>
    public bool WasRefused { get; init; }

    /// <summary>When it was enqueued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first tried, since it was enqueued or replayed.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>When it was ever first tried: no replay changes it.</summary>
    public DateTimeOffset? FirstAttemptAt { get; init; }

    /// <summary>Not before this moment; null is now.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was delivered, skipped or parked.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What went wrong last, or why it was parked or skipped; for a person, without personal data.</summary>
    public string? Note { get; init; }

    /// <summary>Its lane.</summary>
    public LaneId Lane => new(Stream, Recipient);

    /// <summary>The delivery of an event to <paramref name="recipient"/>.</summary>
    public static Delivery For(RecordedEvent recorded, Recipient recipient, DateTimeOffset now) => new()
    {
        Stream = recorded.Stream,
        Recipient = recipient,
        Version = recorded.Version,
        EventName = recorded.Event.Name,
        CreatedAt = now,
    };

    /// <summary>The id of the delivery of one event to one recipient: <c>dlv_&lt;stream&gt;_&lt;version&gt;_&lt;recipient&gt;</c>.</summary>
    public static string IdFor(StreamId stream, int version, Recipient recipient) =>
        string.Create(CultureInfo.InvariantCulture, $"dlv_{stream.ToString("N")}_{version}_{recipient}");

    /// <summary>Takes an id apart again; false where it is none.</summary>
    public static bool TryParseId(string id, out StreamId stream, out int version, out Recipient recipient)
    {
        (stream, version, recipient) = (default, 0, default);
        if (id.Split('_', 4) is not ["dlv", var text, var number, var name] || !StreamId.TryParse(text, "N", out stream)
            || !PlainValue.TryWhole(number, out version))
            return false;
        return Recipient.TryParse(name, out recipient);
    }
}
