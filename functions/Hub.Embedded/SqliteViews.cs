using System.Globalization;
using Hub.Core.Insights;
using Hub.Core.Orders;
using Hub.Sqlite;

namespace Hub.Embedded;

/// <summary>Read models on SQLite.</summary>
public sealed class SqliteViews(HubDatabase database) : IViews
{
    private const string Columns = """
        order_id, version, erp, number, key_id, key_external, key_code, kind, status, phase, contractor, contract, dwelling, complex, area, urgency,
        unrouted, placed_at, changed_at
        """;

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancel) => database.WriteAsync(s =>
    {
        foreach (var o in orders)
        {
            s[$"""
                INSERT INTO orders ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (order_id) DO UPDATE SET
                    version = excluded.version, key_id = excluded.key_id, key_external = excluded.key_external, key_code = excluded.key_code,
                    kind = excluded.kind, status = excluded.status, phase = excluded.phase, contractor = excluded.contractor, contract = excluded.contract,
                    dwelling = excluded.dwelling, complex = excluded.complex, area = excluded.area, urgency = excluded.urgency,
                    unrouted = excluded.unrouted, placed_at = excluded.placed_at, changed_at = excluded.changed_at
                WHERE excluded.version > version
                """]
                .Bind(o.OrderId).Bind(o.Version).Bind(o.ErpId).Bind(o.Number).Bind(o.Keys.Id).Bind(o.Keys.ExternalId).Bind(o.Keys.Code)
                .Bind((long)o.Kind).Bind((long)o.Status).Bind((long)o.Phase).Bind(o.ContractorId).Bind(o.ContractNumber).Bind(o.DwellingId)
                .Bind(o.Complex).Bind(o.Area).Bind(o.Urgency).Bind(o.Unrouted).Bind(o.PlacedAt).Bind(o.ChangedAt)
                .Execute();
        }
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var (beforeTicks, beforeId) = Cursor(query.Cursor);
        // One statement for each set of conditions that is asked: they are few, and each finds its index.
        var where = new List<string> { "(placed_at, order_id) < (?, ?)" };
        void If(bool given, string condition)
        {
            if (given) where.Add(condition);
        }

        If(query.ErpId is not null, "erp = ?");
        If(query.ContractorId is not null, "contractor = ?");
        If(query.Status is not null, "status = ?");
        If(query.Kind is not null, "kind = ?");
        If(query.Area is not null, "area = ?");
        If(query.From is not null, "placed_at >= ?");
        If(query.To is not null, "placed_at < ?");
        If(query.Text is not null, "(substr(number, 1, length(?)) = ? OR substr(dwelling, 1, length(?)) = ? OR substr(complex, 1, length(?)) = ?)");
        If(query.Keys?.Id is not null, "key_id = ?");
        If(query.Keys?.ExternalId is not null, "key_external = ?");
        If(query.Keys?.Code is not null, "key_code = ?");
        If(query.UnroutedOnly, "unrouted IS NOT NULL");

        var rows = s[$"SELECT {Columns} FROM orders WHERE {string.Join(" AND ", where)} ORDER BY placed_at DESC, order_id DESC LIMIT ?"]
            .Bind(beforeTicks).Bind(beforeId);
        if (query.ErpId is { } erp) rows.Bind(erp);
        if (query.ContractorId is { } contractor) rows.Bind(contractor);
        if (query.Status is { } status) rows.Bind((long)status);
        if (query.Kind is { } kind) rows.Bind((long)kind);
        if (query.Area is { } area) rows.Bind(area);
        if (query.From is { } from) rows.Bind(from);
        if (query.To is { } to) rows.Bind(to);
        if (query.Text is { } q) rows.Bind(q).Bind(q).Bind(q).Bind(q).Bind(q).Bind(q);
        if (query.Keys?.Id is { } id) rows.Bind(id);
        if (query.Keys?.ExternalId is { } external) rows.Bind(external);
        if (query.Keys?.Code is { } code) rows.Bind(code);
        rows.Bind(query.Limit + 1);

        var items = new List<OrderSummary>();
        while (rows.Step()) items.Add(Summary(rows));
        if (items.Count <= query.Limit) return new OrderPage(items, null);
        items.RemoveAt(items.Count - 1);
        var last = items[^1];
        return new OrderPage(items, string.Create(CultureInfo.InvariantCulture, $"{last.PlacedAt.UtcTicks}-{last.OrderId.Value:N}"));
    }));

    private static (long Ticks, Guid Id) Cursor(string? cursor) =>
        cursor?.Split('-') is [var ticks, var id] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && Guid.TryParseExact(id, "N", out var order)
            ? (at, order)
            : (long.MaxValue, Guid.Empty);

    private static OrderSummary Summary(Statement row) => new()
    {
        OrderId = row.OrderId(0),
        Version = (int)row.Int64(1),
        ErpId = row.Text(2),
        Number = row.Text(3),
        Keys = new ErpKeys(row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6)),
        Kind = (OrderKind)row.Int64(7),
        Status = (OrderStatus)row.Int64(8),
        Phase = (AortaPhase)row.Int64(9),
        ContractorId = row.TextOrNull(10),
        ContractNumber = row.TextOrNull(11),
        DwellingId = row.TextOrNull(12),
        Complex = row.TextOrNull(13),
        Area = row.TextOrNull(14),
        Urgency = row.TextOrNull(15),
        Unrouted = row.TextOrNull(16),
        PlacedAt = row.Time(17),
        ChangedAt = row.Time(18),
    };
}
