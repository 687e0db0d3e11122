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
    private readonly List<CosmosClient> _others = [];
    private readonly TimeProvider _clock;

    /// <summary>Makes the account.</summary>
    /// <param name="clock">The clock of the service and of the hub; null for one that stands still at the beginning of the tests' story.</param>
    public CosmosAccount(TimeProvider? clock = null)
    {
        clock ??= new FakeClock(Given.Start);
        _clock = clock;
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

    /// <summary>The hub's database for an instance of its own.</summary>
    /// <param name="handler">Every request of that instance goes through it; it passes them on to <see cref="Service"/>.</param>
    public CosmosDatabase Through(HttpMessageHandler handler)
    {
        var options = CosmosConnection.Options(gateway: true);
        options.HttpClientFactory = () => new HttpClient(handler, disposeHandler: false);
        _others.Add(new CosmosClient(StandIn.Endpoint, Convert.ToBase64String(new byte[64]), options));
        return new CosmosDatabase(_others[^1], _clock, Metrics);
    }

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
        foreach (var other in _others) other.Dispose();
        Metrics.Dispose();
        return Task.CompletedTask;
    }
}
