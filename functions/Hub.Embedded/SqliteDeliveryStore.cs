using Hub.Core.Deliveries;
using Hub.Core.Orders;
using Hub.Sqlite;

namespace Hub.Embedded;

/// <summary>What is owed to whom, on SQLite.</summary>
public sealed class SqliteDeliveryStore(HubDatabase database) : IDeliveryStore
{
    private const string Columns =
        "id, order_id, partner, version, event, state, attempts, failures, created_at, first_tried_at, next_at, done_at, note, seq";

    /// <inheritdoc/>
    public Task OweAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel) => database.WriteAsync(s =>
    {
        foreach (var d in deliveries)
        {
            s["""
                INSERT INTO deliveries (id, order_id, partner, version, event, state, attempts, failures, created_at)
                VALUES (?, ?, ?, ?, ?, 0, 0, 0, ?) ON CONFLICT (id) DO NOTHING
                """].Bind(d.Id).Bind(d.OrderId).Bind(d.PartnerId).Bind(d.Version).Bind(d.EventName).Bind(d.CreatedAt).Execute();
        }
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> OpenInLaneAsync(LaneId lane, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s => List(
        s[$"SELECT {Columns} FROM deliveries WHERE order_id = ? AND partner = ? AND state IN (0, 2) ORDER BY version LIMIT ?"]
            .Bind(lane.OrderId).Bind(lane.PartnerId).Bind(max))));

    /// <inheritdoc/>
    public async Task<Delivery?> TryClaimAsync(Delivery delivery, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        var claimed = delivery with { Attempts = delivery.Attempts + 1, FirstTriedAt = delivery.FirstTriedAt ?? now };
        return await database.WriteAsync(s => s["""
            UPDATE deliveries SET attempts = ?, first_tried_at = ?, held_until = ?
            WHERE id = ? AND state = 0 AND attempts = ? AND (held_until IS NULL OR held_until <= ?)
            """].Bind(claimed.Attempts).Bind(claimed.FirstTriedAt).Bind(until)
            .Bind(delivery.Id).Bind(delivery.Attempts).Bind(now).Execute() == 1, cancel) ? claimed : null;
    }

    /// <inheritdoc/>
    public Task<bool> SettleAsync(Delivery delivery, CancellationToken cancel) => database.WriteAsync(s => s["""
        UPDATE deliveries SET state = ?, failures = ?, first_tried_at = ?, next_at = ?, done_at = ?, note = ?, held_until = NULL
        WHERE id = ? AND attempts = ? AND state = 0
        """].Bind((long)delivery.State).Bind(delivery.Failures).Bind(delivery.FirstTriedAt).Bind(delivery.NextAttemptAt).Bind(delivery.DoneAt)
        .Bind(delivery.Note).Bind(delivery.Id).Bind(delivery.Attempts).Execute() == 1, cancel);

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(Delivery read, Delivery changed, DateTimeOffset now, CancellationToken cancel) => database.WriteAsync(s => s["""
        UPDATE deliveries SET state = ?, failures = ?, first_tried_at = ?, next_at = ?, done_at = ?, note = ?, held_until = NULL
        WHERE id = ? AND attempts = ? AND state = ? AND (held_until IS NULL OR held_until <= ?)
        """].Bind((long)changed.State).Bind(changed.Failures).Bind(changed.FirstTriedAt).Bind(changed.NextAttemptAt).Bind(changed.DoneAt)
        .Bind(changed.Note).Bind(read.Id).Bind(read.Attempts).Bind((long)read.State).Bind(now).Execute() == 1, cancel);

    /// <inheritdoc/>
    public ValueTask<Delivery?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var row = s[$"SELECT {Columns} FROM deliveries WHERE id = ?"].Bind(id);
        return row.Step() ? Read(row) : null;
    }));

    /// <inheritdoc/>
    public ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var after = long.TryParse(query.Cursor, out var seq) ? seq : 0;
        var rows = query switch
        {
            { OrderId: { } order } => s[$"""
                SELECT {Columns} FROM deliveries
                WHERE order_id = ? AND seq > ? AND (? IS NULL OR partner = ?) AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?
                """].Bind(order),
            // The index of what is open serves only where the query says so in its own words.
            { State: DeliveryState.Owed or DeliveryState.Parked } => s[$"""
                SELECT {Columns} FROM deliveries
                WHERE state IN (0, 2) AND seq > ? AND (? IS NULL OR partner = ?) AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?
                """],
            _ => s[$"""
                SELECT {Columns} FROM deliveries
                WHERE seq > ? AND (? IS NULL OR partner = ?) AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?
                """],
        };
        var state = (long?)query.State;
        rows.Bind(after).Bind(query.PartnerId).Bind(query.PartnerId).Bind(state).Bind(state).Bind(query.Limit + 1);
        var items = new List<Delivery>();
        var last = 0L;
        var more = false;
        while (rows.Step())
        {
            if (items.Count == query.Limit)
            {
                more = true;
                break;
            }
            items.Add(Read(rows));
            last = rows.Int64(13);
        }
        return new DeliveryPage(items, more ? last.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LaneId>> OverdueLanesAsync(
        string partnerId, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s => Lanes(
        s["""
            SELECT order_id, partner FROM deliveries d
            WHERE partner = ? AND state = 0 AND coalesce(next_at, created_at) <= ? AND (held_until IS NULL OR held_until <= ?)
              AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.order_id = d.order_id AND e.partner = d.partner AND e.version < d.version AND e.state IN (0, 2))
            ORDER BY seq LIMIT ?
            """].Bind(partnerId).Bind(dueBefore).Bind(now).Bind(max))));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneId>> WakeAsync(string partnerId, DateTimeOffset now, int max, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var lanes = Lanes(s["SELECT order_id, partner FROM deliveries WHERE partner = ? AND state = 0 AND next_at > ? ORDER BY seq LIMIT ?"]
            .Bind(partnerId).Bind(now).Bind(max));
        foreach (var lane in lanes)
            s["UPDATE deliveries SET next_at = NULL WHERE order_id = ? AND partner = ? AND state = 0 AND next_at > ?"]
                .Bind(lane.OrderId).Bind(lane.PartnerId).Bind(now).Execute();
        return lanes;
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> MailboxAsync(string partnerId, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s => List(
        s[$"""
            SELECT {Columns} FROM deliveries d
            WHERE partner = ? AND state = 0
              AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.order_id = d.order_id AND e.partner = d.partner AND e.version < d.version AND e.state = 2)
            ORDER BY seq LIMIT ?
            """].Bind(partnerId).Bind(max))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartnerBacklog>> BacklogAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["""
            SELECT partner, sum(state = 0), sum(state = 2), min(CASE state WHEN 0 THEN created_at END)
            FROM deliveries WHERE state IN (0, 2) GROUP BY partner ORDER BY partner
            """];
        var backlog = new List<PartnerBacklog>();
        while (rows.Step()) backlog.Add(new PartnerBacklog(rows.Text(0), (int)rows.Int64(1), (int)rows.Int64(2), rows.TimeOrNull(3)));
        return (IReadOnlyList<PartnerBacklog>)backlog;
    }));

    private static IReadOnlyList<Delivery> List(Statement rows)
    {
        var found = new List<Delivery>();
        while (rows.Step()) found.Add(Read(rows));
        return found;
    }

    private static IReadOnlyList<LaneId> Lanes(Statement rows)
    {
        var found = new HashSet<LaneId>();
        while (rows.Step()) found.Add(new LaneId(rows.OrderId(0), rows.Text(1)));
        return [.. found];
    }

    private static Delivery Read(Statement row) => new()
    {
        Id = row.Text(0),
        OrderId = row.OrderId(1),
        PartnerId = row.Text(2),
        Version = (int)row.Int64(3),
        EventName = row.Text(4),
        State = (DeliveryState)row.Int64(5),
        Attempts = (int)row.Int64(6),
        Failures = (int)row.Int64(7),
        CreatedAt = row.Time(8),
        FirstTriedAt = row.TimeOrNull(9),
        NextAttemptAt = row.TimeOrNull(10),
        DoneAt = row.TimeOrNull(11),
        Note = row.TextOrNull(12),
    };
}
