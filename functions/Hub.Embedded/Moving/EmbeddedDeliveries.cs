using Hub.Application.Moving;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>Deliveries of the database, in the order in which they were enqueued.</summary>
internal sealed class EmbeddedDeliveries(HubDatabase database) : EmbeddedRecords<MovedDelivery>(database)
{
    protected override List<MovedDelivery> Page(PreparedStatements s, MovedDelivery? after, int max)
    {
        var rows = s[$"SELECT {SqliteDeliveryStore.Columns} FROM {SqliteDeliveryStore.Table} WHERE seq > ? ORDER BY seq LIMIT ?"]
            .Bind(after is null ? 0 : PlaceOf(s, after)).Bind(max);
        var found = new List<Application.Deliveries.Delivery>();
        while (rows.Step()) found.Add(SqliteDeliveryStore.Read(rows));
        return [.. found.Select(d => MovedDelivery.Of(d, s.DeliveryMessage(d)))];
    }

    protected override void Write(PreparedStatements s, long place, MovedDelivery record)
    {
        var d = record.ToDelivery();
        if (PlaceOf(s, record) > 0) return;
        s["""
            INSERT INTO deliveries
                (no, recipient, version, event, state, attempts, failures, created_at, first_tried_at, next_at, done_at, note, refused,
                failures_in_all, first_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """].Bind(s.NumberFor(d.Stream)).Bind(record.Recipient).Bind(d.Version).Bind(d.EventName).Bind((long)d.State).Bind(d.Attempts).Bind(d.Failures)
            .Bind(d.CreatedAt).Bind(d.FirstTriedAt).Bind(d.NextAttemptAt).Bind(d.DoneAt).Bind(d.Note).Bind(d.WasRefused)
            .Bind(d.FailuresInAll).Bind(d.FirstAttemptAt).Execute();
        if (record.ToMessage() is { } message) s.AddDeliveryMessage(d, message.ToJson());
    }

    private static long PlaceOf(PreparedStatements s, MovedDelivery delivery)
    {
        var row = s["SELECT seq FROM deliveries WHERE no = ? AND recipient = ? AND version = ?"]
            .Bind(s.NumberOf(delivery.Stream)).Bind(delivery.Recipient).Bind(delivery.Version);
        return row.Step() ? row.Int64(0) : 0;
    }
}
