namespace Hub.LocalRuntime.Tests;

public sealed class Retry_policies
{
    [Fact]
    public void A_fixed_pause_stays_the_same()
    {
        Assert.Equal([5, 5, 5], Pauses(nameof(Functions.Fixed), 1, 2, 3));
    }

    [Fact]
    public void A_growing_pause_doubles_up_to_its_longest()
    {
        Assert.Equal([2, 4, 8, 10, 10], Pauses(nameof(Functions.Growing), 1, 2, 3, 4, 1_000));
    }

    [Fact]
    public void After_the_last_repeat_there_is_no_pause()
    {
        Assert.Equal([5, 5, null], Pauses(nameof(Functions.Twice), 1, 2, 3));
    }

    [Fact]
    public void Without_an_attribute_the_trigger_decides()
    {
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Pauses(nameof(Functions.None), 1, 2, 3, 4, 5, 6, 7));
    }

    [Fact]
    public void A_wrong_interval_is_named()
    {
        var error = Assert.Throws<StartException>(() => Pauses(nameof(Functions.Wrong), 1));
        Assert.Contains("the retry interval is \"soon\"", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The pauses (seconds) before the given repeats of a function, with <see cref="RetryPolicy.Always"/> where it has no attribute.</summary>
    private static IEnumerable<double?> Pauses(string function, params int[] repeats)
    {
        var method = typeof(Functions).GetMethod(function)!;
        var parameter = method.GetParameters()[0];
        var policy = RetryPolicy.Of(new FunctionDescriptor(function, method, new TimerTriggerAttribute("1 * * * * *"), parameter), RetryPolicy.Always);
        return [.. repeats.Select(repeat => policy.PauseBefore(repeat)?.TotalSeconds)];
    }

    private static class Functions
    {
        [FixedDelayRetry(-1, "00:00:05")]
        public static void Fixed([TimerTrigger("1 * * * * *")] TimerInfo timer) => _ = timer;

        [FixedDelayRetry(2, "00:00:05")]
        public static void Twice([TimerTrigger("1 * * * * *")] TimerInfo timer) => _ = timer;

        [ExponentialBackoffRetry(-1, "00:00:02", "00:00:10")]
        public static void Growing([TimerTrigger("1 * * * * *")] TimerInfo timer) => _ = timer;

        [FixedDelayRetry(1, "soon")]
        public static void Wrong([TimerTrigger("1 * * * * *")] TimerInfo timer) => _ = timer;

        public static void None([TimerTrigger("1 * * * * *")] TimerInfo timer) => _ = timer;
    }
}
