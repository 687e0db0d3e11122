namespace Hub.Domain.Dwellings;

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
