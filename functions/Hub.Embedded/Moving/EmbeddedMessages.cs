using Hub.Application.Archive;
using Hub.Application.Moving;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>Archived messages of the database, in the order in which they came. Each may have a megabyte, so a page is small.</summary>
internal sealed class EmbeddedMessages(HubDatabase database) : EmbeddedRecords<MovedMessage>(database, pageSize: 16)
{
    protected override List<MovedMessage> Page(PreparedStatements s, MovedMessage? after, int max)
    {
        var rows = s[$"SELECT {SqliteMessageArchive.Columns}, {SqliteMessageArchive.Body} FROM messages m WHERE seq > ? ORDER BY seq LIMIT ?"]
            .Bind(after is null ? 0 : PlaceOf(s, after.ReceiptId)).Bind(max);
        var found = new List<MovedMessage>();
        while (rows.Step()) found.Add(MovedMessage.Of(SqliteMessageArchive.Message(rows, rows.Blob(11))));
        return found;
    }

    // Not by the shares of partners: what was kept is kept.
    protected override void Write(PreparedStatements s, long place, MovedMessage record)
    {
        if (PlaceOf(s, record.ReceiptId) > 0) return;
        ArchivedMessage message = record.ToMessage();
        s.InsertMessage(message, message.Body);
    }

    private static long PlaceOf(PreparedStatements s, Guid receiptId)
    {
        var row = s["SELECT seq FROM messages WHERE receipt_id = ?"].Bind(receiptId);
        return row.Step() ? row.Int64(0) : 0;
    }
}
