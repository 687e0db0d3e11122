namespace Hub.Formats.Canonical;

// One record a shape of "data"; EventTypes has which event has which. Strings without a mark are keys (100 characters).

/// <summary>An event that only has a reason.</summary>
internal sealed record ReasonData
{
    [Text]
    public string? Reason { get; init; }
}

/// <summary>An event that only has a remark.</summary>
internal sealed record RemarkData
{
    [Text]
    public string? Remark { get; init; }
}

/// <summary>An event that asks.</summary>
internal sealed record QuestionData
{
    [Text]
    public string? Question { get; init; }
}

/// <summary>An event that answers.</summary>
internal sealed record AnswerData
{
    [Text]
    public string? Answer { get; init; }
}

internal sealed record AwardData
{
    public required string ContractorId { get; init; }

    public string? ContractNumber { get; init; }

    public int? ContractVersion { get; init; }

    public bool? ForQuotation { get; init; }
}

internal sealed record UnroutedData
{
    [Text]
    public required string Reason { get; init; }
}

internal sealed record AppointmentData
{
    public required WindowData Window { get; init; }

    [Text]
    public string? Remark { get; init; }
}

internal sealed record AppointmentOffData
{
    [Text]
    public string? Reason { get; init; }

    public bool? ByResident { get; init; }
}

internal sealed record InterruptionData
{
    [Word(typeof(Hub.Domain.Work.InterruptionReason))]
    public required string Reason { get; init; }

    [Text]
    public string? Remark { get; init; }
}

internal sealed record LeadTimeData
{
    public DateOnly? Until { get; init; }

    [Text]
    public string? Reason { get; init; }
}

internal sealed record LeadTimeAgreedData
{
    public DateOnly? Until { get; init; }

    [Text]
    public string? Remark { get; init; }
}

internal sealed record KeysReceivedData
{
    public DateOnly? On { get; init; }
}

internal sealed record ExtraWorkData
{
    [Text]
    public string? Reason { get; init; }

    public IReadOnlyList<LineData>? Lines { get; init; }

    /// <summary>From the hub only: the roles that may decide. Ignored in a message to the hub.</summary>
    public IReadOnlyList<string>? Roles { get; init; }
}

internal sealed record ExtraWorkApprovalData
{
    [Text]
    public string? Remark { get; init; }

    public IReadOnlyList<string>? LineNumbers { get; init; }

    public string? Role { get; init; }
}

internal sealed record ApprovalRequiredData
{
    [Text]
    public required string Reason { get; init; }

    public string? Role { get; init; }

    [Money]
    public decimal? Amount { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }
}

internal sealed record ApprovalData
{
    [Text]
    public string? Remark { get; init; }

    public string? Role { get; init; }
}

internal sealed record DeclineData
{
    [Text]
    public string? Reason { get; init; }

    public string? Role { get; init; }
}

/// <summary>Lines and a total, EUR without VAT: a quotation.</summary>
internal sealed record CostData
{
    [Money]
    public decimal? Total { get; init; }

    public IReadOnlyList<LineData>? Lines { get; init; }

    [Text]
    public string? Remark { get; init; }
}

/// <summary>Lines and a total, EUR without VAT, that are settled.</summary>
internal sealed record SettlementData
{
    [Money]
    public decimal? Total { get; init; }

    public IReadOnlyList<LineData>? Lines { get; init; }

    [Text]
    public string? Remark { get; init; }

    public string? Role { get; init; }

    /// <summary>From the hub only: where it is settled otherwise than agreed. Ignored in a message to the hub.</summary>
    public IReadOnlyList<DifferenceData>? Differences { get; init; }
}

internal sealed record DifferencesData
{
    public required IReadOnlyList<DifferenceData> Differences { get; init; }
}

/// <summary>One difference between what is claimed and what was agreed: EUR without VAT, or units where it is a quantity.</summary>
internal sealed record DifferenceData
{
    [Word(typeof(Hub.Domain.Orders.CostDifferenceKind))]
    public string? Kind { get; init; }

    public string? LineNumber { get; init; }

    public decimal? Agreed { get; init; }

    public decimal? Claimed { get; init; }

    [Text]
    public string? Sentence { get; init; }
}

internal sealed record AnnouncedPhotoData
{
    public required string PhotoId { get; init; }

    [Word(typeof(Hub.Domain.Orders.PhotoMoment))]
    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    [Text]
    public string? Remark { get; init; }
}

internal sealed record PhotoData
{
    public required string PhotoId { get; init; }

    [Word(typeof(Hub.Domain.Orders.PhotoMoment))]
    public required string Moment { get; init; }

    public required string Sha256 { get; init; }

    public required string OriginalSha256 { get; init; }

    public required string MediaType { get; init; }
    public required long Size { get; init; }

    public required int Width { get; init; }
    public required int Height { get; init; }

    [Text]
    public string? Note { get; init; }

    public string? LineNumber { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    [Text]
    public string? Remark { get; init; }
}

internal sealed record RejectedPhotoData
{
    public required string PhotoId { get; init; }

    public required string Code { get; init; }

    [Text]
    public required string Reason { get; init; }
}

internal sealed record DeletedPhotoData
{
    public required string PhotoId { get; init; }

    [Word(typeof(Hub.Domain.Orders.PhotoDeletion))]
    public required string Cause { get; init; }

    [Text]
    public required string Reason { get; init; }

    public string? DecidedBy { get; init; }
}

internal sealed record MissingPhotosData
{
    public required IReadOnlyList<MissingPhotosView> Missing { get; init; }
}

internal sealed record CompletionData
{
    public DateOnly? ReadyOn { get; init; }

    public string? Cause { get; init; }

    [Money]
    public decimal? Total { get; init; }

    public IReadOnlyList<LineData>? Lines { get; init; }

    [Text]
    public string? Remark { get; init; }
}

internal sealed record SampleData
{
    public decimal? Share { get; init; }
}

internal sealed record ComplaintData
{
    public required string Reference { get; init; }

    [Text]
    public string? Summary { get; init; }
}

internal sealed record ComplaintAnswerData
{
    public required string Reference { get; init; }

    [Text]
    public string? Answer { get; init; }
}
