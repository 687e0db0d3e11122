using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of the figures of deliveries promises.</summary>
public abstract class DeliveryFiguresContract
{
    private const Slices Everything = Slices.Month | Slices.Contractor;

    private static readonly YearMonth First = new(2026, 1);
    private static readonly YearMonth Last = new(2026, 12);
    private static readonly string[] All = [.. Kpis.OfDeliveries.SelectMany(k => k.Definition.Measures).Select(m => m.Figure).Distinct()];

    /// <summary>The clock of the store.</summary>
    protected FakeClock Clock { get; } = new(Given.Start.AddDays(1));

    /// <summary>An empty store of deliveries.</summary>
    protected abstract IDeliveryStore Deliveries { get; }

    /// <summary>Their figures.</summary>
    protected abstract IDeliveryFigures Figures { get; }

    private static DeliveryKey KeyOf(Delivery delivery) => new(delivery.Lane, delivery.Version);

    private Task CountAsync(params Delivery[] deliveries) => Figures.CountAsync([.. deliveries.Select(KeyOf)], CancellationToken.None);

    // Of an order of its own each, so that no lane holds another. Enqueued in the minute of its number after nine (UTC) on 2 March.
    private async Task<Delivery> EnqueueAsync(int number, string partner = "alfa", DateTimeOffset? at = null)
    {
        var delivery = Given.Delivery(Given.Order(number), number, partner);
        if (at is { } moment) delivery = delivery with { CreatedAt = moment };
        await Deliveries.EnqueueAsync([delivery], CancellationToken.None);
        return delivery;
    }

    private async Task<Delivery> FindAsync(Delivery delivery) => (await Deliveries.FindAsync(delivery.Id, CancellationToken.None))!;

    private async Task TryAsync(Delivery delivery, int minutes, Func<Delivery, Delivery> end)
    {
        var at = delivery.CreatedAt.AddMinutes(minutes);
        var claimed = (await Deliveries.TryClaimAsync(await FindAsync(delivery), at, at.AddMinutes(2), CancellationToken.None))!;
        Assert.True(await Deliveries.SettleAsync(end(claimed), CancellationToken.None));
    }

    private Task DeliverAsync(Delivery delivery, int minutes = 1) =>
        TryAsync(delivery, minutes, d => d with { State = DeliveryState.Delivered, DoneAt = delivery.CreatedAt.AddMinutes(minutes) });

    private Task FailAsync(Delivery delivery, int minutes = 1) =>
        TryAsync(delivery, minutes, d => d with { Failures = d.Failures + 1, FailuresInAll = d.FailuresInAll + 1 });

    private Task ParkAsync(Delivery delivery, int minutes = 1) => TryAsync(delivery, minutes, d => d with
    {
        State = DeliveryState.Parked, DoneAt = delivery.CreatedAt.AddMinutes(minutes), Failures = d.Failures + 1, FailuresInAll = d.FailuresInAll + 1,
    });

    private async Task ReplayAsync(Delivery delivery) => Assert.True(await Deliveries.ReplaceAsync(
        await FindAsync(delivery),
        await FindAsync(delivery) with { State = DeliveryState.Pending, Failures = 0, FirstTriedAt = null, DoneAt = null },
        delivery.CreatedAt.AddHours(1), CancellationToken.None));

    private async Task SkipAsync(Delivery delivery) => Assert.True(await Deliveries.ReplaceAsync(
        await FindAsync(delivery), await FindAsync(delivery) with { State = DeliveryState.Skipped, DoneAt = delivery.CreatedAt.AddHours(1) },
        delivery.CreatedAt.AddHours(1), CancellationToken.None));

    private async Task<IReadOnlyList<string>> CellsAsync(CellQuery? query = null) =>
        Text(await Figures.SumAsync(query ?? new CellQuery(All, First, Last, Everything), CancellationToken.None));

    private static IReadOnlyList<string> Text(IEnumerable<Contribution> cells) =>
        [.. cells.Select(c => $"{c.Key.Figure} {c.Key.Month} {c.Key.Contractor} {JsonSerializer.Serialize(c.Cell, FigureJson.Default.Cell)}")
            .Order(StringComparer.Ordinal)];

