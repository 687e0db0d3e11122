namespace Hub.Application.Notices;

/// <summary>Whom a notice reaches.</summary>
/// <param name="Mail">Mail addresses.</param>
/// <param name="Teams">Address of a Teams workflow that posts to a channel; null for none. Secret: who has it can post there.</param>
public sealed record NoticeAudience(IReadOnlyList<string> Mail, Uri? Teams)
{
    /// <summary>The same without these mail addresses.</summary>
    public NoticeAudience Without(IReadOnlyList<string> mail) =>
        mail.Count == 0 ? this : this with { Mail = [.. Mail.Except(mail, StringComparer.OrdinalIgnoreCase)] };

    /// <summary>Addresses stay out of logs.</summary>
    public override string ToString() => $"NoticeAudience ({Mail.Count} mail addresses{(Teams is null ? "" : ", Teams")})";
}

/// <summary>A notice as a channel sends it.</summary>
/// <param name="Id">The same at each attempt: letters, digits and hyphens.</param>
/// <param name="At">When it was written; the same at each attempt.</param>
/// <param name="Text">What it says.</param>
public sealed record NoticeMessage(string Id, DateTimeOffset At, NoticeText Text)
{
    /// <summary>The Message-ID of its mail (RFC 5322, without the angle brackets): the same at each attempt, so that a copy is recognised.</summary>
    /// <param name="from">The sender's address, whose domain it has.</param>
    public string MessageId(string from) => $"{Id}@{from[(from.LastIndexOf('@') + 1)..]}";
}

/// <summary>What came of an attempt.</summary>
public abstract record NoticeResult
{
    /// <summary>The channel took it.</summary>
    /// <param name="Note">What an operator should know all the same, such as an address that was refused; null for nothing.</param>
    public sealed record Sent(string? Note = null) : NoticeResult;

    /// <summary>The channel took it for some, and is to be asked again for the others.</summary>
    /// <param name="Settled">Mail addresses for which it took it, or refused it for good.</param>
    /// <param name="Why">One sentence for an operator, without addresses and without what the other side wrote.</param>
    public sealed record SentToSome(IReadOnlyList<string> Settled, string Why) : NoticeResult;

    /// <summary>It is to be tried again.</summary>
    /// <param name="Why">One sentence for an operator, without addresses and without what the other side wrote.</param>
    /// <param name="IsOfMessage">Whether the server is well, and does not take this message, or nothing for these people: others go meanwhile.</param>
    public sealed record Failed(string Why, bool IsOfMessage = false) : NoticeResult;
}

/// <summary>
/// A way to reach people: mail, or Teams. An attempt that is repeated has the same id, date and text, so that whoever gets it twice recognises it. Its
/// adapters (files, SMTP, Microsoft Graph, Teams workflows) pass one contract suite.
/// </summary>
public interface INoticeChannel
{
    /// <summary>The name of the channel of mail, by whatever server.</summary>
    const string Mail = "mail";

    /// <summary>Its name: <see cref="Mail"/> or <c>teams</c>. A hub has one channel of a name.</summary>
    string Name { get; }

    /// <summary>Whether it reaches somebody of these.</summary>
    bool Reaches(NoticeAudience audience);

    /// <summary>The server that it would ask, as a name without secrets: where it fails, others that ask the same server wait.</summary>
    string ServerOf(NoticeAudience audience);

    /// <summary>Makes one attempt, without retries of its own.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled: it may be sent or not.</exception>
    Task<NoticeResult> SendAsync(NoticeMessage message, NoticeAudience audience, CancellationToken cancel);
}

/// <summary>Says why a hub has no channel for mail, for health and log.</summary>
/// <param name="Why">One sentence, with the setting that is missing.</param>
public sealed record MailUnavailable(string Why);
