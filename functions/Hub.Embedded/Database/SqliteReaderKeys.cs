using Hub.Application.Readers;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Keys that may only read, on SQLite.</summary>
public sealed class SqliteReaderKeys(HubDatabase database) : IReaderKeys
{
    private const string Select = "SELECT id, name, contractor, hash, created_at, used_at FROM reader_keys";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReaderKey>> ListAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var keys = new List<ReaderKey>();
        var rows = s[$"{Select} ORDER BY created_at, id"];
        while (rows.Step()) keys.Add(Read(rows));
        return (IReadOnlyList<ReaderKey>)keys;
    }));

    /// <inheritdoc/>
    public ValueTask<ReaderKey?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s[$"{Select} WHERE id = ?"].Bind(id);
        return row.Step() ? Read(row) : null;
    }));

    /// <inheritdoc/>
    public Task AddAsync(ReaderKey key, CancellationToken cancel) => database.WriteAsync(
        s => s["INSERT INTO reader_keys (id, name, contractor, hash, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?)"]
            .Bind(key.Id).Bind(key.Name).Bind(key.ContractorId).Bind(key.SecretHash).Bind(key.CreatedAt).Bind(key.LastUsedAt).Execute(), cancel);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string id, CancellationToken cancel) =>
        database.WriteAsync(s => s["DELETE FROM reader_keys WHERE id = ?"].Bind(id).Execute() > 0, cancel);

    /// <inheritdoc/>
    public Task RecordUseAsync(string id, DateTimeOffset at, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE reader_keys SET used_at = ? WHERE id = ?"].Bind(at).Bind(id).Execute(), cancel);

    private static ReaderKey Read(PreparedStatement row) =>
        new(row.Text(0), row.Text(1), row.TextOrNull(2), row.Text(3), row.Time(4), row.TimeOrNull(5));
}
