namespace Hub.Formats.Canonical;

internal sealed record TimelineView
{
    public required Guid OrderId { get; init; }

    public required IReadOnlyList<TimelineEvent> Events { get; init; }

    public required IReadOnlyList<RefusedMessage> Refused { get; init; }
}

internal sealed record TimelineEvent
{
    public required int Version { get; init; }

    public required string Type { get; init; }

    public required System.Text.Json.Nodes.JsonObject Data { get; init; }

    public required ActorView By { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public string? MessageId { get; init; }
}

internal sealed record ActorView
{
    public required string Role { get; init; }

    public string? Partner { get; init; }
}

internal sealed record RefusedMessage
{
    public required Guid ReceiptId { get; init; }

    public required string Partner { get; init; }

    public required string MessageId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Kind { get; init; }

    public required string Code { get; init; }

    public required string Reason { get; init; }

    public string? Place { get; init; }
}
