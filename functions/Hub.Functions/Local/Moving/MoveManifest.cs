using System.Text.Json.Serialization;

namespace Hub.Functions.Local.Moving;

/// <summary>What stands in an export: <c>manifest.json</c>, written last. Without it the export is not complete.</summary>
/// <param name="Format">The number of the format; another one is refused.</param>
/// <param name="Id">The id of the export.</param>
/// <param name="From">From where the hub was exported.</param>
/// <param name="CreatedAt">When the export began.</param>
/// <param name="Seal">How secrets are sealed.</param>
/// <param name="Parts">The files, in the order in which they are imported.</param>
internal sealed record MoveManifest(int Format, Guid Id, string From, DateTimeOffset CreatedAt, SealParameters Seal, IReadOnlyList<PartFile> Parts)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>False where a member is missing or cannot be: the file was changed.</summary>
    public bool IsWhole => From is not null && Seal is { IsWhole: true } && PartFile.AreWhole(Parts);
}

/// <summary>How secrets are sealed: see <c>PassphraseSeal</c>.</summary>
/// <param name="Salt">The salt, in base64.</param>
/// <param name="Iterations">Rounds of PBKDF2.</param>
/// <param name="Check">A known text that is sealed too, by which a wrong passphrase is recognised.</param>
internal sealed record SealParameters(byte[] Salt, int Iterations, string Check)
{
    // Some minutes of work: a number beyond is no choice of anybody.
    private const int MostIterations = 100_000_000;

    public bool IsWhole => Salt is { Length: > 0 } && Check is not null && Iterations is > 0 and <= MostIterations;
}

/// <summary>A file of an export.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Records">Lines.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
internal sealed record PartFile(string Name, long Records, long Bytes, string Sha256)
{
    public static bool AreWhole(IReadOnlyList<PartFile>? parts) => parts is not null && parts.All(p => p is { Name: not null, Sha256: not null });
}

/// <summary>An export that is not complete yet: <c>export.json</c>, removed when the manifest stands.</summary>
/// <param name="Format">As of the manifest.</param>
/// <param name="Id">As of the manifest.</param>
/// <param name="From">As of the manifest.</param>
/// <param name="CreatedAt">As of the manifest.</param>
/// <param name="Seal">As of the manifest.</param>
/// <param name="Mark">The source as it was when the export began: where it is another, what is exported would not belong together.</param>
/// <param name="Done">The files that are complete.</param>
internal sealed record ExportState(
    int Format, Guid Id, string From, DateTimeOffset CreatedAt, SealParameters Seal, string Mark, IReadOnlyList<PartFile> Done)
{
    public bool IsWhole => From is not null && Mark is not null && Seal is { IsWhole: true } && PartFile.AreWhole(Done);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MoveManifest))]
[JsonSerializable(typeof(ExportState))]
internal sealed partial class MoveJson : JsonSerializerContext;
