using System.Globalization;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The table <c>counted</c> of one generation: which order counts in which figure and month. A month is 202603, and 0 for figures of now.</summary>
internal sealed class CountedOrderRows(PreparedStatements s, int generation)
{
    // Orders that a page looks at, at most: a figure may count all, and what is asked be true of few. To see whose an order is costs little.
    private const int MaxLooked = 2_000;
    private const int MaxOfAll = 20_000;

    private static readonly string[] Tables = ["counted", "counted_1"];

    private readonly string _table = Tables[generation];

    /// <summary>Writes where an order counts from now on.</summary>
    /// <param name="after">Its row.</param>
    /// <param name="before">What it added to the cells until now.</param>
    /// <param name="contributions">What it adds to them from now on.</param>
    public void Write(FactRow after, IReadOnlyList<Contribution> before, IReadOnlyList<Contribution> contributions)
    {
        var (was, now) = (PlacesOf(before), PlacesOf(contributions));
        var placedAt = after.Own.Order.PlacedAt;
        foreach (var (figure, month) in was.Except(now))
        {
            s[$"DELETE FROM {_table} WHERE figure = ? AND month = ? AND placed_at = ? AND no = ?"]
                .Bind(figure).Bind(month).Bind(placedAt).Bind(after.No).Execute();
        }
        foreach (var (figure, month) in now.Except(was))
        {
            s[$"INSERT INTO {_table} (figure, month, placed_at, no) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"]
                .Bind(figure).Bind(month).Bind(placedAt).Bind(after.No).Execute();
        }
    }

    /// <summary>A page.</summary>
    public FactPage List(CountedQuery query, FactRows facts)
    {
        var (first, last) = (NumberOf(query.From), NumberOf(query.Until));
        var (month, ticks, no) = Cursor(query.Cursor) ?? (last, long.MaxValue, long.MaxValue);
        var most = query.ContractorId is null ? MaxLooked : MaxOfAll;
        var rows = s[$"SELECT month, placed_at, no FROM {_table} WHERE figure = ? AND month >= ? AND (month, placed_at, no) < (?, ?, ?) "
            + "ORDER BY month DESC, placed_at DESC, no DESC LIMIT ?"]
            .Bind(query.Figure).Bind(first).Bind(Math.Min(month, last)).Bind(ticks).Bind(no).Bind(most + 1);
        var places = new List<(int Month, long Ticks, long No)>();
        while (rows.Step()) places.Add((rows.Int32(0), rows.Int64(1), rows.Int64(2)));
        var items = new List<OrderFacts>();
        var looked = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (i == most || looked == MaxLooked || items.Count == query.Limit) return new FactPage(items, Text(places[i - 1]));
            if (query.ContractorId is { } contractor && !facts.IsOf(places[i].No, contractor)) continue;
            looked++;
            if (facts.Find(places[i].No)?.Facts is { } order && query.Fits(order)) items.Add(order);
        }
        return new FactPage(items, null);
    }

    /// <summary>Removes some rows; true where there may be more.</summary>
    public bool Remove(int most) => s[$"""
        DELETE FROM {_table} WHERE (figure, month, placed_at, no) IN (SELECT figure, month, placed_at, no FROM {_table} LIMIT ?)
        """].Bind(most).Execute() == most;

    private static HashSet<(string Figure, int Month)> PlacesOf(IReadOnlyList<Contribution> contributions) =>
        [.. contributions.Select(c => (c.Key.Figure, NumberOf(c.Key.Month)))];

    private static int NumberOf(YearMonth? month) => month is { } at ? (at.Year * 100) + at.Month : 0;

    private static string Text((int Month, long Ticks, long No) place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Month}/{place.Ticks}/{place.No}");

    private static (int Month, long Ticks, long No)? Cursor(string? cursor) =>
        cursor?.Split('/') is [var month, var ticks, var no] && int.TryParse(month, CultureInfo.InvariantCulture, out var of)
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && long.TryParse(no, CultureInfo.InvariantCulture, out var number)
            ? (of, at, number)
            : null;
}
