using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The moments for which something waits, on SQLite: those of deliveries, of the agenda of photos and of contacts.</summary>
public sealed class SqliteDueTimes(HubDatabase database) : IDueTimes
{
    // The row of the table probe that holds the moment at which the hub last noted that it works.
    private const int LastSeen = 2;

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> LastSeenAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT at FROM probe WHERE id = ?"].Bind(LastSeen);
        return row.Step() ? row.Time(0) : (DateTimeOffset?)null;
    }));

    /// <inheritdoc/>
    public Task<int> ReviewAsync(DateTimeOffset now, TimeSpan setBack, LatestDueTimes latest, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var moved = setBack > TimeSpan.Zero ? BringForward(s, now, setBack.Ticks) : 0;
        moved += s["UPDATE deliveries INDEXED BY deliveries_open SET next_at = NULL WHERE state IN (0, 2) AND next_at > ?"].Bind(latest.Attempt).Execute();
        foreach (var (kind, most) in new[] { (AgendaKind.Fetch, latest.Attempt), (AgendaKind.Picture, latest.Picture) })
            moved += s["UPDATE evidence_agenda SET due_at = ? WHERE kind = ? AND due_at > ?"].Bind(now).Bind((int)kind).Bind(most).Execute();
        moved += s["UPDATE contacts SET review_at = ? WHERE review_at > ?"].Bind(now).Bind(latest.Contact).Execute();
        s["INSERT INTO probe (id, at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at"].Bind(LastSeen).Bind(now).Execute();
        return moved;
    }, cancel);

    // When something began may lie ahead too: a delivery would be tried for longer than three days, and never count as overdue.
    private static int BringForward(PreparedStatements s, DateTimeOffset now, long ticks)
    {
        // Figures count by these: each such delivery gets a number of its own behind the last change.
        foreach (var column in (string[])["created_at", "first_tried_at", "first_attempt_at"])
        {
            s[$"""
                UPDATE deliveries INDEXED BY deliveries_open SET {column} = ?, change = ? + seq, changed_at = ? WHERE state IN (0, 2) AND {column} > ?
                """].Bind(now).Bind(s.LastDeliveryChange()).Bind(now).Bind(now).Execute();
        }
        s["UPDATE evidence_agenda SET first_tried_at = ? WHERE first_tried_at > ?"].Bind(now).Bind(now).Execute();
        return s["UPDATE deliveries INDEXED BY deliveries_open SET next_at = next_at - ? WHERE state IN (0, 2) AND next_at > ?"].Bind(ticks).Bind(now).Execute()
            + s["UPDATE evidence_agenda SET due_at = due_at - ? WHERE due_at > ?"].Bind(ticks).Bind(now).Execute()
            + s["UPDATE contacts SET review_at = review_at - ? WHERE review_at > ?"].Bind(ticks).Bind(now).Execute();
    }
}
