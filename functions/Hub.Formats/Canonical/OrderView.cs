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

    public IReadOnlyList<ExtraWorkDecisionView>? ExtraWorkDecisions { get; init; }

    public int? ContractVersion { get; init; }

    public DeadlinesView? Deadlines { get; init; }

    public MoneyView? Money { get; init; }

    public TurnoverView? Turnover { get; init; }

    public int? FailedInspections { get; init; }

    /// <summary>How long approvals that were decided on had waited, ISO 8601 in hours and minutes.</summary>
    public string? ApprovalWaited { get; init; }

    public SettlementView? Settlement { get; init; }

    /// <summary>Photos that are there; deleted ones are only in the list of photos.</summary>
    public IReadOnlyList<PhotoView>? Photos { get; init; }

    public CostData? Quotation { get; init; }

    public DateOnly? ExtendedTo { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateOnly? ReadyOn { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Unrouted { get; init; }

    /// <summary>What to look at though the order goes on; to the corporation and the administrator.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

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

    public ApprovalView? Approval { get; init; }

    public LeadTimeView? LeadTime { get; init; }

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

    /// <summary>How long it has waited, ISO 8601 in hours and minutes.</summary>
    public string? Waiting { get; init; }

    public string? Reason { get; init; }

    public required IReadOnlyList<LineData> Lines { get; init; }

    /// <summary>EUR without VAT of the request, as far as prices are known.</summary>
    public decimal? Amount { get; init; }

    /// <summary>EUR without VAT outside the lump sum of the whole order with it: what a role answers for.</summary>
    public decimal? OrderAmount { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }
}

/// <summary>A longer lead time that is asked.</summary>
internal sealed record LeadTimeView
{
    public required DateTimeOffset Since { get; init; }

    public DateOnly? Until { get; init; }
}

/// <summary>An approval that is waited for.</summary>
internal sealed record ApprovalView
{
    public string? Reason { get; init; }

    public string? Role { get; init; }

    public decimal? Amount { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>How long it has waited, ISO 8601 in hours and minutes.</summary>
    public string? Waiting { get; init; }
}

internal sealed record ExtraWorkDecisionView
{
    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public string? Role { get; init; }

    public required IReadOnlyList<string> Approved { get; init; }

    public required IReadOnlyList<string> Declined { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }
}

/// <summary>Deadlines and their clock.</summary>
internal sealed record DeadlinesView
{
    public required string Clock { get; init; }

    /// <summary>Why the clock is stopped; absent while it runs.</summary>
    public string? StandsFor { get; init; }

    public DateTimeOffset? StandsSince { get; init; }

    public required IReadOnlyList<DeadlineView> All { get; init; }
}

internal sealed record DeadlineView
{
    public required string Kind { get; init; }

    public required DateTimeOffset By { get; init; }

    public DateTimeOffset? MetAt { get; init; }

    /// <summary>Time left as its clock counts it, ISO 8601 in hours and minutes, negative once it has passed; absent where it is not open any more.</summary>
    public string? TimeLeft { get; init; }

    public required bool Late { get; init; }
}

/// <summary>What it costs as agreed, EUR without VAT unless stated otherwise.</summary>
internal sealed record MoneyView
{
    public required decimal InsideLumpSum { get; init; }

    public required decimal OutsideLumpSum { get; init; }

    /// <summary>EUR of VAT on what is outside the lump sum.</summary>
    public required decimal Vat { get; init; }

    public bool? ReverseCharge { get; init; }

    public IReadOnlyList<string>? Unpriced { get; init; }

    public required IReadOnlyList<LineMoneyView> Lines { get; init; }
}

internal sealed record LineMoneyView
{
    public required string Number { get; init; }

    public string? Coverage { get; init; }

    public decimal? Price { get; init; }

    public decimal? Amount { get; init; }

    public decimal? Vat { get; init; }

    public bool? ExtraWork { get; init; }
}

internal sealed record TurnoverView
{
    public required string Phase { get; init; }

    public DateTimeOffset? KeysReceivedAt { get; init; }

    public DateTimeOffset? PreInspectedAt { get; init; }
}

/// <summary>What a completed order waits for before it closes.</summary>
internal sealed record SettlementView
{
    public required IReadOnlyList<string> Holds { get; init; }

    public IReadOnlyList<MissingPhotosView>? MissingPhotos { get; init; }

    public IReadOnlyList<DifferenceData>? Differences { get; init; }

    public decimal? Total { get; init; }
}
