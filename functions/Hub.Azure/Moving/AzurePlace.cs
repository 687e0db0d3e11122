using System.Globalization;
using System.Text.Json;
using Azure.Identity;
using Hub.Application;
using Hub.Application.DueTimes;
using Hub.Application.Following;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>The services in Azure as the source or target of a move. A hub that works notes that each half minute: so one that runs is seen.</summary>
/// <param name="database">The database.</param>
/// <param name="log">Its streams.</param>
/// <param name="others">Use the other services, which throws where one cannot be used.</param>
internal sealed class AzurePlace(CosmosDatabase database, IEventLog log, IReadOnlyList<Func<CancellationToken, Task>> others) : IMoveSource, IMoveTarget
{
    /// <summary>Some times the time between two notes of a hub that works.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    private static readonly string[] Moved =
    [
        CosmosContainers.Streams, CosmosContainers.Deliveries, CosmosContainers.Messages, CosmosContainers.Contacts, CosmosContainers.Agenda,
        CosmosContainers.Registry, CosmosContainers.Pending, CosmosContainers.Notices, CosmosContainers.Reports, CosmosContainers.Audit,
    ];

    private readonly CosmosDueTimes _dueTimes = new(database);
    private readonly CosmosImport _import = new(database);
    private readonly Guid _run = Guid.NewGuid();
    private string? _importTag;

    public async Task<string> MarkAsync(CancellationToken cancel)
    {
        await CheckAsync(cancel);
        if (await _import.IsUnfinishedAsync(cancel)) throw CosmosImport.Unfinished();
        var places = new Dictionary<string, string>();
        foreach (var container in Moved) places[container] = (await database.Container(container).ChangesAsync(null, cancel)).Continuation;
        return JsonSerializer.Serialize(new FeedPlaces(places, await _dueTimes.LastSeenAsync(cancel)), CosmosJson.Default.FeedPlaces);
    }

    public async Task<string?> FindChangeAsync(string mark, CancellationToken cancel)
    {
        var places = JsonSerializer.Deserialize(mark, CosmosJson.Default.FeedPlaces)!;
        if (await _dueTimes.LastSeenAsync(cancel) != places.LastSeen) return "The hub in Azure has worked since this export was begun.";
        foreach (var (container, continuation) in places.Continuations)
        {
            if ((await database.Container(container).ChangesAsync(continuation, cancel)).IsChanged)
                return $"The container {container} was changed since this export was begun.";
        }
        return null;
    }

    public async Task CheckAsync(CancellationToken cancel)
    {
        await CheckAccountAsync(cancel);
        // Before anything is written: a role that is missing is told now, and not after hours.
        foreach (var use in others) await use(cancel);
        if (await _dueTimes.LastSeenAsync(cancel) is not { } seen || database.Clock.GetUtcNow() - seen >= Quiet) return;
        throw new StoreException(string.Create(CultureInfo.InvariantCulture,
            $"A hub has worked on these services at {seen:u}. Stop the function app, and try again after {Quiet.TotalMinutes} minutes."));
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancel)
    {
        foreach (var container in Moved)
        {
            var any = await database.Container(container).QueryAsync(
                new QueryDefinition("SELECT TOP 1 * FROM c"), null, CosmosJson.Default.AnyDocument, 1, cancel);
            if (any.Count > 0) return false;
        }
        return true;
    }

    public async Task<ImportProgress?> FindImportAsync(CancellationToken cancel)
    {
        var found = await _import.FindAsync(cancel);
        _importTag = found?.ETag;
        return found?.Progress;
    }

    public async Task<DateTimeOffset?> LastWorkedAsync(CancellationToken cancel) => await _dueTimes.LastSeenAsync(cancel);

    public async Task<bool> SaveImportAsync(ImportProgress progress, CancellationToken cancel)
    {
        var note = new ImportDocument { Id = ImportDocument.OnlyId, Progress = progress, Run = _run, ETag = _importTag };
        var tag = await _import.SaveAsync(note, cancel);
        // Of this run: the answer to what it noted before was lost.
        if (tag is null && await _import.FindAsync(cancel) is { } there && there.Run == _run)
            tag = await _import.SaveAsync(note with { ETag = there.ETag }, cancel);
        if (tag is null) return false;
        _importTag = tag;
        return true;
    }

    // Each event says itself that it was imported: how far the trigger of the change feed came is its own affair.
    public async Task FollowFromHereAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await new CosmosContacts(database, new CosmosDeliveryStore(database)).NoteErasedUpToAsync(DateTimeOffset.UnixEpoch, cancel);
        await new CosmosViews(database).BeginRebuildAsync(ViewsFollower.Version, await log.CountStreamsAsync(cancel), now, cancel);
    }

    private async Task CheckAccountAsync(CancellationToken cancel)
    {
        try
        {
            await database.CheckAsync(cancel);
        }
        catch (AuthenticationFailedException e)
        {
            throw new StoreException("Cosmos DB cannot be asked: nobody is signed in who may. Sign in by az login.", e);
        }
        catch (Exception e) when (e is CosmosException or HttpRequestException)
        {
            throw new StoreException("Cosmos DB cannot be reached, or does not let in who is signed in: compare Cosmos:accountEndpoint and the roles.", e);
        }
    }
}
