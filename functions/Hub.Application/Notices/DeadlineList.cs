using Hub.Application.Reading;
using Hub.Domain.Calendar;
using Hub.Domain.Orders;

namespace Hub.Application.Notices;

/// <summary>The deadlines that a partner's watchers are to be told of, as one look at the open orders finds them.</summary>
/// <param name="state">What they were told.</param>
/// <param name="now">The moment of the look.</param>
/// <param name="namedAfterwards">How long ago a deadline may have passed to be named.</param>
/// <param name="lead">How long before a deadline its notice comes, on its own clock.</param>
internal sealed class DeadlineList(NoticeState state, DateTimeOffset now, TimeSpan namedAfterwards, TimeSpan lead)
{
    // So many that their document stays well below 2 MB, the largest that Cosmos DB takes.
    private const int MostNamed = 1_000;

    private readonly ILookup<(Guid, DeadlineKind), NoticedDeadline> _noticed = state.NoticedDeadlines.ToLookup(n => (n.Order, n.Kind));
    private readonly Dictionary<NoticedDeadline, NearDeadline> _named = [];
    private readonly HashSet<NoticedDeadline> _kept = [];

    // What passed before this the last notice named, or nobody could be told of. A moment that lies ahead is from a clock that was set back since.
    private readonly DateTimeOffset _passedAfter = state.NoticedUpTo is { } upTo && upTo <= now
        ? upTo > now - namedAfterwards ? upTo : now - namedAfterwards
        : now - NoticeQueue.Between;

    /// <summary>What they were told, as it was read.</summary>
    public NoticeState State => state;

    /// <summary>Whether there is none to be named.</summary>
    public bool IsEmpty => _named.Count == 0;

    /// <summary>
    /// What one notice names, the earliest first, and the state without the noticed ones that cannot be found again. What is beyond it is found again.
    /// </summary>
    public (NoticeState Noted, IReadOnlyList<NoticedDeadline> Keys, IReadOnlyList<NearDeadline> Named) Taken()
    {
        var taken = _named.OrderBy(n => n.Key.By).Take(MostNamed).ToList();
        var last = taken[^1].Key.By.AddTicks(-1);
        var noted = state with
        {
            NoticedUpTo = taken.Count < _named.Count && last < now ? last : now,
            NoticedDeadlines = [.. state.NoticedDeadlines.Where(n => n.By > now || _kept.Contains(n))],
        };
        return (noted, [.. taken.Select(n => n.Key)], [.. taken.Select(n => n.Value)]);
    }

    /// <summary>Adds an open deadline where it is to be named. An order that moves on meanwhile may be found twice.</summary>
    public void Add(OrderSummary order, OrderDeadlines deadlines, Deadline deadline, string? contractorName)
    {
        if (deadline.By <= now - namedAfterwards) return;
        var key = new NoticedDeadline(order.OrderId.Value, deadline.Kind, deadline.By);
        var noticed = _noticed[(key.Order, key.Kind)].ToList();
        _kept.UnionWith(noticed);
        // While the clock is stopped the deadline moves on with it.
        if (deadlines.Standing is { } stop && stop.From < deadline.By) return;
        var serviceClock = new ServiceClock(deadlines.Clock, deadlines.WorkingHours);
        var isPassed = deadline.By <= now;
        if (isPassed ? deadline.By <= _passedAfter : !IsNear(order, deadline, serviceClock)) return;
        // One that was moved is another one only where its notice comes after the former moment.
        if (noticed.Exists(n => serviceClock.Between(n.By, key.By) <= lead)) return;
        _named[key] = new NearDeadline(order.Number, deadline.Kind, deadline.By, contractorName, isPassed);
    }

    // Of its clock's time no more is left than the lead, nor than half of what the order had from its placing on.
    private bool IsNear(OrderSummary order, Deadline deadline, ServiceClock serviceClock)
    {
        var left = serviceClock.Between(now, deadline.By);
        return left <= lead && left <= serviceClock.Between(order.PlacedAt, deadline.By) / 2;
    }
}
