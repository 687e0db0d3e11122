using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Calendar;
using Hub.Domain.Orders;

namespace Hub.Application.Notices;

/// <summary>
/// Looks for deadlines of orders that are about to pass, and queues a notice for the watchers of the contractor that has the order and of its ERP: of each
/// deadline once, all that are found at once in one notice of a partner, at most one an hour; sooner where one would pass within that hour.
/// </summary>
public sealed class FindDeadlines(INoticeStore store, NoticeQueue queue, IViews views, RegistryCache registry, NoticeTexts texts, NoticeSettings settings,
    TimeProvider clock)
{
    // Where an order can have a deadline that is open: a contractor has it, and the work is not agreed yet.
    private static readonly OrderStatus[] Open =
    [
        OrderStatus.AwaitingApproval, OrderStatus.Awarded, OrderStatus.Planned, OrderStatus.InProgress, OrderStatus.TechnicallyComplete, OrderStatus.InSample,
    ];

    private const int Page = 100;

    // So long after it passed, nobody moves a deadline any more without that being news.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(60);

    /// <summary>Looks once.</summary>
    public async Task FindAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var snapshot = await registry.GetAsync(cancel);
        var partners = snapshot.Content.Partners.Where(p => p.Watchers.Count > 0 || p.TeamsWorkflow is not null).ToDictionary(p => p.Id);
        if (partners.Count == 0) return;
        var near = new Dictionary<string, List<(NoticedDeadline Key, NearDeadline Deadline)>>();
        await foreach (var order in OpenOrdersAsync(cancel))
        {
            if (order.Standing.Deadlines is not { } deadlines || order.ContractorId is null) continue;
            foreach (var deadline in deadlines.All.Where(d => IsNear(order, deadlines, d, now, settings.DeadlineLead)))
            {
                var key = new NoticedDeadline(order.OrderId.Value, deadline.Kind, deadline.By);
                foreach (var id in new[] { order.ContractorId, order.ErpId }.Distinct().Where(partners.ContainsKey))
                {
                    if (!near.TryGetValue(id, out var list)) near[id] = list = [];
                    list.Add((key, new NearDeadline(
                        order.Number, deadline.Kind, deadline.By, id == order.ContractorId ? null : snapshot.Partner(order.ContractorId)?.Name)));
                }
            }
        }
        if (near.Count == 0) return;
        var states = (await store.ListAsync(cancel)).ToDictionary(s => s.Subject);
        foreach (var (id, list) in near)
        {
            var subject = new NoticeSubject(NoticeKind.Deadlines, id);
            var state = states.GetValueOrDefault(subject) ?? NoticeState.Of(subject);
            var fresh = list.Where(d => !state.NoticedDeadlines.Any(n => IsSame(n, d.Key, settings.DeadlineLead))).ToList();
            if (fresh.Count == 0 || !queue.MayQueue(state, fresh.Min(d => d.Key.By))) continue;
            var noted = state with
            {
                NoticedDeadlines = [.. state.NoticedDeadlines.Where(n => n.By > now - Remembered), .. fresh.Select(d => d.Key)],
            };
            await queue.QueueAsync(noted, texts.Deadlines([.. fresh.Select(d => d.Deadline)]), fresh.Max(d => d.Key.By), cancel);
        }
    }

    // It is open, its clock runs, and of that clock's time no more is left than the lead, nor than half of what the order had from its placing on.
    private static bool IsNear(OrderSummary order, OrderDeadlines deadlines, Deadline deadline, DateTimeOffset now, TimeSpan lead)
    {
        if (deadline.MetAt is not null || deadline.By <= now) return false;
        // While the clock is stopped the deadline moves on with it.
        if (deadlines.Standing is { } stop && stop.From < deadline.By) return false;
        var left = deadlines.TimeLeft(deadline, now);
        var half = new ServiceClock(deadlines.Clock, deadlines.WorkingHours).Between(order.PlacedAt, deadline.By) / 2;
        return left <= lead && left <= half;
    }

    // A deadline that was moved is another one only where it lies so far ahead that its notice would come after the former moment.
    private static bool IsSame(NoticedDeadline noticed, NoticedDeadline found, TimeSpan lead) =>
        noticed.Order == found.Order && noticed.Kind == found.Kind && found.By - lead <= noticed.By;

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
}
