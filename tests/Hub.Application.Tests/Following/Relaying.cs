using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Following;

public sealed class Relaying
{
    private static readonly OrderId Other = OrderId.For(Given.ErpId, "4712");

    private readonly FakeClock _clock = new(Given.Start.AddDays(1));
    private readonly MemoryLog _log = new();
    private readonly MemoryViews _views = new();
    private readonly MemoryDeliveryStore _deliveries = new();
    private readonly MemoryPendingProjections _folds = new();
    private readonly MemoryRegistry _registry = new();
    private readonly MemorySignal _bell = new();
    private readonly HubMetrics _metrics;
    private readonly Relay _relay;

    public Relaying()
    {
        _log.With(OrderStory.Accepted());
        _log.Put(Other, OrderStory.Awarded().Events.Select(e => e with { Stream = Other }));
        _metrics = new HubMetrics(_clock);
        _relay = new Relay(_log, _views, _deliveries, _folds, _registry.Cached(_clock), _bell, _clock, _metrics, NullLogger<Relay>.Instance);
    }

    private Task RelayAsync(params (OrderId Id, int Version)[] changes) =>
        _relay.RelayAsync([.. changes.Select(c => new StreamChange(c.Id, c.Version))], CancellationToken.None);

    private string[] Owed(OrderId id) => [.. _deliveries.All.Where(d => d.Stream == id).Select(d => $"{d.Version} {d.PartnerId}")];

    [Fact]
    public async Task What_is_enqueued_counts_by_the_recipients_role_and_language_and_the_lag_is_known()
    {
        using var measured = new Measured(_metrics);
        await RelayAsync((Given.Id, 1), (Given.Id, 2), (Given.Id, 3));
        Assert.Equal(["deliveries.enqueued contractor canonical 1", "deliveries.enqueued erp vera 2"], measured.Of("deliveries.enqueued"));
        var behind = _clock.GetUtcNow() - (await _log.LoadAsync(Given.Id, CancellationToken.None)).Events[0].RecordedAt;
        Assert.Equal([$"followers.lag relay {behind.TotalSeconds}"], measured.Of("followers"));
    }

    [Fact]
    public async Task A_change_is_seen_in_the_views_owed_to_its_audience_and_rung_for()
    {
        await RelayAsync((Given.Id, 1), (Given.Id, 2), (Given.Id, 3));
        Assert.Equal(3, _views.All[Given.Id].Version);
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Owed(Given.Id));
        Assert.Equal([(new LaneId(Given.Id, Given.ErpId), null), (new LaneId(Given.Id, Given.Alfa), null)], _bell.Rings);
    }

    [Fact]
    public async Task The_same_batch_twice_owes_once()
    {
        await RelayAsync((Given.Id, 1), (Given.Id, 2));
        await RelayAsync((Given.Id, 1), (Given.Id, 2));
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Owed(Given.Id));
    }

    [Fact]
    public async Task Only_what_is_new_is_owed()
    {
        await RelayAsync((Given.Id, 3));
        Assert.Equal(["3 erp"], Owed(Given.Id));
    }

    [Fact]
    public async Task A_partner_that_fetches_is_not_rung_for()
    {
        await _registry.SavePartnerAsync(Given.PartnerAlfa with { Connection = Given.PartnerAlfa.Connection with { Transport = Hub.Domain.Partners.Transport.Mailbox } }, CancellationToken.None);
        await RelayAsync((Given.Id, 2));
        Assert.Equal([Given.ErpId], _bell.Rings.Select(r => r.Lane.PartnerId));
        Assert.Contains("2 alfa", Owed(Given.Id));
    }

    [Fact]
    public async Task A_document_without_a_version_is_no_change()
    {
        await RelayAsync((Given.Id, 0));
        Assert.Empty(_views.All);
    }

    [Fact]
    public async Task An_order_that_stumbles_is_noted_and_stops_no_other()
    {
        _log.Poisoned = Given.Id;
        await RelayAsync((Given.Id, 2), (Other, 1));
        Assert.Equal(new Dictionary<StreamId, int> { [Given.Id] = 2 }, _folds.All);
        Assert.Equal(["2 erp", "2 alfa"], Owed(Other));
    }

    [Fact]
    public async Task Later_versions_do_not_overtake_one_that_is_still_owed()
    {
        _deliveries.Poisoned = Given.Id;
        await RelayAsync((Given.Id, 2));
        _deliveries.Poisoned = null;
        await RelayAsync((Given.Id, 3));
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Owed(Given.Id));
        Assert.Empty(_folds.All);
    }

    [Fact]
    public async Task An_order_that_stumbles_again_keeps_its_earliest_version()
    {
        _deliveries.Poisoned = Given.Id;
        await RelayAsync((Given.Id, 2));
        await RelayAsync((Given.Id, 3));
        Assert.Equal(2, _folds.All[Given.Id]);
    }

    [Fact]
    public async Task The_sweep_does_what_was_noted()
    {
        _log.Poisoned = Given.Id;
        await RelayAsync((Given.Id, 2));
        _log.Poisoned = null;
        await _relay.SweepAsync(CancellationToken.None);
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Owed(Given.Id));
        Assert.Empty(_folds.All);
    }

    [Fact]
    public async Task What_the_sweep_cannot_do_stays_noted()
    {
        _log.Poisoned = Given.Id;
        await RelayAsync((Given.Id, 2), (Other, 1));
        _folds.All[Other] = 1;
        await _relay.SweepAsync(CancellationToken.None);
        Assert.Equal([Given.Id], _folds.All.Keys);
    }
}
