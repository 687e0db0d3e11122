using SQLitePCL;

namespace Hub.Sqlite;

/// <summary>The prepared statements of one connection, cached for its lifetime. Use it only inside the work that received it, on that thread.</summary>
public sealed class PreparedStatements : IDisposable
{
    private readonly sqlite3 _database;
    private readonly Dictionary<string, PreparedStatement> _prepared = new(StringComparer.Ordinal);
    private readonly List<PreparedStatement> _open = [];

    internal PreparedStatements(sqlite3 database) => _database = database;

    /// <summary>The statement of this SQL, ready for its parameters. The SQL must be constant: bind values, never concatenate them.</summary>
    /// <exception cref="SqliteException">The SQL is invalid.</exception>
    public PreparedStatement this[string sql]
    {
        get
        {
            if (_prepared.TryGetValue(sql, out var known)) return known.Reuse();
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

    /// <summary>Resets statements left open: an open statement holds its snapshot, and the write-ahead log cannot be truncated.</summary>
    internal void CloseOpen()
    {
        if (_open.Count == 0) return;
        foreach (var statement in _open) statement.Reset();
        _open.Clear();
    }
}
