using Hub.Application.Recoverability;

namespace Hub.Connectors;

/// <summary>What an HTTP status means for a delivery: one table.</summary>
internal static class Failures
{
    private static readonly Dictionary<int, FailureKind> ByStatus = new()
    {
        [408] = FailureKind.TimedOut,
        [410] = FailureKind.Gone,
        [429] = FailureKind.Busy,
        [502] = FailureKind.Busy,
        [503] = FailureKind.Busy,
        [504] = FailureKind.Busy,
    };

    private static readonly Dictionary<int, FailureKind> ByClass = new()
    {
        [3] = FailureKind.Redirected,
        [4] = FailureKind.Refused,
        [5] = FailureKind.Broken,
    };

    private static readonly Dictionary<FailureKind, string> Sentences = new()
    {
        [FailureKind.TimedOut] = "The partner's system gave up waiting for the message",
        [FailureKind.Gone] = "The partner's endpoint is no more",
        [FailureKind.Busy] = "The partner's system is busy",
        [FailureKind.Redirected] = "The partner's system answered with a redirect, which is not followed",
        [FailureKind.Refused] = "The partner's system refused the message",
        [FailureKind.Broken] = "The partner's system failed",
    };

    // What says that the partner's system is down, and not that it dislikes one message.
    private static readonly HashSet<FailureKind> OfTheSystem =
        [FailureKind.Unreachable, FailureKind.TimedOut, FailureKind.Broken, FailureKind.Busy];

    /// <summary>The result of a call that was answered with <paramref name="status"/>.</summary>
    public static SendResult Of(int status, TimeSpan? retryAfter)
    {
        if (status is >= 200 and < 300) return new SendResult.Delivered(status);
        var kind = ByStatus.TryGetValue(status, out var single) ? single : ByClass.GetValueOrDefault(status / 100, FailureKind.Broken);
        return new SendResult.Failed(kind, status, retryAfter, $"{Sentences[kind]} (HTTP {status}).");
    }

    /// <summary>A failure without an answer.</summary>
    public static SendResult.Failed Without(FailureKind kind, string detail, TimeSpan? retryAfter = null) => new(kind, null, retryAfter, detail);

    /// <summary>True where the circuit breaker counts it; a 4xx is an answer of a system that works, but for 408 and 429.</summary>
    public static bool CountsForCircuit(SendResult result) => result is SendResult.Failed failed && OfTheSystem.Contains(failed.Kind);
}
