using Azure.Messaging.ServiceBus;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;

namespace Hub.Azure.ServiceBus;

/// <summary>
/// Puts messages and answers on the queue <see cref="QueueNames.Outbound"/>, which one partner reads. A message's id is its delivery's, the same
/// at each attempt; its subject is method and path, where the language has them; the language's headers are its properties.
/// </summary>
public sealed class QueueConnector : IConnector
{
    // HTTP's "accepted": the queue has it, and the partner will read it.
    private const int Accepted = 202;

    private readonly string? _partner;
    private readonly ServiceBusSender _sender;
    private readonly Outage _outage;
    private readonly TimeProvider _clock;

    /// <summary>Connects at the first message.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="partner">The partner whose queue it is; null where there is none.</param>
    /// <param name="clock">For timeouts.</param>
    public QueueConnector(ServiceBusClient client, string? partner, TimeProvider clock)
    {
        _sender = client.CreateSender(QueueNames.Outbound);
        (_partner, _outage, _clock) = (partner, new Outage(clock), clock);
    }

    /// <inheritdoc/>
    public Transport Transport => Transport.Queue;

    /// <inheritdoc/>
    public async ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, bool isTrial, CancellationToken cancel)
    {
        // Never on another's queue, whatever a restored document or a changed setting says.
        if (partner.Id != _partner) return Failed(FailureKind.Misconfigured, "The setting Hub:Queue:Partner does not name this partner.");
        var turn = _outage.Ask();
        if (turn is Outage.Turn.Skip && !isTrial) return Failed(FailureKind.CircuitOpen, "Service Bus was away a moment ago.", Outage.Pause);
        try
        {
            var sent = MessageOf(deliveryId, message);
            await ServiceBusCalls.WithinAsync(ServiceBusSignal.LongestSend, c => _sender.SendMessageAsync(sent, c), _clock, cancel);
            _outage.Succeeded();
            return new SendResult.Delivered(Accepted);
        }
        catch (ServiceBusException e) when (e.Reason is ServiceBusFailureReason.MessageSizeExceeded)
        {
            return Failed(FailureKind.Refused, "The message is larger than the queue takes.");
        }
        catch (Exception e) when (ServiceBusErrors.IsServiceError(e, cancel))
        {
            _outage.Failed();
            return Failed(KindOf(e), $"Service Bus {ServiceBusErrors.Reason(e)}.");
        }
        finally
        {
            _outage.End(turn);
        }
    }

    private static SendResult.Failed Failed(FailureKind kind, string detail, TimeSpan? retryAfter = null) => new(kind, null, retryAfter, detail);

    private static FailureKind KindOf(Exception e) => e switch
    {
        ServiceBusException { Reason: ServiceBusFailureReason.ServiceBusy or ServiceBusFailureReason.QuotaExceeded } => FailureKind.Busy,
        ServiceBusException { Reason: ServiceBusFailureReason.ServiceTimeout } or OperationCanceledException or TimeoutException => FailureKind.TimedOut,
        _ => FailureKind.Unreachable,
    };

    private static ServiceBusMessage MessageOf(string deliveryId, OutboundMessage message)
    {
        var sent = new ServiceBusMessage(message.Body) { MessageId = deliveryId, ContentType = message.ContentType, CorrelationId = message.AnswerTo };
        if (message.Path is { } path) sent.Subject = $"{message.Method} {path}";
        foreach (var (name, value) in message.Headers) sent.ApplicationProperties[name] = value;
        return sent;
    }
}
