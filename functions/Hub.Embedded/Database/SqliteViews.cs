using System.Globalization;
using System.Text;
using Hub.Application.Reading;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Read models on SQLite: two tables alike, of which one answers; the other is empty, or takes the rows of a rebuild.</summary>
public sealed class SqliteViews(HubDatabase database) : IViews
{
    private const string Columns = """
        no, version, erp, number, key_id, key_external, key_code, kind, status, phase, contractor, contract, dwelling, complex, area, urgency,
        unrouted, placed_at, changed_at, standing, street, postal_code,
        due_at, amount
        """;

    // So many orders that a text fits are sorted; of more, the last placed are walked until a page is full.
    private const int MaxSorted = 5_000;

    private static readonly string[] Searched = ["number", "dwelling", "complex", "street", "postal_code"];

    private static readonly Dictionary<OrderSort, string> SortColumns = new()
    {
        [OrderSort.Placed] = "placed_at", [OrderSort.Changed] = "changed_at", [OrderSort.Due] = "due_at", [OrderSort.Amount] = "amount",
    };

    private const int MaxReadAtOnce = 5_000;

    private static readonly string[] Tables = ["orders", "orders_1"];

    private readonly SqliteProjection<OrderSummary> _projection = new(
        database, "views", (s, generation, rows) => Put(s, Tables[generation], rows), (s, generation, most) => Remove(s, Tables[generation], most));

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<OrderSummary> rows, CancellationToken cancel) => _projection.PutAsync(rows, cancel);

    /// <inheritdoc/>
    public Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderSummary> rows, Rebuild next, CancellationToken cancel) =>
        _projection.PutRebuiltAsync(at, rows, next, cancel);

    /// <inheritdoc/>
    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => _projection.GetStateAsync(cancel);

    /// <inheritdoc/>
    public Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel) =>
        _projection.BeginRebuildAsync(version, total, now, cancel);

    /// <inheritdoc/>
    public Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel) => _projection.SwapAsync(at, now, cancel);

    private static bool Remove(PreparedStatements s, string table, int most) =>
        s[$"DELETE FROM {table} WHERE no IN (SELECT no FROM {table} LIMIT ?)"].Bind(most).Execute() == most;

    private static void Put(PreparedStatements s, string table, IReadOnlyList<OrderSummary> orders)
    {
        foreach (var order in orders)
        {
            if (BindAll(s, s[Progress(table)], order).Execute() == 0) BindAll(s, s[Upsert(table)], order).Execute();
        }
    }

    // SQLite writes each index of which a column is named in SET, also where the value stays: most changes of an order are progress, and touch two of fourteen.
    private static string Progress(string table) => $"""
        UPDATE {table} SET version = ?2, status = ?9, phase = ?10, changed_at = ?19, standing = ?20, amount = ?24
        WHERE no = ?1 AND version < ?2 AND erp = ?3 AND number = ?4 AND key_id IS ?5 AND key_external IS ?6 AND key_code IS ?7 AND kind = ?8
          AND contractor IS ?11 AND contract IS ?12 AND dwelling IS ?13 AND complex IS ?14 AND area IS ?15 AND urgency IS ?16 AND unrouted IS ?17
          AND placed_at = ?18 AND street IS ?21 AND postal_code IS ?22 AND due_at IS ?23
        """;

    private static string Upsert(string table) => $"""
        INSERT INTO {table} ({Columns})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
        ON CONFLICT (no) DO UPDATE SET
            version = excluded.version, key_id = excluded.key_id, key_external = excluded.key_external, key_code = excluded.key_code,
            kind = excluded.kind, status = excluded.status, phase = excluded.phase, contractor = excluded.contractor, contract = excluded.contract,
            dwelling = excluded.dwelling, complex = excluded.complex, area = excluded.area, urgency = excluded.urgency,
            unrouted = excluded.unrouted, placed_at = excluded.placed_at, changed_at = excluded.changed_at, standing = excluded.standing,
            street = excluded.street, postal_code = excluded.postal_code, due_at = excluded.due_at, amount = excluded.amount
        WHERE excluded.version > version
        """;

    // In the order of Columns.
    private static PreparedStatement BindAll(PreparedStatements s, PreparedStatement statement, OrderSummary o) => statement
        .Bind(s.NumberFor(o.OrderId)).Bind(o.Version).Bind(o.ErpId).Bind(o.Number).Bind(o.Keys.Id).Bind(o.Keys.ExternalId).Bind(o.Keys.Code)
        .Bind((long)o.Kind).Bind((long)o.Status).Bind((long)o.Phase).Bind(o.ContractorId).Bind(o.ContractNumber).Bind(o.DwellingId)
        .Bind(o.Complex).Bind(o.Area).Bind(o.Urgency).Bind(o.Unrouted).Bind(o.PlacedAt).Bind(o.ChangedAt).Bind(ContractStatusJson.Write(o.Standing))
        .Bind(o.Street).Bind(o.PostalCode).Bind(o.DueAt?.UtcTicks).Bind(o.Amount is { } amount ? Cents(amount) : null);

    /// <inheritdoc/>
    public ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel) => query.TimeLimit is { } limit
        // A thread of its own: those of the pool answer everybody.
        ? new(Task.Factory.StartNew(() => database.Read(s => List(s, query), limit), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default))
        : ValueTask.FromResult(database.Read(s => List(s, query)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderSummary>> FindAsync(IReadOnlyList<OrderId> orders, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var found = new List<OrderSummary>(orders.Count);
        foreach (var order in orders)
        {
            var row = s[$"SELECT (SELECT stream_id FROM streams s WHERE s.no = o.no), {Columns} FROM {Tables[_projection.GenerationOf(s)]} o WHERE no = ?"]
                .Bind(s.NumberOf(order));
            if (row.Step()) found.Add(Summary(row));
        }
        return (IReadOnlyList<OrderSummary>)found;
    }));

    private OrderPage List(PreparedStatements s, OrderQuery query)
    {
        var table = Tables[_projection.GenerationOf(s)];
        var (sortedBy, isUp) = (SortColumns[query.Sort], query.IsAscending);
        var (lastKey, lastNo) = Cursor(query.Cursor, isUp);
        // One statement for each set of conditions that is asked: they are few, and each finds its index. Where a key is
        // asked, the plus sign keeps SQLite from walking all orders by time instead.
        var isSorted = query.Keys is not ({ Id: null, ExternalId: null, Code: null } or null) || (query.Text is { } text && FitsFew(s, table, text));
        var key = isSorted ? $"+{sortedBy}" : sortedBy;
        var where = new List<string> { $"({key}, no) {(isUp ? '>' : '<')} (?, ?)" };
        void If(bool given, string condition)
        {
            if (given) where.Add(condition);
        }

        If(query.ErpId is not null, "erp = ?");
        If(query.ContractorId is not null, "contractor = ?");
        If(query.ContractNumber is not null, "contract = ?");
        If(query.Status is not null, "status = ?");
        If(query.Kind is not null, "kind = ?");
        // Codes ignore the case of all letters, which SQLite knows of ASCII only.
        var areas = query.Area is not { } asked ? [] : Ascii.IsValid(asked) ? [asked] : Spelled(s, table, asked);
        If(areas.Count > 0, $"area COLLATE NOCASE IN ({string.Join(", ", areas.Select(_ => "?"))})");
        If(query.From is not null, "placed_at >= ?");
        If(query.To is not null, "placed_at < ?");
        If(query.ChangedFrom is not null, "changed_at >= ?");
        If(query.ChangedTo is not null, "changed_at < ?");
        If(query.DueFrom is not null, "due_at >= ?");
        If(query.DueTo is not null, "due_at < ?");
        If(query.AmountFrom is not null, "amount >= ?");
        If(query.AmountTo is not null, "amount <= ?");
        If(query.Sort is OrderSort.Due or OrderSort.Amount, $"{sortedBy} IS NOT NULL");
        // The other plus signs keep it from looking up each of very many.
        If(query.Text is not null, isSorted
            ? $"no IN ({string.Join(" UNION ", Searched.Select(c => $"SELECT no FROM {table} WHERE {c} >= ? AND {c} < ?"))})"
            : $"({string.Join(" OR ", Searched.Select(c => $"(+{c} >= ? AND +{c} < ?)"))})");
        If(query.Keys?.Id is not null, "key_id = ?");
        If(query.Keys?.ExternalId is not null, "key_external = ?");
        If(query.Keys?.Code is not null, "key_code = ?");
        If(query.UnroutedOnly, "unrouted IS NOT NULL");

        var direction = isUp ? "ASC" : "DESC";
        var rows = s[$"SELECT (SELECT stream_id FROM streams s WHERE s.no = o.no), {Columns} FROM {table} o "
            + $"WHERE {string.Join(" AND ", where)} ORDER BY {key} {direction}, no {direction} LIMIT ?"]
            .Bind(lastKey).Bind(lastNo);
        if (query.ErpId is { } erp) rows.Bind(erp);
        if (query.ContractorId is { } contractor) rows.Bind(contractor);
        if (query.ContractNumber is { } contract) rows.Bind(contract);
        if (query.Status is { } status) rows.Bind((long)status);
        if (query.Kind is { } kind) rows.Bind((long)kind);
        foreach (var area in areas) rows.Bind(area);
        if (query.From is { } from) rows.Bind(from);
        if (query.To is { } to) rows.Bind(to);
        if (query.ChangedFrom is { } changedFrom) rows.Bind(changedFrom);
        if (query.ChangedTo is { } changedTo) rows.Bind(changedTo);
        if (query.DueFrom is { } dueFrom) rows.Bind(dueFrom);
        if (query.DueTo is { } dueTo) rows.Bind(dueTo);
        if (query.AmountFrom is { } least) rows.Bind(Cents(least));
        if (query.AmountTo is { } most) rows.Bind(Cents(most));
        if (query.Text is { } q) BindText(rows, q);
        if (query.Keys?.Id is { } id) rows.Bind(id);
        if (query.Keys?.ExternalId is { } external) rows.Bind(external);
        if (query.Keys?.Code is { } code) rows.Bind(code);
        rows.Bind(query.Limit + 1);

        var items = new List<OrderSummary>();
        var last = 0L;
        while (rows.Step())
        {
            if (items.Count == query.Limit) return new OrderPage(items, string.Create(CultureInfo.InvariantCulture, $"{KeyOf(items[^1], query.Sort)}/{last}"));
            items.Add(Summary(rows));
            last = rows.Int64(1);
        }
        return new OrderPage(items, null);
    }

    // An area as the register of dwellings wrote it over time.
    private static List<string> Spelled(PreparedStatements s, string table, string area)
    {
        var spelled = new List<string> { area };
        var all = s[$"SELECT DISTINCT area FROM {table} WHERE area IS NOT NULL"];
        while (all.Step())
            if (all.Text(0) is var other && other != area && KeyText.Codes.Equals(other, area)) spelled.Add(other);
        return spelled;
    }

    private static bool FitsFew(PreparedStatements s, string table, string text)
    {
        var fitting = string.Join(" UNION ALL ", Searched.Select(c => $"SELECT 1 FROM {table} WHERE {c} >= ? AND {c} < ?"));
        var count = BindText(s[$"SELECT count(*) FROM (SELECT 1 FROM ({fitting}) LIMIT {MaxSorted + 1})"], text);
        return count.Step() && count.Int64(0) <= MaxSorted;
    }

    // The lowest text that begins with it, and one that is higher than all that do.
    private static PreparedStatement BindText(PreparedStatement statement, string text)
    {
        foreach (var column in Searched)
        {
            var begin = column is "postal_code" ? text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() : text;
            statement.Bind(begin).Bind(begin + "\U0010FFFF");
        }
        return statement;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OrderName>> EarlierNumbersAsync(CancellationToken cancel)
    {
        var earlier = new List<OrderName>();
        // In pieces: a read holds up others while it lasts.
        for (long? after = 0; after is { } last; await Task.Yield())
        {
            cancel.ThrowIfCancellationRequested();
            after = database.Read(s =>
            {
                var rows = s[$"SELECT (SELECT stream_id FROM streams s WHERE s.no = o.no), erp, number, no FROM {Tables[_projection.GenerationOf(s)]} o "
                    + "WHERE no > ? ORDER BY no LIMIT ?"].Bind(last).Bind(MaxReadAtOnce);
                long? read = null;
                while (rows.Step())
                {
                    read = rows.Int64(3);
                    var name = new OrderName(new OrderId(rows.Guid(0)), rows.Text(1), rows.Text(2));
                    if (!name.IsInOneForm) earlier.Add(name);
                }
                return read;
            });
        }
        return earlier;
    }

    /// <inheritdoc/>
    public ValueTask<OrderPage> ListWaitingAsync(string? cursor, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var (afterTicks, afterNo) = Cursor(cursor, isAscending: true);
        // In the words of the index orders_waiting, which serves it only so.
        var rows = s[$"SELECT (SELECT stream_id FROM streams s WHERE s.no = o.no), {Columns} FROM {Tables[_projection.GenerationOf(s)]} o "
            + "WHERE contractor IS NULL AND status IN (0, 1) AND (status = 1 OR unrouted IS NOT NULL) AND (placed_at, no) > (?, ?) "
            + "ORDER BY placed_at, no LIMIT ?"]
            .Bind(afterTicks).Bind(afterNo).Bind(max);
        var items = new List<OrderSummary>();
        var last = 0L;
        while (rows.Step())
        {
            items.Add(Summary(rows));
            last = rows.Int64(1);
        }
        return new OrderPage(items, items.Count < max ? null : string.Create(CultureInfo.InvariantCulture, $"{items[^1].PlacedAt.UtcTicks}/{last}"));
    }));

    // Cents in whole, half up as everywhere; amounts of orders have no more decimals.
    private static long Cents(decimal amount) => (long)decimal.Round(amount * 100, 0, MidpointRounding.AwayFromZero);

    private static long KeyOf(OrderSummary order, OrderSort sort) => sort switch
    {
        OrderSort.Changed => order.ChangedAt.UtcTicks,
        OrderSort.Due => order.DueAt?.UtcTicks ?? 0,
        OrderSort.Amount => Cents(order.Amount ?? 0),
        _ => order.PlacedAt.UtcTicks,
    };

    private static (long Key, long No) Cursor(string? cursor, bool isAscending) =>
        cursor?.Split('/') is [var key, var no] && long.TryParse(key, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(no, CultureInfo.InvariantCulture, out var number)
            ? (at, number)
            : isAscending ? (long.MinValue, 0) : (long.MaxValue, 0);

    private static OrderSummary Summary(PreparedStatement row) => new()
    {
        OrderId = new OrderId(row.Guid(0)),
        Version = (int)row.Int64(2),
        ErpId = row.Text(3),
        Number = row.Text(4),
        Keys = new ErpKeys(row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7)),
        Kind = (OrderKind)row.Int64(8),
        Status = (OrderStatus)row.Int64(9),
        Phase = (AortaPhase)row.Int64(10),
        ContractorId = row.TextOrNull(11),
        ContractNumber = row.TextOrNull(12),
        DwellingId = row.TextOrNull(13),
        Complex = row.TextOrNull(14),
        Area = row.TextOrNull(15),
        Urgency = row.TextOrNull(16),
        Unrouted = row.TextOrNull(17),
        PlacedAt = row.Time(18),
        ChangedAt = row.Time(19),
        Standing = ContractStatusJson.Read(row.Bytes(20)),
        Street = row.TextOrNull(21),
        PostalCode = row.TextOrNull(22),
        Amount = row.Int64OrNull(24) / 100m,
    };
}
