using Hub.Application.Diagnostics;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Tests.Cosmos.Support;

/// <summary>An account of its own for each test: the genuine client over the stand-in, with the containers of the hub.</summary>
public sealed class CosmosAccount : IAsyncLifetime
{
    private readonly HubMetrics _metrics = new(TimeProvider.System);
    private readonly CosmosClient _client;

    /// <summary>Makes the account.</summary>
    /// <param name="clock">The service's clock.</param>
    public CosmosAccount(TimeProvider? clock = null)
    {
        Service = new StandIn(clock ?? TimeProvider.System);
        _client = Service.NewClient(CosmosConnection.Options(gateway: true));
        Database = new CosmosDatabase(_client, TimeProvider.System, _metrics);
    }

    /// <summary>The service.</summary>
    public StandIn Service { get; }

    /// <summary>The hub's database.</summary>
    public CosmosDatabase Database { get; }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Database.CreateAsync(CancellationToken.None);
        Service.ClearOperations();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _client.Dispose();
        _metrics.Dispose();
        return Task.CompletedTask;
    }
}
