using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Following;

public sealed class Following_the_log
{
    private static readonly OrderId Other = OrderId.For(Given.ErpId, "4712");

    private readonly FakeClock _clock = new(Given.Start.AddDays(1));
    private readonly MemoryLog _log = new();
    private readonly MemoryViews _views = new();
    private readonly MemoryDeliveryStore _deliveries = new();
    private readonly MemoryPendingProjections _pending = new();
    private readonly MemoryRegistry _registry = new();
    private readonly MemorySignal _signal = new();
    private readonly CaseMessages _cases = new();
    private readonly HubMetrics _metrics;
    private readonly FollowLog<ViewsFollower> _viewsFollower;
    private readonly FollowLog<DeliveriesFollower> _deliveriesFollower;

    public Following_the_log()
    {
        _log.With(OrderStory.Accepted());
        _log.Put(Other, OrderStory.Awarded().Events.Select(e => e with { Stream = Other }));
        _metrics = new HubMetrics(_clock);
        _viewsFollower = new(new ViewsFollower(_views), _log, _pending, _metrics, _clock, NullLogger<FollowLog<ViewsFollower>>.Instance);
        _deliveriesFollower = new(
            new DeliveriesFollower(_deliveries, Messages(), _registry.Cached(_clock), _signal, _clock, _metrics), _log, _pending, _metrics, _clock,
            NullLogger<FollowLog<DeliveriesFollower>>.Instance);
    }

    private StreamMessages Messages() => new(
        [new OrderMessages([], new MemoryContacts(), _registry.Cached(_clock), new PublicAddress(new Uri("https://hub.example/"))), _cases]);

    private async Task FollowAsync(params (OrderId Id, int Version)[] changes)
    {
        IReadOnlyList<StreamChange> batch = [.. changes.Select(c => new StreamChange(c.Id, c.Version))];
        await _viewsFollower.HandleAsync(batch, CancellationToken.None);
        await _deliveriesFollower.HandleAsync(batch, CancellationToken.None);
    }

    private async Task SweepAsync()
    {
        await _viewsFollower.SweepAsync(CancellationToken.None);
        await _deliveriesFollower.SweepAsync(CancellationToken.None);
    }

    private string[] Enqueued(OrderId id) => [.. _deliveries.All.Where(d => d.Stream == id).Select(d => $"{d.Version} {d.Recipient}")];

    [Fact]
    public async Task What_is_enqueued_counts_by_the_recipients_role_and_language_and_the_lag_of_each_follower_is_known()
    {
        using var measured = new Measured(_metrics);
        await FollowAsync((Given.Id, 1), (Given.Id, 2), (Given.Id, 3));
        Assert.Equal(["deliveries.enqueued contractor canonical 1", "deliveries.enqueued erp vera 2"], measured.Of("deliveries.enqueued"));
        var behind = _clock.GetUtcNow() - (await _log.LoadAsync(Given.Id, CancellationToken.None)).Events[0].RecordedAt;
        Assert.Equal([$"followers.lag deliveries {behind.TotalSeconds}", $"followers.lag views {behind.TotalSeconds}"],
            measured.Of("followers").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_change_is_in_the_views_enqueued_for_its_audience_and_signalled()
    {
        await FollowAsync((Given.Id, 1), (Given.Id, 2), (Given.Id, 3));
        Assert.Equal(3, _views.All[Given.Id].Version);
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Enqueued(Given.Id));
        Assert.Equal([(new LaneId(Given.Id, Recipient.OfPartner(Given.ErpId)), null), (new LaneId(Given.Id, Recipient.OfPartner(Given.Alfa)), null)],
            _signal.Signals);
    }

    [Fact]
    public async Task The_same_batch_twice_enqueues_once()
    {
        await FollowAsync((Given.Id, 1), (Given.Id, 2));
        await FollowAsync((Given.Id, 1), (Given.Id, 2));
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Enqueued(Given.Id));
    }

    [Fact]
    public async Task Only_what_is_new_is_enqueued()
    {
        await FollowAsync((Given.Id, 3));
        Assert.Equal(["3 erp"], Enqueued(Given.Id));
    }

