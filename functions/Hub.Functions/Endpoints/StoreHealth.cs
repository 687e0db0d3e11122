using Hub.Application;

namespace Hub.Functions.Endpoints;

/// <summary>Whether a store can be used.</summary>
/// <param name="name">Name of the dependency.</param>
/// <param name="probe">Uses it; throws <see cref="StoreException"/> where that fails.</param>
/// <param name="whenAway">The state where it cannot: <see cref="DependencyState.Degraded"/> where the hub works without it.</param>
internal sealed class StoreHealth(string name, Func<CancellationToken, Task> probe, string whenAway) : IDependency
{
    public string Name => name;

    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await probe(cancel);
            return new DependencyState(Name, DependencyState.Ok);
        }
        catch (StoreException e)
        {
            return new DependencyState(Name, whenAway, null, e.Message);
        }
    }
}
