using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The table <c>deliveries</c> as figures and feeds read it.</summary>
internal static class DeliveryFactRows
{
    /// <summary>Number of the last change of a delivery; 0 where there is none.</summary>
    public static long LastDeliveryChange(this PreparedStatements s)
    {
        var row = s["SELECT change FROM deliveries INDEXED BY deliveries_change WHERE change IS NOT NULL ORDER BY change DESC LIMIT 1"];
        return row.Step() ? row.Int64(0) : 0;
    }

    /// <summary>The number and the fact of a delivery; null where there is none, or its recipient is no partner.</summary>
    public static (long Seq, DeliveryFact Fact)? Find(PreparedStatements s, DeliveryKey key)
    {
        if (key.Lane.Recipient.PartnerId is null) return null;
        var row = s[$"SELECT {SqliteDeliveryStore.Columns} FROM {SqliteDeliveryStore.Table} WHERE d.no = ? AND recipient = ? AND version = ?"]
            .Bind(s.NumberOf(key.Lane.Stream)).Bind(key.Lane.Recipient.ToString()).Bind(key.Version);
        return row.Step() ? (row.Int64(12), DeliveryFacts.Of(SqliteDeliveryStore.Read(row))!) : null;
    }

    /// <summary>Changes after a number.</summary>
    public static IReadOnlyList<(long Number, DeliveryChange Change)> Changes(PreparedStatements s, long after, int max)
    {
        var rows = s[$"""
            SELECT change, s.stream_id, recipient, version, changed_at FROM deliveries d INDEXED BY deliveries_change JOIN streams s ON s.no = d.no
            WHERE change > ? ORDER BY change LIMIT ?
            """].Bind(after).Bind(max);
        var found = new List<(long, DeliveryChange)>();
        while (rows.Step())
        {
            var number = rows.Int64(0);
            found.Add((number, new DeliveryChange(
                rows.Stream(1), rows.Text(2), rows.Int32(3), number.ToString(CultureInfo.InvariantCulture), rows.Time(4).ToUnixTimeSeconds())));
        }
        return found;
    }

    /// <summary>Deliveries in the order in which they were stored.</summary>
    public static DeliveryKeyPage Keys(PreparedStatements s, string? cursor, int max)
    {
        var rows = s[$"SELECT seq, s.stream_id, recipient, version FROM {SqliteDeliveryStore.Table} WHERE seq > ? ORDER BY seq LIMIT ?"]
            .Bind(long.TryParse(cursor, CultureInfo.InvariantCulture, out var after) ? after : 0).Bind(max);
        var keys = new List<DeliveryKey>();
        var last = cursor;
        while (rows.Step())
        {
            keys.Add(new DeliveryKey(new LaneId(rows.Stream(1), SqliteDeliveryStore.RecipientOf(rows, 2)), rows.Int32(3)));
            last = rows.Int64(0).ToString(CultureInfo.InvariantCulture);
        }
        return new DeliveryKeyPage(keys, last);
    }

    /// <summary>A page of facts, in the order of enqueueing.</summary>
    public static DeliveryFactPage List(PreparedStatements s, FactQuery query)
    {
        var (afterTicks, afterSeq) = Cursor(query.Cursor);
        // A partner's text has no colon; every other recipient's has one.
        var where = new List<string> { "(created_at, seq) > (?, ?)", query.ContractorId is null ? "instr(recipient, ':') = 0" : "recipient = ?" };
        if (query.From is not null) where.Add("created_at >= ?");
        if (query.To is not null) where.Add("created_at < ?");
        // What was not changed since this is noted was never changed later than these say.
        if (query.ChangedSince is not null) where.Add("coalesce(changed_at, done_at, first_tried_at, created_at) >= ?");
        var rows = s[$"""
            SELECT {SqliteDeliveryStore.Columns} FROM deliveries d INDEXED BY deliveries_created JOIN streams s ON s.no = d.no
            WHERE {string.Join(" AND ", where)} ORDER BY created_at, seq LIMIT ?
            """].Bind(afterTicks).Bind(afterSeq);
        if (query.ContractorId is { } partner) rows.Bind(partner);
        if (query.From is { } from) rows.Bind(from);
        if (query.To is { } to) rows.Bind(to);
        if (query.ChangedSince is { } since) rows.Bind(since);
        rows.Bind(query.Limit + 1L);
        var items = new List<DeliveryFact>();
        var last = "";
        while (rows.Step())
        {
            if (items.Count == query.Limit) return new DeliveryFactPage(items, last);
            var delivery = SqliteDeliveryStore.Read(rows);
            items.Add(DeliveryFacts.Of(delivery)!);
            last = string.Create(CultureInfo.InvariantCulture, $"{delivery.CreatedAt.UtcTicks}-{rows.Int64(12)}");
        }
        return new DeliveryFactPage(items, null);
    }

    private static (long Ticks, long Seq) Cursor(string? cursor) =>
        cursor?.Split('-') is [var ticks, var seq] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(seq, CultureInfo.InvariantCulture, out var number)
            ? (at, number)
            : (-1, 0);
}
