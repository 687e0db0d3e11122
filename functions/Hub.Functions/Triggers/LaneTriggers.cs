using System.Diagnostics;
using Hub.Application.Deliveries;

namespace Hub.Functions.Triggers;

/// <summary>Runs a lane on its signal.</summary>
public sealed class LaneTriggers(RunLane run, QueueFailures failures)
{
    private const string Queue = QueueNames.Lanes;

    /// <summary>Sends what is pending in the lane that the signal names. A message of another form fails, and ends among the queue's dead letters.</summary>
    [Function("RunLane")]
    public Task Run([ServiceBusTrigger(Queue, Connection = "ServiceBus")] string message, FunctionContext context, CancellationToken cancel) =>
        failures.NoteAsync(Queue, context, () =>
        {
            var signal = LaneSignal.Parse(message);
            // A link and no parent: one run of a lane may serve many signals.
            if (ActivityContext.TryParse(signal.TraceParent, null, isRemote: true, out var sender)) Activity.Current?.AddLink(new ActivityLink(sender));
            return run.RunAsync(signal.Lane, cancel);
        });
}
