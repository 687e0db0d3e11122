using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Storage.Tests.Support;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;
using Given = Hub.Storage.Tests.Support.Given;

namespace Hub.Storage.Tests.Embedded;

public sealed class Rebuilding_views : IAsyncLifetime
{
    private static readonly OrderStory[] Stories =
    [
        OrderStory.Placed(), OrderStory.Awarded(), OrderStory.Accepted(), OrderStory.Started(), OrderStory.Completed(), OrderStory.Quoting(),
        OrderStory.Settling(),
        OrderStory.Closed(),
    ];

    private readonly EmbeddedFolder _folder = new();
    private readonly FakeClock _clock = new();

    public async Task InitializeAsync()
    {
        var log = new SqliteEventLog(_folder.Database, Given.Codecs);
        var views = new SqliteViews(_folder.Database);
        foreach (var (number, story) in Stories.Index())
        {
            var id = Given.Order(number);
            RecordedEvent[] events = [.. story.Events.Select(e => e with { Stream = id })];
            Assert.Equal(AppendOutcome.Appended, await log.AppendAsync(id, 0, events, null, CancellationToken.None));
            await new ViewsFollower(views).ApplyAsync([new ChangedStream(new EventStream(events), 1)], CancellationToken.None);
        }
    }

    public Task DisposeAsync() => _folder.DisposeAsync();

    private RebuildProjection<OrderSummary> Rebuild() => new(
        new ViewsFollower(new SqliteViews(_folder.Database)), new SqliteEventLog(_folder.Database, Given.Codecs),
        new SqlitePendingProjections(_folder.Database), _clock,
        NullLogger<RebuildProjection<OrderSummary>>.Instance);

    // Every value of every row, as SQLite writes it.
    private List<string> RowsOf(string table) => _folder.Database.Read(s =>
    {
        var rows = s[$"""
            SELECT concat_ws('|', no, version, quote(erp), quote(number), quote(key_id), quote(key_external), quote(key_code), kind, status, phase, quote(contractor),
                quote(contract), quote(dwelling), quote(complex), quote(area), quote(urgency), quote(unrouted), placed_at, changed_at, quote(standing))
            FROM {table} ORDER BY no
            """];
        var all = new List<string>();
        while (rows.Step()) all.Add(rows.Text(0));
        return all;
    });

    [Fact]
    public async Task Rebuilt_views_are_the_same_to_the_byte()
    {
        var before = RowsOf("orders");
        Assert.Equal(Stories.Length, before.Count);

        await Rebuild().BeginAsync(CancellationToken.None);
        await Rebuild().ContinueAsync(CancellationToken.None);

        Assert.Equal(before, RowsOf("orders_1"));
        Assert.Empty(RowsOf("orders"));
    }

    [Fact]
    public async Task A_rebuild_that_was_begun_before_a_restart_is_done_after_it()
    {
        var before = RowsOf("orders");
        await Rebuild().BeginAsync(CancellationToken.None);
        await _folder.ReopenAsync();

        await Rebuild().ContinueAsync(CancellationToken.None);

        Assert.Equal(before, RowsOf("orders_1"));
    }
}
