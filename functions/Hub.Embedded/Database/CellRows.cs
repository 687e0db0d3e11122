using System.Text.Json;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Domain.Work;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>A table of cells of one generation. Each cell stands there once at each of the <see cref="CellLevels"/> that it has.</summary>
internal sealed class CellRows(PreparedStatements s, string table, int levels)
{
    private static readonly string[] OrderTables = ["cells", "cells_1"];
    private static readonly string[] DeliveryTables = ["delivery_cells", "delivery_cells_1"];

    private const string Key = "figure, level, month, contractor, contract, area, complex, kind, urgency";

    /// <summary>Those that orders add up to.</summary>
    public static CellRows OfOrders(PreparedStatements s, int generation) => new(s, OrderTables[generation], CellLevels.Count);

    /// <summary>Those that deliveries add up to: they know neither area nor complex.</summary>
    public static CellRows OfDeliveries(PreparedStatements s, int generation) => new(s, DeliveryTables[generation], 1);

    /// <summary>Adds to the cells.</summary>
    public void Add(IEnumerable<Contribution> changes)
    {
        var all = changes.ToList();
        for (var level = 0; level < levels; level++)
        {
            var at = level;
            foreach (var (key, cell) in Contributions.Merged(all.Select(c => c with { Key = CellLevels.At(c.Key, at) }))) Add(at, key, cell);
        }
    }

    /// <summary>The sum of cells.</summary>
    public IReadOnlyList<Contribution> Sum(CellQuery query)
    {
        var level = Math.Min(CellLevels.Of(query), levels - 1);
        var sums = new Dictionary<CellKey, Cell>();
        foreach (var figure in query.Figures)
        {
            // One range of months and the cells without one, each along the key.
            foreach (var (from, until) in ((int, int)[])[(0, 0), (NumberOf(query.From), NumberOf(query.Until))])
            {
                var rows = s[$"SELECT month, contractor, contract, area, complex, kind, urgency, denominator, numerator, sum, counts FROM {table} "
                    + "WHERE figure = ? AND level = ? AND month BETWEEN ? AND ?"].Bind(figure).Bind(level).Bind(from).Bind(until);
                while (rows.Step())
                {
                    var key = KeyOf(figure, rows);
                    if (!query.IsAbout(key)) continue;
                    key = query.KeyOf(key);
                    var cell = CellOf(rows, 7);
                    sums[key] = sums.TryGetValue(key, out var sum) ? sum + cell : cell;
                }
            }
        }
        return [.. sums.Where(c => !c.Value.IsEmpty).Select(c => new Contribution(c.Key, c.Value))];
    }

    /// <summary>Removes some rows; true where there may be more.</summary>
    public bool Remove(int most) =>
        s[$"DELETE FROM {table} WHERE ({Key}) IN (SELECT {Key} FROM {table} LIMIT ?)"].Bind(most).Execute() == most;

    private void Add(int level, CellKey key, Cell change)
    {
        // Most cells are numbers alone, which SQLite adds.
        if (change.Values == Counts.None && change.Due == Counts.None)
        {
            BindKey(s[$"""
                INSERT INTO {table} ({Key}, denominator, numerator, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT ({Key}) DO UPDATE SET denominator = denominator + excluded.denominator, numerator = numerator + excluded.numerator,
                    sum = sum + excluded.sum
                """], level, key).Bind(change.Denominator).Bind(change.Numerator).Bind(change.Sum).Execute();
            // What only grows does not become empty.
            if (change is { Denominator: >= 0, Numerator: >= 0, Sum: >= 0 }) return;
        }
        else
        {
            var stored = BindKey(s[$"SELECT denominator, numerator, sum, counts FROM {table} WHERE {Where}"], level, key);
            var cell = (stored.Step() ? CellOf(stored, 0) : Cell.None) + change;
            BindKey(s[$"""
                INSERT INTO {table} ({Key}, denominator, numerator, sum, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT ({Key}) DO UPDATE SET denominator = excluded.denominator, numerator = excluded.numerator, sum = excluded.sum,
                    counts = excluded.counts
                """], level, key).Bind(cell.Denominator).Bind(cell.Numerator).Bind(cell.Sum).Bind(CountsOf(cell)).Execute();
        }
        // So that the cells are the same whatever happened on the way to them.
        BindKey(s[$"DELETE FROM {table} WHERE {Where} AND denominator = 0 AND numerator = 0 AND sum = 0 AND counts IS NULL"], level, key).Execute();
    }

    private static string Where => $"({Key}) = (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static PreparedStatement BindKey(PreparedStatement statement, int level, CellKey key) => statement
        .Bind(key.Figure).Bind(level).Bind(key.Month is { } month ? NumberOf(month) : 0).Bind(key.Contractor ?? "").Bind(key.Contract ?? "")
        .Bind(key.Area ?? "").Bind(key.Complex ?? "").Bind(key.Kind is { } kind ? (long)kind : -1).Bind(key.Urgency ?? "");

    private static CellKey KeyOf(string figure, PreparedStatement row) => new(
        figure, row.Int32(0) is var month and > 0 ? new YearMonth(month / 100, month % 100) : null, TextOf(row, 1), TextOf(row, 2), TextOf(row, 3),
        TextOf(row, 4), row.Int32(5) is var kind and >= 0 ? (OrderKind)kind : null, TextOf(row, 6));

    private static string? TextOf(PreparedStatement row, int column) => row.Text(column) is { Length: > 0 } text ? text : null;

    private static Cell CellOf(PreparedStatement row, int first)
    {
        var counts = row.IsNull(first + 3) ? Cell.None : JsonSerializer.Deserialize(row.Bytes(first + 3), FigureJson.Default.Cell)!;
        return counts with { Denominator = row.Int64(first), Numerator = row.Int64(first + 1), Sum = row.Int64(first + 2) };
    }

    private static byte[]? CountsOf(Cell cell) => cell.Values == Counts.None && cell.Due == Counts.None
        ? null
        : JsonSerializer.SerializeToUtf8Bytes(new Cell { Values = cell.Values, Due = cell.Due }, FigureJson.Default.Cell);

    private static int NumberOf(YearMonth month) => (month.Year * 100) + month.Month;
}
