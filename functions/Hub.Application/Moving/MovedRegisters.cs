using System.Text.Json;
using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Partners;

namespace Hub.Application.Moving;

/// <summary>A partner in the versions that are kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Versions">The oldest first; the last is in force.</param>
public sealed record MovedPartner(string Id, IReadOnlyList<MovedPartnerVersion> Versions);

/// <summary>A partner as it was put once. Its members are those of <see cref="PartnerVersion"/>.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="PutAt">When it was put.</param>
/// <param name="ReplacedAt">When the next one took its place; null for the one in force.</param>
/// <param name="Partner">The partner as it is stored: with the name of its secret, and without the secret.</param>
public sealed record MovedPartnerVersion(int Number, DateTimeOffset? PutAt, DateTimeOffset? ReplacedAt, JsonElement Partner)
{
    /// <summary>A version as registries read it.</summary>
    public static MovedPartnerVersion Of(PartnerVersion v) => new(v.Number, v.PutAt, v.ReplacedAt, MovedJson.Raw(PartnerJson.Write(v.Partner)));

    /// <summary>The partner's JSON as registries keep it.</summary>
    public byte[] ToJson() => PartnerJson.Write(ToPartner());

    /// <summary>The partner.</summary>
    public Partner ToPartner() => PartnerJson.Read(MovedJson.Bytes(Partner));
}

/// <summary>A contract in all its versions.</summary>
/// <param name="Number">Its key.</param>
/// <param name="IsRemoved">True where it was removed: its versions stay readable.</param>
/// <param name="AwardedTo">The contractor to whom orders were awarded under it; null where none were.</param>
/// <param name="Versions">The oldest first.</param>
public sealed record MovedContract(string Number, bool IsRemoved, string? AwardedTo, IReadOnlyList<MovedContractVersion> Versions);

/// <summary>One version of a contract. Its members are those of <see cref="ContractRecord"/>.</summary>
/// <param name="Version">Its number, from 1 on.</param>
/// <param name="Document">The document, as the administrator put it.</param>
/// <param name="PutAt">When it was made.</param>
/// <param name="PriceList">The version at which its price list was imported; null while it has none.</param>
public sealed record MovedContractVersion(int Version, string Document, DateTimeOffset PutAt, int? PriceList);

/// <summary>A price list of a contract.</summary>
/// <param name="Contract">The contract's number.</param>
/// <param name="PriceList">The version at which it was imported.</param>
/// <param name="Lines">Its lines in their order.</param>
public sealed record MovedPriceList(string Contract, int PriceList, IReadOnlyList<PriceLine> Lines)
{
    /// <summary>A price list whose prices are written the same, whatever zeros the store keeps behind them.</summary>
    public static MovedPriceList Of(string contract, int priceList, IEnumerable<PriceLine> lines) =>
        new(contract, priceList, [.. lines.Select(l => l with { Price = l.Price / 1.0000000000000000000000000000m })]);
}

/// <summary>A dwelling of a register; or, without one, that there is such a register.</summary>
/// <param name="Register">Which register.</param>
/// <param name="Dwelling">The dwelling.</param>
public sealed record MovedDwelling(DwellingRegister Register, Dwelling? Dwelling)
{
    /// <summary>The lines of both registers, each sorted by the dwellings' keys.</summary>
    /// <param name="inForce">The register in force.</param>
    /// <param name="before">The one before the last change; null before there was one.</param>
    public static IEnumerable<MovedDwelling> Of(IEnumerable<Dwelling> inForce, IEnumerable<Dwelling>? before) =>
    [
        .. Sorted(DwellingRegister.InForce, inForce),
        .. before is null ? [] : Sorted(DwellingRegister.Before, before).Prepend(new(DwellingRegister.Before, null)),
    ];

    private static IEnumerable<MovedDwelling> Sorted(DwellingRegister register, IEnumerable<Dwelling> dwellings) =>
        dwellings.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => new MovedDwelling(register, d));
}

/// <summary>A register of dwellings.</summary>
public enum DwellingRegister
{
    /// <summary>The one that counts.</summary>
    InForce,

    /// <summary>The one before the last change, which can be restored.</summary>
    Before,
}

/// <summary>A secret of a partner.</summary>
/// <param name="Name">Its name, by which the partner refers to it.</param>
/// <param name="Value">The secret; in an export as <see cref="PassphraseSeal"/> seals it.</param>
public sealed record MovedSecret(string Name, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"MovedSecret {Name} (withheld)";
}

/// <summary>What was noticed of a subject, and the notice that is to be sent.</summary>
/// <param name="Subject">The subject's text form.</param>
/// <param name="State">The stored state.</param>
public sealed record MovedNotice(string Subject, JsonElement State);
