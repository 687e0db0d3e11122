namespace Hub.Application.Recoverability;

/// <summary>What came of one attempt to deliver.</summary>
public abstract record SendResult
{
    /// <summary>The partner took it.</summary>
    /// <param name="Status">Its HTTP status, 2xx.</param>
    public sealed record Delivered(int Status) : SendResult;

    /// <summary>The partner did not take it, as far as the hub knows.</summary>
    /// <param name="Kind">Why.</param>
    /// <param name="Status">The partner's HTTP status, or null where there was none.</param>
    /// <param name="RetryAfter">How long to wait at least, where the partner or the circuit says so.</param>
    /// <param name="Detail">A sentence for a person, without personal data and without anything of the partner's answer but its status.</param>
    public sealed record Failed(FailureKind Kind, int? Status, TimeSpan? RetryAfter, string Detail) : SendResult;
}
