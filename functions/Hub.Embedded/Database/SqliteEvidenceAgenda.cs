using Hub.Application.Evidence;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The agenda of photos on SQLite.</summary>
public sealed class SqliteEvidenceAgenda(HubDatabase database) : IEvidenceAgenda
{
    private const string AsRead = "stream_id = ? AND kind = ? AND item = ? AND due_at = ? AND failures = ? AND first_tried_at IS ?";
    private const string Columns = "stream_id, item, due_at, failures, first_tried_at, partner, note";

    /// <inheritdoc/>
    public Task SetAsync(AgendaItem item, CancellationToken cancel) => database.WriteAsync(s => s.SaveAgendaItem(item), cancel);

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(AgendaItem read, AgendaItem changed, CancellationToken cancel) => database.WriteAsync(s => s[$"""
        UPDATE evidence_agenda SET due_at = ?, failures = ?, first_tried_at = ?, partner = ?, note = ? WHERE {AsRead}
        """].Bind(changed.DueAt).Bind(changed.Failures).Bind(changed.FirstTriedAt).Bind(changed.PartnerId).Bind(changed.Note).BindAsRead(read).Execute() > 0, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AgendaItem>> DueAsync(
        string streamKind, AgendaKind kind, DateTimeOffset now, int maxOfOne, CancellationToken cancel) => ValueTask.FromResult(database.Read(s => List(
        s[$"""
            SELECT {Columns} FROM (
                SELECT *, row_number() OVER (PARTITION BY partner ORDER BY due_at) AS place FROM evidence_agenda
                WHERE kind = ? AND due_at <= ? AND {Database.Columns.KindOf("stream_id")} = CAST(? AS BLOB))
            WHERE place <= ? ORDER BY due_at
            """].Bind((int)kind).Bind(now).Bind(streamKind is StreamId.Order ? "" : streamKind).Bind(maxOfOne), kind)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AgendaItem>> OfStreamAsync(StreamId stream, AgendaKind kind, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
        List(s[$"SELECT {Columns} FROM evidence_agenda WHERE stream_id = ? AND kind = ?"].Bind(stream).Bind((int)kind), kind)));

    /// <inheritdoc/>
    public Task<bool> StrikeAsync(AgendaItem item, CancellationToken cancel) => database.WriteAsync(s =>
        s[$"DELETE FROM evidence_agenda WHERE {AsRead}"].BindAsRead(item).Execute() > 0, cancel);

    private static IReadOnlyList<AgendaItem> List(PreparedStatement rows, AgendaKind kind)
    {
        var found = new List<AgendaItem>();
        while (rows.Step()) found.Add(new(rows.Stream(0), kind, rows.Text(1), rows.Time(2), rows.Int32(3), rows.TimeOrNull(4), rows.TextOrNull(5), rows.TextOrNull(6)));
        return found;
    }
}

internal static class AgendaRows
{
    /// <summary>Writes an agenda item in the caller's transaction; it replaces the one with its key.</summary>
    public static void SaveAgendaItem(this PreparedStatements s, AgendaItem item) => s["""
        INSERT INTO evidence_agenda (stream_id, kind, item, due_at, failures, first_tried_at, partner, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (stream_id, kind, item) DO UPDATE SET
            due_at = excluded.due_at, failures = excluded.failures, first_tried_at = excluded.first_tried_at, partner = excluded.partner, note = excluded.note
        """].Bind(item.Stream).Bind((int)item.Kind).Bind(item.Item).Bind(item.DueAt).Bind(item.Failures).Bind(item.FirstTriedAt).Bind(item.PartnerId).Bind(item.Note)
        .Execute();

    public static PreparedStatement BindAsRead(this PreparedStatement statement, AgendaItem read) => statement
        .Bind(read.Stream).Bind((int)read.Kind).Bind(read.Item).Bind(read.DueAt).Bind(read.Failures).Bind(read.FirstTriedAt);
}
