using System.Text.Json;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of facts and cells promises.</summary>
public abstract class FiguresContract
{
    private const Slices Everything = Slices.Month | Slices.Contractor | Slices.Area | Slices.Complex | Slices.Kind | Slices.Urgency
        | Slices.Contract;

    private static readonly DateTimeOffset Placed = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly YearMonth First = new(2026, 1);
    private static readonly YearMonth Last = new(2026, 12);
    private static readonly string[] All = [.. Kpis.Definitions.SelectMany(d => d.Measures).Select(m => m.Figure).Distinct()];

    /// <summary>An empty store.</summary>
    protected abstract IFigures Figures { get; }

    /// <summary>Lets so much time pass that what was written is not of just now.</summary>
    protected virtual void Rest()
    {
    }

    private static StreamId Stream(int number) => Given.Order(number);

    private static OrderFacts Repair(int number, int version = 1, string? contractor = "alfa") => new(
        new OrderFact
        {
            OrderId = Stream(number).Id, ErpId = "erp", Number = $"{number}", Kind = OrderKind.Repair, Urgency = "spoed", ContractorId = contractor,
            Area = "Noord", Complex = $"C-{number % 3}", DwellingId = $"VHE-{number}", Elements = "GEVEL", Status = OrderStatus.Awarded, Version = version,
            PlacedAt = Placed.AddHours(number), ChangedAt = Placed.AddHours(number + version),
        },
        [], [], []);

    private static OrderFacts Completed(int number, int version = 2, string? contractor = "alfa") => Repair(number, version, contractor) is var facts
        ? facts with
        {
            Order = facts.Order with
            {
                CompletedAt = Placed.AddHours(number + 5), FirstCompletedAt = Placed.AddHours(number + 5), Status = OrderStatus.TechnicallyComplete, Visits = 1,
            },
        }
        : facts;

    private Task PutAsync(params OrderFacts[] rows) => Figures.PutAsync(rows, CancellationToken.None);

    private async Task<IReadOnlyList<string>> CellsAsync(CellQuery? query = null) =>
        Text(await Figures.SumAsync(query ?? new CellQuery(All, First, Last, Everything), CancellationToken.None));

    private static IReadOnlyList<string> Text(IEnumerable<Contribution> cells) =>
        [.. cells.Select(c => $"{c.Key} {JsonSerializer.Serialize(c.Cell, FigureJson.Default.Cell)}").Order(StringComparer.Ordinal)];

    // What the cells must be, from the facts as the store gives them.
    private async Task<IReadOnlyList<string>> ExpectedAsync()
    {
        var facts = (await Figures.ListAsync(new FactQuery(1_000), CancellationToken.None)).Items;
        return Text(Contributions.Merged(facts.SelectMany(Kpis.ContributionsOf))
            .Where(c => c.Key.Month is null || (c.Key.Month >= First && c.Key.Month <= Last)));
    }

    private static string Json(OrderFacts? facts) => facts is null ? "none" : JsonSerializer.Serialize(facts, FigureJson.Default.OrderFacts);

    private async Task<OrderFacts?> FindAsync(int number) => await Figures.FindAsync(Stream(number), CancellationToken.None);

    [Fact]
    public async Task Orders_that_count_in_a_figure_are_listed_of_the_last_month_first_over_all_pages()
    {
        // Completed in March, and one in April; one is not complete, and one counts no more.
        await PutAsync([.. Enumerable.Range(1, 5).Select(n => Completed(n)), Repair(6), Completed(7)]);
        var inApril = Completed(8);
        await PutAsync(inApril with { Order = inApril.Order with { CompletedAt = Placed.AddDays(40), FirstCompletedAt = Placed.AddDays(40) } });
        await PutAsync(Repair(7, version: 3));
        var query = new CountedQuery("firstTimeFix", First, Last, _ => true, 100);
        async Task<string> ListAsync(CountedQuery asked)
        {
            var listed = new List<string>();
            do
            {
                var page = await Figures.ListCountedAsync(asked, CancellationToken.None);
                Assert.InRange(page.Items.Count, 0, asked.Limit);
                listed.AddRange(page.Items.Select(o => o.Order.Number));
                asked = asked with { Cursor = page.Cursor };
            }
            while (asked.Cursor is not null);
            return string.Join(' ', listed);
        }
        foreach (var limit in (int[])[1, 2, 6, 100]) Assert.Equal("8 5 4 3 2 1", await ListAsync(query with { Limit = limit }));
        Assert.Equal("5 4 3 2 1", await ListAsync(query with { Until = new YearMonth(2026, 3) }));
        Assert.Equal("8", await ListAsync(query with { From = new YearMonth(2026, 4) }));
        Assert.Equal("4 2", await ListAsync(query with { Fits = o => o.Order.Number is "4" or "2", Limit = 1 }));
        Assert.Equal("", await ListAsync(query with { ContractorId = "beta" }));
        Assert.Equal("7 6", await ListAsync(new CountedQuery("openByAge", null, null, o => o.Order.Number is "6" or "7", 100)));
        Assert.Equal("", await ListAsync(query with { Figure = "none" }));
    }

