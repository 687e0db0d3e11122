using Hub.Application.Leases;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What leases promise.</summary>
public abstract class LeasesContract
{
    private static readonly DateTimeOffset Now = Given.Start;
    private static readonly DateTimeOffset End = Now.AddMinutes(1);

    /// <summary>A store in which nobody holds anything.</summary>
    protected abstract ILeases Leases { get; }

    private async Task<Lease?> AcquireAsync(string name = "a", DateTimeOffset? now = null) =>
        await Leases.TryAcquireAsync(name, now ?? Now, (now ?? Now).AddMinutes(1), CancellationToken.None);

    private async Task<bool> IsHeldAsync(string name, DateTimeOffset now) =>
        (await Leases.FindHeldAsync([name, "nobody's"], now, CancellationToken.None)).SetEquals([name]);

    [Fact]
    public async Task A_name_that_nobody_holds_is_acquired_until_its_end()
    {
        var lease = (await AcquireAsync())!;
        Assert.Equal(("a", 1, End), (lease.Name, lease.Term, lease.EndsAt));
        Assert.True(await IsHeldAsync("a", End.AddTicks(-1)));
        Assert.False(await IsHeldAsync("a", End));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_it()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => AcquireAsync())));
        Assert.Single(leases, l => l is not null);
    }

    [Fact]
    public async Task Names_do_not_wait_for_each_other()
    {
        Assert.NotNull(await AcquireAsync("a"));
        Assert.NotNull(await AcquireAsync("A"));
        Assert.NotNull(await AcquireAsync("a/b?c#d\\e f"));
    }

    [Fact]
    public async Task What_is_held_nobody_else_gets_before_its_end()
    {
        await AcquireAsync();
        Assert.Null(await AcquireAsync(now: End.AddTicks(-1)));
        Assert.NotNull(await AcquireAsync(now: End));
    }

    [Fact]
    public async Task What_is_released_is_free_at_once()
    {
        Assert.True(await Leases.ReleaseAsync((await AcquireAsync())!, CancellationToken.None));
        Assert.Equal(1, (await AcquireAsync())!.Term);
    }

    [Fact]
    public async Task The_term_grows_with_each_holder_that_did_not_release()
    {
        await AcquireAsync();
        var second = (await AcquireAsync(now: End))!;
        Assert.Equal(2, second.Term);
        Assert.Equal(3, (await AcquireAsync(now: second.EndsAt))!.Term);
    }

    [Fact]
    public async Task A_renewed_lease_ends_later()
    {
        var renewed = (await Leases.TryRenewAsync((await AcquireAsync())!, End.AddMinutes(1), CancellationToken.None))!;
        Assert.Equal((1, End.AddMinutes(1)), (renewed.Term, renewed.EndsAt));
        Assert.Null(await AcquireAsync(now: End));
        Assert.True(await Leases.ReleaseAsync(renewed, CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_that_has_ended_and_that_nobody_took_is_renewed()
    {
        var lease = (await AcquireAsync())!;
        Assert.NotNull(await Leases.TryRenewAsync(lease, End.AddHours(1), CancellationToken.None));
        Assert.Null(await AcquireAsync(now: End.AddMinutes(30)));
    }

    [Fact]
    public async Task Who_lost_its_lease_is_told_and_changes_nothing()
    {
        var lost = (await AcquireAsync())!;
        var taken = (await AcquireAsync(now: End))!;
        Assert.Null(await Leases.TryRenewAsync(lost, End.AddHours(1), CancellationToken.None));
        Assert.False(await Leases.ReleaseAsync(lost, CancellationToken.None));
        Assert.True(await IsHeldAsync("a", taken.EndsAt.AddTicks(-1)));
        Assert.True(await Leases.ReleaseAsync(taken, CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_is_lost_when_it_was_released_and_taken_again_for_the_same_time()
    {
        var released = (await AcquireAsync())!;
        await Leases.ReleaseAsync(released, CancellationToken.None);
        await AcquireAsync();
        Assert.Null(await Leases.TryRenewAsync(released, End.AddHours(1), CancellationToken.None));
        Assert.False(await Leases.ReleaseAsync(released, CancellationToken.None));
    }

    [Fact]
    public async Task Of_no_names_none_is_held() => Assert.Empty(await Leases.FindHeldAsync([], Now, CancellationToken.None));
}
