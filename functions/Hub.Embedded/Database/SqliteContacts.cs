using System.Text.Json;
using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Residents' contacts on SQLite. What is erased is overwritten in the file (<c>secure_delete</c>), and in the log when that is folded in.</summary>
public sealed class SqliteContacts(HubDatabase database) : IContacts
{
    /// <inheritdoc/>
    public Task SaveAsync(StreamId stream, ResidentContact contact, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(contact, OrderEventJson.Default.ResidentContact);
        return database.WriteAsync(s => s["""
            INSERT INTO contacts (stream_id, body, review_at) VALUES (?, ?, ?)
            ON CONFLICT (stream_id) DO UPDATE SET body = excluded.body, review_at = excluded.review_at
            """].Bind(stream).Bind(body).Bind(reviewAt).Execute(), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ResidentContact?> FindAsync(StreamId stream, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT body FROM contacts WHERE stream_id = ?"].Bind(stream);
        return row.Step() ? JsonSerializer.Deserialize(row.Bytes(0), OrderEventJson.Default.ResidentContact) : null;
    }));

    /// <inheritdoc/>
    public Task<bool> EraseAsync(StreamId stream, CancellationToken cancel) =>
        database.WriteAsync(s => s["DELETE FROM contacts WHERE stream_id = ?"].Bind(stream).Execute() > 0, cancel);

    /// <inheritdoc/>
    public Task PostponeAsync(StreamId stream, DateTimeOffset reviewAt, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE contacts SET review_at = ? WHERE stream_id = ?"].Bind(reviewAt).Bind(stream).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT stream_id FROM contacts WHERE review_at <= ? ORDER BY review_at LIMIT ?"].Bind(now).Bind(max);
        var due = new List<StreamId>();
        while (rows.Step()) due.Add(rows.Stream(0));
        return (IReadOnlyList<StreamId>)due;
    }));
}
