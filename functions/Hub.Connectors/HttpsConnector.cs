using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;

namespace Hub.Connectors;

/// <summary>Posts a document (DICO XML) to the partner's URL as it is.</summary>
public sealed class HttpsConnector(PartnerHttp http) : IConnector
{
    /// <inheritdoc/>
    public Transport Transport => Transport.Https;

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, bool isTrial, CancellationToken cancel) =>
        http.SendAsync(partner, deliveryId, message, null, isTrial, cancel);
}
