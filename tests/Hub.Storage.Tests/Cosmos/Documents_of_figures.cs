using System.Text.Json;
using Hub.Application;
using Hub.Application.Figures;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Domain.Figures;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing.Orders;
using Microsoft.Azure.Cosmos;
using static Hub.Storage.Tests.Cosmos.Support.FiguresStory;
using Given = Hub.Storage.Tests.Support.Given;
using OperationKind = Hub.CosmosStandIn.OperationKind;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What the documents of facts and figures are, how many there are, and what it costs in requests to keep and to read them.</summary>
public sealed class Documents_of_figures : IAsyncLifetime
{
    private readonly CosmosAccount _account = new(TimeProvider.System);
    private readonly FiguresStory _story;

    public Documents_of_figures() => _story = new FiguresStory(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    private static JsonElement Stored(FactDocument document) => JsonSerializer.SerializeToElement(document, CosmosJson.Default.FactDocument);

    [Fact]
    public void A_fact_is_flat_and_has_every_column_under_its_own_name_and_nothing_twice()
    {
        var outcome = new RepeatOutcome(Guid.NewGuid(), Given.Start.AddDays(30), Given.Start.AddYears(1));
        var document = FactDocument.Of(null, OrderFacts.Of(OrderStory.Closed().Events), 3).With(outcome) with { WriteId = "w-1" };
        var json = Stored(document);
        Assert.Equal(json.EnumerateObject().Select(m => m.Name).Distinct(), json.EnumerateObject().Select(m => m.Name));
        Assert.All(OrderFactColumns.All.Where(c => !c.Read(document.Facts.Order).IsEmpty), column =>
        {
            var member = json.GetProperty(column.Name);
            Assert.NotEqual(JsonValueKind.Object, member.ValueKind);
            Assert.NotEqual(JsonValueKind.Array, member.ValueKind);
            var value = column.Read(document.Facts.Order);
            if (value.Text is { } text) Assert.Equal(text, member.GetString());
            if (value.Number is { } number) Assert.Equal(number, member.GetDecimal());
            if (value.Moment is { } moment) Assert.Equal(moment, member.GetDateTimeOffset());
            if (value.Flag is { } flag) Assert.Equal(flag, member.GetBoolean());
        });
        var read = json.Deserialize(CosmosJson.Default.FactDocument)!;
        Assert.Equal(
            JsonSerializer.Serialize(document.Own, FigureJson.Default.OrderFacts), JsonSerializer.Serialize(read.Own, FigureJson.Default.OrderFacts));
        Assert.Equal((document.Outcome, document.Revision, "w-1"), (read.Outcome, read.Revision, read.WriteId));
        Assert.Equal(document.OwedGroups, read.OwedGroups);
    }

    [Fact]
    public void Many_cells_are_compressed_and_are_the_same_afterwards()
    {
        var cells = Enumerable.Range(0, 500).Select(i => new Contribution(
            new CellKey("repairOnTime", new YearMonth(2026, 3), "alfa", "RC-1", "Noord", $"C-{i}", null, "spoed"),
            Cell.Valued(i) + Cell.Open(Given.Start.AddHours(i)))).ToList();
        var document = CellsDocument.OfSum(2, cells[0].Key, CellGroup.Of(cells[0].Key), CellGeneration.OfOrders(1)).With(cells);
        Assert.Null(document.Few);
        Assert.InRange(document.Packed!.Length, 1, 20_000);
        Assert.Equal(cells.ToHashSet(), document.Cells().ToHashSet());
        Assert.Equal(document.Packed, document.With(cells.AsEnumerable().Reverse()).Packed);
    }

    [Fact]
    public async Task A_rebuild_makes_as_many_documents_as_there_were_and_removes_those()
    {
        await _story.PutAsync(Done(1, dwelling: 1), Open(2, dwelling: 1), Done(3, contractor: "beta", dwelling: 3));
        var before = await CountAsync();
        Assert.All(before, c => Assert.True(c > 2));

        // What a removal leaves that ends in the middle, the next one finds.
        await RebuildAsync(2, failsAtRemoving: true);
        Assert.All((await CountAsync()).Zip(before), c => Assert.True(c.First > c.Second));
        await RebuildAsync(3, failsAtRemoving: false);
        Assert.Equal(before, await CountAsync());
    }

    private async Task RebuildAsync(int version, bool failsAtRemoving)
    {
        var figures = _story.Figures;
        var begun = (await figures.BeginRebuildAsync(version, 3, Given.Start, CancellationToken.None)).Rebuild!;
        var next = begun with { Done = 3, Cursor = "3" };
        OrderFacts[] rows = [Done(1, dwelling: 1), Open(2, dwelling: 1), Done(3, contractor: "beta", dwelling: 3)];
        Assert.True(await figures.PutRebuiltAsync(begun, rows, next, CancellationToken.None));
        var removals = 0;
        if (failsAtRemoving)
        {
            _account.Service.Faults.Throttle(
                int.MaxValue, TimeSpan.FromMilliseconds(1), o => o is { Container: "figures", Kind: OperationKind.Batch } && ++removals > 2);
            await Assert.ThrowsAsync<StoreException>(() => figures.SwapAsync(next, Given.Start, CancellationToken.None));
            _account.Service.Faults.Clear();
        }
        else
        {
            Assert.True(await figures.SwapAsync(next, Given.Start, CancellationToken.None));
        }
        Assert.Equal(version, (await figures.GetStateAsync(CancellationToken.None)).Version);
    }

    private async Task<IReadOnlyList<int>> CountAsync()
    {
        var counts = new List<int>();
        foreach (var container in (string[])[CosmosContainers.Facts, CosmosContainers.Figures])
        {
            counts.Add((await _account.Database.Container(container).QueryAsync(
                new QueryDefinition("SELECT * FROM c"), null, CosmosJson.Default.AnyDocument, null, CancellationToken.None)).Count);
        }
        return counts;
    }

    [Fact]
    public async Task An_event_costs_few_requests_and_a_year_one_query()
    {
        await _story.PutAsync(Open(1), Open(2, day: 19));
        // Nothing changes in any figure: the fact, and a look at its dwelling.
        Assert.Equal("views Read, facts Read, facts Replace, facts Query", await CostAsync(() => _story.PutAsync(Open(1, 2))));
        // Two groups change: the month of its completion, and those of now.
        Assert.Equal(
            "views Read, facts Read, facts Replace, facts Query, facts Replace, facts Query, "
                + "figures Batch, figures Batch, figures Query, figures Query, facts Replace",
            await CostAsync(() => _story.PutAsync(Done(2, 3))));
        Assert.Equal("views Read, facts Read, facts Query", await CostAsync(() => _story.PutAsync(Done(2, 3))));
        Assert.Equal("views Read, figures Query", await CostAsync(async () => await _story.Figures.SumAsync(
            new CellQuery(["firstTimeFix"], new YearMonth(2026, 1), new YearMonth(2026, 12), Slices.Month | Slices.Contractor), CancellationToken.None)));
    }

    // Groups are changed at once: their requests are told in the order of their names.
    private async Task<string> CostAsync(Func<Task> act)
    {
        _account.Service.ClearOperations();
        await act();
        var all = _account.Service.Operations.Select(o => $"{o.Container} {o.Kind}").ToList();
        var groups = all.FindIndex(o => o.StartsWith("figures", StringComparison.Ordinal));
        if (groups >= 0) all.Sort(groups, all.Count(o => o.StartsWith("figures", StringComparison.Ordinal)), StringComparer.Ordinal);
        return string.Join(", ", all);
    }
}
