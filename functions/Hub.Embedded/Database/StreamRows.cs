using System.Text.Json;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The rows of a stream: the number under which they stand in this file, its events and its receipts.</summary>
internal static class StreamRows
{
    /// <summary>The stream's number, or 0, which no stream has.</summary>
    public static long NumberOf(this PreparedStatements s, StreamId stream)
    {
        var row = s["SELECT no FROM streams WHERE stream_id = ?"].Bind(stream);
        return row.Step() ? row.Int64(0) : 0;
    }

    /// <summary>The stream's number; a new one where it has none.</summary>
    public static long NumberFor(this PreparedStatements s, StreamId stream)
    {
        if (s.NumberOf(stream) is var known and > 0) return known;
        s["INSERT INTO streams (stream_id) VALUES (?)"].Bind(stream).Execute();
        return s.LastRowId;
    }

    /// <summary>The events of a stream, version 1 first.</summary>
    public static List<RecordedEvent> EventsOf(this PreparedStatements s, StreamId stream, IEventCodec codec)
    {
        var rows = s["""
            SELECT version, body, by_role, by_partner, occurred_at, recorded_at, causation, correlation, trace
            FROM events WHERE no = ? ORDER BY version
            """].Bind(s.NumberOf(stream));
        var events = new List<RecordedEvent>();
        while (rows.Step())
        {
            events.Add(new RecordedEvent
            {
                Stream = stream,
                Version = (int)rows.Int64(0),
                Event = codec.Read(rows.Bytes(1)),
                By = new Actor((PartyRole)rows.Int64(2), rows.TextOrNull(3)),
                OccurredAt = rows.Time(4),
                RecordedAt = rows.Time(5),
                CausationId = rows.TextOrNull(6),
                CorrelationId = rows.TextOrNull(7),
                TraceParent = rows.TextOrNull(8),
            });
        }
        return events;
    }

    /// <summary>Writes an event; <paramref name="body"/> is its JSON.</summary>
    /// <returns>Its place in the log.</returns>
    public static long InsertEvent(this PreparedStatements s, long no, RecordedEvent e, byte[] body)
    {
        s["""
            INSERT INTO events (no, version, body, by_role, by_partner, occurred_at, recorded_at, causation, correlation, trace)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """]
            .Bind(no).Bind(e.Version).Bind(body).Bind((long)e.By.Role).Bind(e.By.PartnerId)
            .Bind(e.OccurredAt).Bind(e.RecordedAt).Bind(e.CausationId).Bind(e.CorrelationId).Bind(e.TraceParent)
            .Execute();
        return s.LastRowId;
    }

    /// <summary>The receipts of the stream with this number.</summary>
    public static List<Receipt> ReceiptsOf(this PreparedStatements s, StreamId stream, long no)
    {
        var rows = s["SELECT partner, message, hash, receipt_id, version, refusal, received_at FROM receipts WHERE no = ?"].Bind(no);
        var receipts = new List<Receipt>();
        while (rows.Step()) receipts.Add(Receipt(rows, stream));
        return receipts;
    }

    /// <summary>Writes a receipt; <paramref name="refusal"/> is the JSON of its refusal.</summary>
    public static void InsertReceipt(this PreparedStatements s, long no, Receipt receipt, byte[]? refusal) =>
        s["INSERT INTO receipts (no, partner, message, hash, receipt_id, version, refusal, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"]
            .Bind(no).Bind(receipt.PartnerId).Bind(receipt.MessageId).Bind(receipt.BodyHash).Bind(receipt.ReceiptId)
            .Bind(receipt.Version).Bind(refusal).Bind(receipt.ReceivedAt)
            .Execute();

    /// <summary>The receipt in a row: partner, message, hash, receipt id, version, refusal, moment.</summary>
    public static Receipt Receipt(PreparedStatement row, StreamId stream) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Guid(3), stream, (int)row.Int64(4),
        row.IsNull(5) ? null : JsonSerializer.Deserialize(row.Bytes(5), OrderEventJson.Default.Refusal), row.Time(6));
}
