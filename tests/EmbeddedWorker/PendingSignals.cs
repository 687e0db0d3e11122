using System.Threading.Channels;
using Hub.Application.Deliveries;

namespace Hub.Functions;

/// <summary>A message of the queue <c>lanes</c>.</summary>
/// <param name="Body">Its text.</param>
/// <param name="At">When it is due; null for at once.</param>
internal sealed record PendingSignal(string Body, DateTimeOffset? At);

/// <summary>Signals on their way to the Functions host of the tests, which holds the queue.</summary>
internal sealed class PendingSignals : ISignal
{
    private readonly Channel<PendingSignal> _signals = Channel.CreateUnbounded<PendingSignal>();

    public Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel)
    {
        foreach (var lane in lanes) _signals.Writer.TryWrite(new PendingSignal(LaneSignal.For(lane).ToJson(), at));
        return Task.CompletedTask;
    }

    /// <summary>Waits for signals, and takes all there are.</summary>
    public async Task<IReadOnlyList<PendingSignal>> TakeAsync(CancellationToken cancel)
    {
        List<PendingSignal> taken = [await _signals.Reader.ReadAsync(cancel)];
        while (_signals.Reader.TryRead(out var more)) taken.Add(more);
        return taken;
    }
}
