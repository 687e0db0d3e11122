using System.Text.Json;
using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Residents' contacts on SQLite. What is erased is overwritten in the file (<c>secure_delete</c>), and in the log when that is folded in.</summary>
public sealed class SqliteContacts(HubDatabase database) : IContacts
{
    /// <inheritdoc/>
    public Task SaveAsync(OrderId order, ResidentContact contact, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(contact, OrderEventJson.Default.ResidentContact);
        return database.WriteAsync(s => s["""
            INSERT INTO contacts (order_id, body, review_at) VALUES (?, ?, ?)
            ON CONFLICT (order_id) DO UPDATE SET body = excluded.body, review_at = excluded.review_at
            """].Bind(order).Bind(body).Bind(reviewAt).Execute(), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ResidentContact?> FindAsync(OrderId order, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT body FROM contacts WHERE order_id = ?"].Bind(order);
        return row.Step() ? JsonSerializer.Deserialize(row.Bytes(0), OrderEventJson.Default.ResidentContact) : null;
    }));

    /// <inheritdoc/>
    public Task<bool> EraseAsync(OrderId order, CancellationToken cancel) =>
        database.WriteAsync(s => s["DELETE FROM contacts WHERE order_id = ?"].Bind(order).Execute() > 0, cancel);

    /// <inheritdoc/>
    public Task PostponeAsync(OrderId order, DateTimeOffset reviewAt, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE contacts SET review_at = ? WHERE order_id = ?"].Bind(reviewAt).Bind(order).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT order_id FROM contacts WHERE review_at <= ? ORDER BY review_at LIMIT ?"].Bind(now).Bind(max);
        var due = new List<OrderId>();
        while (rows.Step()) due.Add(rows.OrderId(0));
        return (IReadOnlyList<OrderId>)due;
    }));
}
