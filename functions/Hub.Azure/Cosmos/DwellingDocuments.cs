using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Dwellings;

namespace Hub.Azure.Cosmos;

/// <summary>Which register of dwellings is in force, and which stood before it.</summary>
internal sealed record RegisterDocument : RegistryDocument
{
    public const string OnlyId = "dwellings";

    /// <summary>The register in force; null before the first.</summary>
    public RegisterPlace? InForce { get; init; }

    /// <summary>The one before the last change, to be restored; null before there was one.</summary>
    public RegisterPlace? Before { get; init; }
}

/// <summary>Where a register lies. It is never changed: a change makes another.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Parts">Over how many documents its dwellings are spread, by their keys; each is a partition of its own.</param>
internal sealed record RegisterPlace(string Name, int Parts)
{
    /// <summary>No dwellings.</summary>
    public static readonly RegisterPlace Empty = new("", 0);

    /// <summary>Dwellings in a document, about: a point read of them costs some 3 RU.</summary>
    private const int InPart = 100;

    public static RegisterPlace For(int dwellings) => new(Document.NewWriteId(), (dwellings + InPart - 1) / InPart);

    /// <summary>The place of a register that is moved here: always the same, so that an import that is repeated writes over it.</summary>
    public static RegisterPlace Moved(string register, int dwellings) => For(dwellings) with { Name = $"moved-{register}" };

    /// <summary>The document in which a dwelling lies.</summary>
    public int PartOf(string dwellingId) => (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(dwellingId)), 0) % (uint)Parts);

    /// <summary>The partition and the id of one of its documents.</summary>
    public string PartitionOf(int part) => string.Create(CultureInfo.InvariantCulture, $"dwellings!{Name}!{part}");
}

/// <summary>Some dwellings of a register.</summary>
internal sealed record DwellingsDocument : RegistryDocument
{
    public required IReadOnlyList<Dwelling> Dwellings { get; init; }
}
