using Hub.CosmosStandIn;

namespace Hub.Bench.Costs;

/// <summary>
/// An estimate of what Cosmos DB charges for a request, by what Microsoft publishes. The hub counts what is really charged as the metric
/// <c>ketenhub.cosmos.ru</c>.
/// </summary>
/// <remarks>
/// A read of 1 KB is 1 RU and one of 100 KB is 10 RU; a write of 1 KB is 5 RU, one of 100 KB is 50 RU
/// (https://learn.microsoft.com/azure/cosmos-db/optimize-cost-reads-writes); a replacement of 1 KB is 10 RU, a deletion 5 RU
/// (https://learn.microsoft.com/azure/cosmos-db/plan-manage-costs). Between and beyond these it is taken as linear. A query is 2.3 RU at least, as the service
/// answers the least one. Reads with bounded staleness cost twice as much (https://learn.microsoft.com/azure/cosmos-db/consistency-levels).
/// </remarks>
internal static class RequestUnits
{
    private const double Staleness = 2;
    private const double LeastQuery = 2.3;

    // Of indexed properties no price is published. The containers index 0 to 20 paths; writes are taken a fifth dearer for them.
    private const double Indexes = 1.2;

    public static double Of(ServedRequest request) => request.Operation.Kind switch
    {
        OperationKind.Read => Staleness * Read(request.Received),
        OperationKind.Query => Staleness * (LeastQuery + (request.Documents * 0.1) + Read(request.Received) - 1),
        OperationKind.Feed => Staleness * Read(request.Received),
        // Each document of a batch is charged as if it came alone.
        _ => Indexes * request.Writes.Sum(w => Write(w.Kind, w.Bytes)),
    };

    private static double Read(long bytes) => 1 + (9 * Beyond(bytes));

    private static double Write(OperationKind kind, long bytes) => kind switch
    {
        OperationKind.Delete => 5,
        OperationKind.Create => 5 + (45 * Beyond(bytes)),
        _ => 10 + (90 * Beyond(bytes)),
    };

    // How far beyond 1 KB, on the way to 100 KB.
    private static double Beyond(long bytes) => Math.Max(0, (bytes / 1024.0) - 1) / 99;
}
