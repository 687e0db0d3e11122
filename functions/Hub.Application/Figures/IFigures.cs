using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Streams;

namespace Hub.Application.Figures;

/// <summary>
/// Facts of orders, and the cells that they add up to. A projection: all of it follows from the log. What the orders of one dwelling make of each other
/// (<see cref="RepeatRepairs"/>) the store settles with each row that it writes, also in rows that are there already.
/// </summary>
public interface IFigures : IProjectionStore<OrderFacts>
{
    /// <summary>The facts of an order, with what others of its dwelling make of it; null where there are none.</summary>
    ValueTask<OrderFacts?> FindAsync(StreamId order, CancellationToken cancel);

    /// <summary>Facts in the order of their placing.</summary>
    ValueTask<FactPage> ListAsync(FactQuery query, CancellationToken cancel);

    /// <summary>
    /// Orders that count in a figure. A page that looked at very many of which few fit may be short, or empty, and still have a cursor. An order that counts in
    /// two months stands there twice.
    /// </summary>
    ValueTask<FactPage> ListCountedAsync(CountedQuery query, CancellationToken cancel);

    /// <summary>
    /// Changes whenever a row that <see cref="ListAsync"/> gives may have changed: while it stays the same, so do the rows. Null where it cannot be said, since
    /// something was written just now. Ask before the rows are read.
    /// </summary>
    ValueTask<string?> StampAsync(CancellationToken cancel);

    /// <summary>The cells of some figures, added together by what is asked; in no order that means anything.</summary>
    ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel);
}
