using Hub.Application.Following;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of pending projections promises.</summary>
public abstract class PendingProjectionsContract
{
    /// <summary>An empty store.</summary>
    protected abstract IPendingProjections Pending { get; }

    private Task AddAsync(int order, int version) => Pending.AddAsync("views", Given.Order(order), version, CancellationToken.None);

    private async Task<IReadOnlyList<(StreamId, int)>> ListAsync(int max = 50, string follower = "views") =>
        [.. (await Pending.ListAsync(follower, max, CancellationToken.None)).Select(p => (p.Stream, p.FromVersion))];

    private async Task<PendingProjection> ReadAsync(int order) =>
        (await Pending.FindAsync("views", [Given.Order(order)], CancellationToken.None))[Given.Order(order)];

    private Task RemoveAsync(PendingProjection read) => Pending.RemoveAsync("views", read, CancellationToken.None);

    [Fact]
    public async Task What_was_noted_is_listed_oldest_first()
    {
        await AddAsync(2, 7);
        await AddAsync(1, 3);
        Assert.Equal([((StreamId)Given.Order(2), 7), (Given.Order(1), 3)], await ListAsync());
    }

    [Fact]
    public async Task No_more_is_listed_than_was_asked()
    {
        for (var i = 1; i <= 4; i++) await AddAsync(i, 1);
        Assert.Equal(2, (await ListAsync(2)).Count);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    public async Task The_earliest_version_stays_noted(int first, int second)
    {
        await AddAsync(1, first);
        await AddAsync(1, second);
        Assert.Equal([((StreamId)Given.Order(1), 3)], await ListAsync());
    }

    [Fact]
    public async Task What_is_noted_again_goes_behind_the_others()
    {
        for (var i = 1; i <= 3; i++) await AddAsync(i, 1);
        await AddAsync(1, 1);
        Assert.Equal([((StreamId)Given.Order(2), 1), (Given.Order(3), 1)], await ListAsync(2));
    }

    [Fact]
    public async Task What_is_done_is_removed_and_removing_it_twice_is_fine()
    {
        await AddAsync(1, 3);
        var read = await ReadAsync(1);
        await RemoveAsync(read);
        await RemoveAsync(read);
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    public async Task What_was_noted_again_since_it_was_read_is_not_removed(int again, int earliest)
    {
        await AddAsync(1, 3);
        var read = await ReadAsync(1);
        await AddAsync(1, again);
        await RemoveAsync(read);
        Assert.Equal([((StreamId)Given.Order(1), earliest)], await ListAsync());
    }

    [Fact]
    public async Task What_was_removed_and_noted_again_is_not_removed_by_who_read_the_first()
    {
        await AddAsync(1, 3);
        var read = await ReadAsync(1);
        await RemoveAsync(read);
        await AddAsync(1, 3);
        await RemoveAsync(read);
        Assert.Equal([((StreamId)Given.Order(1), 3)], await ListAsync());
    }

    [Fact]
    public async Task Each_follower_has_a_list_of_its_own()
    {
        await AddAsync(1, 3);
        await Pending.AddAsync("deliveries", Given.Order(1), 5, CancellationToken.None);
        await RemoveAsync(await ReadAsync(1));
        Assert.Empty(await ListAsync());
        Assert.Equal([((StreamId)Given.Order(1), 5)], await ListAsync(follower: "deliveries"));
        Assert.Empty(await Pending.FindAsync("views", [Given.Order(1)], CancellationToken.None));
    }

    [Fact]
    public async Task It_finds_which_of_some_orders_are_pending()
    {
        await AddAsync(1, 3);
        await AddAsync(2, 4);
        var found = await Pending.FindAsync("views", [Given.Order(2), Given.Order(3)], CancellationToken.None);
        Assert.Equal([((StreamId)Given.Order(2), 4)], found.Values.Select(p => (p.Stream, p.FromVersion)));
    }

    [Fact]
    public async Task Of_no_orders_none_is_pending() => Assert.Empty(await Pending.FindAsync("views", [], CancellationToken.None));
}
