using Hub.Application.Moving;

namespace Hub.Functions.Local.Moving;

/// <summary>
/// Writes an export into stores that are empty. Broken off anywhere it goes on where it was; as long as it is not finished no hub starts on them.
/// </summary>
internal sealed class ImportHub(MovableHub hub, HubPlace place, MoveConsole console, TimeProvider clock)
{
    /// <summary>Imports.</summary>
    /// <param name="export">What is imported.</param>
    /// <param name="cancel">Gives up; what is written stays, and the next run goes on.</param>
    /// <exception cref="MoveException">It cannot go on; the message says why.</exception>
    public async Task RunAsync(WholeExport export, CancellationToken cancel)
    {
        var manifest = export.Manifest;
        var patience = new Patience(place, console, clock);
        await patience.DoAsync(() => hub.Target.CheckAsync(cancel), cancel);
        var progress = await BeginAsync(manifest, patience, cancel);
        if (progress.FinishedAt is { } finished)
        {
            console.Say($"This export was imported at {finished:u}; there is nothing to do.");
            return;
        }
        var work = new PartWork(hub, export.Folder, export.Seal, patience, console, cancel);
        var names = MovedParts.All.Select(p => p.Name).ToList();
        var reached = progress.Part is null ? 0 : names.IndexOf(progress.Part);
        foreach (var (index, part) in MovedParts.All.Index())
        {
            if (index >= reached)
            {
                var from = part.Name == progress.Part ? progress.Records : 0;
                await part.ImportAsync(
                    work, from, manifest.CreatedAt, n => SaveAsync(progress with { Part = part.Name, Records = n }, patience, cancel));
                await RefuseWorkAsync(progress, patience, cancel);
            }
            console.Done(part.Name, manifest.Parts.First(f => f.Name == part.File).Records);
        }
        await CompareAsync(work, manifest, progress);
        var now = clock.GetUtcNow();
        await patience.DoAsync(() => hub.Target.FollowFromHereAsync(now, cancel), cancel);
        await RefuseWorkAsync(progress, patience, cancel);
        await SaveAsync(progress with { Part = names[^1], Records = 0, FinishedAt = now }, patience, cancel);
    }

    private async Task SaveAsync(ImportProgress progress, Patience patience, CancellationToken cancel)
    {
        var isSaved = false;
        await patience.DoAsync(async () => isSaved = await hub.Target.SaveImportAsync(progress, cancel), cancel);
        if (!isSaved) throw new MoveException("Another import into these stores was begun meanwhile, and goes on; this one has ended.");
    }

    // What it wrote and what is imported would be mixed, and partners would hear of both.
    private async Task RefuseWorkAsync(ImportProgress progress, Patience patience, CancellationToken cancel)
    {
        DateTimeOffset? worked = null;
        await patience.DoAsync(async () => worked = await hub.Target.LastWorkedAsync(cancel), cancel);
        if (worked == progress.LastWorked) return;
        throw new StoreChangedException(
            $"A hub has worked on these stores at {worked:u}, since the import was begun. Stop it, empty the stores, and import again.");
    }

    // What a store lost meanwhile is written again: what is there stays as it is.
    private async Task CompareAsync(PartWork work, MoveManifest manifest, ImportProgress progress)
    {
        foreach (var part in MovedParts.All)
        {
            var expected = manifest.Parts.First(f => f.Name == part.File).Records;
            if (await part.CountAsync(work) is not { } found || found >= expected) continue;
            await SaveAsync(progress with { Part = null, Records = 0 }, work.Patience, work.Cancel);
            throw new MoveException($"Of {part.Name} the stores have {found} records, and {expected} were imported: something was lost or deleted meanwhile. "
                + "Run the import again: it begins anew, and leaves what is there as it is.");
        }
    }

    private async Task<ImportProgress> BeginAsync(MoveManifest manifest, Patience patience, CancellationToken cancel)
    {
        var known = await hub.Target.FindImportAsync(cancel);
        var isEmpty = await hub.Target.IsEmptyAsync(cancel);
        // Of stores that were emptied or lost, the note may still be there: nothing of what it says was written is.
        if (known?.Export == manifest.Id && !isEmpty)
        {
            if (known.FinishedAt is not null) return known;
            if (known.Part is not null) console.Say("The import goes on where it was.");
            await RefuseWorkAsync(known, patience, cancel);
            // So another run that is still at it ends at its next page.
            await SaveAsync(known, patience, cancel);
            return known;
        }
        if (known is { FinishedAt: null } && !isEmpty)
            throw new MoveException("Another export is being imported there, and is not finished: finish that one, or empty the stores.");
        if (!isEmpty) throw new MoveException("There is a hub with data: an import needs empty stores.");
        var begun = new ImportProgress(manifest.Id, LastWorked: await hub.Target.LastWorkedAsync(cancel));
        await SaveAsync(begun, patience, cancel);
        return begun;
    }
}
