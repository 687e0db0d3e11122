using System.Text.Json;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Domain.Figures;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What figures of deliveries are in the end while Cosmos DB is throttled, loses answers, ends a count anywhere, or has two instances.</summary>
public sealed class Bad_days_of_delivery_figures : IAsyncLifetime
{
    // A count of one delivery that was parked makes three writes: what is counted of it, its month, and what is parked now.
    private const int FewWrites = 3;
    private const int VeryMany = 40;

    private static readonly string[] All = [.. Kpis.OfDeliveries.SelectMany(k => k.Definition.Measures).Select(m => m.Figure).Distinct()];

    private readonly CosmosAccount _account = new(TimeProvider.System);
    private readonly CosmosDeliveryStore _deliveries;
    private readonly CosmosDeliveryFigures _figures;

    public Bad_days_of_delivery_figures() =>
        (_deliveries, _figures) = (new CosmosDeliveryStore(_account.Database), new CosmosDeliveryFigures(_account.Database));

    private PlannedFaults Faults => _account.Service.Faults;

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    private static bool IsWrite(Operation operation) => operation.Kind is not (OperationKind.Read or OperationKind.Query);

    private static Task CountAsync(IDeliveryFigures figures, params Delivery[] deliveries) =>
        figures.CountAsync([.. deliveries.Select(d => new DeliveryKey(d.Lane, d.Version))], CancellationToken.None);

    private async Task<Delivery> EnqueueAsync(int number)
    {
        var delivery = Given.Delivery(Given.Order(number), 1);
        await _deliveries.EnqueueAsync([delivery], CancellationToken.None);
        return delivery;
    }

    private async Task EndAsync(Delivery delivery, DeliveryState state)
    {
        var read = (await _deliveries.FindAsync(delivery.Id, CancellationToken.None))!;
        Assert.True(await _deliveries.ReplaceAsync(
            read, read with { State = state, DoneAt = delivery.CreatedAt.AddMinutes(2) }, Given.Start.AddDays(1), CancellationToken.None));
    }

    // What the cells must be, from the deliveries alone.
    private async Task CheckAsync()
    {
        var all = (await _deliveries.ListAsync(new DeliveryQuery(Limit: 1_000), CancellationToken.None)).Items;
        var query = new CellQuery(All, new YearMonth(2026, 1), new YearMonth(2026, 12), Slices.Month | Slices.Contractor);
        Assert.Equal(
            Text(Contributions.Merged(all.SelectMany(d => Kpis.ContributionsOf(DeliveryFacts.Of(d)!)))),
            Text(await _figures.SumAsync(query, CancellationToken.None)));
    }

