namespace Hub.Application.Notices;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>Deliveries to a partner are parked.</summary>
    Parked,

    /// <summary>A partner has taken nothing for an hour.</summary>
    Failing,

    /// <summary>Deadlines of a partner's orders are about to pass.</summary>
    Deadlines,

    /// <summary>The platform's queue has dead letters.</summary>
    DeadLetters,
}

/// <summary>The subject of a notice: of each there is at most one an hour.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="PartnerId">The partner; null where it is about the hub itself.</param>
public readonly record struct NoticeSubject(NoticeKind Kind, string? PartnerId = null)
{
    /// <summary>Its text form, by which it is stored.</summary>
    public override string ToString() => PartnerId is null ? Kind.ToString() : $"{Kind}/{PartnerId}";
}
