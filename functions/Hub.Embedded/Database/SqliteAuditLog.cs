using System.Globalization;
using Hub.Application.Audit;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The audit log on SQLite.</summary>
public sealed class SqliteAuditLog(HubDatabase database) : IAuditLog
{
    /// <inheritdoc/>
    public Task BeginAsync(AuditEntry entry, CancellationToken cancel) => database.WriteAsync(s => Insert(s, entry), cancel);

    /// <inheritdoc/>
    public Task CompleteAsync(AuditEntry entry, CancellationToken cancel) => database.WriteAsync(
        s => s["UPDATE audit SET target = ?, outcome = ?, status = ? WHERE id = ?"]
            .Bind(entry.Target).Bind((long?)entry.Outcome).Bind((long?)entry.Status).Bind(entry.Id).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<AuditPage> ListAsync(AuditQuery query, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var before = query.Cursor is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : long.MaxValue;
        var rows = s["""
            SELECT seq, id, at, actor_kind, actor_id, action, target, outcome, status FROM audit
            WHERE seq < ? AND (? IS NULL OR at >= ?) AND (? IS NULL OR at < ?)
              AND (? IS NULL OR action = ?) AND (? IS NULL OR target = ?) AND (? IS NULL OR actor_id = ?)
            ORDER BY seq DESC LIMIT ?
            """].Bind(before).Bind(query.From).Bind(query.From).Bind(query.To).Bind(query.To)
            .Bind(query.Action).Bind(query.Action).Bind(query.Target).Bind(query.Target).Bind(query.ActorId).Bind(query.ActorId).Bind(query.Limit + 1);
        var found = new List<(long Seq, AuditEntry Entry)>();
        while (rows.Step()) found.Add((rows.Int64(0), Entry(rows)));
        var isMore = found.Count > query.Limit;
        if (isMore) found.RemoveAt(found.Count - 1);
        return new AuditPage([.. found.Select(f => f.Entry)], isMore ? found[^1].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }));

    /// <inheritdoc/>
    public Task<int> RemoveAsync(DateTimeOffset before, int max, CancellationToken cancel) => database.WriteAsync(
        s => s["DELETE FROM audit WHERE seq IN (SELECT seq FROM audit WHERE at < ? ORDER BY at LIMIT ?)"].Bind(before).Bind(max).Execute(), cancel);

    internal static int Insert(PreparedStatements s, AuditEntry entry) =>
        s["INSERT INTO audit (id, at, actor_kind, actor_id, action, target, outcome, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"]
            .Bind(entry.Id).Bind(entry.At).Bind((long)entry.Actor.Kind).Bind(entry.Actor.Id).Bind(entry.Action).Bind(entry.Target)
            .Bind((long?)entry.Outcome).Bind((long?)entry.Status).Execute();

    // From the columns behind the first: id, at, actor_kind, actor_id, action, target, outcome, status.
    internal static AuditEntry Entry(PreparedStatement row) => new(
        row.Guid(1), row.Time(2), new AuditActor((AuditActorKind)row.Int64(3), row.TextOrNull(4)), row.Text(5), row.TextOrNull(6))
    {
        Outcome = (AuditOutcome?)row.Int64OrNull(7), Status = (int?)row.Int64OrNull(8),
    };
}
