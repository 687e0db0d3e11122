using Hub.Application;
using Hub.Application.Evidence;

namespace Hub.Functions.Endpoints;

/// <summary>Whether the store of pictures can be written and read.</summary>
public sealed class EvidenceHealth(IEvidenceStore store) : IDependency
{
    /// <inheritdoc/>
    public string Name => "evidence";

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await store.ProbeAsync(cancel);
            return new DependencyState(Name, DependencyState.Ok);
        }
        catch (StoreException e)
        {
            // Degraded and not down: orders are processed without it, only photos are refused.
            return new DependencyState(Name, DependencyState.Degraded, null, e.Message);
        }
    }
}
