namespace Hub.Core.Dwellings;

/// <summary>A Dutch address. <paramref name="PostalCode"/> is four digits and two letters without a space.</summary>
public sealed record Address(
    string? Street = null, string? HouseNumber = null, string? HouseLetter = null, string? Suffix = null, string? PostalCode = null, string? City = null);

/// <summary>One rentable unit (<em>eenheid</em>, VHE) of the register.</summary>
/// <param name="Id">The key by which the ERP names it.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Complex">The group of dwellings that it belongs to.</param>
/// <param name="Area">The region in which one contractor works.</param>
/// <param name="Type">What sort of dwelling it is, in the corporation's own words.</param>
public sealed record Dwelling(string Id, Address Address, string? Complex = null, string? Area = null, string? Type = null);

/// <summary>What a new register changed.</summary>
/// <param name="Added">Dwellings that were not there before.</param>
/// <param name="Changed">Dwellings whose row differs.</param>
/// <param name="Removed">Dwellings that the new register no longer has.</param>
/// <param name="Total">Dwellings in the register now.</param>
public sealed record RegisterChange(int Added, int Changed, int Removed, int Total);

/// <summary>The register of dwellings, from which an order takes its address.</summary>
public interface IDwellings
{
    /// <summary>The dwelling with this key, or null.</summary>
    ValueTask<Dwelling?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Puts a whole register in the place of the old one, in one go or not at all.</summary>
    Task<RegisterChange> ReplaceAsync(IReadOnlyList<Dwelling> dwellings, CancellationToken cancel);
}
