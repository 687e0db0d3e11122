using System.Text.Json;
using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// Residents' contacts on SQLite. Contacts are only added to the table that holds them, and emptied where they lie: so no page keeps a copy. What is erased
/// is overwritten in the file (<c>secure_delete</c>), and soon the log is folded into the file and emptied.
/// </summary>
public sealed class SqliteContacts(HubDatabase database) : IContacts
{
    /// <inheritdoc/>
    public Task SaveAsync(StreamId subject, ResidentContact contact, DateTimeOffset savedAt, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(contact, OrderEventJson.Default.ResidentContact);
        return database.EraseAsync(s => s.SaveContact(subject, body, savedAt, reviewAt), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ResidentContact?> FindAsync(StreamId subject, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT b.body FROM contacts c JOIN contact_bodies b ON b.no = c.body_no WHERE c.no = ?"].Bind(s.NumberOf(subject));
        return row.Step() ? JsonSerializer.Deserialize(row.Bytes(0), OrderEventJson.Default.ResidentContact) : null;
    }));

    /// <inheritdoc/>
    public Task<ContactErasure> EraseAsync(StreamId subject, DateTimeOffset? until, CancellationToken cancel) => database.EraseAsync(s =>
    {
        var no = s.NumberOf(subject);
        if (until is { } moment && s["SELECT 1 FROM contacts WHERE no = ? AND saved_at > ?"].Bind(no).Bind(moment).Step()) return ContactErasure.Later;
        var existed = s.EmptyContact(no);
        s["DELETE FROM contacts WHERE no = ?"].Bind(no).Execute();
        s.RemoveEmptied("contact_bodies");
        return existed ? ContactErasure.Erased : ContactErasure.Nothing;
    }, cancel);

    /// <inheritdoc/>
    public Task ReviewAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel) =>
        database.WriteAsync(s => s.ReviewContact(subject, reviewAt), cancel);

    /// <inheritdoc/>
    public Task PostponeAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE contacts SET review_at = ? WHERE no = ?"].Bind(reviewAt).Bind(s.NumberOf(subject)).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT s.stream_id FROM contacts c JOIN streams s ON s.no = c.no WHERE review_at <= ? ORDER BY review_at LIMIT ?"].Bind(now).Bind(max);
        var due = new List<StreamId>();
        while (rows.Step()) due.Add(rows.Stream(0));
        return (IReadOnlyList<StreamId>)due;
    }));

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> ErasedUpToAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT up_to FROM erasures_done"];
        return row.Step() ? row.Time(0) : (DateTimeOffset?)null;
    }));

    /// <inheritdoc/>
    public Task NoteErasedUpToAsync(DateTimeOffset moment, CancellationToken cancel) =>
        database.WriteAsync(s => s["INSERT OR REPLACE INTO erasures_done (id, up_to) VALUES (1, ?)"].Bind(moment).Execute(), cancel);
}

internal static class ContactRows
{
    /// <summary>
    /// Saves a contact in the caller's transaction; <paramref name="body"/> is its JSON. Where it takes another's place, messages to partners that name
    /// that one go too: they are written anew, with this one.
    /// </summary>
    /// <returns>True where an earlier one was erased.</returns>
    public static bool SaveContact(this PreparedStatements s, StreamId subject, byte[] body, DateTimeOffset? savedAt, DateTimeOffset reviewAt)
    {
        var no = s.NumberFor(subject);
        var replaced = s.EmptyContact(no);
        if (replaced) s.EraseDeliveryMessages(subject);
        s["INSERT INTO contact_bodies (body) VALUES (?)"].Bind(body).Execute();
        s["""
            INSERT INTO contacts (no, body_no, saved_at, review_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (no) DO UPDATE SET body_no = excluded.body_no, saved_at = excluded.saved_at, review_at = excluded.review_at
            """].Bind(no).Bind(s.LastRowId).Bind(savedAt).Bind(reviewAt).Execute();
        return replaced;
    }

    /// <summary>Sets a subject's day in the caller's transaction; one that it has stays.</summary>
    public static void ReviewContact(this PreparedStatements s, StreamId subject, DateTimeOffset reviewAt) =>
        s["INSERT INTO contacts (no, review_at) VALUES (?, ?) ON CONFLICT (no) DO NOTHING"].Bind(s.NumberFor(subject)).Bind(reviewAt).Execute();

    /// <summary>Empties the contact of the subject with this number; false where there is none.</summary>
    public static bool EmptyContact(this PreparedStatements s, long no) =>
        s["UPDATE contact_bodies SET body = x'' WHERE no = (SELECT body_no FROM contacts WHERE no = ?)"].Bind(no).Execute() > 0;
}
