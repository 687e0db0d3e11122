using System.Collections.Concurrent;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;

namespace Hub.Connectors;

/// <summary>
/// A client of the partner's own VERA face. Where the partner lacks the message's method (405, 501) it sends
/// <see cref="OutboundMessage.Instead"/>, and from then on at once, until the partner's URL changes or the process ends.
/// </summary>
public sealed class VeraConnector(PartnerHttp http) : IConnector
{
    private readonly ConcurrentDictionary<(string Partner, string? Url, string Method), bool> _lacking = new();

    /// <inheritdoc/>
    public Transport Transport => Transport.VeraClient;

    /// <inheritdoc/>
    public async ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, bool isTrial, CancellationToken cancel)
    {
        if (message.Instead is not { } instead) return await http.SendAsync(partner, deliveryId, message, null, isTrial, cancel);

        var method = (partner.Id, partner.Connection.Url?.OriginalString, message.Method);
        if (!_lacking.ContainsKey(method))
        {
            var result = await http.SendAsync(partner, deliveryId, message, null, isTrial, cancel);
            if (result is not SendResult.Failed { Status: 405 or 501 }) return result;
            _lacking[method] = true;
        }
        return await http.SendAsync(partner, deliveryId, instead, null, isTrial, cancel);
    }
}