    [Fact]
    public async Task A_stamp_stays_while_nothing_is_written_and_not_over_a_write_or_a_rebuild()
    {
        ValueTask<string?> StampAsync() => Figures.StampAsync(CancellationToken.None);
        var empty = await StampAsync();
        Assert.Equal(empty, await StampAsync());
        await PutAsync(Repair(1));
        var atOnce = await StampAsync();
        Rest();
        var first = await StampAsync();
        Assert.NotNull(first);
        Assert.Equal(first, await StampAsync());
        Assert.NotEqual(empty, first);
        Assert.True(atOnce is null || atOnce == first);

        var begun = (await Figures.BeginRebuildAsync(2, 1, Placed, CancellationToken.None)).Rebuild!;
        var done = begun with { Done = 1, Cursor = "end" };
        Assert.True(await Figures.PutRebuiltAsync(begun, [Repair(1)], done, CancellationToken.None));
        Assert.True(await Figures.SwapAsync(done, Placed, CancellationToken.None));
        Rest();
        Assert.NotEqual(first, await StampAsync());
    }

    [Fact]
    public async Task Facts_are_found_whole_and_what_is_not_there_is_not()
    {
        await PutAsync(Repair(1));
        Assert.Equal(Json(Repair(1)), Json(await FindAsync(1)));
        Assert.Null(await FindAsync(2));
    }

