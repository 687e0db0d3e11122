using Hub.Application.Diagnostics;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Following;

public sealed class Rebuilding_views
{
    private readonly FakeClock _clock = new(Given.Start.AddDays(1));
    private readonly MemoryLog _log = new();
    private readonly MemoryViews _views = new();
    private readonly MemoryPendingProjections _pending = new();
    private readonly FollowLog<ViewsFollower> _follower;
    private readonly RebuildProjection<OrderSummary> _rebuild;

    public Rebuilding_views()
    {
        _follower = new(new ViewsFollower(_views), _log, _pending, new HubMetrics(_clock), _clock, NullLogger<FollowLog<ViewsFollower>>.Instance);
        _rebuild = new RebuildProjection<OrderSummary>(new ViewsFollower(_views), _log, _pending, _clock, NullLogger<RebuildProjection<OrderSummary>>.Instance);
    }

    private static OrderId Id(int number) => OrderId.For(Given.ErpId, $"{number}");

    private void Put(int orders)
    {
        for (var i = 1; i <= orders; i++) _log.Put(Id(i), OrderStory.Awarded().Events.Select(e => e with { Stream = Id(i) }));
    }

    private Task FollowAsync(OrderId id, int version) => _follower.HandleAsync([new StreamChange(id, version)], CancellationToken.None);

    private Task ContinueAsync() => _rebuild.ContinueAsync(CancellationToken.None);

    [Fact]
    public async Task A_rebuild_makes_every_row_and_ends()
    {
        Put(450);
        var begun = await _rebuild.BeginAsync(CancellationToken.None);
        Assert.Equal((ViewsFollower.Version, 450, 0), (begun.Rebuild!.Version, begun.Rebuild.Total, begun.Rebuild.Done));
        await ContinueAsync();
        Assert.Equal(450, _views.All.Count);
        Assert.Equal(new ProjectionState(ViewsFollower.Version, _clock.GetUtcNow(), null), _views.State);
    }

    [Fact]
    public async Task A_turn_is_shared_with_other_rebuilds_and_what_is_left_is_of_the_next()
    {
        Put(450);
        _views.State = new ProjectionState(ViewsFollower.Version - 1, null, null);
        var begun = _clock.GetTimestamp();
        // Another took all of it.
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _rebuild.ContinueAsync(begun, CancellationToken.None);
        Assert.Null(_views.State.Rebuild);

        _views.BeforePage = () =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1.5));
            return Task.CompletedTask;
        };
        await ContinueAsync();
        Assert.Equal(400, _views.State.Rebuild!.Done);
        await ContinueAsync();
        Assert.Equal(450, _views.All.Count);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_rebuilt()
    {
        Put(1);
        await ContinueAsync();
        Assert.Empty(_views.All);
    }

    [Fact]
    public async Task Rows_of_an_older_version_are_rebuilt_by_themselves()
    {
        Put(1);
        _views.State = new ProjectionState(ViewsFollower.Version - 1, null, null);
        await ContinueAsync();
        Assert.Equal(ViewsFollower.Version, _views.State.Version);
        Assert.Single(_views.All);
    }

    [Fact]
    public async Task Rows_and_rebuilds_of_a_newer_version_are_left_alone()
    {
        Put(1);
        _views.State = new ProjectionState(ViewsFollower.Version + 1, null, null);
        await ContinueAsync();
        var newer = _views.State = new ProjectionState(ViewsFollower.Version, null, new Rebuild(ViewsFollower.Version + 1, Given.Start, 1));
        await ContinueAsync();
        Assert.Equal(newer, _views.State);
        Assert.Empty(_views.Rebuilt);
    }

    [Fact]
    public async Task A_rebuild_of_an_older_version_begins_anew()
    {
        Put(1);
        _views.State = new ProjectionState(ViewsFollower.Version - 1, null, new Rebuild(ViewsFollower.Version - 1, Given.Start, 1, 1, 0, "1"));
        await ContinueAsync();
        Assert.Equal(ViewsFollower.Version, _views.State.Version);
        Assert.Single(_views.All);
    }

    [Fact]
    public async Task Until_the_swap_the_old_rows_answer()
    {
        Put(1);
        await FollowAsync(Id(1), 2);
        var old = _views.All;
        await _rebuild.BeginAsync(CancellationToken.None);
        _views.BeforePage = () =>
        {
            Assert.Same(old, _views.All);
            return Task.CompletedTask;
        };
        await ContinueAsync();
        Assert.NotSame(old, _views.All);
    }

    [Fact]
    public async Task A_change_that_comes_meanwhile_is_not_lost()
    {
        Put(1);
        await _rebuild.BeginAsync(CancellationToken.None);
        // Loaded by the rebuild already, and changed before its row is written.
        _views.BeforePage = async () =>
        {
            _views.BeforePage = () => Task.CompletedTask;
            _log.Put(Id(1), OrderStory.Accepted().Events.Select(e => e with { Stream = Id(1) }));
            await FollowAsync(Id(1), 3);
        };
        await ContinueAsync();
        Assert.Equal(3, _views.All[Id(1)].Version);
    }

    [Fact]
    public async Task An_order_that_comes_meanwhile_is_not_lost()
    {
        Put(1);
        await _rebuild.BeginAsync(CancellationToken.None);
        _views.BeforePage = async () =>
        {
            _views.BeforePage = () => Task.CompletedTask;
            Put(2);
            await FollowAsync(Id(2), 2);
        };
        await ContinueAsync();
        Assert.Equal(2, _views.All.Count);
    }

    [Fact]
    public async Task What_a_crash_interrupts_goes_on_where_it_was()
    {
        Put(450);
        await _rebuild.BeginAsync(CancellationToken.None);
        var pages = 0;
        _views.BeforePage = () => ++pages == 2 ? throw new StoreException("The disk is full.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(ContinueAsync);
        Assert.Equal(200, _views.State.Rebuild!.Done);
        Assert.Empty(_views.All);

        await new RebuildProjection<OrderSummary>(
            new ViewsFollower(_views), _log, _pending, _clock, NullLogger<RebuildProjection<OrderSummary>>.Instance).ContinueAsync(CancellationToken.None);
        Assert.Equal(450, _views.All.Count);
        Assert.Equal(4, pages);
    }

    [Fact]
    public async Task An_order_that_cannot_be_processed_is_pending_and_stops_no_other()
    {
        Put(3);
        _log.Poisoned = Id(2);
        await _rebuild.BeginAsync(CancellationToken.None);
        await ContinueAsync();
        Assert.Equal(2, _views.All.Count);
        Assert.Equal([("views", Id(2))], _pending.All.Keys);

        _log.Poisoned = null;
        await _follower.SweepAsync(CancellationToken.None);
        Assert.Equal(3, _views.All.Count);
    }

    [Fact]
    public async Task A_rebuild_that_is_going_on_is_not_begun_again()
    {
        Put(1);
        var first = await _rebuild.BeginAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first, await _rebuild.BeginAsync(CancellationToken.None));
    }
}
