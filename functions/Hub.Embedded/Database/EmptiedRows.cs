using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Rows of tables with personal data that were emptied.</summary>
internal static class EmptiedRows
{
    // When a row goes, SQLite may move the rows of its page and of the two pages beside it. A page has at most 455 emptied rows (9 bytes of 4,096 each).
    private const int FarEnough = 2_000;

    private const int MaxAtOnce = 500;

    /// <summary>
    /// Removes emptied rows in the caller's transaction, at most 500, and only those that are far from the first row that still holds something: that one
    /// must not be moved, for the page that it leaves may keep a copy.
    /// </summary>
    /// <param name="s">The statements.</param>
    /// <param name="table">A table of the columns <c>no</c> and <c>body</c>, to which rows are only added.</param>
    public static void RemoveEmptied(this PreparedStatements s, string table)
    {
        var first = s[$"SELECT min(no) FROM {table}"];
        first.Step();
        var from = first.Int64(0);
        // Not the last number, which is not to be given again.
        var held = s[$"SELECT no FROM {table} WHERE length(body) > 0 OR no = (SELECT max(no) FROM {table}) ORDER BY no LIMIT 1"];
        if (!held.Step()) return;
        var until = held.Int64(0) - FarEnough;
        if (until > from) s[$"DELETE FROM {table} WHERE no >= ? AND no < ?"].Bind(from).Bind(Math.Min(until, from + MaxAtOnce)).Execute();
    }
}
