using Hub.Application.Audit;
using Hub.Application.Evidence;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>The agenda of photos, by its moments.</summary>
internal sealed class EmbeddedAgenda(HubDatabase database) : EmbeddedRecords<AgendaItem>(database)
{
    protected override List<AgendaItem> Page(PreparedStatements s, AgendaItem? after, int max)
    {
        const string columns = "SELECT stream_id, kind, item, due_at, failures, first_tried_at, partner, note FROM evidence_agenda";
        const string order = "ORDER BY due_at, stream_id, kind, item";
        var rows = after is null
            ? s[$"{columns} {order} LIMIT ?"].Bind(max)
            : s[$"{columns} WHERE (due_at, stream_id, kind, item) > (?, ?, ?, ?) {order} LIMIT ?"]
                .Bind(after.DueAt).Bind(after.Stream).Bind((int)after.Kind).Bind(after.Item).Bind(max);
        var found = new List<AgendaItem>();
        while (rows.Step())
        {
            found.Add(new AgendaItem(
                rows.Stream(0), (AgendaKind)rows.Int64(1), rows.Text(2), rows.Time(3), rows.Int32(4), rows.TimeOrNull(5), rows.TextOrNull(6),
                rows.TextOrNull(7)));
        }
        return found;
    }

    protected override void Write(PreparedStatements s, long place, AgendaItem record) => s.SaveAgendaItem(record);
}

/// <summary>The audit log, by its moments.</summary>
internal sealed class EmbeddedAudit(HubDatabase database) : EmbeddedRecords<AuditEntry>(database)
{
    protected override List<AuditEntry> Page(PreparedStatements s, AuditEntry? after, int max)
    {
        const string columns = "SELECT seq, id, at, actor_kind, actor_id, action, target, outcome, status FROM audit";
        var rows = after is null
            ? s[$"{columns} ORDER BY at, id LIMIT ?"].Bind(max)
            : s[$"{columns} WHERE at >= ?1 AND (at, id) > (?1, ?2) ORDER BY at, id LIMIT ?3"].Bind(after.At).Bind(after.Id).Bind(max);
        var found = new List<AuditEntry>();
        while (rows.Step()) found.Add(SqliteAuditLog.Entry(rows));
        return found;
    }

    protected override void Write(PreparedStatements s, long place, AuditEntry record)
    {
        if (!s["SELECT 1 FROM audit WHERE id = ?"].Bind(record.Id).Step()) SqliteAuditLog.Insert(s, record);
    }
}
