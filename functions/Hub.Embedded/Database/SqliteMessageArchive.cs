using Hub.Application.Archive;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The messages as they came in, on SQLite.</summary>
public sealed class SqliteMessageArchive(HubDatabase database) : IMessageArchive
{
    private const string Columns =
        "receipt_id, partner, message, hash, content_type, request, size, received_at, outcome, (SELECT stream_id FROM streams s WHERE s.no = m.no), reason";

    /// <inheritdoc/>
    public ValueTask<string?> FirstHashAsync(string partnerId, string messageId, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT hash FROM messages WHERE partner = ? AND message = ? ORDER BY seq LIMIT 1"].Bind(partnerId).Bind(messageId);
        return row.Step() ? row.Text(0) : null;
    }));

    /// <inheritdoc/>
    public Task StoreAsync(ArchivedMessage message, CancellationToken cancel) => database.WriteAsync(s => s.SaveMessage(message), cancel);

    /// <inheritdoc/>
    public ValueTask<ArchivedMessage?> FindAsync(Guid receiptId, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s[$"SELECT {Columns}, body FROM messages m WHERE receipt_id = ?"].Bind(receiptId);
        return row.Step() ? Message(row, row.Blob(11) ?? []) : null;
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ArchivedMessage>> ListAsync(MessageQuery query, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var before = long.MaxValue;
        if (query.Before is { } receipt)
        {
            var at = s["SELECT seq FROM messages WHERE receipt_id = ?"].Bind(receipt);
            if (!at.Step()) return [];
            before = at.Int64(0);
        }
        var outcome = (long?)query.Outcome;
        var rows = s[$"""
            SELECT {Columns} FROM messages m
            WHERE seq < ? AND (? IS NULL OR partner = ?) AND (? IS NULL OR outcome = ?)
            ORDER BY seq DESC LIMIT ?
            """].Bind(before).Bind(query.PartnerId).Bind(query.PartnerId).Bind(outcome).Bind(outcome).Bind(query.Limit);
        var found = new List<ArchivedMessage>();
        while (rows.Step()) found.Add(Message(rows, ReadOnlyMemory<byte>.Empty));
        return (IReadOnlyList<ArchivedMessage>)found;
    }));

    /// <inheritdoc/>
    public Task<int> EraseBodiesAsync(StreamId subject, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE messages SET body = x'' WHERE no = ? AND length(body) > 0"].Bind(s.NumberOf(subject)).Execute(), cancel);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset all, DateTimeOffset orphans, int max, CancellationToken cancel) => database.WriteAsync(
        s => s["""
            DELETE FROM messages WHERE seq IN (
                SELECT seq FROM (SELECT seq FROM messages WHERE received_at < ? LIMIT ?)
                UNION SELECT seq FROM (SELECT seq FROM messages WHERE no IS NULL AND received_at < ? LIMIT ?)
                LIMIT ?)
            """].Bind(all).Bind(max).Bind(orphans).Bind(max).Bind(max).Execute(), cancel);

    private static ArchivedMessage Message(PreparedStatement row, ReadOnlyMemory<byte> body) => new()
    {
        ReceiptId = row.Guid(0),
        PartnerId = row.Text(1),
        MessageId = row.Text(2),
        Hash = row.Text(3),
        ContentType = row.TextOrNull(4),
        Request = row.Text(5),
        Body = body,
        Size = row.Int64(6),
        ReceivedAt = row.Time(7),
        Outcome = (MessageOutcome)row.Int64(8),
        Subject = row.IsNull(9) ? null : row.Stream(9),
        Reason = row.TextOrNull(10),
    };
}

internal static class MessageRows
{
    /// <summary>Archives a message in the caller's transaction; one with the same receipt id gets the new outcome and keeps its body.</summary>
    public static void SaveMessage(this PreparedStatements s, ArchivedMessage message)
    {
        long? no = message.Subject is { } stream ? s.NumberFor(stream) : null;
        s["""
            INSERT INTO messages (receipt_id, partner, message, hash, content_type, request, body, size, received_at, outcome, no, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (receipt_id) DO UPDATE SET outcome = excluded.outcome, no = coalesce(excluded.no, no), reason = excluded.reason
            """]
            .Bind(message.ReceiptId).Bind(message.PartnerId).Bind(message.MessageId).Bind(message.Hash).Bind(message.ContentType)
            .Bind(message.Request).Bind(message.Body.Span).Bind(message.Size).Bind(message.ReceivedAt).Bind((long)message.Outcome)
            .Bind(no).Bind(message.Reason).Execute();
    }
}
