namespace Hub.Formats.Canonical;

/// <summary>An order as the canonical JSON shows it; never with the resident.</summary>
internal sealed record OrderView
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public required string Phase { get; init; }

    public required int Version { get; init; }

    public string? ContractorId { get; init; }

    public string? ContractNumber { get; init; }

    public bool? Accepted { get; init; }

    public WindowData? Appointment { get; init; }

    // From here on only in the whole order.
    public ContentData? Content { get; init; }

    public InterruptionView? Interruption { get; init; }

    public PendingView? Pending { get; init; }

    public IReadOnlyList<LineData>? AgreedExtraLines { get; init; }

    public CostData? Quotation { get; init; }

    public DateOnly? ExtendedTo { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateOnly? ReadyOn { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Unrouted { get; init; }

    public IReadOnlyList<string>? OpenComplaints { get; init; }

    public DateTimeOffset? PlacedAt { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}

internal sealed record InterruptionView
{
    public required string Reason { get; init; }

    public required DateTimeOffset Since { get; init; }
}

/// <summary>What waits for somebody.</summary>
internal sealed record PendingView
{
    public QuestionView? Response { get; init; }

    public QuestionView? Information { get; init; }

    public ExtraWorkView? ExtraWork { get; init; }

    public ApprovalRequiredData? Approval { get; init; }

    public QuestionView? Cancellation { get; init; }
}

internal sealed record QuestionView
{
    public required string AskedBy { get; init; }

    public required DateTimeOffset Since { get; init; }

    public string? Text { get; init; }
}

internal sealed record ExtraWorkView
{
    public required DateTimeOffset Since { get; init; }

    public string? Reason { get; init; }

    public required IReadOnlyList<LineData> Lines { get; init; }
}

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

    public required SayerView By { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public string? MessageId { get; init; }
}

internal sealed record SayerView
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
