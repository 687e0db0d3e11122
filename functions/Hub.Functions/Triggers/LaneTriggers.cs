using Hub.Application.Deliveries;
using Hub.LocalRuntime;

namespace Hub.Functions.Triggers;

/// <summary>Answers the bell of a lane.</summary>
public sealed class LaneTriggers(RunLane run)
{
    /// <summary>Makes what is owed in the lane that the message names. Any other message is left to the queue's dead letters.</summary>
    [Function("RunLane")]
    public Task Run([ServiceBusTrigger("lanes", Connection = "ServiceBus")] string lane, CancellationToken cancel) =>
        LaneId.TryParse(lane, out var id) ? run.RunAsync(id, cancel) : throw new FormatException("A message of the queue 'lanes' must be an order id, a dot and a partner id.");
}
