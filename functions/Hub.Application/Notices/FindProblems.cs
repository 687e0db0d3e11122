using Hub.Application.Deliveries;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Notices;

/// <summary>Looks for what a person must see to: parked deliveries, partners that take nothing, dead letters; and queues a notice of it.</summary>
public sealed partial class FindProblems(
    INoticeStore store, NoticeQueue queue, IDeliveryStore deliveries, IDeadLetters deadLetters, IEventLog log, RegistryCache registry, NoticeTexts texts,
    TimeProvider clock, ILogger<FindProblems> logger)
{
    /// <summary>How long a partner must have failed.</summary>
    public static readonly TimeSpan FailingFor = TimeSpan.FromHours(1);

    // While it goes on failing, so often again.
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(1);

    // Of each queue.
    private const int MostLetters = 100;

    /// <summary>Looks once.</summary>
    public async Task FindAsync(CancellationToken cancel)
    {
        var states = (await store.ListAsync(cancel)).ToDictionary(s => s.Subject);
        var snapshot = await registry.GetAsync(cancel);
        var backlogs = (await deliveries.BacklogAsync(cancel)).Where(b => b.Recipient.PartnerId is not null).ToDictionary(b => b.Recipient.PartnerId!);
        foreach (var partner in snapshot.Content.Partners)
        {
            var backlog = backlogs.GetValueOrDefault(partner.Id) ?? new Backlog(Recipient.OfPartner(partner.Id), 0, 0, null);
            await LookAsync(new(NoticeKind.Parked, partner.Id), s => ParkedAsync(s, partner, backlog, cancel));
            await LookAsync(new(NoticeKind.Failing, partner.Id), s => FailingAsync(s, partner, backlog, cancel));
        }
        await LookAsync(new(NoticeKind.DeadLetters), s => DeadLettersAsync(s, cancel));

        async Task LookAsync(NoticeSubject subject, Func<NoticeState, Task> lookAsync)
        {
            try
            {
                await lookAsync(states.GetValueOrDefault(subject) ?? NoticeState.Of(subject));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The other subjects do not depend on this one; the next look finds the same again.
                LogNotLooked(e is StoreException ? LogLevel.Warning : LogLevel.Error, e, subject);
            }
        }
    }

    private async Task ParkedAsync(NoticeState state, Partner partner, Backlog backlog, CancellationToken cancel)
    {
        if (backlog.Parked == 0)
        {
            await WithdrawAsync(state, cancel);
            return;
        }
        // One that was parked by a clock that is behind counts as well, and so does any other than the one that a clock parked that was ahead.
        var isNew = backlog.LastParkedAt > state.NoticedUpTo || backlog.Parked > state.NoticedCount
            || (state.NoticedUpTo > clock.GetUtcNow() && backlog.LastParkedAt != state.NoticedUpTo);
        if (!isNew || !await queue.MayQueueAsync(state, null, cancel)) return;
        var noted = state with { NoticedUpTo = backlog.LastParkedAt ?? DateTimeOffset.UnixEpoch, NoticedCount = backlog.Parked };
        var (orders, hasMore) = await ParkedOrdersAsync(backlog.Recipient, cancel);
        await queue.QueueAsync(noted, texts.Parked(partner, backlog.Parked, backlog.ParkedSince, orders, hasMore), [], null, cancel);
    }

    private async Task<(IReadOnlyList<string> Numbers, bool HasMore)> ParkedOrdersAsync(Recipient recipient, CancellationToken cancel)
    {
        var page = await deliveries.ListAsync(new DeliveryQuery(DeliveryState.Parked, recipient, Limit: NoticeTexts.MostItems), cancel);
        var numbers = new List<string>();
        foreach (var stream in page.Items.Select(d => d.Stream).Where(s => s.Kind is StreamId.Order).Distinct())
        {
            try
            {
                if ((await log.LoadAsync(stream, cancel)).Fold() is { } order) numbers.Add(order.Content.Number);
            }
            catch (Exception e) when (e is not (OperationCanceledException or StoreException))
            {
                // An order that cannot be read may be why its delivery is parked: people hear of it without its number.
                LogUnreadable(e, stream);
            }
        }
        return (numbers, page.Cursor is not null);
    }

    private async Task FailingAsync(NoticeState state, Partner partner, Backlog backlog, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!partner.Enabled || partner.Connection.Transport is Transport.Mailbox || backlog.FailingSince is not { } since || now - since < FailingFor)
        {
            await WithdrawAsync(state, cancel);
            return;
        }
        if (!await queue.MayQueueAsync(state, null, cancel)) return;
        // What fails may be one message of many that the partner takes.
        if (await deliveries.HasDeliveredSinceAsync(backlog.Recipient, since, cancel)) return;
        var isSame = IsWithinReminder(state, now) && state.SentAt is { } sent && !await deliveries.HasDeliveredSinceAsync(backlog.Recipient, sent, cancel);
        if (!isSame) await queue.QueueAsync(state, texts.Failing(partner, since, backlog.Pending), [], null, cancel);
    }

    private async Task DeadLettersAsync(NoticeState state, CancellationToken cancel)
    {
        var page = await deadLetters.ListAsync(MostLetters, cancel);
        if (page.Items.Count == 0)
        {
            await WithdrawAsync(state, cancel);
            return;
        }
        // A queue that lives in memory counts from 1 again after each start: its moment tells one letter from another of the same number.
        var letters = page.Items.Select(d => $"{d.Queue}/{d.Sequence}/{d.EnqueuedAt.ToUnixTimeMilliseconds()}").ToList();
        var count = letters.Count + (page.HasMore ? 1 : 0);
        var isNew = letters.Except(state.NoticedLetters).Any() || count > state.NoticedCount;
        // New ones behind so many old ones are not seen.
        if (!isNew && (!page.HasMore || IsWithinReminder(state, clock.GetUtcNow()))) return;
        if (!await queue.MayQueueAsync(state, null, cancel)) return;
        await queue.QueueAsync(state with { NoticedLetters = letters, NoticedCount = count }, texts.DeadLetters(page), [], null, cancel);
    }

    // A moment that lies ahead is from a clock that was set back since.
    private static bool IsWithinReminder(NoticeState state, DateTimeOffset now) => state.SentAt is { } sent && sent <= now && now - sent < Reminder;

    // Nothing is so any more. What comes later is news, whatever its moment or number; and what could not be sent for an hour is not sent. While a notice is
    // being sent its state is left as it is.
    private async Task WithdrawAsync(NoticeState state, CancellationToken cancel)
    {
        if (state.Queued is { } queued)
        {
            if (queued is not { Attempts: > 0, IsToldToSome: false } || clock.GetUtcNow() - queued.QueuedAt < NoticeQueue.Between) return;
            if (await store.TrySaveAsync(state.Forgotten(), cancel) is not null) LogWithdrawn(state.Subject, queued.Id);
        }
        else if (state.NoticedUpTo is not null || state.NoticedCount > 0 || state.NoticedLetters.Count > 0)
        {
            await store.TrySaveAsync(state.Forgotten(), cancel);
        }
    }

    [LoggerMessage(Message = "Whether there is something to be said of {Subject} could not be found out; the next look tries again")]
    private partial void LogNotLooked(LogLevel level, Exception e, NoticeSubject subject);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stream {Stream}: a notice of its parked delivery lacks the order's number")]
    private partial void LogUnreadable(Exception e, StreamId stream);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Id} of {Subject} could not be sent and is not so any more: it is withdrawn")]
    private partial void LogWithdrawn(NoticeSubject subject, string id);
}
