using System.Text.Json.Serialization;
using Hub.Domain.Keys;

namespace Hub.Domain.Dwellings;

// Stored and written in the order of the parameters, although some are declared apart.
/// <summary>A Dutch address. <paramref name="PostalCode"/> is four digits and two letters without a space.</summary>
public sealed record Address(
    string? Street = null, string? HouseNumber = null, string? HouseLetter = null, string? Suffix = null, string? PostalCode = null,
    [property: JsonPropertyOrder(1)] string? City = null)
{
    /// <summary>Four digits and two letters without a space, however it was spaced and in whichever case it came; else as it came.</summary>
    public string? PostalCode { get; init => field = PostalCodeText.Of(value); } = PostalCodeText.Of(PostalCode);
}

/// <summary>One rentable unit (<em>eenheid</em>, VHE) of the register.</summary>
/// <param name="Id">The key by which the ERP names it.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Complex">The group of dwellings that it belongs to.</param>
/// <param name="Area">The region in which one contractor works.</param>
/// <param name="Type">What sort of dwelling it is, in the corporation's own words.</param>
public sealed record Dwelling(string Id, Address Address, string? Complex = null, string? Area = null, [property: JsonPropertyOrder(1)] string? Type = null)
{
    /// <summary>The key by which the ERP names it.</summary>
    [JsonPropertyOrder(-1)]
    public string Id { get; init => field = KeyText.Of(value); } = KeyText.Of(Id);

    /// <summary>The group of dwellings that it belongs to.</summary>
    public string? Complex { get; init => field = KeyText.Given(value); } = KeyText.Given(Complex);

    /// <summary>The region in which one contractor works.</summary>
    public string? Area { get; init => field = KeyText.Given(value); } = KeyText.Given(Area);
}
