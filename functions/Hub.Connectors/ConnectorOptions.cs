namespace Hub.Connectors;

/// <summary>How the hub calls partners' systems; the same for all partners.</summary>
public sealed record ConnectorOptions
{
    /// <summary>
    /// True lets the hub call private, loopback and link-local addresses, and plain HTTP: for a machine of one's own.
    /// False (the default) refuses both.
    /// </summary>
    public bool AllowPrivateEndpoints { get; init; }

    /// <summary>How long one attempt may take, from connecting to the answer's status. Default 20 s, more than 0 and at most 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Calls within <see cref="FailureWindow"/> below which the circuit never opens. Default 5, 2 to 1,000.</summary>
    public int FailuresToOpen { get; init; } = 5;

    /// <summary>Share of failed calls within <see cref="FailureWindow"/> from which the circuit opens. Default 0.5, more than 0 to 1.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>The time over which failures are counted. Default 30 s, 500 ms to 1 day.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit sends nothing. Default 15 s, 500 ms to 1 day.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range; the exception names it.</exception>
    public ConnectorOptions Validated()
    {
        Between(Timeout, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(2), nameof(Timeout));
        Between(FailuresToOpen, 2, 1_000, nameof(FailuresToOpen));
        Between(FailureRatio, double.Epsilon, 1.0, nameof(FailureRatio));
        Between(FailureWindow, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(1), nameof(FailureWindow));
        Between(Break, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(1), nameof(Break));
        return this;
    }

    private static void Between<T>(T value, T low, T high, string name) where T : IComparable<T>
    {
        if (value.CompareTo(low) < 0 || value.CompareTo(high) > 0)
            throw new ArgumentOutOfRangeException(name, $"{name} must lie between {low} and {high}.");
    }
}
