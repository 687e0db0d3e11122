using Hub.Application;
using Hub.Application.Diagnostics;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The hub's database.</summary>
/// <param name="client">Has the options of <see cref="CosmosConnection.Options"/>.</param>
/// <param name="clock">Limits calls.</param>
/// <param name="metrics">Counts request units.</param>
public sealed class CosmosDatabase(CosmosClient client, TimeProvider clock, HubMetrics metrics)
{
    private readonly CosmosCalls _calls = new(clock, metrics);

    /// <summary>The service's clock is its own; this is the hub's.</summary>
    internal TimeProvider Clock => clock;

    /// <summary>Makes database and containers where they are not there; see <see cref="CosmosContainers.CreateAsync"/>.</summary>
    public async Task CreateAsync(CancellationToken cancel)
    {
        Database database = await client.CreateDatabaseIfNotExistsAsync(CosmosConnection.DatabaseName, cancellationToken: cancel);
        await CosmosContainers.CreateAsync(database, cancel);
    }

    /// <summary>Checks that the account is as the hub needs it.</summary>
    /// <exception cref="StoreException">Its default consistency is weaker than bounded staleness: an instance would read what another has replaced already.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        var account = await client.ReadAccountAsync().WaitAsync(cancel);
        if (account.Consistency.DefaultConsistencyLevel is not (ConsistencyLevel.Strong or ConsistencyLevel.BoundedStaleness))
        {
            throw new StoreException(
                $"The default consistency of the Cosmos DB account {account.Id} is {account.Consistency.DefaultConsistencyLevel}. Set it to BoundedStaleness or Strong.");
        }
    }

    /// <summary>Checks that the database can be written, at the price of one small write.</summary>
    /// <exception cref="StoreException">It cannot.</exception>
    public Task ProbeAsync(CancellationToken cancel) =>
        Container(CosmosContainers.Locks).UpsertAsync("probe", new ProbeDocument { Id = "probe" }, CosmosJson.Default.ProbeDocument, cancel);

    internal CosmosDocuments Container(string name) => new(client.GetContainer(CosmosConnection.DatabaseName, name), _calls);
}

/// <summary>What a health check writes.</summary>
internal sealed record ProbeDocument : Document
{
    /// <summary>Seconds until the service forgets it.</summary>
    public int Ttl { get; init; } = 24 * 60 * 60;
}
