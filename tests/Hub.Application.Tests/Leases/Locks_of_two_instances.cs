using Hub.Application.Leases;
using Hub.Application.Tests.Support;
using Hub.Testing;

namespace Hub.Application.Tests.Leases;

public sealed class Locks_of_two_instances
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly FakeClock _clock = new();
    private readonly MemoryLeases _leases = new();
    private readonly LeasedLocks _one;
    private readonly LeasedLocks _other;

    // Nothing happens in it any more: it ended, or its machine stands still.
    private readonly LeasedLocks _stopped;

    public Locks_of_two_instances() => (_one, _other, _stopped) =
        (new LeasedLocks(_leases, _clock), new LeasedLocks(_leases, _clock), new LeasedLocks(_leases, new FakeClock()));

    private static Task<HeldLocks> HoldAsync(LeasedLocks instance, params string[] names) => instance.HoldAsync(names, Duration, CancellationToken.None);

    [Fact]
    public async Task What_one_instance_holds_the_other_waits_for()
    {
        var first = await HoldAsync(_one, "a");
        var second = HoldAsync(_other, "a");
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await (await second.Soon()).DisposeAsync();
        Assert.Equal(0, _leases.Count);
    }

    [Fact]
    public async Task What_an_instance_held_when_it_ended_is_free_after_the_lease()
    {
        _ = await HoldAsync(_stopped, "a");
        var second = HoldAsync(_other, "a");
        _clock.Advance(Duration - TimeSpan.FromSeconds(1));
        Assert.False(second.IsCompleted);

        // A step at a time: between two looks the other instance waits by the clock.
        while (!second.IsCompleted)
        {
            await Task.WhenAny(second, _clock.WhenArmedAsync(_clock.GetUtcNow() + TimeSpan.FromSeconds(1))).Soon();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.True(_clock.GetUtcNow() >= new FakeClock().GetUtcNow() + Duration);
        await using var held = await second;
    }

    [Fact]
    public async Task Slow_work_keeps_what_it_holds_however_long_it_takes_and_then_lets_it_go()
    {
        var held = await HoldAsync(_one, "a", "b");
        _clock.Advance(Duration * 20);
        Assert.Equal(2, (await _leases.FindHeldAsync(["a", "b"], _clock.GetUtcNow(), CancellationToken.None)).Count);
        await held.EnsureAsync(CancellationToken.None);

        await held.DisposeAsync();
        _clock.Advance(Duration * 2);
        Assert.Equal(0, _leases.Count);
    }

    [Fact]
    public async Task What_is_held_is_kept_while_another_name_is_waited_for()
    {
        var second = await HoldAsync(_other, "b");
        var both = HoldAsync(_one, "a", "b");
        _clock.Advance(Duration * 4);
        Assert.Contains("a", await _leases.FindHeldAsync(["a"], _clock.GetUtcNow(), CancellationToken.None));

        await second.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await using var held = await both.Soon();
        await held.EnsureAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Work_of_an_instance_that_stood_still_goes_on_where_nobody_took_it_over()
    {
        await using var held = await HoldAsync(_stopped, "a");
        _clock.Advance(Duration * 2);
        await held.EnsureAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Work_that_another_instance_took_over_is_noticed_and_releases_nothing_of_the_other()
    {
        var slow = await HoldAsync(_stopped, "a");
        _clock.Advance(Duration);
        await using var held = await HoldAsync(_other, "a");

        await Assert.ThrowsAsync<LeaseLostException>(() => slow.EnsureAsync(CancellationToken.None));
        await slow.DisposeAsync();
        Assert.Contains("a", await _leases.FindHeldAsync(["a"], _clock.GetUtcNow(), CancellationToken.None));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_nothing_behind()
    {
        using var giveUp = new CancellationTokenSource();
        var first = await HoldAsync(_one, "b");
        var second = _other.HoldAsync(["a", "b"], Duration, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first.DisposeAsync();
        Assert.Equal(0, _leases.Count);
    }
}
