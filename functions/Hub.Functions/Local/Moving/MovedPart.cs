using System.Text.Json.Serialization.Metadata;
using Hub.Application.Moving;

namespace Hub.Functions.Local.Moving;

/// <summary>A part of an export: a file of JSON Lines, and the records of a hub that stand in it.</summary>
/// <param name="Name">Its name; that of the file without its end.</param>
internal abstract record MovedPart(string Name)
{
    /// <summary>The file.</summary>
    public string File => Name + ".jsonl";

    /// <summary>Writes the file from a hub; goes on where a draft of it ends.</summary>
    public abstract Task<PartFile> ExportAsync(PartWork work);

    /// <summary>Writes the file's records into a hub, behind those that are written already.</summary>
    /// <param name="work">What it works with.</param>
    /// <param name="from">So many records are written.</param>
    /// <param name="at">When the export began.</param>
    /// <param name="written">Called after each page with the number of records that are written.</param>
    public abstract Task ImportAsync(PartWork work, long from, DateTimeOffset at, Func<long, Task> written);

    /// <summary>How many records a hub has; null where it may have others than were imported.</summary>
    public abstract Task<long?> CountAsync(PartWork work);
}

/// <summary>What a part works with.</summary>
internal sealed record PartWork(MovableHub Hub, MoveFolder Folder, PassphraseSeal Seal, Patience Patience, MoveConsole Console, CancellationToken Cancel);

/// <summary>A part whose lines are of one type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The JSON of a line.</param>
/// <param name="Of">The records of a hub.</param>
/// <param name="Page">Records that are written at once; all where there are few and they belong together.</param>
/// <param name="IsCounted">False where a store may forget records while they are imported, or where what it gives depends on what it did.</param>
internal sealed record MovedPart<T>(string Name, JsonTypeInfo<T> Type, Func<PartWork, IMovedRecords<T>> Of, int Page, bool IsCounted = true) : MovedPart(Name)
    where T : class
{
    public override async Task<PartFile> ExportAsync(PartWork work)
    {
        var records = Of(work);
        using var lines = LineFile<T>.Continue(work.Folder, File, Type, isWhole: Page == int.MaxValue);
        while (true)
        {
            try
            {
                await foreach (var record in records.ReadAsync(lines.Last, work.Cancel))
                {
                    lines.Add(record);
                    work.Patience.Succeeded();
                    work.Console.Progress(Name, lines.Count);
                }
                break;
            }
            catch (Application.StoreException e) when (!work.Cancel.IsCancellationRequested)
            {
                if (!await work.Patience.WaitAsync(e, work.Cancel)) throw;
            }
        }
        return lines.Finish();
    }

    public override async Task ImportAsync(PartWork work, long from, DateTimeOffset at, Func<long, Task> written)
    {
        var records = Of(work);
        var place = 0L;
        foreach (var page in LineFile<T>.Read(work.Folder, File, Type).Chunk(Page))
        {
            var first = place;
            place += page.Length;
            if (place <= from) continue;
            await work.Patience.DoAsync(() => records.WriteAsync(first, page, at, work.Cancel), work.Cancel);
            await written(place);
            work.Console.Progress(Name, place);
        }
    }

    public override async Task<long?> CountAsync(PartWork work)
    {
        if (!IsCounted) return null;
        var count = 0L;
        await work.Patience.DoAsync(async () => count = await Of(work).CountAsync(work.Cancel), work.Cancel);
        return count;
    }
}
