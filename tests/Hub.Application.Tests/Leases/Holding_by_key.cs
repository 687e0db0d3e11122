using Hub.Application.Leases;

namespace Hub.Application.Tests.Leases;

public sealed class Holding_by_key
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    private readonly KeyedLock<string> _lock = new();

    private Task<IDisposable> HoldAsync(params string[] keys) => _lock.HoldAsync(keys, CancellationToken.None);

    [Fact]
    public async Task Who_wants_a_key_that_is_held_waits_until_it_is_given_free()
    {
        var first = await HoldAsync("a");
        var second = HoldAsync("a");
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(AtMost)).Dispose();
    }

    [Fact]
    public async Task Who_wants_another_key_waits_for_nobody()
    {
        using var first = await HoldAsync("a");
        using var second = await HoldAsync("b").WaitAsync(AtMost);
    }

    [Fact]
    public async Task The_same_key_named_twice_is_held_once() => (await HoldAsync("a", "a").WaitAsync(AtMost)).Dispose();

    [Fact]
    public async Task Two_that_want_the_same_keys_in_different_order_do_not_wait_for_each_other_for_ever()
    {
        async Task WorkAsync(params string[] keys)
        {
            for (var i = 0; i < 2_000; i++)
            {
                using (await HoldAsync(keys)) await Task.Yield();
            }
        }

        await Task.WhenAll(Task.Run(() => WorkAsync("a", "b", "c")), Task.Run(() => WorkAsync("c", "b", "a")), Task.Run(() => WorkAsync("b", "c", "a")))
            .WaitAsync(AtMost);
        Assert.Equal(0, _lock.Count);
    }

    [Fact]
    public async Task One_at_a_time_works_on_a_key()
    {
        var (working, most) = (0, 0);
        async Task WorkAsync()
        {
            for (var i = 0; i < 500; i++)
            {
                using var held = await HoldAsync("a");
                most = Math.Max(most, Interlocked.Increment(ref working));
                await Task.Yield();
                Interlocked.Decrement(ref working);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(WorkAsync))).WaitAsync(AtMost);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Of_a_key_that_nobody_holds_nothing_is_remembered()
    {
        for (var i = 0; i < 100; i++) (await HoldAsync($"{i}", "always")).Dispose();
        Assert.Equal(0, _lock.Count);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_nothing_behind_and_what_it_held_is_free()
    {
        using var giveUp = new CancellationTokenSource();
        var first = await HoldAsync("b");
        var second = _lock.HoldAsync(["a", "b"], giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        (await HoldAsync("a").WaitAsync(AtMost)).Dispose();
        first.Dispose();
        Assert.Equal(0, _lock.Count);
    }

    [Fact]
    public async Task Given_free_twice_it_is_free_once()
    {
        var first = await HoldAsync("a");
        first.Dispose();
        var second = await HoldAsync("a");
        first.Dispose();
        Assert.False(HoldAsync("a").IsCompleted);
        second.Dispose();
    }
}
