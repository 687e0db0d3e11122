using System.Globalization;
using System.Text.Json;
using Hub.Application.Following;
using Hub.Application.Moving;
using Hub.Embedded.Database;

namespace Hub.Embedded.Moving;

/// <summary>The data directory as the source or target of a move. Whoever opens it holds it, so that no hub works on it.</summary>
/// <param name="database">The database.</param>
/// <param name="follow">Lets all followers of the log go on behind a place of it. Durable when it returns.</param>
internal sealed class EmbeddedPlace(HubDatabase database, Func<long, Task> follow) : IMoveSource, IMoveTarget
{
    public Task<string> MarkAsync(CancellationToken cancel)
    {
        ImportFile.RefuseUnfinished(database.DataDirectory);
        return Task.FromResult(Mark());
    }

    public Task<string?> FindChangeAsync(string mark, CancellationToken cancel) => Task.FromResult(Mark() == mark
        ? null
        : $"A hub has worked on {Path.GetFullPath(database.DataDirectory)} since this export was begun.");

    public Task CheckAsync(CancellationToken cancel) => database.ProbeAsync(cancel);

    public Task<bool> IsEmptyAsync(CancellationToken cancel) => Task.FromResult(database.Read(s => !s["""
        SELECT 1 WHERE EXISTS (SELECT 1 FROM streams) OR EXISTS (SELECT 1 FROM messages) OR EXISTS (SELECT 1 FROM deliveries) OR EXISTS (SELECT 1 FROM partners)
            OR EXISTS (SELECT 1 FROM contracts) OR EXISTS (SELECT 1 FROM dwellings) OR EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM reader_keys)
            OR EXISTS (SELECT 1 FROM notices) OR EXISTS (SELECT 1 FROM contacts) OR EXISTS (SELECT 1 FROM evidence_agenda)
            OR EXISTS (SELECT 1 FROM pending_projections) OR EXISTS (SELECT 1 FROM partner_keys) OR EXISTS (SELECT 1 FROM prices)
            OR EXISTS (SELECT 1 FROM secrets) OR EXISTS (SELECT 1 FROM reports)
        """].Step()));

    // The file says that there is an import, and the database how far it is: what of it was lost is not counted.
    public Task<ImportProgress?> FindImportAsync(CancellationToken cancel)
    {
        var begun = ImportFile.Find(database.DataDirectory);
        if (begun is not { FinishedAt: null }) return Task.FromResult(begun);
        var written = database.Read(s =>
        {
            var row = s["SELECT body FROM import_progress"];
            return row.Step() ? JsonSerializer.Deserialize(row.Blob(0), MovedJson.Default.ImportProgress) : null;
        });
        return Task.FromResult<ImportProgress?>(written?.Export == begun.Export ? written : begun);
    }

    public async Task<DateTimeOffset?> LastWorkedAsync(CancellationToken cancel) => await new SqliteDueTimes(database).LastSeenAsync(cancel);

    // Whoever has the database open is the only one.
    public async Task<bool> SaveImportAsync(ImportProgress progress, CancellationToken cancel)
    {
        var marker = ImportFile.Find(database.DataDirectory);
        // No hub starts before anything is written, and one starts only when all is.
        if (marker?.Export != progress.Export || marker.FinishedAt != progress.FinishedAt)
            ImportFile.Save(database.DataDirectory, progress with { Part = null, Records = 0 });
        await database.WriteAsync(
            s => s["INSERT OR REPLACE INTO import_progress (id, body) VALUES (1, ?)"]
                .Bind(JsonSerializer.SerializeToUtf8Bytes(progress, MovedJson.Default.ImportProgress)).Execute(), cancel);
        return true;
    }

    public async Task FollowFromHereAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var (last, streams) = database.Read(s =>
        {
            var row = s["SELECT (SELECT coalesce(max(seq), 0) FROM events), (SELECT count(*) FROM streams)"];
            row.Step();
            return (row.Int64(0), row.Int64(1));
        });
        await new SqliteViews(database).BeginRebuildAsync(ViewsFollower.Version, streams, now, cancel);
        await new SqliteContacts(database).NoteErasedUpToAsync(DateTimeOffset.UnixEpoch, cancel);
        await follow(last);
    }

    // All that a hub writes of its own accord comes after its start, which it notes.
    private string Mark() => database.Read(s =>
    {
        var row = s["""
            SELECT (SELECT at FROM probe WHERE id = 2), (SELECT max(seq) FROM events), (SELECT max(seq) FROM messages), (SELECT max(seq) FROM deliveries),
                (SELECT max(seq) FROM audit)
            """];
        row.Step();
        return string.Join('/', Enumerable.Range(0, 5).Select(i => row.Int64OrNull(i)?.ToString(CultureInfo.InvariantCulture) ?? "-"));
    });
}