    // What the cells must be, from the deliveries themselves.
    private async Task<IReadOnlyList<string>> ExpectedAsync()
    {
        var all = (await Deliveries.ListAsync(new DeliveryQuery(Limit: 1_000), CancellationToken.None)).Items;
        return Text(Contributions.Merged(all.Select(DeliveryFacts.Of).OfType<DeliveryFact>().SelectMany(Kpis.ContributionsOf)));
    }

    private async Task<decimal?> ReadAsync(string measure, DateTimeOffset now, YearMonth? month = null)
    {
        var definition = Kpis.Find("messagesHealthy")!;
        var of = definition.Measures.Single(m => m.Key == measure);
        var cells = await Figures.SumAsync(new CellQuery([of.Figure], month ?? First, month ?? Last), CancellationToken.None);
        return KpiValue.Read(definition, of, cells.SingleOrDefault()?.Cell ?? Cell.None, new KpiReading(now, Last, 1)).Value;
    }

    [Fact]
    public async Task Each_way_of_a_delivery_counts_as_it_went()
    {
        var (once, late, retried, parked, skipped, pending) = (
            await EnqueueAsync(1), await EnqueueAsync(2), await EnqueueAsync(3), await EnqueueAsync(4), await EnqueueAsync(5), await EnqueueAsync(6));
        Delivery[] all = [once, late, retried, parked, skipped, pending];
        await CountAsync(all);
        await DeliverAsync(once, 4);
        await DeliverAsync(late, 6);
        await FailAsync(retried);
        await CountAsync(all);
        await DeliverAsync(retried, 3);
        await ParkAsync(parked);
        await SkipAsync(skipped);
        await CountAsync(all);

        // At first try: 1 and 2 of 1, 2, 3 and 4. The sixth was not tried, the fifth is left out.
        Assert.Equal(0.5m, await ReadAsync("messagesHealthy", Given.Start.AddHours(1)));
        // Within five minutes: 1 and 3 of 1, 2, 3 and 4; when its own five minutes (from 9:06) are over, of the sixth too.
        Assert.Equal(0.5m, await ReadAsync("messagesHealthy.prompt", Given.Start.AddMinutes(11)));
        Assert.Equal(0.4m, await ReadAsync("messagesHealthy.prompt", Given.Start.AddMinutes(12)));
        Assert.Equal(1m, await ReadAsync("messagesHealthy.parked", Given.Start.AddHours(1)));
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task What_was_parked_and_replayed_is_not_parked_any_more_and_was_not_made_at_first_try()
    {
        var delivery = await EnqueueAsync(1);
        await ParkAsync(delivery);
        await CountAsync(delivery);
        Assert.Equal((0m, 1m), (await ReadAsync("messagesHealthy", Given.Start), await ReadAsync("messagesHealthy.parked", Given.Start)));

        // It failed once already: 0 of 1, also before it is tried again.
        await ReplayAsync(delivery);
        await CountAsync(delivery);
        Assert.Equal((0m, 0m), (await ReadAsync("messagesHealthy", Given.Start), await ReadAsync("messagesHealthy.parked", Given.Start) ?? 0m));
        await DeliverAsync(delivery, 60);
        await CountAsync(delivery);
        Assert.Equal((0m, 0m), (await ReadAsync("messagesHealthy", Given.Start), await ReadAsync("messagesHealthy.parked", Given.Start) ?? 0m));
        Assert.Equal(await ExpectedAsync(), await CellsAsync());

        var fact = Assert.Single((await Figures.ListAsync(new FactQuery(10), CancellationToken.None)).Items);
        Assert.Equal((2, 1, delivery.CreatedAt.AddMinutes(1)), (fact.Attempts, fact.Failures, fact.FirstTriedAt));
    }

    [Fact]
    public async Task A_delivery_counts_in_the_Dutch_month_in_which_it_was_enqueued()
    {
        // Summer time begins on 29 March: April begins at 22:00 UTC on the 31st, and not at 23:00.
        var march = await EnqueueAsync(1, at: new DateTimeOffset(2026, 3, 31, 21, 59, 59, TimeSpan.Zero));
        var april = await EnqueueAsync(2, at: new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero));
        await DeliverAsync(march);
        await DeliverAsync(april, 10);
        await CountAsync(march, april);
        Assert.Equal(1m, await ReadAsync("messagesHealthy.prompt", Given.Start, new YearMonth(2026, 3)));
        Assert.Equal(0m, await ReadAsync("messagesHealthy.prompt", Given.Start, new YearMonth(2026, 4)));
    }

