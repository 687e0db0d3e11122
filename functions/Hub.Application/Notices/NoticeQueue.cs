namespace Hub.Application.Notices;

/// <summary>Queues notices: at most one an hour and subject, but for what cannot wait so long, and only where somebody would get it.</summary>
public sealed class NoticeQueue(INoticeStore store, NoticeRecipients recipients, TimeProvider clock)
{
    /// <summary>Between two notices of a subject.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>How long a notice is tried, unless what it says is of no use before.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(3);

    /// <summary>
    /// Whether a notice of a subject may be queued now: none is queued that nobody got, the last one was sent an hour ago, and somebody would get it. Where
    /// nobody would, nothing is noted: who is made a watcher later hears what holds then. One that some got, and another channel or address does not take,
    /// gives way to the next one: a Teams workflow that is gone keeps nobody from mail.
    /// </summary>
    /// <param name="state">The subject's state.</param>
    /// <param name="tooLateAt">When what is to be said is of no use any more: what cannot wait for an hour does not; null for what can.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<bool> MayQueueAsync(NoticeState state, DateTimeOffset? tooLateAt, CancellationToken cancel)
    {
        if (state.Queued is { IsToldToSome: false }) return false;
        // A moment that lies ahead is from a clock that was set back since.
        var mustWait = state.SentAt is { } sent && !(tooLateAt <= sent + Between)
            && clock.GetUtcNow() - sent is var ago && ago >= TimeSpan.Zero && ago < Between;
        return !mustWait && recipients.ChannelsFor(await recipients.OfAsync(state.Subject, cancel)).Count > 0;
    }

    /// <summary>
    /// Queues a notice, and notes with it, in one write, what it is about: of two instances that do so one is the first, and the other does nothing.
    /// </summary>
    /// <param name="noted">The state as read, of which a notice may be queued, with what the notice is about noted in it.</param>
    /// <param name="text">What it says.</param>
    /// <param name="deadlines">The deadlines that it names: they are noticed when it is sent.</param>
    /// <param name="keptUntil">Until when it is of use; null for <see cref="KeptFor"/> from now on.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">It may be queued or not.</exception>
    public Task QueueAsync(
        NoticeState noted, NoticeText text, IReadOnlyList<NoticedDeadline> deadlines, DateTimeOffset? keptUntil, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return store.TrySaveAsync(noted with
        {
            Queued = new QueuedNotice
            {
                Id = $"{Guid.CreateVersion7(now):D}", Text = text, Deadlines = deadlines, QueuedAt = now, KeptUntil = keptUntil ?? now + KeptFor,
            },
        }, cancel);
    }
}
