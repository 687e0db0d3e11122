namespace Hub.Application.Registry;

/// <summary>Removes a contract under which no order was awarded; the registry decides that in the write itself, so that no award comes in between.</summary>
public sealed class RemoveContract(RegistryCache registry, TimeProvider clock)
{
    /// <summary>Removes a contract; durable when it returns.</summary>
    public Task<RemoveContractResult> RemoveAsync(string number, CancellationToken cancel) =>
        registry.ChangeAsync(r => r.RemoveContractAsync(number, clock.GetUtcNow(), cancel));
}
