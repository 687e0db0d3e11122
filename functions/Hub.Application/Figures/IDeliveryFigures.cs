using Hub.Application.Deliveries;
using Hub.Application.Reading;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>
/// Facts of deliveries to partners, and the cells that they add up to. Facts are read from the deliveries themselves, which are never removed; cells are a
/// projection of them. Recipients that are no partners have neither.
/// </summary>
/// <remarks>
/// The store knows what it counted of each delivery, and reads the delivery as it is now: so whoever names a delivery says only that it may have changed. A
/// change that is told twice, late, or by two instances at once counts once, and as what it came to last.
/// </remarks>
public interface IDeliveryFigures : IProjectionStore
{
    /// <summary>Counts deliveries as they are now; also beside the cells that answer while a rebuild is going on. Durable when it returns.</summary>
    Task CountAsync(IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancel);

    /// <summary>
    /// Counts deliveries beside the cells that answer, and notes how far the rebuild is: what a crash leaves between the two is counted again, once. False,
    /// and nothing noted, where the rebuild is not at <paramref name="at"/> any more.
    /// </summary>
    Task<bool> CountRebuiltAsync(Rebuild at, IReadOnlyList<DeliveryKey> deliveries, Rebuild next, CancellationToken cancel);

    /// <summary>How many deliveries there are, about: for the progress of a rebuild.</summary>
    ValueTask<long> CountDeliveriesAsync(CancellationToken cancel);

    /// <summary>All deliveries, in the order in which they were stored.</summary>
    ValueTask<DeliveryKeyPage> ListDeliveriesAsync(string? cursor, int max, CancellationToken cancel);

    /// <summary>Facts in the order in which deliveries were enqueued; of those of one moment always in the same.</summary>
    ValueTask<DeliveryFactPage> ListAsync(FactQuery query, CancellationToken cancel);

    /// <summary>As <see cref="IFigures.StampAsync"/>, of the rows that <see cref="ListAsync"/> gives.</summary>
    ValueTask<string?> StampAsync(CancellationToken cancel);

    /// <summary>
    /// The cells of some figures, added together by month and partner; in no order that means anything. Cells of deliveries know no other slice: they are not
    /// told apart by one, and a query of one area, complex, kind, urgency or contract has none.
    /// </summary>
    ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel);
}
