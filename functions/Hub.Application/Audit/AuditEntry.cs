namespace Hub.Application.Audit;

/// <summary>Who changes something by hand.</summary>
public enum AuditActorKind
{
    /// <summary>Whoever has the manage key; who that is the hub does not know.</summary>
    ManageKey,

    /// <summary>An application of the directory, by a token of its own with the administrator's role.</summary>
    Application,

    /// <summary>A person of the directory with the administrator's role.</summary>
    Person,

    /// <summary>A token with the administrator's role of which the issuer does not say whether it is an application's own or a person's.</summary>
    Token,
}

/// <summary>Who changes something by hand: no name and no address, only what the directory calls it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">An application's id, <c>directory/object id</c> of a person, or <c>application/subject</c> of a token; null for the manage key.</param>
public sealed record AuditActor(AuditActorKind Kind, string? Id = null);

/// <summary>What came of it.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was refused, and nothing was changed.</summary>
    Refused,

    /// <summary>It broke off: it may have been done.</summary>
    Failed,
}

/// <summary>
/// A change by hand, or the opening of a message as it came in: who, when, what. No personal data beyond the id of who did it, and no bodies.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it began.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, by a word of the hub's own, such as <c>partner.put</c>.</param>
/// <param name="Target">On what: an id or number, several with slashes between; null where it is on all.</param>
public sealed record AuditEntry(Guid Id, DateTimeOffset At, AuditActor Actor, string Action, string? Target)
{
    /// <summary>Characters of <see cref="Action"/>, at most.</summary>
    public const int MaxAction = 60;

    /// <summary>Characters of <see cref="Target"/>, at most.</summary>
    public const int MaxTarget = 250;

    /// <summary>What came of it; null as long as it runs, and for ever where the process ended meanwhile: then it may have been done.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>The HTTP status of the answer, where there was one.</summary>
    public int? Status { get; init; }
}

/// <summary>Which entries to list.</summary>
public sealed record AuditQuery
{
    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of this action only.</summary>
    public string? Action { get; init; }

    /// <summary>On this target only.</summary>
    public string? Target { get; init; }

    /// <summary>Of this application or person only.</summary>
    public string? ActorId { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>At most this many.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Entries, the newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Cursor">Where the next page begins; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Cursor);
