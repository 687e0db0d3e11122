using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Streams;

namespace Hub.Application.Tests.Support;

/// <summary>A store that adds cells as its port says, and has nothing else.</summary>
internal sealed class MemoryFigures : IFigures, IDeliveryFigures
{
    public List<Contribution> All { get; } = [];

    public ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel) => ValueTask.FromResult(Contributions.Merged(
        All.Where(c => query.Figures.Contains(c.Key.Figure) && (c.Key.Month is not { } month || (month >= query.From && month <= query.Until))
                && query.IsAbout(c.Key))
            .Select(c => c with { Key = query.KeyOf(c.Key) })));

    public ValueTask<OrderFacts?> FindAsync(StreamId order, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<FactPage> ListAsync(FactQuery query, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<FactPage> ListCountedAsync(CountedQuery query, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<string?> StampAsync(CancellationToken cancel) => throw new NotSupportedException();

    ValueTask<DeliveryFactPage> IDeliveryFigures.ListAsync(FactQuery query, CancellationToken cancel) => throw new NotSupportedException();

    public Task CountAsync(IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> CountRebuiltAsync(Rebuild at, IReadOnlyList<DeliveryKey> deliveries, Rebuild next, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<long> CountDeliveriesAsync(CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<DeliveryKeyPage> ListDeliveriesAsync(string? cursor, int max, CancellationToken cancel) => throw new NotSupportedException();

    public Task PutAsync(IReadOnlyList<OrderFacts> rows, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderFacts> rows, Rebuild next, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ProjectionState State { get; set; } = new(FiguresFollower.Version, null, null);

    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => ValueTask.FromResult(State);

    public Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel) => throw new NotSupportedException();
}
