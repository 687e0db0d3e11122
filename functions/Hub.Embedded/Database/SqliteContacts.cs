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
    public Task SaveAsync(StreamId subject, ResidentContact contact, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(contact, OrderEventJson.Default.ResidentContact);
        return database.WriteAsync(s => s.SaveContact(subject, body, reviewAt), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ResidentContact?> FindAsync(StreamId subject, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT body FROM contacts WHERE stream_id = ?"].Bind(subject);
        return row.Step() ? JsonSerializer.Deserialize(row.Bytes(0), OrderEventJson.Default.ResidentContact) : null;
    }));

    /// <inheritdoc/>
    public Task<bool> EraseAsync(StreamId subject, CancellationToken cancel) =>
        database.WriteAsync(s => s["DELETE FROM contacts WHERE stream_id = ?"].Bind(subject).Execute() > 0, cancel);

    /// <inheritdoc/>
    public Task PostponeAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE contacts SET review_at = ? WHERE stream_id = ?"].Bind(reviewAt).Bind(subject).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT stream_id FROM contacts WHERE review_at <= ? ORDER BY review_at LIMIT ?"].Bind(now).Bind(max);
        var due = new List<StreamId>();
        while (rows.Step()) due.Add(rows.Stream(0));
        return (IReadOnlyList<StreamId>)due;
    }));
}

internal static class ContactRows
{
    /// <summary>Saves a contact in the caller's transaction; <paramref name="body"/> is its JSON.</summary>
    public static void SaveContact(this PreparedStatements s, StreamId subject, byte[] body, DateTimeOffset reviewAt) => s["""
        INSERT INTO contacts (stream_id, body, review_at) VALUES (?, ?, ?)
        ON CONFLICT (stream_id) DO UPDATE SET body = excluded.body, review_at = excluded.review_at
        """].Bind(subject).Bind(body).Bind(reviewAt).Execute();
}
