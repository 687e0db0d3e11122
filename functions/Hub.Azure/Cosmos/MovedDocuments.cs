using Hub.Application;
using Hub.Application.Moving;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>How far an import is, among the locks.</summary>
internal sealed record ImportDocument : Document
{
    public const string OnlyId = "import";

    public required ImportProgress Progress { get; init; }

    /// <summary>The run of the command that wrote it.</summary>
    public Guid Run { get; init; }
}

/// <summary>Places in the change feeds of containers, and the last moment at which the hub is known to have worked.</summary>
internal sealed record FeedPlaces(IReadOnlyDictionary<string, string> Continuations, DateTimeOffset? LastSeen);

/// <summary>The moment of the newest document, in seconds since 1970.</summary>
internal sealed record NewestResult(long Ts);

/// <summary>An event, without what it says.</summary>
internal sealed record EventPlace(StreamId StreamId, int Version, bool? IsImported);

/// <summary>The import of another hub into this account: as long as it is not finished no hub starts on it.</summary>
public sealed class CosmosImport(CosmosDatabase database)
{
    private readonly CosmosDocuments _notes = database.Container(CosmosContainers.Locks);

    /// <summary>True where one is not finished: a hub would work with a part of its data.</summary>
    /// <exception cref="StoreException">The account cannot be asked.</exception>
    public async Task<bool> IsUnfinishedAsync(CancellationToken cancel) => await FindAsync(cancel) is { Progress.FinishedAt: null };

    /// <summary>Why nothing can be done with such an account.</summary>
    public static StoreException Unfinished() => new("The import into this Cosmos DB account is not finished: it has a part of its data alone. "
        + "Run the import again, which goes on where it was.");

    internal Task<ImportDocument?> FindAsync(CancellationToken cancel) =>
        _notes.ReadAsync(ImportDocument.OnlyId, ImportDocument.OnlyId, CosmosJson.Default.ImportDocument, cancel);

    /// <summary>Its new ETag; null where somebody else wrote it meanwhile.</summary>
    internal Task<string?> SaveAsync(ImportDocument note, CancellationToken cancel) =>
        _notes.SaveAsync(ImportDocument.OnlyId, note, CosmosJson.Default.ImportDocument, cancel);
}
