namespace Hub.Application.Registry;

/// <summary>
/// Announces within this process that contracts, prices or dwellings changed, so that orders that wait for them are looked at at once and not only by the
/// next sweep. An announcement that is lost (a crash, another instance) costs time and nothing else: the sweep looks at every order that waits.
/// </summary>
public sealed class RegistryChanges : IDisposable
{
    private readonly SemaphoreSlim _announced = new(0, 1);
    private readonly Lock _lock = new();

    /// <summary>Announces a change; several that nobody has waited for yet count as one.</summary>
    public void Announce()
    {
        lock (_lock)
        {
            if (_announced.CurrentCount == 0) _announced.Release();
        }
    }

    /// <summary>Ends when a change was announced since the last wait.</summary>
    public Task WaitAsync(CancellationToken cancel) => _announced.WaitAsync(cancel);

    /// <inheritdoc/>
    public void Dispose() => _announced.Dispose();
}
