using System.Globalization;

namespace Hub.LocalRuntime;

/// <summary>How often a failed run is repeated, and after which pauses: the first pause doubles until it reaches the longest.</summary>
/// <param name="MaxRetries">The most repeats; -1 means without end.</param>
/// <param name="First">The first pause.</param>
/// <param name="Longest">The longest pause.</param>
internal sealed record RetryPolicy(int MaxRetries, TimeSpan First, TimeSpan Longest)
{
    /// <summary>No repeats.</summary>
    public static readonly RetryPolicy Never = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Without end, from 1 to 30 seconds.</summary>
    public static readonly RetryPolicy Always = new(-1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <exception cref="StartException">The attribute's values are not of their form.</exception>
    public static RetryPolicy Of(FunctionDescriptor function, RetryPolicy otherwise)
    {
        var policy = function.Retry switch
        {
            null => otherwise,
            FixedDelayRetryAttribute with => new(with.MaxRetryCount, Interval(function, with.DelayInterval), Interval(function, with.DelayInterval)),
            ExponentialBackoffRetryAttribute with =>
                new(with.MaxRetryCount, Interval(function, with.MinimumInterval), Interval(function, with.MaximumInterval)),
            var other => throw function.Wrong($"the retry attribute {other.GetType().Name} is not known."),
        };
        return policy.MaxRetries >= -1 ? policy : throw function.Wrong($"maxRetryCount is {policy.MaxRetries}, and -1 (without end) or more is expected.");
    }

    /// <summary>The pause before repeat number <paramref name="retry"/> (from 1), or null when the run is given up.</summary>
    public TimeSpan? PauseBefore(int retry)
    {
        if (MaxRetries >= 0 && retry > MaxRetries) return null;
        // 2^20 times any first pause is beyond every longest pause in use, and shifting further would overflow.
        var factor = 1L << Math.Min(retry - 1, 20);
        return First > Longest / factor ? Longest : First * factor;
    }

    private static TimeSpan Interval(FunctionDescriptor function, string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw function.Wrong($"the retry interval is \"{text}\", and a duration as \"hh:mm:ss\" is expected.");
}
