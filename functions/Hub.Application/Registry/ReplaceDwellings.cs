using Hub.Domain.Dwellings;

namespace Hub.Application.Registry;

/// <summary>Replaces the register of dwellings.</summary>
public sealed class ReplaceDwellings(IDwellings dwellings, RegistryChanges changes)
{
    /// <summary>Stores all dwellings or none; durable when it returns.</summary>
    public async Task<RegisterChange> ReplaceAsync(IReadOnlyList<Dwelling> register, CancellationToken cancel)
    {
        var change = await dwellings.ReplaceAsync(register, cancel);
        changes.Announce();
        return change;
    }
}
