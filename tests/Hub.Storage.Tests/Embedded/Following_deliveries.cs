using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.DueTimes;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Domain.Figures;
using Hub.Embedded.Database;
using Hub.Embedded.Leases;
using Hub.Storage.Tests.Support;
using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Embedded;

/// <summary>Figures of deliveries on one machine, as the follower of their changes keeps them.</summary>
public sealed class Following_deliveries : IAsyncLifetime
{
    private static readonly CellQuery All = new(
        [.. Kpis.OfDeliveries.SelectMany(k => k.Definition.Measures).Select(m => m.Figure).Distinct()], new(2026, 1), new(2026, 12),
        Slices.Month | Slices.Contractor);

    private readonly EmbeddedFolder _folder = new();
    private readonly FakeClock _clock = new(Given.Start);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private SqliteDeliveryStore Deliveries => new(_folder.Database, new MemoryLeases(_clock), _clock);

    private SqliteDeliveryFigures Figures => new(_folder.Database);

    private async Task<IReadOnlyList<Delivery>> EnqueueAsync(params int[] numbers)
    {
        Delivery[] deliveries = [.. numbers.Select(n => Given.Delivery(Given.Order(n), 1) with { CreatedAt = _clock.GetUtcNow() })];
        await Deliveries.EnqueueAsync(deliveries, CancellationToken.None);
        return deliveries;
    }

    private async Task ReplaceAsync(Delivery delivery, Func<Delivery, Delivery> change)
    {
        var read = (await Deliveries.FindAsync(delivery.Id, CancellationToken.None))!;
        Assert.True(await Deliveries.ReplaceAsync(read, change(read), _clock.GetUtcNow(), CancellationToken.None));
    }

    private async Task<long> FollowAsync(DeliveryFigures follower, long after = 0, int batch = 200)
    {
        while (Figures.ReadChanges(after, batch) is { Count: > 0 } changes)
        {
            await follower.HandleAsync([.. changes.Select(c => c.Change)], CancellationToken.None);
            after = changes[^1].Number;
        }
        return after;
    }

    private DeliveryFigures Follower(HubMetrics metrics) => new(Figures, metrics, _clock, NullLogger<DeliveryFigures>.Instance);

    private async Task<HashSet<Contribution>> CellsAsync() => [.. await Figures.SumAsync(All, CancellationToken.None)];

    private static HashSet<Contribution> Expected(IEnumerable<Delivery> deliveries) =>
        [.. Contributions.Merged(deliveries.SelectMany(d => Kpis.ContributionsOf(DeliveryFacts.Of(d)!)))];

    private async Task<HashSet<Contribution>> ExpectedAsync() => Expected((await Deliveries.ListAsync(new DeliveryQuery(), CancellationToken.None)).Items);

    [Fact]
    public async Task Of_each_delivery_the_last_change_is_told_behind_all_that_were_told()
    {
        var deliveries = await EnqueueAsync(1, 2, 3);
        await EnqueueAsync(2);
        Assert.Equal([1, 2, 3], Figures.ReadChanges(0, 10).Select(c => c.Number));
        await ReplaceAsync(deliveries[0], d => d with { State = DeliveryState.Skipped });
        var changes = Figures.ReadChanges(0, 10);
        Assert.Equal([2, 3, 4], changes.Select(c => c.Number));
        Assert.Equal(new DeliveryKey(deliveries[0].Lane, 1), changes[^1].Change.Key);
        Assert.Equal(Given.Start.ToUnixTimeSeconds(), changes[^1].Change.ChangedAt);
        Assert.Equal([3], Figures.ReadChanges(2, 1).Select(c => c.Number));
        Assert.Equal(4, Figures.LastChange());
    }