    [Fact]
    public async Task A_partner_that_fetches_is_not_signalled()
    {
        await _registry.SavePartnerAsync(
            Given.PartnerAlfa with { Connection = Given.PartnerAlfa.Connection with { Transport = Hub.Domain.Partners.Transport.Mailbox } },
            CancellationToken.None);
        await FollowAsync((Given.Id, 2));
        Assert.Equal([Given.ErpId], _signal.Signals.Select(r => r.Lane.Recipient.PartnerId));
        Assert.Contains("2 alfa", Enqueued(Given.Id));
    }

    [Fact]
    public async Task A_document_without_a_version_is_no_change()
    {
        await FollowAsync((Given.Id, 0));
        Assert.Empty(_views.All);
    }

    [Fact]
    public async Task An_order_that_fails_is_noted_and_delays_no_other()
    {
        _log.Poisoned = Given.Id;
        await FollowAsync((Given.Id, 2), (Other, 1));
        Assert.Equal(new Dictionary<(string, StreamId), int> { [("views", Given.Id)] = 2, [("deliveries", Given.Id)] = 2 }, _pending.All);
        Assert.Equal(["2 erp", "2 alfa"], Enqueued(Other));
    }

    [Fact]
    public async Task Later_versions_do_not_overtake_a_pending_one()
    {
        _deliveries.Poisoned = Given.Id;
        await FollowAsync((Given.Id, 2));
        _deliveries.Poisoned = null;
        await FollowAsync((Given.Id, 3));
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Enqueued(Given.Id));
        Assert.Empty(_pending.All);
    }

    [Fact]
    public async Task An_order_that_fails_again_keeps_its_earliest_version()
    {
        _deliveries.Poisoned = Given.Id;
        await FollowAsync((Given.Id, 2));
        await FollowAsync((Given.Id, 3));
        Assert.Equal(2, _pending.All[("deliveries", Given.Id)]);
    }

    [Fact]
    public async Task The_sweep_does_what_was_noted()
    {
        _log.Poisoned = Given.Id;
        await FollowAsync((Given.Id, 2));
        _log.Poisoned = null;
        await SweepAsync();
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Enqueued(Given.Id));
        Assert.Empty(_pending.All);
    }

    [Fact]
    public async Task What_the_sweep_cannot_do_stays_noted()
    {
        _log.Poisoned = Given.Id;
        await FollowAsync((Given.Id, 2), (Other, 1));
        await _pending.AddAsync("views", Other, 1, CancellationToken.None);
        await _pending.AddAsync("deliveries", Other, 1, CancellationToken.None);
        await SweepAsync();
        Assert.Equal([("views", Given.Id), ("deliveries", Given.Id)], _pending.All.Keys);
    }

    [Fact]
    public async Task What_fails_each_time_keeps_nothing_else_from_its_turn()
    {
        for (var i = 0; i < 250; i++) await _pending.AddAsync("deliveries", OrderId.For(Given.ErpId, $"lost {i}"), 1, CancellationToken.None);
        await _pending.AddAsync("deliveries", Given.Id, 2, CancellationToken.None);
        await SweepAsync();
        Assert.Empty(Enqueued(Given.Id));
        await SweepAsync();
        Assert.Equal(["2 erp", "2 alfa", "3 erp"], Enqueued(Given.Id));
    }

    [Fact]
    public async Task A_follower_that_fails_holds_up_no_other()
    {
        _deliveries.Poisoned = Given.Id;
        await FollowAsync((Given.Id, 3));
        Assert.Equal(3, _views.All[Given.Id].Version);
        Assert.Equal([("deliveries", Given.Id)], _pending.All.Keys);
    }

    [Fact]
    public async Task A_change_that_the_log_does_not_show_yet_is_pending_and_not_lost()
    {
        await FollowAsync((Given.Id, 4));
        Assert.Equal([("views", Given.Id), ("deliveries", Given.Id)], _pending.All.Keys);
    }
}
