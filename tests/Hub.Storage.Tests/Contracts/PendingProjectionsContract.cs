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

    private Task AddAsync(int order, int version) => Pending.AddAsync("views", new PendingProjection(Given.Order(order), version), CancellationToken.None);

    private Task RemoveAsync(int order, int version) => Pending.RemoveAsync("views", new PendingProjection(Given.Order(order), version), CancellationToken.None);

    private ValueTask<IReadOnlyList<PendingProjection>> ListAsync(int max = 50) => Pending.ListAsync("views", max, CancellationToken.None);

    [Fact]
    public async Task What_was_noted_is_listed_oldest_first()
    {
        await AddAsync(2, 7);
        await AddAsync(1, 3);
        Assert.Equal([new PendingProjection(Given.Order(2), 7), new PendingProjection(Given.Order(1), 3)], await ListAsync());
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
        Assert.Equal([new PendingProjection(Given.Order(1), 3)], await ListAsync());
    }

    [Fact]
    public async Task What_is_done_is_struck_out()
    {
        await AddAsync(1, 3);
        await RemoveAsync(1, 3);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task What_was_noted_anew_with_an_earlier_version_is_not_struck_out()
    {
        await AddAsync(1, 3);
        await AddAsync(1, 2);
        await RemoveAsync(1, 3);
        Assert.Equal([new PendingProjection(Given.Order(1), 2)], await ListAsync());
    }

    [Fact]
    public async Task Striking_out_what_is_not_there_is_fine()
    {
        await RemoveAsync(1, 3);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Each_follower_has_a_list_of_its_own()
    {
        await AddAsync(1, 3);
        await Pending.AddAsync("deliveries", new PendingProjection(Given.Order(1), 5), CancellationToken.None);
        await RemoveAsync(1, 3);
        Assert.Empty(await ListAsync());
        Assert.Equal([new PendingProjection(Given.Order(1), 5)], await Pending.ListAsync("deliveries", 50, CancellationToken.None));
        Assert.Empty(await Pending.FindAsync("views", [Given.Order(1)], CancellationToken.None));
    }

    [Fact]
    public async Task It_finds_which_of_some_orders_are_pending()
    {
        await AddAsync(1, 3);
        await AddAsync(2, 4);
        var found = await Pending.FindAsync("views", [Given.Order(2), Given.Order(3)], CancellationToken.None);
        Assert.Equal(new Dictionary<StreamId, int> { [Given.Order(2)] = 4 }, found);
    }

    [Fact]
    public async Task Of_no_orders_none_is_pending() => Assert.Empty(await Pending.FindAsync("views", [], CancellationToken.None));
}
