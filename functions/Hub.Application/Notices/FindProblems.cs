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
            await ParkedAsync(StateOf(NoticeKind.Parked, partner), partner, backlog, cancel);
            await FailingAsync(StateOf(NoticeKind.Failing, partner), partner, backlog, cancel);
        }
        await DeadLettersAsync(states.GetValueOrDefault(new(NoticeKind.DeadLetters)) ?? NoticeState.Of(new(NoticeKind.DeadLetters)), cancel);

        NoticeState StateOf(NoticeKind kind, Partner partner) =>
            states.GetValueOrDefault(new(kind, partner.Id)) ?? NoticeState.Of(new(kind, partner.Id));
    }

    private async Task ParkedAsync(NoticeState state, Partner partner, Backlog backlog, CancellationToken cancel)
    {
        if (backlog.Parked == 0)
        {
            await WithdrawAsync(state, cancel);
            return;
        }
        // One that was parked by a clock that is behind counts as well.
        var isNew = backlog.LastParkedAt > state.NoticedUpTo || backlog.Parked > state.NoticedCount;
        if (!isNew || !queue.MayQueue(state)) return;
        var noted = state with { NoticedUpTo = backlog.LastParkedAt ?? DateTimeOffset.UnixEpoch, NoticedCount = backlog.Parked };
        var (orders, hasMore) = await ParkedOrdersAsync(backlog.Recipient, cancel);
        await queue.QueueAsync(noted, texts.Parked(partner, backlog.Parked, backlog.ParkedSince, orders, hasMore), null, cancel);
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
        if (!queue.MayQueue(state)) return;
        // What fails may be one message of many that the partner takes.
        if (await deliveries.HasDeliveredSinceAsync(backlog.Recipient, since, cancel)) return;
        var isSame = state.SentAt is { } sent && now - sent < Reminder && !await deliveries.HasDeliveredSinceAsync(backlog.Recipient, sent, cancel);
        if (!isSame) await queue.QueueAsync(state, texts.Failing(partner, since, backlog.Pending), null, cancel);
    }

    private async Task DeadLettersAsync(NoticeState state, CancellationToken cancel)
    {
        try
        {
            var page = await deadLetters.ListAsync(MostLetters, cancel);
            var letters = page.Items.Select(d => $"{d.Queue}/{d.Sequence}").ToList();
            var count = page.HasMore ? MostLetters + 1 : letters.Count;
            if (count == 0)
            {
                await WithdrawAsync(state, cancel);
                return;
            }
            if ((!letters.Except(state.NoticedLetters).Any() && count <= state.NoticedCount) || !queue.MayQueue(state)) return;
            await queue.QueueAsync(state with { NoticedLetters = letters, NoticedCount = count }, texts.DeadLetters(page), null, cancel);
        }
        catch (StoreException e)
        {
            // The rest does not depend on the queue; health names it.
            LogNoLetters(e);
        }
    }

    // One that could not be sent for an hour, and says what is not so any more.
    private async Task WithdrawAsync(NoticeState state, CancellationToken cancel)
    {
        if (state.Queued is not { Attempts: > 0, SentBy.Count: 0 } queued || clock.GetUtcNow() - queued.QueuedAt < NoticeQueue.Between) return;
        if (await store.TrySaveAsync(state with { Queued = null }, cancel) is not null) LogWithdrawn(state.Subject, queued.Id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether there are new dead letters could not be found out; the next look does")]
    private partial void LogNoLetters(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stream {Stream}: a notice of its parked delivery lacks the order's number")]
    private partial void LogUnreadable(Exception e, StreamId stream);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Id} of {Subject} could not be sent and is not so any more: it is withdrawn")]
    private partial void LogWithdrawn(NoticeSubject subject, string id);
}
