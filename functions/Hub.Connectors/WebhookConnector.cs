using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;

namespace Hub.Connectors;

/// <summary>Posts a message to the partner's URL, signed as in Standard Webhooks 1.0.</summary>
public sealed class WebhookConnector(PartnerHttp http, TimeProvider clock) : IConnector
{
    /// <inheritdoc/>
    public Transport Transport => Transport.Webhook;

    /// <inheritdoc/>
    public async ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, bool isTrial, CancellationToken cancel)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        if (WebhookSignature.Sign(deliveryId, timestamp, message.Body.Span, partner.Connection.Secrets) is not { } signature)
            return Failures.Without(FailureKind.Misconfigured,
                "The partner's connection has no webhook secret, or one that is not whsec_ and base64 of 24 to 64 bytes.");

        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = deliveryId,
            ["webhook-timestamp"] = timestamp.ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signature,
        };
        return await http.SendAsync(partner, deliveryId, message, headers, isTrial, cancel);
    }
}