    [Fact]
    public async Task A_follower_counts_what_changed_wherever_it_begins_again()
    {
        using var metrics = new HubMetrics(_clock);
        var follower = Follower(metrics);
        var deliveries = await EnqueueAsync(1, 2, 3, 4, 5);
        var reached = await FollowAsync(follower, batch: 2);
        await ReplaceAsync(deliveries[1], d => d with { State = DeliveryState.Parked, FailuresInAll = 3 });
        await ReplaceAsync(deliveries[3], d => d with { State = DeliveryState.Delivered, DoneAt = _clock.GetUtcNow() });
        await FollowAsync(follower, reached);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
        // As after a crash that lost the checkpoint, or two.
        await _folder.ReopenAsync();
        using var others = new HubMetrics(_clock);
        await FollowAsync(Follower(others), reached - 3, 1);
        await FollowAsync(Follower(others));
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task Deliveries_of_a_wrong_clock_count_in_the_month_in_which_they_were_enqueued_indeed_also_when_there_are_many()
    {
        using var metrics = new HubMetrics(_clock);
        var follower = Follower(metrics);
        _clock.Advance(TimeSpan.FromDays(60));
        await EnqueueAsync([.. Enumerable.Range(1, 7)]);
        var reached = await FollowAsync(follower);
        Assert.Equal([new YearMonth(2026, 5)], (await CellsAsync()).Select(c => c.Key.Month).Distinct());

        // The clock is set right. Batches are smaller than what changed at once.
        var noEnd = new LatestDueTimes(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        await new SqliteDueTimes(_folder.Database).ReviewAsync(Given.Start, TimeSpan.FromDays(60), noEnd, CancellationToken.None);
        await FollowAsync(follower, reached, 2);
        Assert.Equal([new YearMonth(2026, 3)], (await CellsAsync()).Select(c => c.Key.Month).Distinct());
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task Cells_of_an_older_version_are_made_anew_and_are_the_same_to_the_byte()
    {
        using var metrics = new HubMetrics(_clock);
        var follower = Follower(metrics);
        var deliveries = await EnqueueAsync([.. Enumerable.Range(1, 1_200)]);
        foreach (var delivery in deliveries.Take(3)) await ReplaceAsync(delivery, d => d with { State = DeliveryState.Parked, FailuresInAll = 1 });
        // No change was followed, as of deliveries from before there were numbers of changes.
        await _folder.Database.WriteAsync(s => s["UPDATE deliveries SET change = NULL, changed_at = NULL"].Execute(), CancellationToken.None);
        Assert.Empty(Figures.ReadChanges(0, 10));

        await follower.ContinueAsync(CancellationToken.None);
        var state = await follower.GetAsync(CancellationToken.None);
        Assert.Equal((DeliveryFigures.Version, null), (state.Version, state.Rebuild));
        Assert.Equal(Expected((await Deliveries.ListAsync(new DeliveryQuery(Limit: 2_000), CancellationToken.None)).Items), await CellsAsync());
        var rows = RowsOf("_1");
        // One that is begun is done, also after a stop, and one that is done is not begun again.
        await follower.BeginAsync(CancellationToken.None);
        await _folder.ReopenAsync();
        using var others = new HubMetrics(_clock);
        await Follower(others).ContinueAsync(CancellationToken.None);
        Assert.Equal(rows, RowsOf(""));
        Assert.Empty(RowsOf("_1"));
        await Follower(others).ContinueAsync(CancellationToken.None);
        Assert.Empty(RowsOf("_1"));
    }

    // Every value of every row, as SQLite writes it.
    private List<string> RowsOf(string generation) => _folder.Database.Read(s =>
    {
        var rows = s[$"""
            SELECT concat_ws('|', figure, level, month, contractor, denominator, numerator, sum, hex(counts)) FROM delivery_cells{generation}
            UNION ALL
            SELECT concat_ws('|', seq, state, attempts, failures, created_at, quote(first_attempt_at), quote(done_at)) FROM counted_deliveries{generation}
            ORDER BY 1
            """];
        var all = new List<string>();
        while (rows.Step()) all.Add(rows.Text(0));
        return all;
    });
}
