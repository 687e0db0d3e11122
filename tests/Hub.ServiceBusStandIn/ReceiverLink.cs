using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.ServiceBusStandIn;

/// <summary>A link on which a client receives messages of a queue and settles them.</summary>
internal sealed class ReceiverLink : IConsumer
{
    private const string Reason = "DeadLetterReason";
    private const string ReasonText = "DeadLetterErrorDescription";

    private readonly SendingAmqpLink _link;
    private readonly StandInQueue _queue;
    private readonly StandInNamespace _owner;

    public ReceiverLink(SendingAmqpLink link, StandInQueue queue, StandInNamespace owner)
    {
        (_link, _queue, _owner) = (link, queue, owner);
        DeletesOnReceive = link.Settings.SettleType == SettleMode.SettleOnSend;
        link.RegisterCreditListener((_, _, _) => queue.DispatchActive());
        link.RegisterDispositionListener(OnDisposition);
        // On another thread: this one may hold locks of the library that a delivery waits for.
        link.Closed += (_, _) => ThreadPool.QueueUserWorkItem(_ => queue.RemoveConsumer(this));
        queue.AddConsumer(this);
    }

    public bool DeletesOnReceive { get; }

    public bool HasCredit => _link.LinkCredit > 0 && _link.State == AmqpObjectState.Opened;

    public bool TryDeliver(StoredMessage message, Guid lockToken)
    {
        var delivery = MessageCodec.Write(message, DeletesOnReceive ? null : _owner.LockEndForClient(message.LockedUntil));
        delivery.DeliveryTag = new ArraySegment<byte>((DeletesOnReceive ? Guid.NewGuid() : lockToken).ToByteArray());
        return _link.TrySendDelivery(delivery);
    }

    private void OnDisposition(Delivery delivery)
    {
        if (DeletesOnReceive || delivery.State is null or Received) return;

        var fault = _owner.Faults.Next(FaultPoint.Settle, _queue.Name);
        if (fault?.Effect == FaultEffect.DropBefore)
        {
            _link.Session.Connection.Abort();
            return;
        }

        var answer = fault?.Effect == FaultEffect.Refuse
            ? Refusal(fault.Condition, fault.Description)
            : Settle(new Guid(delivery.DeliveryTag), delivery.State);
        if (fault?.Effect == FaultEffect.DropAfter) _link.Session.Connection.Abort();
        else if (fault?.Effect != FaultEffect.LoseAnswer && !delivery.Settled)
            _link.DisposeDelivery(delivery, settled: true, answer);
    }

    private DeliveryState Settle(Guid lockToken, DeliveryState outcome)
    {
        Settlement? settlement = outcome switch
        {
            Accepted => new Settlement.Complete(),
            Released => new Settlement.Release(IsFailure: false),
            Modified { UndeliverableHere: true } defer => new Settlement.Defer(Changes(defer.MessageAnnotations)),
            Modified abandon => new Settlement.Release(IsFailure: true, Changes(abandon.MessageAnnotations)),
            Rejected { Error.Info: var info } => new Settlement.DeadLetter(Text(info, Reason), Text(info, ReasonText), Changes(info)),
            _ => null,
        };
        if (settlement is null) return Refusal(ErrorConditions.NotImplemented, "The stand-in has no transactions.");
        if (!_queue.Settle(lockToken, settlement)) return Refusal(ErrorConditions.MessageLockLost, "The lock supplied is invalid.");

        // Without the reason of the dead letter: the client takes any error in the answer for a failure.
        return outcome is Rejected ? AmqpConstants.RejectedOutcome : outcome;
    }

    private static Rejected Refusal(string condition, string description) =>
        new() { Error = new Error { Condition = condition, Description = description } };

    private static string? Text(Fields? info, string name) => info is not null && info.TryGetValue<string>(name, out var text) ? text : null;

    private static Dictionary<string, object?>? Changes(Fields? info) => MessageCodec.Changes(info, Reason, ReasonText);
}
