using Hub.Application.Leases;

namespace Hub.Azure.Cosmos;

/// <summary>A lease that somebody holds, or left.</summary>
internal sealed record LeaseDocument : Document
{
    /// <summary>What it is for; <see cref="Document.Id"/>, which is the partition too, is made of it.</summary>
    public required string Name { get; init; }

    public required long Term { get; init; }

    /// <summary>Of whoever acquired it, for this once. Null in documents of earlier versions.</summary>
    public string? Holder { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>True where it was released: as if it were not there.</summary>
    public bool? IsReleased { get; init; }

    /// <summary>Seconds until the service forgets it.</summary>
    public required int Ttl { get; init; }
}

/// <summary>
/// Leases on Cosmos DB: a document a name, in a partition of its own. It is created, taken over, renewed and released under its ETag; the service forgets it
/// a moment after its release.
/// </summary>
/// <remarks>It is not deleted: of a delete whose answer was lost nobody could tell whether it was this one or another holder's.</remarks>
public sealed class CosmosLeases(CosmosDatabase database) : ILeases
{
    // A holder that crashed leaves its document: it counts the terms until a name is not wanted any more.
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Locks);

    /// <inheritdoc/>
    public async ValueTask<Lease?> TryAcquireAsync(string name, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        // Nearly always nobody holds it, and one request is enough.
        var holder = Guid.NewGuid().ToString("N");
        if (await SaveAsync(Of(name, 1, until, holder), cancel) is { } acquired) return acquired;
        if (await ReadAsync(name, cancel) is not { } held) return await SaveAsync(Of(name, 1, until, holder), cancel);
        if (held.IsReleased is true) return await SaveAsync(Of(name, 1, until, holder) with { ETag = held.ETag }, cancel);
        return held.EndsAt > now ? null : await SaveAsync(Of(name, held.Term + 1, until, holder) with { ETag = held.ETag }, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<Lease?> TryRenewAsync(Lease lease, DateTimeOffset until, CancellationToken cancel)
    {
        var (holder, etag) = PartsOf(lease);
        var renewed = Of(lease.Name, lease.Term, until, holder);
        if (await SaveAsync(renewed with { ETag = etag }, cancel) is { } same) return same;
        // A renewal before it may have been done without that its holder heard so.
        return await ReadAsync(lease.Name, cancel) is { IsReleased: not true } held && held.Holder == holder
            ? await SaveAsync(renewed with { ETag = held.ETag }, cancel)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancel)
    {
        var (holder, etag) = PartsOf(lease);
        return await SaveAsync(Of(lease.Name, lease.Term, lease.EndsAt, holder) with { IsReleased = true, Ttl = 1, ETag = etag }, cancel) is not null;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<string>> FindHeldAsync(IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancel)
    {
        var found = await Task.WhenAll(names.Select(n => ReadAsync(n, cancel)));
        return found.Where(l => l is { IsReleased: null } && l.EndsAt > now).Select(l => l!.Name).ToHashSet(StringComparer.Ordinal);
    }

    // What the caller keeps as the tag: who holds it, and the ETag of the document as this holder last wrote it.
    private static (string Holder, string ETag) PartsOf(Lease lease) => (lease.Tag[..lease.Tag.IndexOf(' ')], lease.Tag[(lease.Tag.IndexOf(' ') + 1)..]);

    private LeaseDocument Of(string name, long term, DateTimeOffset until, string holder) => new()
    {
        Id = DocumentId.Of(name), Name = name, Term = term, Holder = holder, EndsAt = until, Ttl = TimesToLive.After(until, KeptAfterEnd, database.Clock),
    };

    private Task<LeaseDocument?> ReadAsync(string name, CancellationToken cancel) =>
        _documents.ReadAsync(DocumentId.Of(name), DocumentId.Of(name), CosmosJson.Default.LeaseDocument, cancel);

    private async Task<Lease?> SaveAsync(LeaseDocument document, CancellationToken cancel) =>
        await _documents.SaveAsync(document.Id, document, CosmosJson.Default.LeaseDocument, cancel) is { } etag
            ? new Lease(document.Name, document.Term, document.EndsAt, $"{document.Holder} {etag}")
            : null;
}
