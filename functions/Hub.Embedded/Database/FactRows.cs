using System.Globalization;
using System.Text.Json;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The facts of an order as they are stored.</summary>
/// <param name="No">Number of its stream.</param>
/// <param name="Own">What follows from its own stream.</param>
/// <param name="Outcome">What others of its dwelling make of it; null where nothing does.</param>
internal sealed record FactRow(long No, OrderFacts Own, RepeatOutcome? Outcome)
{
    /// <summary>Both together.</summary>
    public OrderFacts Facts => Outcome is { } outcome ? Own.With(outcome) : Own;

    /// <summary>Computes what it adds to the cells.</summary>
    public IReadOnlyList<Contribution> Contributions() => Kpis.ContributionsOf(Facts);

    /// <summary>It as a repair of its dwelling; null where it is none.</summary>
    public RepairOfDwelling? Repair => RepairOfDwelling.Of(Own.Order);
}

/// <summary>The table <c>facts</c> of one generation.</summary>
internal sealed class FactRows(PreparedStatements s, int generation)
{
    private static readonly string[] Tables = ["facts", "facts_1"];

    private readonly string _table = Tables[generation];
    private readonly CountedOrderRows _counted = new(s, generation);

    /// <summary>A row; null where there is none.</summary>
    public FactRow? Find(long no)
    {
        var row = s[$"SELECT no, body, outcome, parts FROM {_table} WHERE no = ?"].Bind(no);
        return row.Step() ? Read(row) : null;
    }

    /// <summary>True where a contractor has the order now.</summary>
    public bool IsOf(long no, string contractor) => s[$"SELECT 1 FROM {_table} WHERE no = ? AND contractor = ?"].Bind(no).Bind(contractor).Step();

    /// <summary>Writes a row, in the place of the one that is there, and gives what that changes in the cells.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">What the one that is there adds to them.</param>
    public IReadOnlyList<Contribution> Write(FactRow row, IReadOnlyList<Contribution> before)
    {
        var now = row.Contributions();
        _counted.Write(row, before, now);
        // SQLite writes each index of which a column is named in SET, also where the value stays: most changes of an order touch none of them.
        if (BindAll(s[$"""
            UPDATE {_table} SET changed_at = ?3, repair = ?6, body = ?7, parts = ?8, outcome = ?9
            WHERE no = ?1 AND placed_at = ?2 AND contractor IS ?4 AND dwelling IS ?5
            """], row).Execute() == 0)
        {
            BindAll(s[$"""
                INSERT INTO {_table} (no, placed_at, changed_at, contractor, dwelling, repair, body, parts, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT (no) DO UPDATE SET placed_at = excluded.placed_at, changed_at = excluded.changed_at, contractor = excluded.contractor,
                    dwelling = excluded.dwelling, repair = excluded.repair, body = excluded.body, parts = excluded.parts, outcome = excluded.outcome
                """], row).Execute();
        }
        return Contributions.Change(before, now);
    }

    /// <summary>Writes what the repairs of a dwelling make of each other, and gives what that changes in the cells.</summary>
    public IEnumerable<Contribution> Settle(string dwelling)
    {
        var repairs = new List<(long No, RepairOfDwelling Repair, RepeatOutcome? Outcome)>();
        var rows = s[$"SELECT no, repair, outcome FROM {_table} WHERE dwelling = ?"].Bind(dwelling);
        while (rows.Step())
            repairs.Add((rows.Int64(0), JsonSerializer.Deserialize(rows.Bytes(1), FigureJson.Default.RepairOfDwelling)!, Outcome(rows, 2)));
        var outcomes = RepeatRepairs.Of([.. repairs.Select(r => r.Repair)]);
        foreach (var (no, repair, stored) in repairs)
        {
            if (outcomes[repair.OrderId] is var outcome && outcome == (stored ?? RepeatOutcome.None)) continue;
            var before = Find(no)!;
            var after = before with { Outcome = outcome == RepeatOutcome.None ? null : outcome };
            foreach (var change in Write(after, before.Contributions())) yield return change;
        }
    }