    private static IReadOnlyList<string> Text(IEnumerable<Contribution> cells) =>
        [.. cells.Select(c => $"{c.Key} {JsonSerializer.Serialize(c.Cell, FigureJson.Default.Cell)}").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Wherever_a_count_ends_the_same_change_completes_it_also_after_another_one()
    {
        foreach (var changesAgain in (bool[])[false, true])
        {
            var round = changesAgain ? 1_000 : 0;
            bool hasEnded;
            do
            {
                round++;
                var delivery = await EnqueueAsync(round);
                await CountAsync(_figures, delivery);
                await EndAsync(delivery, DeliveryState.Parked);
                var (which, writes) = (round % 1_000, 0);
                // From this write on nothing comes through, reads neither.
                Faults.Throttle(int.MaxValue, TimeSpan.FromMilliseconds(1), o => (IsWrite(o) ? ++writes : writes) >= which);
                var end = await Record.ExceptionAsync(() => CountAsync(_figures, delivery));
                hasEnded = end is not null;
                if (hasEnded) Assert.IsType<StoreException>(end);
                Faults.Clear();
                if (changesAgain) await EndAsync(delivery, DeliveryState.Delivered);
                await CountAsync(_figures, delivery);
            }
            while (hasEnded && round % 1_000 < VeryMany);
            Assert.InRange(round % 1_000, FewWrites + 1, VeryMany - 1);
        }
        await CheckAsync();
    }

    [Fact]
    public async Task Whichever_answer_is_lost_everything_counts_once()
    {
        var round = 0;
        int befallen;
        do
        {
            round++;
            var (delivery, writes) = (await EnqueueAsync(round), 0);
            await EndAsync(delivery, DeliveryState.Parked);
            befallen = Faults.Befallen;
            var which = round;
            Faults.LoseAnswers(1, o => IsWrite(o) && ++writes == which);
            await CountAsync(_figures, delivery);
            Faults.Clear();
        }
        while (Faults.Befallen > befallen && round < VeryMany);
        Assert.InRange(round, FewWrites + 1, VeryMany - 1);
        await CheckAsync();
    }

    [Fact]
    public async Task Whatever_another_instance_counts_before_any_write_the_newest_counts()
    {
        var round = 0;
        bool hasHappened;
        do
        {
            round++;
            var delivery = await EnqueueAsync(round);
            await CountAsync(_figures, delivery);
            await EndAsync(delivery, DeliveryState.Parked);
            // The delivery goes on while this instance counts it as it was.
            using var between = new BeforeWrites(_account.Service, round, async () =>
            {
                await EndAsync(delivery, DeliveryState.Delivered);
                await CountAsync(_figures, delivery);
            });
            await CountAsync(new CosmosDeliveryFigures(_account.Through(between)), delivery);
            hasHappened = between.HasHappened;
        }
        while (hasHappened && round < VeryMany);
        Assert.InRange(round, FewWrites + 1, VeryMany - 1);
        await CheckAsync();
    }

    [Fact]
    public async Task Instances_that_count_deliveries_of_one_partner_and_month_at_once_lose_none()
    {
        var deliveries = await Task.WhenAll(Enumerable.Range(1, 12).Select(EnqueueAsync));
        foreach (var delivery in deliveries) await EndAsync(delivery, DeliveryState.Delivered);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(instance => Task.Run(
            () => CountAsync(new CosmosDeliveryFigures(_account.Database), [.. deliveries.Skip(2 * instance).Take(6)]))));
        await CheckAsync();
    }

    [Fact]
    public async Task What_a_rebuild_replaced_is_gone_and_cells_of_orders_stay()
    {
        var story = new FiguresStory(_account.Database);
        await story.PutAsync(FiguresStory.Done(1));
        var delivery = await EnqueueAsync(1);
        await EndAsync(delivery, DeliveryState.Parked);
        await CountAsync(_figures, delivery);
        var before = await DocumentsAsync();
        for (var version = 1; version <= 3; version++)
        {
            var at = (await _figures.BeginRebuildAsync(version, 1, Given.Start, CancellationToken.None)).Rebuild!;
            var next = at with { Done = 1, Cursor = "1" };
            Assert.True(await _figures.CountRebuiltAsync(at, [new DeliveryKey(delivery.Lane, 1)], next, CancellationToken.None));
            Assert.True(await _figures.SwapAsync(next, Given.Start, CancellationToken.None));
        }
        Assert.Equal(before, await DocumentsAsync());
        await CheckAsync();
        await story.CheckAsync();
    }

    private async Task<int> DocumentsAsync() => (await _account.Database.Container(CosmosContainers.Figures).QueryAsync(
        new Microsoft.Azure.Cosmos.QueryDefinition("SELECT * FROM c"), null, CosmosJson.Default.AnyDocument, null, CancellationToken.None)).Count;

    [Fact]
    public async Task A_change_costs_few_requests_and_a_repeated_one_writes_nothing()
    {
        var delivery = await EnqueueAsync(1);
        await EndAsync(delivery, DeliveryState.Delivered);
        Assert.Equal("views Read, figures Read, deliveries Read, figures Create, figures Query, figures Batch", await CostAsync(delivery));
        Assert.Equal("views Read, figures Read, deliveries Read, figures Query", await CostAsync(delivery));
    }

    private async Task<string> CostAsync(Delivery delivery)
    {
        _account.Service.ClearOperations();
        await CountAsync(_figures, delivery);
        return string.Join(", ", _account.Service.Operations.Select(o => $"{o.Container} {o.Kind}"));
    }
}
