using Hub.Application.Registry;
using Hub.Domain.Dwellings;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every register of dwellings promises.</summary>
public abstract class DwellingsContract
{
    /// <summary>An empty register.</summary>
    protected abstract IDwellings Dwellings { get; }

    private Task<RegisterChange> ReplaceAsync(params Dwelling[] dwellings) => Dwellings.ReplaceAsync(dwellings, CancellationToken.None);

    private ValueTask<Dwelling?> FindAsync(int number) => Dwellings.FindAsync($"VHE-{number}", CancellationToken.None);

    [Fact]
    public async Task A_dwelling_is_found_whole()
    {
        await ReplaceAsync(Given.Dwelling(1));
        Assert.Equal(Given.Dwelling(1), await FindAsync(1));
    }

    [Fact]
    public async Task What_is_not_known_of_it_stays_unknown()
    {
        var bare = new Dwelling("VHE-1", new Address("Merelstraat", "1"));
        await ReplaceAsync(bare);
        Assert.Equal(bare, await FindAsync(1));
    }

    [Fact]
    public async Task A_dwelling_is_found_by_its_id_in_any_padding()
    {
        await ReplaceAsync(Given.Dwelling(1));
        Assert.Equal(Given.Dwelling(1), await Dwellings.FindAsync($" {Given.Dwelling(1).Id}\u00A0", CancellationToken.None));
    }

    [Fact]
    public async Task A_dwelling_that_is_not_in_the_register_is_not_found() => Assert.Null(await FindAsync(404));

    [Fact]
    public async Task A_new_register_takes_the_place_of_the_old_and_tells_what_changed()
    {
        await ReplaceAsync(Given.Dwelling(1), Given.Dwelling(2), Given.Dwelling(3));
        var change = await ReplaceAsync(Given.Dwelling(2), Given.Dwelling(3, "Kade"), Given.Dwelling(4));
        Assert.Equal(new RegisterChange(Added: 1, Changed: 1, Removed: 1, Total: 3), change);
        Assert.Null(await FindAsync(1));
        Assert.Equal("Kade", (await FindAsync(3))!.Address.Street);
    }

    [Fact]
    public async Task The_same_register_again_changes_nothing()
    {
        await ReplaceAsync(Given.Dwelling(1));
        Assert.Equal(new RegisterChange(0, 0, 0, 1), await ReplaceAsync(Given.Dwelling(1)));
    }

    [Fact]
    public async Task A_hundred_thousand_dwellings_come_in_one_go()
    {
        var all = Enumerable.Range(1, 100_000).Select(n => Given.Dwelling(n)).ToArray();
        Assert.Equal(new RegisterChange(100_000, 0, 0, 100_000), await ReplaceAsync(all));
        Assert.NotNull(await FindAsync(100_000));
    }
}
