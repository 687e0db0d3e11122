namespace Hub.Application.Notices;

/// <summary>Queues notices: at most one an hour and subject, and only where somebody would get it.</summary>
public sealed class NoticeQueue(INoticeStore store, NoticeRecipients recipients, TimeProvider clock)
{
    /// <summary>Between two notices of a subject.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>How long a notice is tried, unless what it says is of no use before.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(3);

    /// <summary>
    /// Whether a notice of a subject may be queued now: none is queued that nobody got, and the last one was sent an hour ago. One that a channel sent and
    /// another fails to send gives way to the next one: a Teams workflow that is gone keeps nobody from mail.
    /// </summary>
    /// <param name="state">The subject's state.</param>
    /// <param name="tooLateAt">When what is to be said is of no use any more: what cannot wait for an hour does not; null for what can.</param>
    public bool MayQueue(NoticeState state, DateTimeOffset? tooLateAt = null)
    {
        if (state.Queued is { SentBy.Count: 0 }) return false;
        // A moment that lies ahead is from a clock that was set back since.
        return state.SentAt is not { } sent || tooLateAt <= sent + Between
            || (clock.GetUtcNow() - sent is var ago && (ago >= Between || ago < TimeSpan.Zero));
    }

    /// <summary>
    /// Queues a notice, and notes with it, in one write, what it is about: of two instances that do so one is the first, and the other does nothing.
    /// </summary>
    /// <param name="noted">The state as read, with what the notice is about noted in it.</param>
    /// <param name="text">What it says.</param>
    /// <param name="keptUntil">Until when it is of use; null for <see cref="KeptFor"/> from now on.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task QueueAsync(NoticeState noted, NoticeText text, DateTimeOffset? keptUntil, CancellationToken cancel)
    {
        // Where nobody would hear of it, nothing is noted: who is made a watcher later hears what holds then.
        if (recipients.ChannelsFor(await recipients.OfAsync(noted.Subject, cancel)).Count == 0) return;
        var now = clock.GetUtcNow();
        await store.TrySaveAsync(noted with
        {
            Queued = new QueuedNotice { Id = $"{Guid.CreateVersion7(now):D}", Text = text, QueuedAt = now, KeptUntil = keptUntil ?? now + KeptFor },
        }, cancel);
    }
}
