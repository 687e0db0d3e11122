using Hub.Application.Settings;

namespace Hub.Application.Registry;

/// <summary>
/// How a whole is replaced by another. A file that lost its lines on the way must not empty a register: a replacement that removes more
/// than a share of what is there is made only where its sender names how many it removes.
/// </summary>
/// <param name="IsDryRun">Whether only to tell what would change.</param>
/// <param name="Confirmed">How many the sender says that it removes; null where it says nothing.</param>
public sealed record Replacement(bool IsDryRun = false, int? Confirmed = null)
{
    /// <summary>What may go unasked.</summary>
    public ReplacementLimits Limits { get; init; } = new();

    /// <summary>Whether it may be made. All that is there never goes unasked, also where others take its place.</summary>
    /// <param name="before">How many there are.</param>
    /// <param name="removed">How many of them it removes.</param>
    public bool Allows(int before, int removed) =>
        removed == 0 || removed == Confirmed || (removed < before && removed <= Math.Max(Limits.AtLeast, (int)(before * Limits.Share)));
}

/// <summary>What comes of a replacement.</summary>
public enum ReplacementOutcome
{
    /// <summary>It is made, or nothing was to change.</summary>
    Made,

    /// <summary>Nothing was changed: it was asked only what would.</summary>
    DryRun,

    /// <summary>Nothing was changed: it removes more than is allowed unasked.</summary>
    RemovesMany,
}
