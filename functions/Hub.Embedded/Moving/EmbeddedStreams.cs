using System.Text.Json;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>Streams of the database, in the order of their keys.</summary>
internal sealed class EmbeddedStreams(HubDatabase database, EventCodecs codecs) : EmbeddedRecords<MovedStream>(database, pageSize: 200)
{
    protected override List<MovedStream> Page(PreparedStatements s, MovedStream? after, int max)
    {
        // Other rows have numbers of streams too: of a subject of which there are only a contact or messages there is no stream.
        var rows = after is null
            ? s["""
                SELECT stream_id, no FROM streams t WHERE EXISTS (SELECT 1 FROM events WHERE no = t.no) OR EXISTS (SELECT 1 FROM receipts WHERE no = t.no)
                ORDER BY stream_id LIMIT ?
                """].Bind(max)
            : s["""
                SELECT stream_id, no FROM streams t
                WHERE stream_id > ? AND (EXISTS (SELECT 1 FROM events WHERE no = t.no) OR EXISTS (SELECT 1 FROM receipts WHERE no = t.no))
                ORDER BY stream_id LIMIT ?
                """].Bind(after.Stream).Bind(max);
        var keys = new List<(StreamId Stream, long No)>();
        while (rows.Step()) keys.Add((rows.Stream(0), rows.Int64(1)));
        return [.. keys.Select(k => MovedStream.Of(k.Stream, s.EventsOf(k.Stream, codecs.Of(k.Stream.Kind)), s.ReceiptsOf(k.Stream, k.No), codecs))];
    }

    protected override void Write(PreparedStatements s, long place, MovedStream record)
    {
        var no = s.NumberFor(record.Stream);
        var codec = codecs.Of(record.Stream.Kind);
        foreach (var e in record.ToEvents(codecs))
            if (!s["SELECT 1 FROM events WHERE no = ? AND version = ?"].Bind(no).Bind(e.Version).Step()) s.InsertEvent(no, e, codec.Write(e.Event));
        foreach (var receipt in record.ToReceipts())
        {
            var known = s["SELECT 1 FROM receipts WHERE no = ? AND partner = ? AND message = ?"].Bind(no).Bind(receipt.PartnerId).Bind(receipt.MessageId);
            if (known.Step()) continue;
            s.InsertReceipt(
                no, receipt, receipt.Refusal is { } refusal ? JsonSerializer.SerializeToUtf8Bytes(refusal, OrderEventJson.Default.Refusal) : null);
        }
    }
}
