using Hub.Application.Evidence;
using Hub.Domain.Streams;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every agenda of photos promises.</summary>
public abstract class EvidenceAgendaContract
{
    /// <summary>An empty agenda.</summary>
    protected abstract IEvidenceAgenda Agenda { get; }

    private static AgendaItem Item(int order = 1, int minute = 0, AgendaKind kind = AgendaKind.Picture, string item = "p-1") =>
        new(Given.Order(order), kind, item, Given.Start.AddMinutes(minute));

    private Task SetAsync(AgendaItem item) => Agenda.SetAsync(item, CancellationToken.None);

    private Task<bool> StrikeAsync(AgendaItem item) => Agenda.StrikeAsync(item, CancellationToken.None);

    private ValueTask<IReadOnlyList<AgendaItem>> DueAsync(int minute = 60, AgendaKind kind = AgendaKind.Picture, int max = 50) =>
        Agenda.DueAsync(StreamId.Order, kind, Given.Start.AddMinutes(minute), max, CancellationToken.None);

    [Fact]
    public async Task An_item_is_found_whole()
    {
        var tried = Item(kind: AgendaKind.Fetch, item: new string('é', 100)) with { Failures = 3, FirstTriedAt = Given.Start.AddTicks(1), PartnerId = "alfa", Note = "HTTP 404." };
        await SetAsync(Item());
        await SetAsync(tried);
        Assert.Equal([Item()], await DueAsync());
        Assert.Equal([tried], await DueAsync(kind: AgendaKind.Fetch));
    }

    [Fact]
    public async Task An_item_is_due_from_its_moment_on()
    {
        await SetAsync(Item(minute: 5));
        Assert.Empty(await DueAsync(4));
        Assert.Single(await DueAsync(5));
    }

    [Fact]
    public async Task What_is_due_comes_longest_due_first()
    {
        await SetAsync(Item(1, 3));
        await SetAsync(Item(2, 1));
        await SetAsync(Item(3, 4));
        Assert.Equal([Item(2, 1), Item(1, 3)], await DueAsync(3));
    }

    [Fact]
    public async Task No_more_is_given_than_was_asked()
    {
        for (var i = 1; i <= 4; i++) await SetAsync(Item(i, i));
        Assert.Equal([Item(1, 1), Item(2, 2)], await DueAsync(max: 2));
    }

    [Fact]
    public async Task Of_each_partner_no_more_is_given_than_was_asked()
    {
        for (var i = 1; i <= 4; i++) await SetAsync(Item(i, i, AgendaKind.Fetch) with { PartnerId = "many" });
        var few = Item(5, 9, AgendaKind.Fetch) with { PartnerId = "few" };
        var unknown = Item(6, 10, AgendaKind.Fetch);
        await SetAsync(few);
        await SetAsync(unknown);
        Assert.Equal(
            [Item(1, 1, AgendaKind.Fetch) with { PartnerId = "many" }, Item(2, 2, AgendaKind.Fetch) with { PartnerId = "many" }, few, unknown],
            await DueAsync(kind: AgendaKind.Fetch, max: 2));
    }

    [Fact]
    public async Task A_moment_is_the_same_in_every_time_zone()
    {
        var summer = TimeSpan.FromHours(2);
        var elsewhere = Item() with { DueAt = Given.Start.ToOffset(summer), FirstTriedAt = Given.Start.ToOffset(summer) };
        await SetAsync(elsewhere);
        Assert.Single(await DueAsync(0));
        Assert.True(await StrikeAsync(elsewhere with { DueAt = Given.Start, FirstTriedAt = Given.Start }));
    }

    [Fact]
    public async Task An_item_set_again_takes_the_place_of_the_earlier_one()
    {
        await SetAsync(Item(minute: 1) with { Failures = 2, FirstTriedAt = Given.Start, PartnerId = "alfa", Note = "HTTP 404." });
        await SetAsync(Item(minute: 9));
        Assert.Empty(await DueAsync(8));
        Assert.Equal([Item(minute: 9)], await DueAsync(9));
    }

    [Fact]
    public async Task Items_of_another_order_kind_or_name_stand_beside_it()
    {
        await SetAsync(Item());
        await SetAsync(Item(order: 2, minute: 1));
        await SetAsync(Item(item: "P-1", minute: 2));
        await SetAsync(Item(kind: AgendaKind.Fetch));
        Assert.True(await StrikeAsync(Item()));
        Assert.Equal([Item(order: 2, minute: 1), Item(item: "P-1", minute: 2)], await DueAsync());
        Assert.Equal([Item(kind: AgendaKind.Fetch)], await DueAsync(kind: AgendaKind.Fetch));
    }

    [Fact]
    public async Task The_items_of_an_order_are_found_before_they_are_due()
    {
        var late = Item(minute: 600, kind: AgendaKind.Fetch, item: "p-2");
        await SetAsync(Item(kind: AgendaKind.Fetch));
        await SetAsync(late);
        await SetAsync(Item());
        await SetAsync(Item(order: 2, kind: AgendaKind.Fetch));
        var found = await Agenda.OfStreamAsync(Given.Order(), AgendaKind.Fetch, CancellationToken.None);
        Assert.Equal([Item(kind: AgendaKind.Fetch), late], found.OrderBy(i => i.DueAt));
        Assert.Empty(await Agenda.OfStreamAsync(Given.Order(3), AgendaKind.Fetch, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_struck_is_gone()
    {
        await SetAsync(Item());
        Assert.True(await StrikeAsync(Item()));
        Assert.Empty(await DueAsync());
        Assert.False(await StrikeAsync(Item()));
    }

    [Fact]
    public async Task Striking_what_is_not_there_says_so() => Assert.False(await StrikeAsync(Item()));

    [Fact]
    public async Task An_item_that_was_set_anew_since_it_was_read_is_not_struck()
    {
        var read = Item() with { Failures = 1, FirstTriedAt = Given.Start };
        foreach (var anew in (AgendaItem[])[read with { DueAt = Given.Start.AddTicks(1) }, read with { Failures = 2 }, read with { FirstTriedAt = null }, read with { FirstTriedAt = Given.Start.AddTicks(1) }])
        {
            await SetAsync(read);
            await SetAsync(anew);
            Assert.False(await StrikeAsync(read));
            Assert.Equal([anew], await DueAsync());
        }
    }

    [Fact]
    public async Task An_item_is_replaced_where_it_still_is_as_it_was_read()
    {
        var changed = Item(minute: 3) with { Failures = 1, FirstTriedAt = Given.Start, PartnerId = "alfa", Note = "HTTP 404." };
        await SetAsync(Item());
        Assert.True(await Agenda.ReplaceAsync(Item(), changed, CancellationToken.None));
        Assert.Equal([changed], await DueAsync());
        Assert.False(await Agenda.ReplaceAsync(Item(), changed with { Failures = 9 }, CancellationToken.None));
        Assert.Equal([changed], await DueAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_not_replaced()
    {
        Assert.False(await Agenda.ReplaceAsync(Item(), Item(minute: 1), CancellationToken.None));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task An_item_that_was_tried_meanwhile_is_not_struck_by_who_read_it_untried()
    {
        await SetAsync(Item() with { FirstTriedAt = Given.Start });
        Assert.False(await StrikeAsync(Item()));
        Assert.Single(await DueAsync());
    }
}
