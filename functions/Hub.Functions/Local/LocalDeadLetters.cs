using Hub.Application.Deliveries;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The dead letters of the local runtime's queue of signals.</summary>
internal sealed class LocalDeadLetters(IQueueInspector queues) : IDeadLetters
{
    private const string Queue = "lanes";

    public Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel)
    {
        var found = queues.ListDeadLetters(Queue, limit + 1);
        return Task.FromResult(new DeadLetterPage(
            [.. found.Take(limit).Select(d => new DeadLetter(Queue, d.Sequence, d.EnqueuedAt, d.Deliveries, d.Reason, LaneSignal.LaneOf(d.Body)))],
            found.Count > limit));
    }

    public Task<DeadLetterReplay> ReplayAsync(long sequence, CancellationToken cancel) =>
        Task.FromResult(queues.ReplayDeadLetter(Queue, sequence) ? DeadLetterReplay.Replayed : DeadLetterReplay.NotFound);

    public Task<int> ReplayAllAsync(CancellationToken cancel) =>
        Task.FromResult(queues.ListDeadLetters(Queue, int.MaxValue).Count(d => queues.ReplayDeadLetter(Queue, d.Sequence)));
}
