namespace Hub.LocalRuntime;

/// <summary>How often a failed run of a timer or change-feed function is repeated.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute(int maxRetryCount) : Attribute
{
    /// <summary>The most repeats of one run; -1 means without end.</summary>
    public int MaxRetryCount { get; } = maxRetryCount;
}

/// <summary>Repeats after the same pause each time.</summary>
/// <param name="maxRetryCount">The most repeats; -1 means without end.</param>
/// <param name="delayInterval">The pause, <c>hh:mm:ss</c>.</param>
public sealed class FixedDelayRetryAttribute(int maxRetryCount, string delayInterval) : RetryAttribute(maxRetryCount)
{
    /// <summary>The pause, <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; } = delayInterval;
}

/// <summary>Repeats after pauses that double from the minimum to the maximum.</summary>
/// <param name="maxRetryCount">The most repeats; -1 means without end.</param>
/// <param name="minimumInterval">The first pause, <c>hh:mm:ss</c>.</param>
/// <param name="maximumInterval">The longest pause, <c>hh:mm:ss</c>.</param>
public sealed class ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) : RetryAttribute(maxRetryCount)
{
    /// <summary>The first pause, <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; } = minimumInterval;

    /// <summary>The longest pause, <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; } = maximumInterval;
}
