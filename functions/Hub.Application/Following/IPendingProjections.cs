using Hub.Domain.Orders;

namespace Hub.Application.Following;

/// <summary>An order whose change could not be folded yet.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="FromVersion">The first version that was not passed on.</param>
public sealed record PendingProjection(OrderId OrderId, int FromVersion);

/// <summary>Orders that the relay stumbled over: noted, so that the feed goes on and a sweep does them.</summary>
public interface IPendingProjections
{
    /// <summary>Notes an order; an earlier version that is noted already stays.</summary>
    Task AddAsync(PendingProjection fold, CancellationToken cancel);

    /// <summary>The earliest version that is owed of each of these orders.</summary>
    ValueTask<IReadOnlyDictionary<OrderId, int>> FindAsync(IReadOnlyCollection<OrderId> orders, CancellationToken cancel);

    /// <summary>Owed folds, oldest first.</summary>
    ValueTask<IReadOnlyList<PendingProjection>> ListAsync(int max, CancellationToken cancel);

    /// <summary>Strikes an order out, unless it was noted anew with an earlier version.</summary>
    Task RemoveAsync(PendingProjection fold, CancellationToken cancel);
}
