using System.Text.Json;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Embedded.Database;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Embedded;

/// <summary>The orders behind a figure: as many as the figure says, at every moment and on every page.</summary>
public sealed class Orders_behind_figures : IAsyncLifetime
{
    private static readonly DateTimeOffset Placed = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly YearMonth March = new(2026, 3);

    private readonly EmbeddedFolder _folder = new();
    private readonly FakeClock _clock = new(Placed.AddDays(3));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private SqliteFigures Figures => new(_folder.Database);

    private SqliteViews Views => new(_folder.Database);

    // All placed at one moment.
    private static OrderFacts Repair(int number, DeadlineOutcome? outcome, DateTimeOffset placedAt, string? contractor = "alfa", int version = 1) => new(
        new OrderFact
        {
            OrderId = Given.Order(number).Value, ErpId = number % 2 == 0 ? "erp" : "other-erp", Number = $"{number}", Kind = OrderKind.Repair, ContractorId = contractor,
            Area = "Noord", Complex = "C-1", DwellingId = $"VHE-{number}", Status = OrderStatus.Awarded, Version = version, PlacedAt = placedAt,
            ChangedAt = placedAt, AwardedAt = placedAt, CompleteBy = placedAt.AddDays(5), RepairOutcome = outcome,
        },
        [], [], []);

    private async Task PutAsync(params OrderFacts[] orders)
    {
        await Figures.PutAsync(orders, CancellationToken.None);
        await Views.PutAsync([.. orders.Select(o => new OrderSummary
        {
            OrderId = new OrderId(o.Order.OrderId), Version = o.Order.Version, ErpId = o.Order.ErpId, Number = o.Order.Number, Kind = o.Order.Kind,
            Status = o.Order.Status, Phase = o.Order.Phase, ContractorId = o.Order.ContractorId, PlacedAt = o.Order.PlacedAt, ChangedAt = o.Order.ChangedAt,
        })], CancellationToken.None);
    }

    private async Task<List<string>> ListAsync(Viewer viewer, string key, YearMonth month, KpiOutcome? outcome = null, int limit = 50)
    {
        var (definition, measure) = FindCounted.Find(key)!.Value;
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await new FindCounted(Figures, Views, _clock).ListAsync(
                viewer, new FigureQuery([definition], month, month, Slices.None), measure, outcome, limit, cursor, CancellationToken.None)
                ?? throw new StillMadeAnewException();
            Assert.InRange(page.Items.Count, 0, limit);
            listed.AddRange(page.Items.Select(o => o.Number));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return listed;
    }

    private async Task<long> CountAsync(string key, YearMonth month)
    {
        var (definition, measure) = FindCounted.Find(key)!.Value;
        var cells = await Figures.SumAsync(new CellQuery([measure.Figure], definition.FirstMonth(month, month)!.Value, month), CancellationToken.None);
        return measure.Method.Count(cells.Aggregate(Cell.None, (sum, c) => sum + c.Cell), new KpiReading(_clock.GetUtcNow(), month));
    }

    [Fact]
    public async Task Met_and_missed_are_together_what_the_figure_counts_and_what_is_open_comes_to_it_when_it_is_late()
    {
        await PutAsync(
            Repair(1, DeadlineOutcome.OnTime, Placed), Repair(2, DeadlineOutcome.Missed, Placed), Repair(3, DeadlineOutcome.Open, Placed),
            Repair(4, null, Placed), Repair(5, DeadlineOutcome.Open, Placed.AddDays(9)));
        async Task<string> DidAsync() => string.Join(" | ",
            string.Join(' ', await ListAsync(Viewer.Corporation, "repairOnTime", March, KpiOutcome.Met)),
            string.Join(' ', await ListAsync(Viewer.Corporation, "repairOnTime", March, KpiOutcome.Missed)),
            string.Join(' ', await ListAsync(Viewer.Corporation, "repairOnTime", March, KpiOutcome.Open)), await CountAsync("repairOnTime", March));
        Assert.Equal("1 | 2 | 5 3 | 2", await DidAsync());
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal("1 | 3 2 | 5 | 3", await DidAsync());
    }

