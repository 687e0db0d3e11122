using Hub.Domain.Orders;

namespace Hub.Application.Reading;

/// <summary>Read models, kept up to date by a follower of the log.</summary>
public interface IViews : IProjectionStore<OrderSummary>
{
    /// <summary>Orders whose id is not made of their number in the one form of a key: an earlier version placed them under another spelling of it.</summary>
    ValueTask<IReadOnlyList<OrderName>> EarlierNumbersAsync(CancellationToken cancel);

    /// <summary>
    /// Orders that no contractor has, because none was found or because somebody must approve them first: those that were placed first come first, so that
    /// what has waited longest is looked at first.
    /// </summary>
    /// <param name="cursor">Where the page before ended; null for the first page.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<OrderPage> ListWaitingAsync(string? cursor, int max, CancellationToken cancel);

    /// <summary>Rows of some orders, in the order in which they are asked; those that have none are left out.</summary>
    ValueTask<IReadOnlyList<OrderSummary>> FindAsync(IReadOnlyList<OrderId> orders, CancellationToken cancel);

    /// <summary>A page of orders.</summary>
    /// <exception cref="ReadTimeoutException">It took longer than <see cref="OrderQuery.TimeLimit"/>.</exception>
    ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel);
}
