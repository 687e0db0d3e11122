namespace Hub.Application.Registry;

/// <summary>Removes a contract under which no order was awarded; the registry decides that in the write itself, so that no award comes in between.</summary>
public sealed class RemoveContract(RegistryCache registry, TimeProvider clock)
{
    /// <summary>Removes a contract; durable when it returns.</summary>
    public async Task<RemoveContractResult> RemoveAsync(string number, CancellationToken cancel)
    {
        number = (await registry.GetAsync(cancel)).ContractNumber(number);
        return await registry.ChangeAsync(r => r.RemoveContractAsync(number, clock.GetUtcNow(), cancel));
    }
}