    [Theory]
    [InlineData(2, 3, "beta")]
    [InlineData(3, 2, "alfa")]
    [InlineData(3, 3, "alfa")]
    public async Task Only_newer_facts_take_the_place_of_older_and_the_cells_follow(int first, int second, string stands)
    {
        await PutAsync(Completed(1, first));
        await PutAsync(Completed(1, second, "beta"));
        Assert.Equal(stands, (await FindAsync(1))!.Order.ContractorId);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task Cells_are_the_sum_of_all_facts_whatever_was_there_before()
    {
        await PutAsync(Repair(1), Repair(2), Repair(3));
        await PutAsync(Completed(2), Completed(3, 2, "beta"));
        await PutAsync(Completed(1, 2), Repair(4, 1, null));
        // Opened again: it is not complete any more.
        await PutAsync(Repair(2, 3));

        var cells = await CellsAsync();
        Assert.Equal(await ExpectedAsync(), cells);
        Assert.NotEmpty(cells);
    }

    [Fact]
    public async Task The_same_facts_any_number_of_times_count_once()
    {
        await PutAsync(Completed(1), Completed(1), Repair(1));
        await PutAsync(Completed(1));
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
        Assert.Single((await Figures.ListAsync(new FactQuery(10), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Cells_are_added_by_what_is_asked_and_by_nothing_else()
    {
        await PutAsync(Completed(1), Completed(2), Completed(3, 2, "beta"));
        var by = await Figures.SumAsync(new CellQuery(["firstTimeFix"], First, Last, Slices.Contractor), CancellationToken.None);
        Assert.Equal(
            [new CellKey("firstTimeFix", null, "alfa", null, null, null, null, null), new CellKey("firstTimeFix", null, "beta", null, null, null, null, null)],
            by.Select(c => c.Key).OrderBy(k => k.Contractor));
        var all = await Figures.SumAsync(new CellQuery(All, First, Last), CancellationToken.None);
        var everything = await Figures.SumAsync(new CellQuery(All, First, Last, Everything), CancellationToken.None);
        var together = everything.Select(c => c with { Key = new(c.Key.Figure, null, null, null, null, null, null, null) });
        Assert.Equal(Text(all), Text(Contributions.Merged(together)));
    }

    /// <summary>Each way to ask for a part.</summary>
    public static TheoryData<string, CellQuery> Parts()
    {
        var whole = new CellQuery(All, First, Last, Everything);
        return new TheoryData<string, CellQuery>
        {
            { "contractor", whole with { Contractor = "beta" } }, { "contract", whole with { Contract = "RC-2" } },
            { "area", whole with { Area = "Zuid" } }, { "complex", whole with { Complex = "C-9" } },
            { "kind", whole with { Kind = OrderKind.Turnover } }, { "urgency", whole with { Urgency = "regulier" } },
            { "months", whole with { From = new(2026, 5), Until = new(2026, 6) } },
        };
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_has_the_cells_of_its_facts_and_no_other(string by, CellQuery query)
    {
        var other = Completed(2, 2, "beta");
        other = other with
        {
            Order = other.Order with
            {
                ContractNumber = "RC-2", Area = "Zuid", Complex = "C-9", Kind = OrderKind.Turnover, Urgency = "regulier", PlacedAt = Placed.AddMonths(2),
                CompletedAt = Placed.AddMonths(2).AddDays(1), FirstCompletedAt = Placed.AddMonths(2).AddDays(1),
            },
        };
        await PutAsync(Completed(1), other);
        var expected = Kpis.ContributionsOf((await FindAsync(2))!).Where(c => c.Key.Month is null || (c.Key.Month >= query.From && c.Key.Month <= query.Until));
        // Figures of now have no month, and are of both.
        if (by == "months") expected = expected.Concat(Kpis.ContributionsOf((await FindAsync(1))!).Where(c => c.Key.Month is null));
        Assert.Equal(Text(Contributions.Merged(expected)), await CellsAsync(query));
    }

    [Fact]
    public async Task A_new_repair_of_the_same_dwelling_and_element_makes_the_one_before_it_no_first_time_fix_also_when_it_comes_late()
    {
        var again = Repair(2) is var facts ? facts with { Order = facts.Order with { DwellingId = "VHE-1", PlacedAt = Placed.AddDays(20) } } : null!;
        await PutAsync(again);
        await PutAsync(Completed(1));
        Assert.Equal(again.Order.OrderId, (await FindAsync(1))!.Order.RepeatOrderId);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());

        // It was about another dwelling after all.
        await PutAsync(again with { Order = again.Order with { DwellingId = "VHE-2", Version = 2 } });
        Assert.Null((await FindAsync(1))!.Order.RepeatOrderId);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task What_other_orders_make_of_one_stays_when_it_changes_itself()
    {
        var again = Repair(2) is var facts ? facts with { Order = facts.Order with { DwellingId = "VHE-1", PlacedAt = Placed.AddDays(20) } } : null!;
        await PutAsync(Completed(1), again);
        await PutAsync(Completed(1, 3));
        Assert.Equal(again.Order.OrderId, (await FindAsync(1))!.Order.RepeatOrderId);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task Facts_are_listed_in_the_order_of_their_placing_page_by_page()
    {
        await PutAsync([.. Enumerable.Range(1, 5).Reverse().Select(i => Repair(i))]);
        var numbers = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Figures.ListAsync(new FactQuery(2, cursor), CancellationToken.None);
            numbers.AddRange(page.Items.Select(f => f.Order.Number));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        Assert.Equal(["1", "2", "3", "4", "5"], numbers);
    }

    /// <summary>Each way to ask for a part of the facts.</summary>
    public static TheoryData<string, FactQuery, string[]> Narrowing() => new()
    {
        { "from", new FactQuery(10) { From = Placed.AddHours(2) }, ["2", "3"] },
        { "to", new FactQuery(10) { To = Placed.AddHours(2) }, ["1"] },
        { "changed since", new FactQuery(10) { ChangedSince = Placed.AddHours(6) }, ["2"] },
        { "contractor", new FactQuery(10) { ContractorId = "beta" }, ["3"] },
    };

    [Theory]
    [MemberData(nameof(Narrowing))]
    public async Task A_list_of_facts_is_narrowed(string by, FactQuery query, string[] expected)
    {
        await PutAsync(Repair(1), Repair(2, 5), Repair(3, 1, "beta"));
        Assert.True(expected.SequenceEqual((await Figures.ListAsync(query, CancellationToken.None)).Items.Select(f => f.Order.Number)), by);
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_facts_and_cells_and_what_changes_meanwhile_goes_to_both()
    {
        await PutAsync(Completed(1), Completed(2), Repair(3));
        var begun = (await Figures.BeginRebuildAsync(2, 3, Given.Start, CancellationToken.None)).Rebuild!;
        var next = begun with { Done = 2, Cursor = "2" };
        Assert.True(await Figures.PutRebuiltAsync(begun, [Completed(1), Completed(2)], next, CancellationToken.None));
        await PutAsync(Completed(3));
        var (before, third) = (await CellsAsync(), Json(await FindAsync(3)));
        var end = next with { Done = 3, Cursor = "3" };
        Assert.True(await Figures.PutRebuiltAsync(next, [Repair(3)], end, CancellationToken.None));
        Assert.True(await Figures.SwapAsync(end, Given.Start.AddHours(1), CancellationToken.None));

        Assert.Equal(before, await CellsAsync());
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
        Assert.Equal(third, Json(await FindAsync(3)));
        Assert.Equal(new ProjectionState(2, Given.Start.AddHours(1), null), await Figures.GetStateAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_rebuild_that_is_elsewhere_by_now_writes_nothing()
    {
        var begun = (await Figures.BeginRebuildAsync(2, 3, Given.Start, CancellationToken.None)).Rebuild!;
        Assert.True(await Figures.PutRebuiltAsync(begun, [Completed(1)], begun with { Cursor = "1" }, CancellationToken.None));
        Assert.False(await Figures.PutRebuiltAsync(begun, [Completed(2)], begun with { Cursor = "2" }, CancellationToken.None));
        Assert.False(await Figures.SwapAsync(begun, Given.Start, CancellationToken.None));
    }

    [Fact]
    public async Task At_first_rows_are_of_no_version_so_that_the_first_start_makes_them() =>
        Assert.Equal(new ProjectionState(0, null, null), await Figures.GetStateAsync(CancellationToken.None));
}
