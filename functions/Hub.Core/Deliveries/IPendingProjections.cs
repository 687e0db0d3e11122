using Hub.Core.Orders;

namespace Hub.Core.Deliveries;

/// <summary>An order whose change could not be folded yet.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="FromVersion">The first version that was not passed on.</param>
public sealed record OwedFold(OrderId OrderId, int FromVersion);

/// <summary>Orders that the relay stumbled over: noted, so that the feed goes on and a sweep does them.</summary>
public interface IOwedFolds
{
    /// <summary>Notes an order; an earlier version that is noted already stays.</summary>
    Task AddAsync(OwedFold fold, CancellationToken cancel);

    /// <summary>The earliest version that is owed of each of these orders.</summary>
    ValueTask<IReadOnlyDictionary<OrderId, int>> FindAsync(IReadOnlyCollection<OrderId> orders, CancellationToken cancel);

    /// <summary>Owed folds, oldest first.</summary>
    ValueTask<IReadOnlyList<OwedFold>> ListAsync(int max, CancellationToken cancel);

    /// <summary>Strikes an order out, unless it was noted anew with an earlier version.</summary>
    Task RemoveAsync(OwedFold fold, CancellationToken cancel);
}
