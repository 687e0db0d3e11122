namespace Hub.Azure.Cosmos;

/// <summary>Times after which the service forgets documents: the member <c>ttl</c>, whole seconds after the document was last written.</summary>
internal static class TimesToLive
{
    /// <summary>Some time after a moment; where the moment is past, some time from now.</summary>
    public static int After(DateTimeOffset moment, TimeSpan time, TimeProvider clock)
    {
        var left = moment - clock.GetUtcNow();
        return (int)Math.Min(((left > TimeSpan.Zero ? left : TimeSpan.Zero) + time).TotalSeconds, int.MaxValue);
    }
}
