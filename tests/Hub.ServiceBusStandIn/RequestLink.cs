using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.ServiceBusStandIn;

/// <summary>The answer to a request.</summary>
internal sealed record RequestAnswer(int Status, object? Body = null, string? Condition = null, string? Description = null);

/// <summary>A link on which a client makes requests. Each request names the link for its answer.</summary>
internal sealed class RequestLink
{
    private readonly ReceivingAmqpLink _link;
    private readonly string _queueName;
    private readonly FaultPoint _point;
    private readonly AmqpServer _server;
    private readonly Func<AmqpMessage, RequestAnswer> _handle;

    public RequestLink(ReceivingAmqpLink link, string queueName, FaultPoint point, AmqpServer server, Func<AmqpMessage, RequestAnswer> handle)
    {
        (_link, _queueName, _point, _server, _handle) = (link, queueName, point, server, handle);
        link.RegisterMessageListener(OnRequest);
    }

    private void OnRequest(AmqpMessage request)
    {
        using (request)
        {
            // Token requests of all queues come on one link and name the queue.
            var queue = _point == FaultPoint.Token ? TokenAudience(request) : _queueName;
            var fault = _server.Faults.Next(_point, queue);
            if (fault?.Effect != FaultEffect.DropBefore)
            {
                var answer = fault?.Effect == FaultEffect.Refuse ? Refusal(fault) : Handle(request);
                if (fault is null or { Effect: FaultEffect.Refuse }) Send(request, answer);
            }

            if (fault?.Effect is FaultEffect.DropBefore or FaultEffect.DropAfter) _link.Session.Connection.Abort();
            else
                _link.DisposeMessage(request, AmqpConstants.AcceptedOutcome, settled: true, batchable: false);
        }
    }

    private RequestAnswer Handle(AmqpMessage request)
    {
        try
        {
            return _handle(request);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or KeyNotFoundException or NullReferenceException)
        {
            return new RequestAnswer(400, null, ErrorConditions.InvalidField, $"The stand-in cannot read this request: {e.Message}");
        }
    }

    private static RequestAnswer Refusal(PlannedFault fault)
    {
        var status = fault.Condition switch
        {
            ErrorConditions.Unauthorized => 401,
            ErrorConditions.NotFound or ErrorConditions.MessageNotFound => 404,
            ErrorConditions.MessageLockLost => 410,
            ErrorConditions.ServerBusy => 503,
            ErrorConditions.Timeout => 408,
            _ => 500,
        };
        return new RequestAnswer(status, null, fault.Condition, fault.Description);
    }

    private void Send(AmqpMessage request, RequestAnswer answer)
    {
        if (request.Properties?.ReplyTo?.ToString() is not { } replyTo || !_server.Replies.TryGetValue(replyTo, out var reply)) return;
        var response = answer.Body is null ? AmqpMessage.Create() : AmqpMessage.Create(new AmqpValue { Value = answer.Body });
        response.Properties.CorrelationId = request.Properties.MessageId;
        var properties = response.ApplicationProperties.Map;

        // The token service and the queues spell these names differently.
        properties["status-code"] = properties["statusCode"] = answer.Status;
        properties["status-description"] = properties["statusDescription"] = answer.Description ?? "OK";
        if (answer.Condition is not null) properties["errorCondition"] = (AmqpSymbol)answer.Condition;
        reply.SendMessageNoWait(response, AmqpConstants.EmptyBinary, AmqpConstants.NullBinary);
    }

    private static string TokenAudience(AmqpMessage request) =>
        Uri.TryCreate(request.ApplicationProperties?.Map["name"] as string, UriKind.Absolute, out var audience)
            ? LinkAddress.Parse(audience.AbsolutePath).Queue
            : "";
}
