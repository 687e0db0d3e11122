using Hub.Application.Deliveries;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>Signals of lanes on the local runtime's queue. Signals of one lane for the same moment are merged.</summary>
internal sealed class QueueSignal(IQueueSender queue) : ISignal
{
    public async Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel) =>
        await queue.SendAsync(QueueNames.Lanes, [.. lanes.Select(l => new QueueMessage(LaneSignal.For(l).ToJson(), at, l.ToString()))], cancel);
}
