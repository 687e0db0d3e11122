using System.Text.Json;
using Hub.Application.Reading;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of read models promises.</summary>
public abstract class ViewsContract
{
    /// <summary>An empty store.</summary>
    protected abstract IViews Views { get; }

    /// <summary>So many orders that a store may read them in another way than few.</summary>
    protected virtual int VeryMany => 5_050;

    private Task PutAsync(params OrderSummary[] rows) => Views.PutAsync(rows, CancellationToken.None);

    private async Task<IReadOnlyList<string>> ListAsync(OrderQuery query) =>
        [.. (await Views.ListAsync(query, CancellationToken.None)).Items.Select(o => o.Number)];

    [Fact]
    public async Task A_row_is_found_whole()
    {
        await PutAsync(Given.Row(1));
        Assert.Equal([Given.Row(1)], (await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task A_row_with_little_on_it_is_found_too()
    {
        var bare = new OrderSummary
        {
            OrderId = Given.Order(), Version = 1, ErpId = "erp", Number = "1", Kind = OrderKind.Turnover, Status = OrderStatus.Registered,
            Phase = AortaPhase.Leave,
            Unrouted = "No contract covers this work.", PlacedAt = Given.Start, ChangedAt = Given.Start,
        };
        await PutAsync(bare);
        Assert.Equal([bare], (await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Rows_are_found_by_their_orders_and_what_has_none_is_left_out()
    {
        await PutAsync(Given.Row(1), Given.Row(2), Given.Row(3));
        Assert.Equal(["3", "1"], (await Views.FindAsync(
            [Given.Row(3).OrderId, Given.Row(9).OrderId, Given.Row(1).OrderId], CancellationToken.None)).Select(o => o.Number));
    }

    [Theory]
    [InlineData(2, 3, "later")]
    [InlineData(3, 2, "first")]
    [InlineData(3, 3, "first")]
    public async Task Only_a_newer_row_takes_the_place_of_an_older(int first, int second, string stands)
    {
        await PutAsync(Given.Row(1, first) with { Urgency = "first" });
        await PutAsync(Given.Row(1, second) with { Urgency = "later" });
        Assert.Equal(stands, (await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items.Single().Urgency);
    }

    /// <summary>What a newer row may say anew, each alone.</summary>
    public static TheoryData<string, OrderSummary> Changes()
    {
        var row = Given.Row(1, 2);
        return new TheoryData<string, OrderSummary>
        {
            { "status", row with { Status = OrderStatus.Planned } }, { "phase", row with { Phase = AortaPhase.Repair } },
            { "changed", row with { ChangedAt = row.ChangedAt.AddDays(1) } },
            { "standing", row with { Standing = row.Standing with { Awaits = new AwaitedDecision("opzichter", 12.5m, row.PlacedAt) } } },
            { "key", row with { Keys = row.Keys with { Id = "other" } } }, { "external key", row with { Keys = row.Keys with { ExternalId = null } } },
            { "code", row with { Keys = row.Keys with { Code = "other" } } }, { "kind", row with { Kind = OrderKind.Inspection } },
            { "contractor", row with { ContractorId = "beta" } }, { "no contractor", row with { ContractorId = null } },
            { "contract", row with { ContractNumber = null } }, { "dwelling", row with { DwellingId = "VHE-9" } }, { "complex", row with { Complex = null } },
            { "area", row with { Area = "Zuid" } }, { "urgency", row with { Urgency = "spoed" } }, { "unrouted", row with { Unrouted = "none" } },
            { "placed", row with { PlacedAt = row.PlacedAt.AddDays(-1) } }, { "street", row with { Street = "Kerkstraat" } },
            { "postal code", row with { PostalCode = "1234AB" } }, { "amount", row with { Amount = 12.34m } },
            { "due", row with { Standing = row.Standing with { Deadlines = Due(row.PlacedAt.AddDays(9)) } } },
        };
    }

    private static OrderDeadlines Due(DateTimeOffset by, DateTimeOffset? metAt = null) => new(
        ServiceClockKind.AroundTheClock, WorkingHours.Usual,
        [new Deadline(DeadlineKind.Respond, by.AddDays(-30), by.AddDays(-31)), new Deadline(DeadlineKind.Complete, by, metAt)], null);

    // Four orders whose order is another one by each of these.
    private async Task PutFourAsync()
    {
        (int Number, int Changed, int? Due, decimal Amount)[] rows = [(1, 40, 5, 100.10m), (2, 30, 7, 99.99m), (3, 20, null, -1m), (4, 10, 6, 100.10m)];
        foreach (var (number, changed, due, amount) in rows)
        {
            await PutAsync(Given.Row(number) with
            {
                ChangedAt = Given.Start.AddDays(changed), Amount = amount,
                Standing = new ContractStatus(Due(Given.Start.AddDays(due ?? 8), due is null ? Given.Start : null), null, []),
            });
        }
    }

    [Theory]
    [InlineData(OrderSort.Placed, false, "4 3 2 1")]
    [InlineData(OrderSort.Placed, true, "1 2 3 4")]
    [InlineData(OrderSort.Changed, false, "1 2 3 4")]
    [InlineData(OrderSort.Changed, true, "4 3 2 1")]
    [InlineData(OrderSort.Due, false, "2 4 1")]
    [InlineData(OrderSort.Due, true, "1 4 2")]
    [InlineData(OrderSort.Amount, true, "3 2 ? ?")]
    [InlineData(OrderSort.Amount, false, "? ? 2 3")]
    public async Task Orders_are_sorted_by_what_is_asked_over_all_pages(OrderSort sort, bool isAscending, string expected)
    {
        await PutFourAsync();
        var query = new OrderQuery { Sort = sort, IsAscending = isAscending, ContractorId = Given.Row(1).ContractorId };
        var whole = await ListAsync(query);
        Assert.Equal(expected, string.Join(' ', whole.Select(n => expected.Contains('?', StringComparison.Ordinal) && n is "1" or "4" ? "?" : n)));
        foreach (var size in (int[])[1, 2, 3])
        {
            var paged = new List<string>();
            string? cursor = null;
            do
            {
                var page = await Views.ListAsync(query with { Limit = size, Cursor = cursor }, CancellationToken.None);
                paged.AddRange(page.Items.Select(o => o.Number));
                cursor = page.Cursor;
            }
            while (cursor is not null);
            Assert.Equal(whole, paged);
        }
    }

    [Fact]
    public async Task Ranges_have_their_beginning_and_of_moments_not_their_end()
    {
        await PutFourAsync();
        DateTimeOffset Day(int number) => Given.Start.AddDays(number);
        Assert.Equal(["3", "2"], await ListAsync(new OrderQuery { ChangedFrom = Day(20), ChangedTo = Day(40) }));
        Assert.Equal(["4", "1"], await ListAsync(new OrderQuery { DueFrom = Day(5), DueTo = Day(7) }));
        Assert.Equal(["2"], await ListAsync(new OrderQuery { DueFrom = Day(7) }));
        Assert.Equal(["4", "2", "1"], await ListAsync(new OrderQuery { AmountFrom = 99.99m, AmountTo = 100.10m }));
        Assert.Equal(["3"], await ListAsync(new OrderQuery { AmountTo = 0 }));
        Assert.Equal(["1"], await ListAsync(new OrderQuery { AmountFrom = 100, DueTo = Day(6), ChangedFrom = Day(1), Kind = Given.Row(1).Kind }));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Each_change_of_a_newer_row_is_listed(string field, OrderSummary newer)
    {
        await PutAsync(Given.Row(1));
        await PutAsync(newer);
        var listed = Assert.Single((await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items);
        Assert.True(JsonSerializer.Serialize(newer) == JsonSerializer.Serialize(listed), field);
    }

    [Fact]
    public async Task What_is_no_longer_so_is_gone_from_the_row()
    {
        await PutAsync(Given.Row(1) with { Unrouted = "none" });
        await PutAsync(Given.Row(1, 2) with { Unrouted = null, ContractorId = null });
        var row = (await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items.Single();
        Assert.Equal((null, null), (row.Unrouted, row.ContractorId));
    }

    [Fact]
    public async Task Orders_whose_id_is_of_another_spelling_of_their_number_are_known()
    {
        var earlier = Given.Row(2) with { OrderId = OrderId.For("erp", "2 ") };
        var unusable = Given.Row(3) with { OrderId = OrderId.For("erp", "3\u0001"), Number = "3\u0001" };
        await PutAsync(Given.Row(1), earlier, unusable);

        Assert.Equal([earlier.OrderId, unusable.OrderId], (await Views.EarlierNumbersAsync(CancellationToken.None)).Select(n => n.OrderId));
    }

    [Fact]
    public async Task Orders_without_a_contractor_are_listed_the_longest_waiting_first()
    {
        var waiting = Given.Row(1) with { ContractorId = null, Status = OrderStatus.Registered, Unrouted = "none" };
        OrderSummary At(int order, int hours) => waiting with { OrderId = Given.Order(order), Number = $"{order}", PlacedAt = Given.Start.AddHours(hours) };
        await PutAsync(
            At(1, 3), At(2, 1), At(3, 2) with { Status = OrderStatus.AwaitingApproval, Unrouted = null }, At(4, 0) with { ContractorId = "alfa" },
            At(5, 0) with { Status = OrderStatus.Cancelled }, At(6, 0) with { Unrouted = null });
        var first = await Views.ListWaitingAsync(null, 2, CancellationToken.None);
        var second = await Views.ListWaitingAsync(first.Cursor, 2, CancellationToken.None);
        Assert.Equal([["2", "3"], ["1"]], new[] { first, second }.Select(p => p.Items.Select(o => o.Number).ToArray()));
        Assert.Null(second.Cursor);
    }

    [Fact]
    public async Task The_list_is_last_placed_first()
    {
        await PutAsync(Given.Row(1), Given.Row(3), Given.Row(2));
        Assert.Equal(["3", "2", "1"], await ListAsync(new OrderQuery()));
    }

    [Fact]
    public async Task The_list_comes_in_pages_even_of_orders_placed_at_one_moment()
    {
        for (var i = 1; i <= 7; i++) await PutAsync(Given.Row(i) with { PlacedAt = Given.Start });
        var seen = new List<string>();
        var query = new OrderQuery { Limit = 3 };
        do
        {
            var page = await Views.ListAsync(query, CancellationToken.None);
            Assert.InRange(page.Items.Count, 1, 3);
            seen.AddRange(page.Items.Select(o => o.Number));
            query = query with { Cursor = page.Cursor };
        }
        while (query.Cursor is not null);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], seen.Order());
    }

    [Fact]
    public async Task A_full_last_page_has_no_cursor()
    {
        await PutAsync(Given.Row(1), Given.Row(2));
        Assert.Null((await Views.ListAsync(new OrderQuery { Limit = 2 }, CancellationToken.None)).Cursor);
    }

    public static TheoryData<string, OrderQuery> Narrowing => new()
    {
        { "erp", new OrderQuery { ErpId = "erp2" } },
        { "contractor", new OrderQuery { ContractorId = "beta" } },
        { "contract", new OrderQuery { ContractNumber = "RC-2" } },
        { "status", new OrderQuery { Status = OrderStatus.Closed } },
        { "kind", new OrderQuery { Kind = OrderKind.Turnover } },
        { "area", new OrderQuery { Area = "Zuid" } },
        { "area, in any case", new OrderQuery { Area = "zUID" } },
        { "from", new OrderQuery { From = Given.Start.AddMinutes(2) } },
        { "to", new OrderQuery { From = Given.Start.AddMinutes(2), To = Given.Start.AddMinutes(3) } },
        { "begin of the number", new OrderQuery { Text = "2" } },
        { "begin of the dwelling", new OrderQuery { Text = "VHE-2" } },
        { "begin of the complex", new OrderQuery { Text = "C-2" } },
        { "begin of the street, in any case", new OrderQuery { Text = "merels" } },
        { "begin of the postal code", new OrderQuery { Text = "1234A" } },
        { "begin of the postal code as people write it", new OrderQuery { Text = "1234 ab" } },
        { "ERP id", new OrderQuery { Keys = new ErpKeys("id-2") } },
        { "ERP external id", new OrderQuery { Keys = new ErpKeys(ExternalId: "ext-2") } },
        { "ERP code", new OrderQuery { Keys = new ErpKeys(Code: "code-2") } },
        { "unrouted", new OrderQuery { UnroutedOnly = true } },
        { "all at once", new OrderQuery { ErpId = "erp2", ContractorId = "beta", ContractNumber = "RC-2", Status = OrderStatus.Closed,
            Kind = OrderKind.Turnover, Area = "Zuid", Text = "2", UnroutedOnly = true } },
    };

    [Fact]
    public async Task An_area_is_found_in_any_case_of_its_letters()
    {
        await PutAsync(Given.Row(1) with { Area = "Één" }, Given.Row(2) with { Area = "één" }, Given.Row(3) with { Area = "Een" });
        Assert.Equal(["2", "1"], await ListAsync(new OrderQuery { Area = "ÉÉN" }));
    }

    [Theory]
    [MemberData(nameof(Narrowing))]
    public async Task The_list_is_narrowed(string by, OrderQuery query)
    {
        await PutAsync(Given.Row(1), Given.Row(2) with
        {
            ErpId = "erp2", ContractorId = "beta", ContractNumber = "RC-2", Status = OrderStatus.Closed, Kind = OrderKind.Turnover, Area = "Zuid",
            Complex = "C-2", Unrouted = "none", Street = "Merelstraat", PostalCode = "1234AB",
        });
        Assert.True(await ListAsync(query) is ["2"], by);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("' OR 1=1 --")]
    public async Task Text_is_taken_as_it_stands(string text)
    {
        await PutAsync(Given.Row(1));
        Assert.Empty(await ListAsync(new OrderQuery { Text = text }));
    }

    [Fact]
    public async Task A_text_that_fits_very_many_gives_the_last_placed_page_by_page()
    {
        await PutAsync([.. Enumerable.Range(1, VeryMany).Select(i => Given.Row(i) with { Street = "Merelstraat" })]);
        var first = await Views.ListAsync(new OrderQuery { Text = "Merel", Limit = 2, TimeLimit = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        var second = await Views.ListAsync(new OrderQuery { Text = "Merel", Limit = 2, Cursor = first.Cursor }, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 4).Select(i => $"{VeryMany - i}"), first.Items.Concat(second.Items).Select(o => o.Number));
        Assert.Equal(["VHE-777"], (await Views.ListAsync(new OrderQuery { Text = "VHE-777" }, CancellationToken.None)).Items.Select(o => o.DwellingId));
    }

    [Fact]
    public async Task A_cursor_that_is_none_gives_the_first_page()
    {
        await PutAsync(Given.Row(1));
        Assert.Equal(["1"], await ListAsync(new OrderQuery { Cursor = "gibberish" }));
    }

    private async Task<Rebuild> BeginAsync(int version = 2) => (await Views.BeginRebuildAsync(version, 2, Given.Start, CancellationToken.None)).Rebuild!;

    private Task<bool> PutRebuiltAsync(Rebuild at, Rebuild next, params OrderSummary[] rows) => Views.PutRebuiltAsync(at, rows, next, CancellationToken.None);

    [Fact]
    public async Task At_first_there_is_no_rebuild() => Assert.Equal(new ProjectionState(1, null, null), await Views.GetStateAsync(CancellationToken.None));

    [Fact]
    public async Task A_rebuild_is_found_as_it_is()
    {
        var begun = await BeginAsync();
        Assert.Equal(new Rebuild(2, Given.Start, 2), begun);
        var next = begun with { Done = 1, Failed = 1, Cursor = "1" };
        Assert.True(await PutRebuiltAsync(begun, next));
        Assert.Equal(new ProjectionState(1, null, next), await Views.GetStateAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_old_rows_answer_until_the_swap_and_then_the_new_ones_alone()
    {
        await PutAsync(Given.Row(1), Given.Row(2));
        var begun = await BeginAsync();
        var next = begun with { Done = 1, Cursor = "1" };
        await PutRebuiltAsync(begun, next, Given.Row(1) with { Urgency = "rebuilt" });
        Assert.Equal(["2", "1"], await ListAsync(new OrderQuery()));

        Assert.True(await Views.SwapAsync(next, Given.Start.AddHours(1), CancellationToken.None));
        Assert.Equal("rebuilt", Assert.Single((await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items).Urgency);
        Assert.Equal(new ProjectionState(2, Given.Start.AddHours(1), null), await Views.GetStateAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_row_that_comes_during_a_rebuild_goes_to_both()
    {
        await PutAsync(Given.Row(1));
        var begun = await BeginAsync();
        await PutAsync(Given.Row(1, 3), Given.Row(2));
        Assert.Equal(3, (await Views.ListAsync(new OrderQuery { Text = "1" }, CancellationToken.None)).Items.Single().Version);
        var next = begun with { Done = 1, Cursor = "1" };
        await PutRebuiltAsync(begun, next, Given.Row(1, 2));
        await Views.SwapAsync(next, Given.Start, CancellationToken.None);
        Assert.Equal([1, 3], (await Views.ListAsync(new OrderQuery(), CancellationToken.None)).Items.Select(o => o.Version).Order());
    }

    [Fact]
    public async Task A_rebuild_that_is_going_on_is_not_begun_again_unless_for_a_newer_version()
    {
        var begun = await BeginAsync();
        await PutRebuiltAsync(begun, begun with { Done = 1, Cursor = "1" }, Given.Row(1));
        Assert.Equal(1, (await BeginAsync()).Done);
        Assert.Equal(1, (await BeginAsync(version: 1)).Done);
        var newer = await BeginAsync(version: 3);
        Assert.Equal((3, 0, null), (newer.Version, newer.Done, newer.Cursor));
        await Views.SwapAsync(newer, Given.Start, CancellationToken.None);
        Assert.Empty(await ListAsync(new OrderQuery()));
    }

    [Fact]
    public async Task Who_is_behind_writes_and_swaps_nothing()
    {
        var begun = await BeginAsync();
        var next = begun with { Done = 1, Cursor = "1" };
        await PutRebuiltAsync(begun, next, Given.Row(1));
        Assert.False(await PutRebuiltAsync(begun, next, Given.Row(2)));
        Assert.False(await Views.SwapAsync(begun, Given.Start, CancellationToken.None));
        Assert.True(await Views.SwapAsync(next, Given.Start, CancellationToken.None));
        Assert.False(await PutRebuiltAsync(next, next with { Cursor = "2" }, Given.Row(3)));
        Assert.Equal(["1"], await ListAsync(new OrderQuery()));
    }

    [Fact]
    public async Task Rebuilt_twice_the_rows_of_the_first_rebuild_are_gone()
    {
        for (var i = 1; i <= 2; i++)
        {
            var begun = await BeginAsync();
            var next = begun with { Done = 1, Cursor = "1" };
            await PutRebuiltAsync(begun, next, Given.Row(i));
            Assert.True(await Views.SwapAsync(next, Given.Start.AddHours(i), CancellationToken.None));
        }
        Assert.Equal(["2"], await ListAsync(new OrderQuery()));
    }
}
