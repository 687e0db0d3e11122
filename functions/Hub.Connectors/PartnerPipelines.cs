using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Hub.Application.Recoverability;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Hub.Connectors;

/// <summary>
/// One pipeline a system, so that one slow or broken system slows no other: concurrency limit, circuit breaker, time
/// limit. A system whose address changes begins afresh.
/// </summary>
internal sealed class PartnerPipelines(ConnectorOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Makes one attempt through a system's pipeline. What the pipeline itself stops is a failure like others.</summary>
    /// <param name="system">Names it; there are as many pipelines as names.</param>
    /// <param name="url">Its address, where it has but one.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async ValueTask<SendResult> ExecuteAsync(string system, Uri? url, Func<CancellationToken, Task<SendResult>> attempt, CancellationToken cancel)
    {
        try
        {
            return await For(system, url?.AbsoluteUri).ExecuteAsync(static async (attempt, token) => await attempt(token), attempt, cancel);
        }
        catch (TimeoutRejectedException)
        {
            return Failures.Without(FailureKind.TimedOut, $"The partner's system did not answer within {options.Timeout.TotalSeconds:0.###} s.");
        }
        catch (BrokenCircuitException e)
        {
            return Failures.Without(FailureKind.CircuitOpen, "Nothing was sent: the partner's system failed repeatedly a moment ago.", e.RetryAfter);
        }
    }

    private ResiliencePipeline<SendResult> For(string system, string? url) => _entries.AddOrUpdate(
        system,
        _ => new Entry(url, new Lazy<ResiliencePipeline<SendResult>>(Build)),
        (_, entry) => entry.Url == url ? entry : new Entry(url, new Lazy<ResiliencePipeline<SendResult>>(Build))).Pipeline.Value;

    private ResiliencePipeline<SendResult> Build()
    {
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Concurrency, QueueLimit = options.Queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        var builder = new ResiliencePipelineBuilder<SendResult> { TimeProvider = clock };
        builder.AddStrategy(_ => new ConcurrencyStrategy(limiter), new ConcurrencyStrategyOptions());
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendResult>
        {
            MinimumThroughput = options.FailuresToOpen,
            FailureRatio = options.FailureRatio,
            SamplingDuration = options.FailureWindow,
            BreakDuration = options.Break,
            ShouldHandle = new PredicateBuilder<SendResult>().Handle<TimeoutRejectedException>().HandleResult(Failures.CountsForCircuit),
        });
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
        return builder.Build();
    }

    private sealed record Entry(string? Url, Lazy<ResiliencePipeline<SendResult>> Pipeline);
}
