using Hub.Core.Partners;

namespace Hub.Core.Deliveries;

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

/// <summary>Reaches a partner's system over one transport. One attempt: when to try again is decided elsewhere.</summary>
public interface IConnector
{
    /// <summary>The transport that it speaks.</summary>
    Transport Transport { get; }

    /// <summary>Makes one attempt. A failure is a value.</summary>
    /// <param name="partner">Whom to reach.</param>
    /// <param name="deliveryId">Identity of the message at the receiver, the same at every attempt.</param>
    /// <param name="message">What to send.</param>
    /// <param name="cancel">Gives the attempt up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, CancellationToken cancel);
}
