using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Calendar;
using Hub.Domain.Orders;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Notices;

/// <summary>
/// Looks for deadlines of orders that are about to pass, and queues a notice for the watchers of the contractor that has the order and of its ERP: of each
/// deadline once, all that are found at once in one notice of a partner, at most one an hour; sooner where one would pass within that hour. One that passed
/// before its notice could go is named afterwards.
/// </summary>
public sealed partial class FindDeadlines(
    INoticeStore store, NoticeQueue queue, IViews views, RegistryCache registry, NoticeTexts texts, NoticeSettings settings, TimeProvider clock,
    ILogger<FindDeadlines> logger)
{
    // Where an order can have a deadline that is open: a contractor has it, and the work is not agreed yet.
    private static readonly OrderStatus[] Open =
    [
        OrderStatus.AwaitingApproval, OrderStatus.Awarded, OrderStatus.Planned, OrderStatus.InProgress, OrderStatus.TechnicallyComplete, OrderStatus.InSample,
    ];

    private const int Page = 100;

    // What passed longer ago is not named any more: as long as a notice is tried.
    private static readonly TimeSpan NamedAfterwards = NoticeQueue.KeptFor;

    /// <summary>Looks once.</summary>
    public async Task FindAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var snapshot = await registry.GetAsync(cancel);
        var partners = snapshot.Content.Partners.Where(p => p.Watchers.Count > 0 || p.TeamsWorkflow is not null).Select(p => p.Id).ToList();
        if (partners.Count == 0) return;
        var states = (await store.ListAsync(cancel)).ToDictionary(s => s.Subject);
        var lists = partners.ToDictionary(id => id, id =>
        {
            var subject = new NoticeSubject(NoticeKind.Deadlines, id);
            return new DeadlineList(states.GetValueOrDefault(subject) ?? NoticeState.Of(subject), now, NamedAfterwards, settings.DeadlineLead);
        });
        await foreach (var order in OpenOrdersAsync(cancel))
        {
            if (order.Standing.Deadlines is not { } deadlines || order.ContractorId is not { } contractor) continue;
            foreach (var deadline in deadlines.All.Where(d => d.MetAt is null))
                foreach (var id in new[] { contractor, order.ErpId }.Distinct().Where(lists.ContainsKey))
                    lists[id].Add(order, deadlines, deadline, id == contractor ? null : snapshot.Partner(contractor)?.Name);
        }
        foreach (var list in lists.Values.Where(l => !l.IsEmpty)) await QueueAsync(list, now, cancel);
    }

    private async Task QueueAsync(DeadlineList list, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            if (!await queue.MayQueueAsync(list.State, list.TooLateAt, cancel)) return;
            var (noted, keys, named) = list.Taken();
            // Where all have passed it is of use as long as any other.
            await queue.QueueAsync(noted, texts.Deadlines(named), keys, keys[^1].By > now ? keys[^1].By : null, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The other partners do not depend on this one; the next look finds the same again.
            LogNotQueued(e is StoreException ? LogLevel.Warning : LogLevel.Error, e, list.State.Subject);
        }
    }

    private async IAsyncEnumerable<OrderSummary> OpenOrdersAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var status in Open)
        {
            string? cursor = null;
            do
            {
                var page = await views.ListAsync(new OrderQuery { Status = status, Cursor = cursor, Limit = Page }, cancel);
                foreach (var order in page.Items) yield return order;
                cursor = page.Cursor;
            }
            while (cursor is not null);
        }
    }

    [LoggerMessage(Message = "The notice of {Subject} could not be queued; the next look tries again")]
    private partial void LogNotQueued(LogLevel level, Exception e, NoticeSubject subject);
}
