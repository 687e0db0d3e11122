using SQLitePCL;

namespace Hub.Sqlite;

/// <summary>The prepared statements of one connection, kept for its whole life. Use it inside the work it was given to, and on that thread only.</summary>
public sealed class PreparedStatements : IDisposable
{
    private readonly sqlite3 _database;
    private readonly Dictionary<string, PreparedStatement> _prepared = new(StringComparer.Ordinal);
    private readonly List<PreparedStatement> _open = [];

    internal PreparedStatements(sqlite3 database) => _database = database;

    /// <summary>The statement of this SQL, prepared at its first use, ready for its parameters. SQL is constant text: values are bound, never written into it.</summary>
    /// <exception cref="SqliteException">The SQL is wrong.</exception>
    public PreparedStatement this[string sql]
    {
        get
        {
            if (_prepared.TryGetValue(sql, out var known)) return known.Afresh();
            var statement = new PreparedStatement(_database, this, sql);
            _prepared.Add(sql, statement);
            return statement;
        }
    }

    /// <summary>The rowid of the latest row inserted on this connection.</summary>
    public long LastRowId => raw.sqlite3_last_insert_rowid(_database);

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
    }

    internal void Opened(PreparedStatement statement) => _open.Add(statement);

    /// <summary>Resets what a piece of work left open: an open statement keeps its snapshot, and with it the write-ahead log, alive.</summary>
    internal void CloseOpen()
    {
        if (_open.Count == 0) return;
        foreach (var statement in _open) statement.Reset();
        _open.Clear();
    }
}
