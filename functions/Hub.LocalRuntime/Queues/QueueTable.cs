using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>The durable side of the queues: the statements on the table <c>message</c>.</summary>
internal static class QueueTable
{
    /// <summary>Writes a message, and returns its sequence number.</summary>
    public static long Insert(PreparedStatements s, string queue, string body, long enqueuedAt, long visibleAt)
    {
        s["INSERT INTO message (queue, body, enqueued_at, visible_at) VALUES (?, ?, ?, ?)"]
            .Bind(queue).Bind(body).Bind(enqueuedAt).Bind(visibleAt).Execute();
        return s.LastRowId;
    }

    /// <summary>Raises the delivery count of a message and reads it.</summary>
    /// <returns>The message, or null when it has had all its deliveries.</returns>
    public static ReceivedMessage? Receive(PreparedStatements s, long sequence, int maxDeliveries)
    {
        var row = s["UPDATE message SET deliveries = deliveries + 1 WHERE seq = ? AND deliveries < ? RETURNING deliveries, body"]
            .Bind(sequence).Bind(maxDeliveries);
        if (!row.Step()) return null;
        var message = new ReceivedMessage(sequence, row.Text(1), row.Int32(0));
        row.Reset();
        return message;
    }

    public static int Delete(PreparedStatements s, long sequence) => s["DELETE FROM message WHERE seq = ?"].Bind(sequence).Execute();

    public static int Bury(PreparedStatements s, long sequence, string reason, long at) =>
        s["UPDATE message SET dead_at = ?, dead_reason = ? WHERE seq = ?"].Bind(at).Bind(reason).Bind(sequence).Execute();

    public static List<(string Queue, long Sequence, long VisibleAt)> Living(PreparedStatements s)
    {
        List<(string, long, long)> living = [];
        var rows = s["SELECT queue, seq, visible_at FROM message WHERE dead_at IS NULL ORDER BY seq"];
        while (rows.Step()) living.Add((rows.Text(0), rows.Int64(1), rows.Int64(2)));
        return living;
    }

    public static int CountDead(PreparedStatements s, string queue)
    {
        var row = s["SELECT count(*) FROM message WHERE queue = ? AND dead_at IS NOT NULL"].Bind(queue);
        return row.Step() ? row.Int32(0) : 0;
    }

    public static List<DeadLetter> Dead(PreparedStatements s, string queue, int max)
    {
        List<DeadLetter> dead = [];
        var rows = s["SELECT seq, body, deliveries, dead_reason, dead_at FROM message WHERE queue = ? AND dead_at IS NOT NULL ORDER BY seq LIMIT ?"]
            .Bind(queue).Bind(max);
        while (rows.Step())
            dead.Add(new DeadLetter(rows.Int64(0), rows.Text(1), rows.Int32(2), rows.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(4))));
        return dead;
    }
}

/// <summary>A message that is handed out.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Body">Its text.</param>
/// <param name="Delivery">The how manieth time it is handed out, from 1.</param>
internal sealed record ReceivedMessage(long Sequence, string Body, int Delivery);
