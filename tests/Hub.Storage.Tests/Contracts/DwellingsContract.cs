using Hub.Application.Registry;
using Hub.Domain.Dwellings;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every register of dwellings promises.</summary>
public abstract class DwellingsContract
{
    /// <summary>An empty register.</summary>
    protected abstract IDwellings Dwellings { get; }

    private static readonly Replacement Any = new();

    private async Task<RegisterChange> ReplaceAsync(params Dwelling[] dwellings) =>
        (await Dwellings.ReplaceAsync(dwellings, Any, CancellationToken.None)).Change;

    private async Task<RegisterChange?> RestoreAsync(Replacement replacement) => (await Dwellings.RestoreAsync(replacement, CancellationToken.None))?.Change;

    private static (int Added, int Changed, int Removed, int Total, ReplacementOutcome Outcome) Told((RegisterChange Change, ReplacementOutcome Outcome)? done)
    {
        var (change, outcome) = done!.Value;
        return (change.Added, change.Changed, change.Removed, change.Total, outcome);
    }

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
    public async Task A_replacement_that_removes_too_much_changes_nothing_until_it_is_confirmed()
    {
        await ReplaceAsync([.. Enumerable.Range(1, 30).Select(n => Given.Dwelling(n))]);
        Assert.Equal((0, 0, 29, 1, ReplacementOutcome.RemovesMany), Told(await Dwellings.ReplaceAsync([Given.Dwelling(1)], Any, CancellationToken.None)));
        Assert.NotNull(await FindAsync(30));
        Assert.Equal((0, 0, 29, 1, ReplacementOutcome.Made),
            Told(await Dwellings.ReplaceAsync([Given.Dwelling(1)], new Replacement(Confirmed: 29), CancellationToken.None)));
        Assert.Null(await FindAsync(30));
    }

    [Fact]
    public async Task A_replacement_that_lost_a_column_changes_nothing_until_it_is_confirmed()
    {
        var all = Enumerable.Range(1, 30).Select(n => Given.Dwelling(n) with { Area = "Noord", Complex = n <= 20 ? "C-1" : null }).ToArray();
        await ReplaceAsync(all);
        Dwelling[] without = [.. all.Select(d => d with { Area = null, Complex = null })];

        var (change, outcome) = await Dwellings.ReplaceAsync(without, Any, CancellationToken.None);
        Assert.Equal(ReplacementOutcome.RemovesMany, outcome);
        Assert.Equal(["30 values of area of 30", "20 values of complex of 20"], change.Removals.Select(r => r.ToString()));
        Assert.Equal(change.Removals, (await Dwellings.ReplaceAsync(without, new Replacement(IsDryRun: true), CancellationToken.None)).Change.Removals);
        Assert.Equal("Noord", (await FindAsync(30))!.Area);

        Assert.Equal((0, 30, 0, 30, ReplacementOutcome.Made), Told(await Dwellings.ReplaceAsync(without, new Replacement(Confirmed: 50), CancellationToken.None)));
        Assert.Null((await FindAsync(30))!.Area);
        // What is added again is no loss.
        Assert.Empty((await ReplaceAsync(all)).Removals);
        // And a few may go.
        Assert.Empty((await ReplaceAsync([.. all.Select((d, i) => i < 20 ? d with { Area = null } : d)])).Removals);
    }

    [Fact]
    public async Task What_would_change_is_told_and_nothing_changes()
    {
        await ReplaceAsync(Given.Dwelling(1), Given.Dwelling(2));
        var (change, outcome) = await Dwellings.ReplaceAsync([Given.Dwelling(2, "Kade")], new Replacement(IsDryRun: true), CancellationToken.None);
        Assert.Equal((new RegisterChange(0, 1, 1, 1), ReplacementOutcome.DryRun), (change, outcome));
        Assert.NotNull(await FindAsync(1));
    }

    [Fact]
    public async Task The_register_before_the_last_change_is_restored_and_that_too()
    {
        Assert.Null(await RestoreAsync(Any));
        await ReplaceAsync(Given.Dwelling(1), Given.Dwelling(2), Given.Dwelling(3));
        await ReplaceAsync(Given.Dwelling(2), Given.Dwelling(3, "Kade"), Given.Dwelling(4));
        // The same again is no change.
        await ReplaceAsync(Given.Dwelling(2), Given.Dwelling(3, "Kade"), Given.Dwelling(4));

        Assert.Equal(new RegisterChange(1, 1, 1, 3), await RestoreAsync(new Replacement(IsDryRun: true)));
        Assert.NotNull(await FindAsync(4));
        Assert.Equal(new RegisterChange(1, 1, 1, 3), await RestoreAsync(Any));
        Assert.Equal((Given.Dwelling(1), Given.Dwelling(3), null), (await FindAsync(1), await FindAsync(3), await FindAsync(4)));
        await RestoreAsync(Any);
        Assert.Equal((null, Given.Dwelling(3, "Kade"), Given.Dwelling(4)), (await FindAsync(1), await FindAsync(3), await FindAsync(4)));
    }

    [Fact]
    public async Task Nor_is_the_register_before_the_first_one_restored_unasked()
    {
        await ReplaceAsync(Given.Dwelling(1), Given.Dwelling(2));
        Assert.Equal((0, 0, 2, 0, ReplacementOutcome.RemovesMany), Told(await Dwellings.RestoreAsync(Any, CancellationToken.None)));
        Assert.NotNull(await FindAsync(1));
        Assert.Equal((0, 0, 2, 0, ReplacementOutcome.Made), Told(await Dwellings.RestoreAsync(new Replacement(Confirmed: 2), CancellationToken.None)));
        Assert.Null(await FindAsync(1));
        Assert.Equal(new RegisterChange(2, 0, 0, 2), await RestoreAsync(Any));
    }

    [Fact]
    public async Task A_register_of_which_every_dwelling_is_another_changes_nothing_until_it_is_confirmed()
    {
        await ReplaceAsync(Given.Dwelling(1), Given.Dwelling(2));
        var (_, outcome) = await Dwellings.ReplaceAsync([Given.Dwelling(3), Given.Dwelling(4)], Any, CancellationToken.None);
        Assert.Equal(ReplacementOutcome.RemovesMany, outcome);
        Assert.NotNull(await FindAsync(2));
    }

    [Fact]
    public async Task A_hundred_thousand_dwellings_come_in_one_go()
    {
        var all = Enumerable.Range(1, 100_000).Select(n => Given.Dwelling(n)).ToArray();
        Assert.Equal(new RegisterChange(100_000, 0, 0, 100_000), await ReplaceAsync(all));
        Assert.NotNull(await FindAsync(100_000));
    }
}
