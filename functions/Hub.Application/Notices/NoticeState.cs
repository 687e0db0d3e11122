using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Orders;

namespace Hub.Application.Notices;

/// <summary>What the hub knows of one subject: what it has noticed, and the notice that is to be sent.</summary>
public sealed record NoticeState
{
    /// <summary>The subject.</summary>
    public required NoticeSubject Subject { get; init; }

    /// <summary>When its last notice was sent, by one channel or another; null where none was.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// Of parked deliveries: when the latest was parked of which there was a notice. Of deadlines: what passed before this is not named any more.
    /// </summary>
    public DateTimeOffset? NoticedUpTo { get; init; }

    /// <summary>Of parked deliveries and dead letters: how many there were at the last notice.</summary>
    public int NoticedCount { get; init; }

    /// <summary>Of dead letters: those of which there was a notice.</summary>
    public IReadOnlyList<string> NoticedLetters { get; init; } = [];

    /// <summary>Of deadlines: those of which there was a notice.</summary>
    public IReadOnlyList<NoticedDeadline> NoticedDeadlines { get; init; } = [];

    /// <summary>The notice that is to be sent; null where there is none.</summary>
    public QueuedNotice? Queued { get; init; }

    /// <summary>Changes with each write (an ETag); null in a state that was not read.</summary>
    [JsonIgnore]
    public string? Tag { get; init; }

    /// <summary>The state of a subject of which nothing is known.</summary>
    public static NoticeState Of(NoticeSubject subject) => new() { Subject = subject };

    /// <summary>The state without its queued notice, of which people know: the deadlines that it names are noticed.</summary>
    /// <param name="sentAt">When it was sent last.</param>
    public NoticeState Sent(DateTimeOffset? sentAt) =>
        this with { Queued = null, SentAt = sentAt, NoticedDeadlines = [.. NoticedDeadlines, .. Queued?.Deadlines ?? []] };

    /// <summary>The state without its queued notice and without what it was about: what is so still, or is so again, is noticed anew.</summary>
    public NoticeState Forgotten()
    {
        var forgotten = this with { Queued = null, NoticedUpTo = null, NoticedCount = 0, NoticedLetters = [] };
        if (Queued is not { Deadlines: { Count: > 0 } deadlines } queued) return forgotten;
        // From then on it is looked for what passed meanwhile.
        var first = deadlines.Min(d => d.By).AddTicks(-1);
        return forgotten with { NoticedUpTo = first < queued.QueuedAt ? first : queued.QueuedAt };
    }

    /// <summary>Its JSON, without the tag.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, NoticeJson.Default.NoticeState);

    /// <summary>Reads its JSON.</summary>
    public static NoticeState Parse(ReadOnlySpan<byte> json, string tag) =>
        (JsonSerializer.Deserialize(json, NoticeJson.Default.NoticeState) ?? throw new JsonException("The stored state of a notice is null."))
            with { Tag = tag };
}

/// <summary>A deadline of which there was a notice.</summary>
/// <param name="Order">The order.</param>
/// <param name="Kind">Which of its deadlines.</param>
/// <param name="By">The moment that the notice named.</param>
public sealed record NoticedDeadline(Guid Order, DeadlineKind Kind, DateTimeOffset By);

/// <summary>A notice that is to be sent. Every attempt sends the same text under the same id.</summary>
public sealed record QueuedNotice
{
    /// <summary>Its id: of it the Message-ID of the mail is made.</summary>
    public required string Id { get; init; }

    /// <summary>What it says.</summary>
    public required NoticeText Text { get; init; }

    /// <summary>When it was queued: the date of the mail.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Until when it is tried; what it says is of no use any more after that, or is said anew.</summary>
    public required DateTimeOffset KeptUntil { get; init; }

    /// <summary>The deadlines that it names; empty where it names none. They are noticed when it is sent.</summary>
    public IReadOnlyList<NoticedDeadline> Deadlines { get; init; } = [];

    /// <summary>How often it was taken up; raised before each attempt.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this moment; while somebody sends it, the moment at which another may.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Names of the channels that have sent it.</summary>
    public IReadOnlyList<string> SentBy { get; init; } = [];

    /// <summary>Mail addresses that need no further attempt where others do: those that were sent it, or were refused for good.</summary>
    public IReadOnlyList<string> Settled { get; init; } = [];

    /// <summary>Whether somebody got it.</summary>
    [JsonIgnore]
    public bool IsToldToSome => SentBy.Count + Settled.Count > 0;

    /// <summary>Whether somebody got it by mail.</summary>
    [JsonIgnore]
    public bool IsMailedToSome => IsMailed || Settled.Count > 0;

    /// <summary>Whether everybody who was to get it by mail did.</summary>
    [JsonIgnore]
    public bool IsMailed => SentBy.Contains(INoticeChannel.Mail);

    /// <summary>Why the last attempt failed; for a person.</summary>
    public string? Note { get; init; }
}

/// <summary>The stored JSON of notices.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NoticeState))]
internal sealed partial class NoticeJson : JsonSerializerContext;
