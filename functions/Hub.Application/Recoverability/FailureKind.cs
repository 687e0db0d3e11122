namespace Hub.Application.Recoverability;

/// <summary>Why an attempt to deliver failed; the retry policy decides by it.</summary>
public enum FailureKind
{
    /// <summary>The partner's system could not be reached: no such name, no connection, no trusted certificate.</summary>
    Unreachable,

    /// <summary>The partner did not answer in time, or answered 408.</summary>
    TimedOut,

    /// <summary>The partner does not take the message (4xx).</summary>
    Refused,

    /// <summary>The partner's system failed (5xx), or what it answered is not HTTP.</summary>
    Broken,

    /// <summary>The partner asks the hub to slow down (429, 502, 503, 504), or the hub's own queue to it is full.</summary>
    Busy,

    /// <summary>The partner answered with a redirect (3xx), which is never followed.</summary>
    Redirected,

    /// <summary>The endpoint is no more (410): the hub stops sending to it.</summary>
    Gone,

    /// <summary>Nothing was sent, because the partner's system failed repeatedly a moment ago.</summary>
    CircuitOpen,

    /// <summary>Nothing was sent, because the address is one that the hub may not call.</summary>
    NotAllowed,

    /// <summary>Nothing was sent, because the partner's connection settings cannot be used.</summary>
    Misconfigured,
}
