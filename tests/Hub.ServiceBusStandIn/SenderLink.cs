using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.ServiceBusStandIn;

/// <summary>A link on which a client sends to a queue.</summary>
internal sealed class SenderLink
{
    private readonly ReceivingAmqpLink _link;
    private readonly StandInQueue _queue;
    private readonly PlannedFaults _faults;

    public SenderLink(ReceivingAmqpLink link, StandInQueue queue, PlannedFaults faults)
    {
        (_link, _queue, _faults) = (link, queue, faults);
        link.RegisterMessageListener(OnTransfer);
    }

    private void OnTransfer(AmqpMessage transfer)
    {
        using (transfer)
        {
            var fault = _faults.Next(FaultPoint.Send, _queue.Name);
            if (fault?.Effect == FaultEffect.DropBefore)
            {
                _link.Session.Connection.Abort();
                return;
            }

            if (fault?.Effect == FaultEffect.Refuse)
            {
                Answer(transfer, new Rejected { Error = new Error { Condition = fault.Condition, Description = fault.Description } });
                return;
            }

            _queue.Accept(MessageCodec.ReadTransfer(transfer));
            if (fault?.Effect == FaultEffect.DropAfter) _link.Session.Connection.Abort();
            else if (fault is null)
                Answer(transfer, AmqpConstants.AcceptedOutcome);
        }
    }

    private void Answer(AmqpMessage transfer, Outcome outcome) => _link.DisposeMessage(transfer, outcome, settled: true, batchable: false);
}
