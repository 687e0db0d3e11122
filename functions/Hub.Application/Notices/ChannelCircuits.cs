using System.Collections.Concurrent;

namespace Hub.Application.Notices;

/// <summary>
/// Circuit breakers of the servers that channels ask: after three failures in a row nothing is sent there for a minute, then twice as long each time, at most
/// a quarter of an hour. When that is over one attempt goes; where it succeeds, all may.
/// </summary>
public sealed class ChannelCircuits(TimeProvider clock)
{
    private const int FailuresToOpen = 3;
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(15);

    // A server that nobody asked for so long is one that nobody needs any more.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);

    private sealed record Circuit(int Failures, DateTimeOffset Since, string Why, long FailedAt, long ClosedUntil);

    /// <summary>Servers that failed at their last attempt: since when, and why.</summary>
    public IReadOnlyList<(string Server, DateTimeOffset Since, string Why)> Failing =>
    [
        .. _circuits.Where(c => clock.GetElapsedTime(c.Value.FailedAt) < Remembered).OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => (c.Key, c.Value.Since, c.Value.Why)),
    ];

    /// <summary>Whether an attempt may go; where it is the one after a break, others wait for what comes of it.</summary>
    public bool TryEnter(string server)
    {
        while (_circuits.TryGetValue(server, out var circuit) && circuit.Failures >= FailuresToOpen)
        {
            if (clock.GetTimestamp() < circuit.ClosedUntil) return false;
            if (_circuits.TryUpdate(server, circuit with { ClosedUntil = In(ShortestBreak) }, circuit)) return true;
        }
        return true;
    }

    /// <summary>An attempt succeeded.</summary>
    /// <returns>Whether the one before it failed.</returns>
    public bool Succeeded(string server) => _circuits.TryRemove(server, out _);

    /// <summary>An attempt failed.</summary>
    public void Failed(string server, string why) => _circuits.AddOrUpdate(
        server, _ => new Circuit(1, clock.GetUtcNow(), why, clock.GetTimestamp(), 0), (_, before) => before with
        {
            Failures = before.Failures + 1, Why = why, FailedAt = clock.GetTimestamp(), ClosedUntil = In(BreakAfter(before.Failures + 1)),
        });

    private static TimeSpan BreakAfter(int failures) =>
        failures - FailuresToOpen is var beyond && beyond > 4 ? LongestBreak : ShortestBreak * Math.Min(1 << Math.Max(beyond, 0), 15);

    // Measured by a clock that is never set back.
    private long In(TimeSpan time) => clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
}
