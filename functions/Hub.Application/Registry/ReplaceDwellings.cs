using Hub.Domain.Dwellings;

namespace Hub.Application.Registry;

/// <summary>Replaces the register of dwellings, or puts the one before back.</summary>
public sealed class ReplaceDwellings(IDwellings dwellings, RegistryChanges changes)
{
    /// <summary>Stores all dwellings or none; durable when it returns.</summary>
    public async Task<(RegisterChange Change, ReplacementOutcome Outcome)> ReplaceAsync(
        IReadOnlyList<Dwelling> register, Replacement replacement, CancellationToken cancel)
    {
        var result = await dwellings.ReplaceAsync(register, replacement, cancel);
        if (result.Outcome is ReplacementOutcome.Made) changes.Announce();
        return result;
    }

    /// <summary>Restores the register that stood before the last change; durable when it returns. Null where nothing was changed yet.</summary>
    public async Task<(RegisterChange Change, ReplacementOutcome Outcome)?> RestoreAsync(Replacement replacement, CancellationToken cancel)
    {
        var result = await dwellings.RestoreAsync(replacement, cancel);
        if (result?.Outcome is ReplacementOutcome.Made) changes.Announce();
        return result;
    }
}
