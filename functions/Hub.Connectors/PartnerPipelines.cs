using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Hub.Core.Deliveries;
using Hub.Core.Partners;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Hub.Connectors;

/// <summary>
/// One pipeline a partner, so that one slow or broken partner slows nobody else: concurrency limit, circuit breaker, time
/// limit. A partner whose address changes begins afresh.
/// </summary>
internal sealed class PartnerPipelines(ConnectorOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public ResiliencePipeline<SendResult> For(Partner partner)
    {
        var url = partner.Connection.Url?.AbsoluteUri;
        return _entries.AddOrUpdate(
            partner.Id,
            _ => new Entry(url, new Lazy<ResiliencePipeline<SendResult>>(Build)),
            (_, entry) => entry.Url == url ? entry : new Entry(url, new Lazy<ResiliencePipeline<SendResult>>(Build))).Pipeline.Value;
    }

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
