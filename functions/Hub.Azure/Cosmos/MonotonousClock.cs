namespace Hub.Azure.Cosmos;

/// <summary>
/// Moments of which each is later than the one before, in this process: places in a list. Between instances their clocks decide, which is fair enough.
/// </summary>
internal sealed class MonotonousClock(TimeProvider clock)
{
    private long _last;

    /// <summary>Now, or a little later; also later than <paramref name="earlier"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset? earlier = null)
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(clock.GetUtcNow().UtcTicks, Math.Max(last, earlier?.UtcTicks ?? 0) + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return new DateTimeOffset(next, TimeSpan.Zero);
    }
}
