using Hub.Application;
using Hub.Functions.Endpoints;

namespace Hub.Functions;

/// <summary>Whether a store in Azure can be used.</summary>
/// <param name="name">Name of the dependency.</param>
/// <param name="probe">Uses it; throws <see cref="StoreException"/> where that fails.</param>
internal sealed class StoreHealth(string name, Func<CancellationToken, Task> probe) : IDependency
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
            return new DependencyState(Name, DependencyState.Down, null, e.Message);
        }
    }
}
