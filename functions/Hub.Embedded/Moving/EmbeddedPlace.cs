using System.Globalization;
using Hub.Application.Following;
using Hub.Application.Moving;
using Hub.Embedded.Database;

namespace Hub.Embedded.Moving;

/// <summary>The data directory as the source or target of a move. Whoever opens it holds it, so that no hub works on it.</summary>
/// <param name="database">The database.</param>
/// <param name="follow">Lets all followers of the log go on behind a place of it. Durable when it returns.</param>
internal sealed class EmbeddedPlace(HubDatabase database, Func<long, Task> follow) : IMoveSource, IMoveTarget
{
    // All that a hub writes of its own accord comes after its start, which it notes.
    public Task<string> MarkAsync(CancellationToken cancel) => Task.FromResult(database.Read(s =>
    {
        var row = s["""
            SELECT (SELECT at FROM probe WHERE id = 2), (SELECT max(seq) FROM events), (SELECT max(seq) FROM messages), (SELECT max(seq) FROM deliveries),
                (SELECT max(seq) FROM audit)
            """];
        row.Step();
        return string.Join('/', Enumerable.Range(0, 5).Select(i => row.Int64OrNull(i)?.ToString(CultureInfo.InvariantCulture) ?? "-"));
    }));

    public async Task<string?> FindChangeAsync(string mark, CancellationToken cancel) => await MarkAsync(cancel) == mark
        ? null
        : $"A hub has worked on {Path.GetFullPath(database.DataDirectory)} since this export was begun.";

    public Task CheckAsync(CancellationToken cancel) => database.ProbeAsync(cancel);

    public Task<bool> IsEmptyAsync(CancellationToken cancel) => Task.FromResult(database.Read(s => !s["""
        SELECT 1 WHERE EXISTS (SELECT 1 FROM streams) OR EXISTS (SELECT 1 FROM messages) OR EXISTS (SELECT 1 FROM deliveries) OR EXISTS (SELECT 1 FROM partners)
            OR EXISTS (SELECT 1 FROM contracts) OR EXISTS (SELECT 1 FROM dwellings) OR EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM reader_keys)
            OR EXISTS (SELECT 1 FROM notices)
        """].Step()));

    public Task<ImportProgress?> FindImportAsync(CancellationToken cancel) => Task.FromResult(ImportFile.Find(database.DataDirectory));

    public Task SaveImportAsync(ImportProgress progress, CancellationToken cancel)
    {
        ImportFile.Save(database.DataDirectory, progress);
        return Task.CompletedTask;
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
        await follow(last);
    }
}
