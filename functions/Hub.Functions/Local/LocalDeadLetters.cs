using System.Collections.Concurrent;
using System.Globalization;
using Hub.Application.Deliveries;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The dead letters of the local runtime's queue of signals. They live as long as the process, and so do the reasons.</summary>
internal sealed class LocalDeadLetters(IQueueInspector queues) : IDeadLetters
{
    private const string Queue = QueueNames.Lanes;

    // Of a message that succeeds later nobody asks.
    private const int MostReasons = 10_000;

    private readonly ConcurrentDictionary<string, string> _reasons = new(StringComparer.Ordinal);

    public Task NoteFailureAsync(string queue, string messageId, string reason, CancellationToken cancel)
    {
        if (_reasons.Count >= MostReasons) _reasons.Clear();
        _reasons[messageId] = reason;
        return Task.CompletedTask;
    }

    public Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel)
    {
        var found = queues.ListDeadLetters(Queue, limit + 1);
        return Task.FromResult(new DeadLetterPage([.. found.Take(limit).Select(View)], found.Count > limit));
    }

    public Task<DeadLetterReplay> ReplayAsync(string queue, long sequence, CancellationToken cancel) => Task.FromResult(
        queue == Queue && queues.ReplayDeadLetter(Queue, sequence) ? DeadLetterReplay.Replayed : DeadLetterReplay.NotFound);

    public Task<DeadLettersReplayed> ReplayAllAsync(CancellationToken cancel) => Task.FromResult(
        new DeadLettersReplayed(queues.ListDeadLetters(Queue, int.MaxValue).Count(d => queues.ReplayDeadLetter(Queue, d.Sequence)), 0, null));

    public Task<DeadLetterReplay> DiscardAsync(string queue, long sequence, CancellationToken cancel) => Task.FromResult(
        queue == Queue && queues.RemoveDeadLetter(Queue, sequence) ? DeadLetterReplay.Replayed : DeadLetterReplay.NotFound);

    // The runtime itself keeps the type of what was thrown.
    private DeadLetter View(DeadMessage d)
    {
        var reason = _reasons.TryGetValue(d.Sequence.ToString(CultureInfo.InvariantCulture), out var noted) ? $"{d.Reason.Split(':')[0]}: {noted}" : d.Reason;
        return new DeadLetter(Queue, d.Sequence, d.EnqueuedAt, d.Deliveries, reason, LaneSignal.LaneOf(d.Body));
    }
}
