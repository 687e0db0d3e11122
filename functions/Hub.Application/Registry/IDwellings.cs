using Hub.Domain.Dwellings;

namespace Hub.Application.Registry;

/// <summary>What a new register changed, or would change.</summary>
/// <param name="Added">Dwellings that were not there before.</param>
/// <param name="Changed">Dwellings whose row differs.</param>
/// <param name="Removed">Dwellings that the new register no longer has.</param>
/// <param name="Total">Dwellings in the register afterwards.</param>
public sealed record RegisterChange(int Added, int Changed, int Removed, int Total)
{
    /// <summary>What goes that is asked back; empty where nothing is.</summary>
    public IReadOnlyList<RegisterRemoval> Removals { get; init; } = [];

    /// <summary>The number to confirm: how much of <see cref="Removals"/> goes in all.</summary>
    public int ToConfirm => Removals.Sum(r => r.Removed);
}

/// <summary>What a register loses that is asked back.</summary>
/// <param name="What"><see cref="Dwellings"/>, or the column of which dwellings that stay lose their value.</param>
/// <param name="Removed">How many go.</param>
/// <param name="Of">How many there are.</param>
public sealed record RegisterRemoval(string What, int Removed, int Of)
{
    /// <summary>Whole rows.</summary>
    public const string Dwellings = "dwellings";

    /// <summary>In words, such as <c>29 dwellings of 30</c> or <c>30 values of area of 30</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Removed} {(What == Dwellings ? What : $"values of {What}")} of {Of}");
}

/// <summary>The register of dwellings, from which an order takes its address.</summary>
public interface IDwellings
{
    /// <summary>The dwelling with this key, or null.</summary>
    ValueTask<Dwelling?> FindAsync(string id, CancellationToken cancel);

    /// <summary>
    /// Puts a whole register in the place of the old one, in one go or not at all; whether that is allowed is decided in the same go. The
    /// register before it can be restored.
    /// </summary>
    Task<(RegisterChange Change, ReplacementOutcome Outcome)> ReplaceAsync(
        IReadOnlyList<Dwelling> dwellings, Replacement replacement, CancellationToken cancel);

    /// <summary>
    /// Puts the register that stood before the last change in its place, under the same rule, for before the first one was none: restored again, it is the
    /// other one. Null where nothing was changed yet.
    /// </summary>
    Task<(RegisterChange Change, ReplacementOutcome Outcome)?> RestoreAsync(Replacement replacement, CancellationToken cancel);
}
