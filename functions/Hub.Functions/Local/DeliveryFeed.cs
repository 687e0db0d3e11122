using Hub.Application.Deliveries;
using Hub.Embedded.Database;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>
/// The changes of deliveries as a change feed. It looks twice a second, as the feed in Azure looks now and then: most deliveries are made within that time, and
/// are counted once in the place of twice; and however many are made, their figures cost a write or two a second.
/// </summary>
internal sealed class DeliveryFeed(SqliteDeliveryFigures figures, TimeProvider clock) : IChangeSource<DeliveryChange>
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private bool _isFirst = true;
    private bool _wasFull;

    public string ContainerName => "deliveries";

    // Of one function, which reads one page after the other.
    public async ValueTask<ChangePage<DeliveryChange>> ReadAsync(long after, int max, CancellationToken cancellationToken)
    {
        // What was left by a full page waits no longer.
        if (!_isFirst && !_wasFull) await Task.Delay(BetweenLooks, clock, cancellationToken);
        _isFirst = false;
        var changes = figures.ReadChanges(after, max);
        _wasFull = changes.Count == max;
        return new ChangePage<DeliveryChange>([.. changes.Select(c => c.Change)], changes.Count > 0 ? changes[^1].Number : after);
    }

    // Each look waits by itself.
    public Task WaitAsync(long after, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(figures.LastChange());
}
