using Hub.Application.Archive;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The messages as they came in, on SQLite.</summary>
public sealed class SqliteMessageArchive(HubDatabase database) : IMessageArchive
{
    internal const string Columns =
        "receipt_id, partner, message, hash, content_type, request, size, received_at, outcome, (SELECT stream_id FROM streams s WHERE s.no = m.no), reason";

    internal const string Body = "(SELECT body FROM message_bodies b WHERE b.no = m.body_no)";

    // Of one look at bodies: each may have a megabyte.
    private const int MaxBodies = 16;

    /// <inheritdoc/>
    public ValueTask<string?> FirstHashAsync(string partnerId, string messageId, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s["SELECT hash FROM messages WHERE partner = ? AND message = ? ORDER BY seq LIMIT 1"].Bind(partnerId).Bind(messageId);
        return row.Step() ? row.Text(0) : null;
    }));

    /// <inheritdoc/>
    public Task StoreAsync(ArchivedMessage message, CancellationToken cancel) => database.WriteAsync(s => s.SaveMessage(message, database.ArchiveShares), cancel);

    /// <inheritdoc/>
    public ValueTask<ArchivedMessage?> FindAsync(Guid receiptId, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s[$"SELECT {Columns}, {Body} FROM messages m WHERE receipt_id = ?"].Bind(receiptId);
        return row.Step() ? Message(row, row.Blob(11)) : null;
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
    public Task<int> EraseBodiesAsync(StreamId subject, DateTimeOffset? until, CancellationToken cancel) => database.EraseAsync(
        s => s["""
            UPDATE message_bodies SET body = x''
            WHERE no IN (SELECT body_no FROM messages WHERE no = ? AND body_no IS NOT NULL AND received_at <= ?) AND length(body) > 0
            """].Bind(s.NumberOf(subject)).Bind(until ?? DateTimeOffset.MaxValue).Execute(), cancel);

    /// <inheritdoc/>
    public async Task<int> EraseUnassignedBodiesAsync(Func<ArchivedMessage, bool> condition, CancellationToken cancel)
    {
        var erased = 0;
        (DateTimeOffset At, long Seq) after = (DateTimeOffset.MinValue, 0);
        while (true)
        {
            var page = database.Read(s => Unassigned(s, after.At, after.Seq));
            if (page.Count == 0) return erased;
            after = (page[^1].Message.ReceivedAt, page[^1].Seq);
            long[] chosen = [.. page.Where(p => !p.Message.Body.IsEmpty && condition(p.Message)).Select(p => p.BodyNo)];
            if (chosen.Length == 0) continue;
            erased += await database.EraseAsync(s => chosen.Sum(no => Empty(s, no)), cancel);
        }
    }

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset all, DateTimeOffset orphans, int max, CancellationToken cancel) => database.EraseAsync(
        s =>
        {
            var rows = s["""
                SELECT seq, body_no FROM messages WHERE seq IN (
                    SELECT seq FROM (SELECT seq FROM messages WHERE received_at < ? LIMIT ?)
                    UNION SELECT seq FROM (SELECT seq FROM messages WHERE no IS NULL AND received_at < ? LIMIT ?)
                    LIMIT ?)
                """].Bind(all).Bind(max).Bind(orphans).Bind(max).Bind(max);
            var old = new List<(long Seq, long? BodyNo)>();
            while (rows.Step()) old.Add((rows.Int64(0), rows.Int64OrNull(1)));
            foreach (var (seq, body) in old)
            {
                if (body is { } no) Empty(s, no);
                s["DELETE FROM messages WHERE seq = ?"].Bind(seq).Execute();
            }
            s.RemoveEmptied("message_bodies");
            return old.Count;
        }, cancel);

    private static int Empty(PreparedStatements s, long bodyNo) => s["UPDATE message_bodies SET body = x'' WHERE no = ? AND length(body) > 0"].Bind(bodyNo).Execute();

    private static List<(long Seq, long BodyNo, ArchivedMessage Message)> Unassigned(PreparedStatements s, DateTimeOffset after, long afterSeq)
    {
        var rows = s[$"""
            SELECT {Columns}, {Body}, seq, body_no FROM messages m
            WHERE no IS NULL AND (received_at, seq) > (?, ?) AND body_no IS NOT NULL ORDER BY received_at, seq LIMIT ?
            """].Bind(after).Bind(afterSeq).Bind(MaxBodies);
        var found = new List<(long, long, ArchivedMessage)>();
        while (rows.Step()) found.Add((rows.Int64(12), rows.Int64(13), Message(rows, rows.Blob(11))));
        return found;
    }

    internal static ArchivedMessage Message(PreparedStatement row, ReadOnlyMemory<byte> body) => new()
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
    /// <summary>
    /// Archives a message in the caller's transaction, as much of it as its partner's share allows; one with the same receipt id gets the new outcome and
    /// keeps its body.
    /// </summary>
    public static void SaveMessage(this PreparedStatements s, ArchivedMessage message, ArchiveShares shares)
    {
        if (s["SELECT 1 FROM messages WHERE receipt_id = ?"].Bind(message.ReceiptId).Step())
        {
            s["UPDATE messages SET outcome = ?, no = coalesce(?, no), reason = ? WHERE receipt_id = ?"]
                .Bind((long)message.Outcome).Bind(NumberFor(s, message.Subject)).Bind(message.Reason).Bind(message.ReceiptId).Execute();
            return;
        }
        s.InsertMessage(message, shares.Admit(s, message));
    }

    /// <summary>Archives a message that is not there yet, with as much of its body as is given, in the caller's transaction.</summary>
    public static void InsertMessage(this PreparedStatements s, ArchivedMessage message, ReadOnlyMemory<byte> kept)
    {
        long? body = null;
        if (!kept.IsEmpty)
        {
            s["INSERT INTO message_bodies (body) VALUES (?)"].Bind(kept.Span).Execute();
            body = s.LastRowId;
        }
        s["""
            INSERT INTO messages (receipt_id, partner, message, hash, content_type, request, body_no, size, received_at, outcome, no, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """]
            .Bind(message.ReceiptId).Bind(message.PartnerId).Bind(message.MessageId).Bind(message.Hash).Bind(message.ContentType)
            .Bind(message.Request).Bind(body).Bind(message.Size).Bind(message.ReceivedAt).Bind((long)message.Outcome)
            .Bind(NumberFor(s, message.Subject)).Bind(message.Reason).Execute();
    }

    private static long? NumberFor(PreparedStatements s, StreamId? subject) => subject is { } stream ? s.NumberFor(stream) : null;
}
