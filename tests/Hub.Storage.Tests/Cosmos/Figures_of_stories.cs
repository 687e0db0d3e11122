using System.Text.Json;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Domain.Figures;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;
using Given = Hub.Storage.Tests.Support.Given;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>Orders that the follower hears of, event by event: their facts and figures are those of the embedded store, and stay that in a rebuild.</summary>
public sealed class Figures_of_stories : IAsyncLifetime
{
    private const Slices Everything = Slices.Month | Slices.Contractor | Slices.Area | Slices.Complex | Slices.Kind | Slices.Urgency;

    private static readonly OrderStory[] Stories = [OrderStory.Quoting(), OrderStory.Settling(), OrderStory.Started(), OrderStory.Closed()];

    private readonly CosmosAccount _account = new();
    private readonly EmbeddedFolder _folder = new();

    public Task InitializeAsync() => _account.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _account.DisposeAsync();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task Facts_and_figures_are_those_of_the_embedded_store_also_rebuilt()
    {
        var log = new CosmosEventLog(_account.Database, Given.Codecs);
        var (figures, embedded) = (new CosmosFigures(_account.Database, TimeProvider.System), new SqliteFigures(_folder.Database));
        var follower = new FiguresFollower(figures);
        foreach (var (number, story) in Stories.Index())
        {
            var id = Given.Order(number);
            RecordedEvent[] events = [.. story.Events.Select(e => e with { Stream = id })];
            Assert.Equal(AppendOutcome.Appended, await log.AppendAsync(id, 0, events, null, CancellationToken.None));
            for (var version = 1; version <= events.Length; version++)
            {
                ChangedStream[] changed = [new(new EventStream([.. events.Take(version)]), version)];
                await follower.ApplyAsync(changed, CancellationToken.None);
                await new FiguresFollower(embedded).ApplyAsync(changed, CancellationToken.None);
            }
        }
        var expected = await TextAsync(embedded);
        Assert.Equal(expected, await TextAsync(figures));

        var rebuild = new RebuildProjection<OrderFacts>(
            follower, log, new CosmosPendingProjections(_account.Database), new FakeClock(Given.Start), NullLogger<RebuildProjection<OrderFacts>>.Instance);
        await rebuild.ContinueAsync(CancellationToken.None);
        var state = await rebuild.GetAsync(CancellationToken.None);
        Assert.Equal((FiguresFollower.Version, null), (state.Version, state.Rebuild));
        Assert.Equal(expected, await TextAsync(figures));
    }

    private static async Task<IReadOnlyList<string>> TextAsync(IFigures figures)
    {
        string[] all = [.. Kpis.OfOrders.SelectMany(k => k.Definition.Measures).Select(m => m.Figure).Distinct()];
        var facts = await figures.ListAsync(new FactQuery(100), CancellationToken.None);
        Assert.Equal(Stories.Length, facts.Items.Count);
        var text = facts.Items.Select(f => JsonSerializer.Serialize(f, FigureJson.Default.OrderFacts)).ToList();
        foreach (var by in (Slices[])[Everything, Slices.Area, Slices.None])
        {
            var cells = await figures.SumAsync(new CellQuery(all, new YearMonth(2020, 1), new YearMonth(2030, 12), by), CancellationToken.None);
            Assert.NotEmpty(cells);
            text.AddRange(cells.Select(c => $"{by} {c.Key} {JsonSerializer.Serialize(c.Cell, FigureJson.Default.Cell)}"));
        }
        return [.. text.Order(StringComparer.Ordinal)];
    }
}
