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

    private readonly ILookup<(Guid, DeadlineKind), NoticedDeadline> _noticed = Noticed(state, now).ToLookup(n => (n.Order, n.Kind));
    private readonly ILookup<(Guid, DeadlineKind), NoticedDeadline> _again = Again(state, now).ToLookup(n => (n.Order, n.Kind));
    private readonly Dictionary<NoticedDeadline, NearDeadline> _named = [];
    private readonly HashSet<NoticedDeadline> _kept = [];

    // What passed before this the last notice named, or nobody could be told of. A moment that lies ahead is from a clock that was set back since.
    private readonly DateTimeOffset _passedAfter = state.NoticedUpTo is { } upTo && upTo <= now
        ? upTo > now - namedAfterwards ? upTo : now - namedAfterwards
        : now - NoticeQueue.Between;

    /// <summary>What they were told, as it was read.</summary>
    public NoticeState State => state;

    /// <summary>Whether there is none to be named, but for those of the notice that is queued.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>When the first of them passes, but for those of the notice that is queued; null where all have passed.</summary>
    public DateTimeOffset? TooLateAt { get; private set; }

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
            NoticedDeadlines = [.. Noticed(state, now).Where(n => n.By > now || _kept.Contains(n))],
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
        var isAgain = _again[(key.Order, key.Kind)].Any(n => serviceClock.Between(n.By, key.By) <= lead);
        if (isPassed ? deadline.By <= _passedAfter && !isAgain : !IsNear(order, deadline, serviceClock)) return;
        // One that was moved is another one only where its notice comes after the former moment.
        if (noticed.Exists(n => serviceClock.Between(n.By, key.By) <= lead)) return;
        _named[key] = new NearDeadline(order.Number, deadline.Kind, deadline.By, contractorName, isPassed);
        if (isAgain) return;
        IsEmpty = false;
        if (!isPassed && !(TooLateAt <= deadline.By)) TooLateAt = deadline.By;
    }

    // A notice that some got may give way to this one. Who was to get it by mail and did not hears in this one of its deadlines too; for single addresses that
    // the mail server puts off that is so for an hour.
    private static IReadOnlyList<NoticedDeadline> Again(NoticeState state, DateTimeOffset now) =>
        state.Queued is { IsMailed: false } queued && (queued.Settled.Count == 0 || state.SentAt > now - NoticeQueue.Between) ? queued.Deadlines : [];

    private static IEnumerable<NoticedDeadline> Noticed(NoticeState state, DateTimeOffset now) =>
        state.NoticedDeadlines.Concat((state.Queued?.Deadlines ?? []).Except(Again(state, now)));

    // Of its clock's time no more is left than the lead, nor than half of what the order had from its placing on.
    private bool IsNear(OrderSummary order, Deadline deadline, ServiceClock serviceClock)
    {
        var left = serviceClock.Between(now, deadline.By);
        return left <= lead && left <= serviceClock.Between(order.PlacedAt, deadline.By) / 2;
    }
}
