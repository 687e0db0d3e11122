using Hub.Core.Deliveries;

namespace Hub.Functions.Local;

/// <summary>The bell on the local runtime's queue.</summary>
internal sealed class QueueBell(IQueueSender queue) : IBell
{
    public async Task RingAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel) =>
        await queue.SendAsync("lanes", [.. lanes.Select(l => new QueueMessage(l.ToString(), at))], cancel);
}
