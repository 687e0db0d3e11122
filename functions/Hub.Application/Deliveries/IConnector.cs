using Hub.Application.Recoverability;
using Hub.Domain.Partners;

namespace Hub.Application.Deliveries;

/// <summary>Reaches a partner's system over one transport. One attempt: when to try again is decided elsewhere.</summary>
public interface IConnector
{
    /// <summary>The transport that it speaks.</summary>
    Transport Transport { get; }

    /// <summary>Makes one attempt. A failure is a value.</summary>
    /// <param name="partner">Whom to reach.</param>
    /// <param name="deliveryId">Identity of the message at the receiver, the same at every attempt.</param>
    /// <param name="message">What to send.</param>
    /// <param name="isTrial">True where somebody wants it tried now: it also goes while the partner's circuit is open, and closes it where the partner answers.</param>
    /// <param name="cancel">Gives the attempt up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, bool isTrial, CancellationToken cancel);
}
