namespace Hub.Application.Recoverability;

/// <summary>What to do after a failed attempt.</summary>
public abstract record RetryDecision
{
    /// <summary>Try again at this moment.</summary>
    public sealed record RetryAt(DateTimeOffset At) : RetryDecision;

    /// <summary>Stop trying; a person must look.</summary>
    public sealed record Park(string Reason) : RetryDecision;

    /// <summary>The endpoint is gone: send nothing more to this partner until its connection is put again.</summary>
    public sealed record DisableEndpoint(string Reason) : RetryDecision;
}
