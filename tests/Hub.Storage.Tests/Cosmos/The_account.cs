using System.Diagnostics.Metrics;
using Hub.Application;
using Hub.Application.Diagnostics;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What the hub needs of an account, tells of it, and what its change feed tells.</summary>
public sealed class The_account : IAsyncLifetime
{
    private readonly CosmosAccount _account = new(TimeProvider.System);
    private readonly CosmosEventLog _log;

    public The_account() => _log = new CosmosEventLog(_account.Database, Given.Codecs);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task An_account_whose_reads_may_be_old_is_refused_and_told_why()
    {
        await _account.Database.CheckAsync(CancellationToken.None);

        var weak = new StandIn(TimeProvider.System) { DefaultConsistency = ConsistencyLevel.Session };
        using var client = weak.NewClient(CosmosConnection.Options(gateway: true));
        using var metrics = new HubMetrics(TimeProvider.System);
        var e = await Assert.ThrowsAsync<StoreException>(() => new CosmosDatabase(client, TimeProvider.System, metrics).CheckAsync(CancellationToken.None));
        Assert.Equal("The default consistency of the Cosmos DB account ketenhub is Session. Set it to BoundedStaleness or Strong.", e.Message);
    }

    [Fact]
    public async Task A_probe_writes_where_it_can_and_says_why_where_it_cannot()
    {
        for (var i = 0; i < 2; i++) await _account.Database.ProbeAsync(CancellationToken.None);
        _account.Service.Faults.Unavailable(int.MaxValue);
        await Assert.ThrowsAsync<StoreException>(() => _account.Database.ProbeAsync(CancellationToken.None));
    }

    [Fact]
    public void Every_container_names_what_it_indexes_and_nothing_else() => Assert.All(CosmosContainers.All, container =>
    {
        Assert.Equal(["/*"], container.IndexingPolicy.ExcludedPaths.Select(p => p.Path).Where(p => p != "/\"_etag\"/?"));
        Assert.All(container.IndexingPolicy.IncludedPaths, p => Assert.EndsWith("/?", p.Path, StringComparison.Ordinal));
        Assert.DoesNotContain("/*", container.IndexingPolicy.IncludedPaths.Select(p => p.Path));
    });

    [Fact]
    public void Containers_with_personal_data_or_leases_can_forget() => Assert.Equal(
        [CosmosContainers.Contacts, CosmosContainers.Locks],
        CosmosContainers.All.Where(c => c.DefaultTimeToLive == -1).Select(c => c.Id).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Request_units_are_counted_by_container_and_operation()
    {
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "ketenhub.cosmos.ru" && instrument.Meter.Scope == _account.Metrics) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value} {value}"));
        listener.Start();
        await _log.AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), null, CancellationToken.None);
        await _log.LoadAsync(Given.Order(), CancellationToken.None);
        Assert.Equal(["streams batch 1", "streams query 1"], counted);
    }
}
