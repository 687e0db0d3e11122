using Hub.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Writes of a move: several at once, so that a distant service is used, and few enough for its request units and a slow line.</summary>
internal static class AzureWrites
{
    private const int AtOnce = 12;

    public static Task ForEachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> write, CancellationToken cancel) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (one, c) => await write(one, c));

    /// <summary>Commits a batch that nobody else can be in the way of.</summary>
    /// <exception cref="Application.StoreException">Somebody is.</exception>
    public static async Task CommitAsync(CosmosBatch batch, CancellationToken cancel)
    {
        if (batch.Count == 0 || await batch.CommitAsync(cancel) < 0) return;
        throw new Application.StoreException("Somebody else writes to this Cosmos DB account: stop the hub that works on it.");
    }
}
