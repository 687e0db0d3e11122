using System.Globalization;
using System.Text;
using Hub.Application.Deliveries;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>A delivery, in the partition of its lane.</summary>
internal sealed record DeliveryDocument : Document
{
    /// <summary>The partition.</summary>
    public required string LaneId { get; init; }

    public required StreamId StreamId { get; init; }

    public required string Recipient { get; init; }

    public required int Version { get; init; }

    public required string EventName { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>True where it is pending or parked; else null.</summary>
    public bool? IsOpen { get; init; }

    public int Attempts { get; init; }

    public int Failures { get; init; }

    /// <summary>Null in one that an earlier version wrote: then it is <see cref="Failures"/>.</summary>
    public int? FailuresInAll { get; init; }

    public bool WasRefused { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>Null also in one that an earlier version wrote: then it is <see cref="FirstTriedAt"/>.</summary>
    public DateTimeOffset? FirstAttemptAt { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    public string? Note { get; init; }

    /// <summary>Its place among all deliveries: the moment at which it was stored and its id, so that no two have the same. Only deliveries have one.</summary>
    public required string Position { get; init; }

    public static string IdOf(int version) => string.Create(CultureInfo.InvariantCulture, $"d-{version}");

    public static DeliveryDocument Of(Delivery d, string position) => new()
    {
        Id = IdOf(d.Version),
        LaneId = d.Lane.ToString(),
        StreamId = d.Stream,
        Recipient = d.Recipient.ToString(),
        Version = d.Version,
        EventName = d.EventName,
        State = d.State,
        IsOpen = d.State is DeliveryState.Pending or DeliveryState.Parked ? true : null,
        Attempts = d.Attempts,
        Failures = d.Failures,
        FailuresInAll = d.FailuresInAll,
        WasRefused = d.WasRefused,
        CreatedAt = d.CreatedAt,
        FirstTriedAt = d.FirstTriedAt,
        FirstAttemptAt = d.FirstAttemptAt,
        NextAttemptAt = d.NextAttemptAt,
        DoneAt = d.DoneAt,
        Note = d.Note,
        Position = position,
    };

    public Delivery ToDelivery() => new()
    {
        Stream = StreamId,
        Recipient = RecipientOf(Recipient),
        Version = Version,
        EventName = EventName,
        State = State,
        Attempts = Attempts,
        Failures = Failures,
        FailuresInAll = FailuresInAll ?? Failures,
        WasRefused = WasRefused,
        CreatedAt = CreatedAt,
        FirstTriedAt = FirstTriedAt,
        FirstAttemptAt = FirstAttemptAt ?? FirstTriedAt,
        NextAttemptAt = NextAttemptAt,
        DoneAt = DoneAt,
        Note = Note,
    };

    public static Recipient RecipientOf(string text) => Hub.Application.Deliveries.Recipient.TryParse(text, out var recipient)
        ? recipient
        : throw new InvalidOperationException("A document of a delivery holds no recipient.");
}

/// <summary>The kept message of a delivery, in the partition of its lane.</summary>
internal sealed record MessageDocument : Document
{
    /// <summary>The partition.</summary>
    public required string LaneId { get; init; }

    public required StreamId StreamId { get; init; }

    public required int Version { get; init; }

    /// <summary>True where it holds a resident's contact; else null.</summary>
    public bool? NamesPerson { get; init; }

    /// <summary>The JSON of <see cref="KeptMessage"/>, as a text.</summary>
    public required string Message { get; init; }

    public static string IdOf(int version) => string.Create(CultureInfo.InvariantCulture, $"m-{version}");

    public static MessageDocument Of(Delivery delivery, KeptMessage message) => new()
    {
        Id = IdOf(delivery.Version),
        LaneId = delivery.Lane.ToString(),
        StreamId = delivery.Stream,
        Version = delivery.Version,
        NamesPerson = message.NamesPerson ? true : null,
        Message = Encoding.UTF8.GetString(message.ToJson()),
    };

    public KeptMessage ToMessage() => KeptMessage.Parse(Encoding.UTF8.GetBytes(Message));
}

/// <summary>Where a kept message lies.</summary>
internal sealed record MessagePlace(string LaneId, int Version);

/// <summary>A lane.</summary>
internal sealed record LaneKey(string LaneId);

/// <summary>A lane that is due.</summary>
internal sealed record DueLaneResult(string LaneId, DateTimeOffset Due);

/// <summary>A lane with a parked delivery.</summary>
internal sealed record ParkedLaneResult(string LaneId, int FirstParked);

/// <summary>What a lane adds to its recipient's backlog.</summary>
internal sealed record LaneBacklog(string Recipient, IReadOnlyList<OpenDelivery> Open);