    [Fact]
    public async Task A_value_of_a_year_has_the_orders_of_the_year()
    {
        foreach (var (number, month) in ((int, int)[])[(1, 2), (2, 3), (3, 11), (4, 14)])
            await PutAsync(Repair(number, null, new DateTimeOffset(2025, 1, 15, 9, 0, 0, TimeSpan.Zero).AddMonths(month)));
        // Of March 2026: April 2025, December 2025 and March 2026, and not March 2025.
        Assert.Equal(["4", "3", "2"], await ListAsync(Viewer.Corporation, "requestsPerDwelling", March));
        Assert.Equal(3, await CountAsync("requestsPerDwelling", March));
    }

    [Fact]
    public async Task Each_order_of_one_moment_stands_on_one_page()
    {
        await PutAsync([.. Enumerable.Range(1, 23).Select(n => Repair(n, DeadlineOutcome.OnTime, Placed))]);
        var whole = await ListAsync(Viewer.Corporation, "repairOnTime", March);
        Assert.Equal(23, whole.Distinct().Count());
        foreach (var limit in (int[])[1, 7, 23]) Assert.Equal(whole, await ListAsync(Viewer.Corporation, "repairOnTime", March, limit: limit));
        // An ERP sees those that it placed, of whatever figure.
        var ofErp = new Viewer(Given.Partner("erp") with { Role = PartnerRole.Erp });
        Assert.Equal(whole.Where(n => int.Parse(n) % 2 == 0), await ListAsync(ofErp, "repairOnTime", March, limit: 2));
    }

    [Fact]
    public async Task A_contractor_finds_its_few_orders_among_very_many_on_the_first_page()
    {
        await PutAsync(Repair(1, DeadlineOutcome.OnTime, Placed.AddMinutes(-1), "beta"));
        await Figures.PutAsync([.. Enumerable.Range(2, 2_050).Select(n => Repair(n, DeadlineOutcome.OnTime, Placed))], CancellationToken.None);
        var (definition, measure) = FindCounted.Find("repairOnTime")!.Value;
        var page = await new FindCounted(Figures, Views, _clock).ListAsync(
            new Viewer(Given.Partner("beta")), new FigureQuery([definition], March, March, Slices.None), measure, null, 10, null, CancellationToken.None);
        Assert.Equal(["1"], page!.Items.Select(o => o.Number));
        Assert.Null(page.Cursor);
    }

    [Fact]
    public async Task After_an_update_nothing_is_said_until_all_rows_are_made_anew()
    {
        await PutAsync(Repair(1, DeadlineOutcome.OnTime, Placed), Repair(2, DeadlineOutcome.OnTime, Placed));
        // As version 1 left them: a row in one piece, and no list of who counts.
        await _folder.Database.WriteAsync(s =>
        {
            s["DELETE FROM counted"].Execute();
            s["UPDATE projections SET version = 1 WHERE name = 'figures'"].Execute();
            s["UPDATE facts SET parts = NULL, body = ? WHERE no = ?"]
                .Bind(JsonSerializer.SerializeToUtf8Bytes(Repair(1, DeadlineOutcome.OnTime, Placed), FigureJson.Default.OrderFacts))
                .Bind(s.NumberOf(Given.Order(1))).Execute();
        }, CancellationToken.None);
        Assert.Equal(["1", "2"], (await Figures.ListAsync(new FactQuery(10), CancellationToken.None)).Items.Select(o => o.Order.Number));
        await PutAsync(Repair(1, DeadlineOutcome.Missed, Placed, version: 2));
        Assert.Equal(2, await CountAsync("repairOnTime", March));
        await Assert.ThrowsAsync<StillMadeAnewException>(() => ListAsync(Viewer.Corporation, "repairOnTime", March));

        var begun = (await Figures.BeginRebuildAsync(FiguresFollower.Version, 2, Placed, CancellationToken.None)).Rebuild!;
        OrderFacts[] all = [Repair(1, DeadlineOutcome.Missed, Placed, version: 2), Repair(2, DeadlineOutcome.OnTime, Placed)];
        var done = begun with { Done = 2, Cursor = "end" };
        Assert.True(await Figures.PutRebuiltAsync(begun, all, done, CancellationToken.None));
        // What changes meanwhile is in both.
        await PutAsync(Repair(3, DeadlineOutcome.OnTime, Placed));
        Assert.True(await Figures.SwapAsync(done, Placed, CancellationToken.None));
        Assert.Equal(["3", "2", "1"], await ListAsync(Viewer.Corporation, "repairOnTime", March));
        Assert.Equal(["1"], await ListAsync(Viewer.Corporation, "repairOnTime", March, KpiOutcome.Missed));
    }

    private sealed class StillMadeAnewException : Exception;
}
