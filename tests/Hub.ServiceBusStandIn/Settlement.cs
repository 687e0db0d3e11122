namespace Hub.ServiceBusStandIn;

/// <summary>How a receiver settles a message that it locked.</summary>
internal abstract record Settlement
{
    private Settlement()
    {
    }

    public sealed record Complete : Settlement;

    /// <summary>Makes it active again.</summary>
    /// <param name="IsFailure">Whether the delivery counts as a failed one.</param>
    /// <param name="Changes">Application properties to set.</param>
    public sealed record Release(bool IsFailure, IReadOnlyDictionary<string, object?>? Changes = null) : Settlement;

    public sealed record Defer(IReadOnlyDictionary<string, object?>? Changes = null) : Settlement;

    public sealed record DeadLetter(string? Reason, string? Description, IReadOnlyDictionary<string, object?>? Changes = null) : Settlement;
}