    [Fact]
    public async Task A_change_that_is_told_twice_late_or_by_two_instances_at_once_counts_once()
    {
        var (first, second) = (await EnqueueAsync(1), await EnqueueAsync(2, "beta"));
        await CountAsync(first, first);
        await DeliverAsync(first);
        await FailAsync(second);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CountAsync(first, second))));
        await CountAsync(second);
        // The change of the enqueueing comes once more.
        await CountAsync(first);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
        Assert.NotEmpty(await CellsAsync());
    }

    [Fact]
    public async Task What_is_not_there_and_what_goes_to_no_partner_counts_nowhere()
    {
        var resident = Given.Delivery(Given.Order(1), 1) with { Recipient = new Recipient("resident", "r-1") };
        await Deliveries.EnqueueAsync([resident], CancellationToken.None);
        await CountAsync(resident, Given.Delivery(Given.Order(9), 9));
        Assert.Empty(await CellsAsync());
        Assert.Empty((await Figures.ListAsync(new FactQuery(10), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Cells_are_told_apart_by_month_and_partner_alone_and_no_other_slice_has_any()
    {
        foreach (var (number, partner) in ((int, string)[])[(1, "alfa"), (2, "alfa"), (3, "erp")]) await DeliverAsync(await EnqueueAsync(number, partner));
        await CountAsync(await EnqueueAsync(1), await EnqueueAsync(2), await EnqueueAsync(3, "erp"));
        var query = new CellQuery(["messagesHealthy"], First, Last, Everything | Slices.Area | Slices.Contract | Slices.Kind);
        Assert.Equal(
            new HashSet<Contribution> { Of("alfa", 2), Of("erp", 1) }, (await Figures.SumAsync(query, CancellationToken.None)).ToHashSet());
        Assert.Single(await CellsAsync(query with { Contractor = "erp" }));
        foreach (var other in (CellQuery[])
            [query with { Area = "Noord" }, query with { Complex = "C-1" }, query with { Contract = "RC-1" }, query with { Urgency = "spoed" },
                query with { Kind = Domain.Work.OrderKind.Repair }, query with { From = new(2026, 4) }])
            Assert.Empty(await CellsAsync(other));

        static Contribution Of(string partner, int made) => new(
            new CellKey("messagesHealthy", new YearMonth(2026, 3), partner, null, null, null, null, null),
            new Cell { Denominator = made, Numerator = made });
    }

    private static readonly string[] InOrder = ["1", "3", "2", "4"];

    private async Task EnqueueSomeAsync()
    {
        // The second and the fourth have one moment, and keep the order in which they came.
        await EnqueueAsync(1, at: Given.Start);
        await EnqueueAsync(2, at: Given.Start.AddMinutes(9));
        await EnqueueAsync(3, "beta", Given.Start.AddMinutes(5));
        await EnqueueAsync(4, "beta", Given.Start.AddMinutes(9));
    }

    private static IEnumerable<string> Numbers(IEnumerable<DeliveryFact> facts) => facts.Select(f => f.DeliveryId.Split('_')[2]);

    [Fact]
    public async Task Facts_are_listed_in_the_order_of_enqueueing_page_by_page()
    {
        await EnqueueSomeAsync();
        foreach (var size in (int[])[1, 2, 3, 4, 5])
        {
            var numbers = new List<string>();
            string? cursor = null;
            do
            {
                var page = await Figures.ListAsync(new FactQuery(size, cursor), CancellationToken.None);
                numbers.AddRange(Numbers(page.Items));
                cursor = page.Cursor;
            }
            while (cursor is not null);
            Assert.Equal(InOrder, numbers);
        }
    }

    /// <summary>Each way to ask for a part of the facts.</summary>
    public static TheoryData<string, FactQuery, string[]> Narrowing() => new()
    {
        { "from, which is in it", new(10) { From = Given.Start.AddMinutes(5) }, ["3", "2", "4"] },
        { "to, which is not", new(10) { To = Given.Start.AddMinutes(5) }, ["1"] },
        { "partner", new(10) { ContractorId = "beta" }, ["3", "4"] },
        { "all of them", new(10) { From = Given.Start.AddMinutes(1), To = Given.Start.AddMinutes(9), ContractorId = "beta" }, ["3"] },
        { "one page", new(1) { ContractorId = "beta" }, ["3"] },
        { "changed long ago and since", new(10) { ChangedSince = Given.Start.AddYears(-1) }, InOrder },
        { "changed in the future", new(10) { ChangedSince = Given.Start.AddYears(500) }, [] },
    };

    [Theory]
    [MemberData(nameof(Narrowing))]
    public async Task A_list_of_facts_is_narrowed(string by, FactQuery query, string[] expected)
    {
        await EnqueueSomeAsync();
        Assert.True(expected.SequenceEqual(Numbers((await Figures.ListAsync(query, CancellationToken.None)).Items)), by);
    }

    [Fact]
    public async Task Facts_that_changed_since_a_moment_are_those_and_no_other()
    {
        var (first, _) = (await EnqueueAsync(1), await EnqueueAsync(2));
        Clock.Advance(TimeSpan.FromHours(2));
        await DeliverAsync(first);
        var since = new FactQuery(10) { ChangedSince = Clock.GetUtcNow().AddHours(-1) };
        Assert.Equal(["1"], Numbers((await Figures.ListAsync(since, CancellationToken.None)).Items));
    }

    [Fact]
    public async Task A_stamp_stays_while_nothing_is_written_and_not_over_a_change()
    {
        ValueTask<string?> StampAsync() => Figures.StampAsync(CancellationToken.None);
        var empty = await StampAsync();
        Assert.Equal(empty, await StampAsync());
        var delivery = await EnqueueAsync(1);
        var atOnce = await StampAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));
        var first = await StampAsync();
        Assert.NotNull(first);
        Assert.NotEqual(empty, first);
        Assert.True(atOnce is null || atOnce == first);

        await DeliverAsync(delivery);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first, await StampAsync());
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_cells_and_what_changes_meanwhile_goes_to_both()
    {
        var (first, second, third) = (await EnqueueAsync(1), await EnqueueAsync(2, "beta"), await EnqueueAsync(3));
        await DeliverAsync(first);
        await ParkAsync(second);
        await CountAsync(first, second, third);
        var total = await Figures.CountDeliveriesAsync(CancellationToken.None);
        Assert.Equal(3, total);
        var begun = (await Figures.BeginRebuildAsync(2, total, Given.Start, CancellationToken.None)).Rebuild!;
        var page = await Figures.ListDeliveriesAsync(null, 2, CancellationToken.None);
        Assert.Equal([KeyOf(first), KeyOf(second)], page.Items);
        var next = begun with { Done = 2, Cursor = page.Cursor };
        Assert.True(await Figures.CountRebuiltAsync(begun, page.Items, next, CancellationToken.None));
        // One that the rebuild has counted, and one that it has not.
        await ReplayAsync(second);
        await DeliverAsync(third);
        await CountAsync(second, third);
        var before = await CellsAsync();
        // Whoever was at the page before is too late.
        Assert.False(await Figures.CountRebuiltAsync(begun, page.Items, next, CancellationToken.None));

        page = await Figures.ListDeliveriesAsync(page.Cursor, 2, CancellationToken.None);
        Assert.Equal([KeyOf(third)], page.Items);
        var end = next with { Done = 3, Cursor = page.Cursor };
        Assert.True(await Figures.CountRebuiltAsync(next, page.Items, end, CancellationToken.None));
        Assert.Empty((await Figures.ListDeliveriesAsync(page.Cursor, 2, CancellationToken.None)).Items);
        Assert.True(await Figures.SwapAsync(end, Given.Start.AddHours(1), CancellationToken.None));

        Assert.Equal(before, await CellsAsync());
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
        Assert.Equal(new ProjectionState(2, Given.Start.AddHours(1), null), await Figures.GetStateAsync(CancellationToken.None));
        await DeliverAsync(second);
        await CountAsync(second);
        Assert.Equal(await ExpectedAsync(), await CellsAsync());
    }

    [Fact]
    public async Task At_first_cells_are_of_no_version_so_that_the_first_start_makes_them() =>
        Assert.Equal(new ProjectionState(0, null, null), await Figures.GetStateAsync(CancellationToken.None));
}
