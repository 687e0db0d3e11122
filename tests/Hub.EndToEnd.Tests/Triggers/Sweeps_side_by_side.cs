using Hub.Application;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Triggers;

namespace Hub.EndToEnd.Tests.Triggers;

/// <summary>One timer runs every sweep.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Sweeps_side_by_side
{
    private static readonly StoreException DiskFull = new("The disk is full.");

    [Fact]
    public async Task One_that_fails_or_waits_keeps_no_other_from_running_and_is_named()
    {
        var last = new TaskCompletionSource();
        var e = await Assert.ThrowsAsync<StoreException>(() => Sweeps.RunAsync(
            [("the first", _ => throw DiskFull), ("the second", _ => last.Task), ("the third", _ => Ends(last))], CancellationToken.None));
        Assert.Equal("Not looked at: the first. The disk is full.", e.Message);
    }

    [Fact]
    public async Task A_defect_is_told_apart_from_a_store_that_is_away()
    {
        var e = await Assert.ThrowsAsync<AggregateException>(() => Sweeps.RunAsync(
            [("the first", _ => throw DiskFull), ("the second", _ => throw new InvalidOperationException())], CancellationToken.None));
        Assert.StartsWith("Not looked at: the first; the second.", e.Message, StringComparison.Ordinal);
        Assert.Collection(e.InnerExceptions, f => Assert.Same(DiskFull, f), f => Assert.IsType<InvalidOperationException>(f));
    }

    [Fact]
    public async Task A_stop_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sweeps.RunAsync([("the first", c => Task.FromCanceled(c))], stop.Token));
    }

    private static Task Ends(TaskCompletionSource other)
    {
        other.SetResult();
        return Task.CompletedTask;
    }
}
