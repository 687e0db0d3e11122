using Hub.Application.Diagnostics;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Storage.Tests.Support;
using Hub.Testing;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Tests.Cosmos.Support;

/// <summary>An account of its own for each test: the genuine client over the stand-in, with the containers of the hub.</summary>
public sealed class CosmosAccount : IAsyncLifetime
{
    private readonly CosmosClient _client;

    /// <summary>Makes the account.</summary>
    /// <param name="clock">The clock of the service and of the hub; null for one that stands still at the beginning of the tests' story.</param>
    public CosmosAccount(TimeProvider? clock = null)
    {
        clock ??= new FakeClock(Given.Start);
        Service = new StandIn(clock);
        _client = Service.NewClient(CosmosConnection.Options(gateway: true));
        Database = new CosmosDatabase(_client, clock, Metrics);
    }

    /// <summary>The service.</summary>
    public StandIn Service { get; }

    /// <summary>The hub's meter.</summary>
    public HubMetrics Metrics { get; } = new(TimeProvider.System);

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
        Metrics.Dispose();
        return Task.CompletedTask;
    }
}
