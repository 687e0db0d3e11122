using Hub.Application.Deliveries;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The bell on the local runtime's queue.</summary>
internal sealed class QueueSignal(IQueueSender queue) : ISignal
{
    public async Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel) =>
        await queue.SendAsync("lanes", [.. lanes.Select(l => new QueueMessage(l.ToString(), at))], cancel);
}
