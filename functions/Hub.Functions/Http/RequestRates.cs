using System.Threading.RateLimiting;
using Hub.Functions.Settings;

namespace Hub.Functions.Http;

/// <summary>
/// Limits each partner to <c>Hub:RequestsPerMinute</c>, by a token bucket in this process. With several instances each has buckets of its own, so that a
/// partner may have that rate at each: harmless, for the limit protects an instance.
/// </summary>
public sealed class RequestRates(HubOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(partner =>
        RateLimitPartition.GetTokenBucketLimiter(partner, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, options.RequestsPerMinute / 60),
            ReplenishmentPeriod = options.RequestsPerMinute >= 60 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1) / options.RequestsPerMinute,
            QueueLimit = 0,
        }));

    /// <summary>Counts a request of a partner; the fault where it is one too many.</summary>
    public Fault? Take(string partnerId)
    {
        using var lease = _limiter.AttemptAcquire(partnerId);
        if (lease.IsAcquired) return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
        return new Fault(429, "too-many-requests", "Too many requests", $"A partner may make {options.RequestsPerMinute} requests a minute.")
        {
            RetryAfter = Math.Max(1, wait),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
