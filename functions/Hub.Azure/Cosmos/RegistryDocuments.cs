using System.Globalization;
using System.Text;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Domain.Contracts;

namespace Hub.Azure.Cosmos;

/// <summary>A document of the registry.</summary>
internal abstract record RegistryDocument : Document
{
    /// <summary>The partition of partners, keys and contracts: small, read together, and changed in batches.</summary>
    public const string OnlyPartition = "registry";

    /// <summary>The partition.</summary>
    public string Partition { get; init; } = OnlyPartition;

    /// <summary>Of which documents it is one that counts now: <c>partner</c>, <c>key</c> or <c>contract</c>; null of an earlier version.</summary>
    public string? Current { get; init; }

    /// <summary>Of which partner or contract it is a version; null of a key.</summary>
    public string? VersionOf { get; init; }
}

/// <summary>A partner: the one in force, or an earlier version.</summary>
internal sealed record PartnerRegistryDocument : RegistryDocument
{
    public const string Kind = "partner";

    public int Number { get; init; } = 1;

    /// <summary>The partner's JSON.</summary>
    public required string Body { get; init; }

    public DateTimeOffset? PutAt { get; init; }

    public DateTimeOffset? ReplacedAt { get; init; }

    public static string IdOf(string partnerId) => DocumentId.Of(Kind, partnerId);

    public static string IdOf(string partnerId, int number) => DocumentId.Of(Kind, partnerId, number.ToString(CultureInfo.InvariantCulture));

    public static PartnerRegistryDocument Of(Partner partner) => new()
    {
        Id = IdOf(partner.Id), Current = Kind, VersionOf = DocumentId.Of(Kind, partner.Id), Body = Encoding.UTF8.GetString(PartnerJson.Write(partner)),
    };

    public Partner ToPartner() => PartnerJson.Read(Encoding.UTF8.GetBytes(Body));

    public PartnerVersion ToVersion() => new(Number, PutAt, ReplacedAt, ToPartner());
}

/// <summary>A partner's API key.</summary>
internal sealed record KeyRegistryDocument : RegistryDocument
{
    public const string Kind = "key";

    public required string KeyId { get; init; }

    public required string PartnerId { get; init; }

    public required string SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public static string IdOf(string keyId) => DocumentId.Of(Kind, keyId);

    public static KeyRegistryDocument Of(PartnerKey key) => new()
    {
        Id = IdOf(key.Id), Current = Kind, KeyId = key.Id, PartnerId = key.PartnerId, SecretHash = key.SecretHash, CreatedAt = key.CreatedAt,
        LastUsedAt = key.LastUsedAt,
    };

    public PartnerKey ToKey() => new(KeyId, PartnerId, SecretHash, CreatedAt, LastUsedAt);
}

/// <summary>A contract: its newest version, which is also the place where its changes are decided, or one version for good.</summary>
internal sealed record ContractRegistryDocument : RegistryDocument
{
    public const string Kind = "contract";

    public required string ContractNumber { get; init; }

    public required int Number { get; init; }

    /// <summary>The contract's JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset PutAt { get; init; }

    public int? PriceList { get; init; }

    /// <summary>The partition in which the lines of its price list lie; null where it has none.</summary>
    public string? PricesPartition { get; init; }

    /// <summary>Of the newest: true where the contract was removed.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Of the newest: the contractor to whom an order was awarded under it; null where none was.</summary>
    public string? AwardedTo { get; init; }

    public static string IdOf(string number) => DocumentId.Of(Kind, number);

    public static string IdOf(string number, int version) => DocumentId.Of(Kind, number, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same as a version for good, beside the newest.</summary>
    public ContractRegistryDocument AsVersion() => this with
    {
        Id = IdOf(ContractNumber, Number), Current = null, VersionOf = IdOf(ContractNumber), IsRemoved = false, AwardedTo = null, ETag = null,
    };

    public ContractRecord ToRecord() => new(ContractNumber, Number, Body, PutAt, PriceList);
}

/// <summary>Some lines of a price list, in a partition of the list's own.</summary>
internal sealed record PriceLinesDocument : RegistryDocument
{
    /// <summary>Lines of one document: far below 2 MB.</summary>
    public const int MaxLines = 1_000;

    /// <summary>Place of the document among those of its list.</summary>
    public required int Place { get; init; }

    public required IReadOnlyList<PriceLineText> Lines { get; init; }
}

/// <summary>A line of a price list; its price as a text, which loses no digits.</summary>
internal sealed record PriceLineText(string Code, string Description, string Unit, string Price, AgreementMethod Coverage, DateOnly? From, DateOnly? To)
{
    public static PriceLineText Of(PriceLine l) =>
        new(l.Code, l.Description, l.Unit, l.Price.ToString(CultureInfo.InvariantCulture), l.Coverage, l.From, l.To);

    public PriceLine ToLine() => new(Code, Description, Unit, decimal.Parse(Price, CultureInfo.InvariantCulture), Coverage, From, To);
}
