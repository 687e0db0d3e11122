using Hub.Application.Leases;

namespace Hub.Azure.Cosmos;

/// <summary>A lease that somebody holds, or left.</summary>
internal sealed record LeaseDocument : Document
{
    /// <summary>What it is for; <see cref="Document.Id"/>, which is the partition too, is made of it.</summary>
    public required string Name { get; init; }

    public required long Term { get; init; }

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
        if (await SaveAsync(Of(name, 1, until), cancel) is { } acquired) return acquired;
        if (await ReadAsync(name, cancel) is not { } held) return await SaveAsync(Of(name, 1, until), cancel);
        if (held.IsReleased is true) return await SaveAsync(Of(name, 1, until) with { ETag = held.ETag }, cancel);
        return held.EndsAt > now ? null : await SaveAsync(Of(name, held.Term + 1, until) with { ETag = held.ETag }, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<Lease?> TryRenewAsync(Lease lease, DateTimeOffset until, CancellationToken cancel)
    {
        var renewed = Of(lease.Name, lease.Term, until);
        if (await SaveAsync(renewed with { ETag = lease.Tag }, cancel) is { } same) return same;
        // A renewal before it may have been done without that its holder heard so. Whoever takes a lease over begins another term.
        return await ReadAsync(lease.Name, cancel) is { IsReleased: not true } held && held.Term == lease.Term
            ? await SaveAsync(renewed with { ETag = held.ETag }, cancel)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancel) =>
        await SaveAsync(Of(lease.Name, lease.Term, lease.EndsAt) with { IsReleased = true, Ttl = 1, ETag = lease.Tag }, cancel) is not null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<string>> FindHeldAsync(IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancel)
    {
        var found = await Task.WhenAll(names.Select(n => ReadAsync(n, cancel)));
        return found.Where(l => l is { IsReleased: null } && l.EndsAt > now).Select(l => l!.Name).ToHashSet(StringComparer.Ordinal);
    }

    private LeaseDocument Of(string name, long term, DateTimeOffset until) => new()
    {
        Id = DocumentId.Of(name), Name = name, Term = term, EndsAt = until, Ttl = TimesToLive.After(until, KeptAfterEnd, database.Clock),
    };

    private Task<LeaseDocument?> ReadAsync(string name, CancellationToken cancel) =>
        _documents.ReadAsync(DocumentId.Of(name), DocumentId.Of(name), CosmosJson.Default.LeaseDocument, cancel);

    private async Task<Lease?> SaveAsync(LeaseDocument document, CancellationToken cancel) =>
        await _documents.SaveAsync(document.Id, document, CosmosJson.Default.LeaseDocument, cancel) is { } etag
            ? new Lease(document.Name, document.Term, document.EndsAt, etag)
            : null;
}