    /// <summary>A page, in the order of placing.</summary>
    public FactPage List(FactQuery query)
    {
        var (afterTicks, afterNo) = Cursor(query.Cursor);
        var where = new List<string> { "(placed_at, no) > (?, ?)" };
        if (query.From is not null) where.Add("placed_at >= ?");
        if (query.To is not null) where.Add("placed_at < ?");
        if (query.ChangedSince is not null) where.Add("+changed_at >= ?");
        if (query.ContractorId is not null) where.Add("contractor = ?");
        var rows = s[$"SELECT no, body, outcome, {(query.WithParts ? "parts" : "NULL")}, placed_at, parts IS NULL FROM {_table} "
            + $"WHERE {string.Join(" AND ", where)} ORDER BY placed_at, no LIMIT ?"]
            .Bind(afterTicks).Bind(afterNo);
        if (query.From is { } from) rows.Bind(from);
        if (query.To is { } to) rows.Bind(to);
        if (query.ChangedSince is { } since) rows.Bind(since);
        if (query.ContractorId is { } contractor) rows.Bind(contractor);
        rows.Bind(query.Limit + 1);
        var items = new List<OrderFacts>();
        var last = "";
        while (rows.Step())
        {
            if (items.Count == query.Limit) return new FactPage(items, last);
            items.Add(Read(rows, isWhole: rows.Bool(5), query.WithParts).Facts);
            last = string.Create(CultureInfo.InvariantCulture, $"{rows.Int64(4)}-{rows.Int64(0)}");
        }
        return new FactPage(items, null);
    }

    /// <summary>Removes some rows; true where there may be more.</summary>
    public bool Remove(int most) => s[$"DELETE FROM {_table} WHERE no IN (SELECT no FROM {_table} LIMIT ?)"].Bind(most).Execute() == most;

    private static PreparedStatement BindAll(PreparedStatement statement, FactRow row)
    {
        var order = row.Facts.Order;
        return statement.Bind(row.No).Bind(order.PlacedAt).Bind(order.ChangedAt).Bind(order.ContractorId).Bind(row.Repair?.DwellingId)
            .Bind(row.Repair is { } repair ? JsonSerializer.SerializeToUtf8Bytes(repair, FigureJson.Default.RepairOfDwelling) : null)
            .Bind(JsonSerializer.SerializeToUtf8Bytes(row.Own.Order, FigureJson.Default.OrderFact))
            .Bind(JsonSerializer.SerializeToUtf8Bytes(OrderFactParts.Of(row.Own), FigureJson.Default.OrderFactParts))
            .Bind(row.Outcome is { } outcome ? JsonSerializer.SerializeToUtf8Bytes(outcome, FigureJson.Default.RepeatOutcome) : null);
    }

    private static FactRow Read(PreparedStatement row) => Read(row, isWhole: row.IsNull(3), withParts: true);

    // A row of version 1 has all of it in one, until the rebuild of this version takes its place.
    private static FactRow Read(PreparedStatement row, bool isWhole, bool withParts)
    {
        var facts = isWhole
            ? JsonSerializer.Deserialize(row.Bytes(1), FigureJson.Default.OrderFacts)!
            : (withParts ? JsonSerializer.Deserialize(row.Bytes(3), FigureJson.Default.OrderFactParts)! : OrderFactParts.None)
                .With(JsonSerializer.Deserialize(row.Bytes(1), FigureJson.Default.OrderFact)!);
        return new FactRow(row.Int64(0), withParts ? facts : facts.WithoutParts(), Outcome(row, 2));
    }

    private static RepeatOutcome? Outcome(PreparedStatement row, int column) =>
        row.IsNull(column) ? null : JsonSerializer.Deserialize(row.Bytes(column), FigureJson.Default.RepeatOutcome);

    private static (long Ticks, long No) Cursor(string? cursor) =>
        cursor?.Split('-') is [var ticks, var no] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(no, CultureInfo.InvariantCulture, out var number)
            ? (at, number)
            : (-1, 0);
}
