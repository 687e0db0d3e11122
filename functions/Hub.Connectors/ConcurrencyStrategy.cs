using System.Threading.RateLimiting;
using Hub.Application.Recoverability;
using Polly;

namespace Hub.Connectors;

/// <summary>Settings of <see cref="ConcurrencyStrategy"/>, as Polly asks for.</summary>
internal sealed class ConcurrencyStrategyOptions : ResilienceStrategyOptions
{
    public ConcurrencyStrategyOptions() => Name = "Concurrency";
}

/// <summary>Lets so many calls to one partner run at a time; others wait, and over the queue's bound fail as busy.</summary>
internal sealed class ConcurrencyStrategy(ConcurrencyLimiter limiter) : ResilienceStrategy<SendResult>
{
    // The queue drains by calls of seconds: long enough to find a place, short enough not to idle.
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(5);

    protected override async ValueTask<Outcome<SendResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<SendResult>>> callback, ResilienceContext context, TState state)
    {
        using var lease = await limiter.AcquireAsync(1, context.CancellationToken);
        return lease.IsAcquired
            ? await callback(context, state)
            : Outcome.FromResult<SendResult>(Failures.Without(FailureKind.Busy, "Too many calls to the partner wait already.", ComeBack));
    }
}
