using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Hub.Sqlite;

/// <summary>
/// One prepared statement of one connection. Bind its parameters in their order, then <see cref="Execute"/>, or <see cref="Step"/> from row to row:
/// <code>
/// s["INSERT INTO t (id, body) VALUES (?, ?)"].Bind(id).Bind(body).Execute();
/// var rows = s["SELECT id, body FROM t WHERE id > ?"].Bind(after);
/// while (rows.Step()) list.Add((rows.Int64(0), rows.Text(1)));
/// </code>
/// The same SQL returns the same statement: requesting it again resets it, also when an earlier use has unread rows.
/// </summary>
public sealed class PreparedStatement : IDisposable
{
    private const int StackBufferBytes = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;
    private readonly PreparedStatements _owner;
    private readonly int _parameters;
    private int _bound;
    private bool _open;

    internal PreparedStatement(sqlite3 database, PreparedStatements owner, string sql)
    {
        _database = database;
        _owner = owner;
        var code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle);
        if (code != raw.SQLITE_OK) throw SqliteException.Of(database, code);
        _parameters = raw.sqlite3_bind_parameter_count(_handle);
    }

    /// <summary>Binds the next parameter to a whole number.</summary>
    public PreparedStatement Bind(long value) => Checked(raw.sqlite3_bind_int64(_handle, ++_bound, value));

    /// <summary>Binds the next parameter to a whole number, or to NULL.</summary>
    public PreparedStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    /// <summary>Binds the next parameter to a floating-point number.</summary>
    public PreparedStatement Bind(double value) => Checked(raw.sqlite3_bind_double(_handle, ++_bound, value));

    /// <summary>Binds the next parameter to 1 or 0.</summary>
    public PreparedStatement Bind(bool value) => Bind(value ? 1L : 0L);

    /// <summary>Binds the next parameter to text, or to NULL.</summary>
    public PreparedStatement Bind(string? value)
    {
        if (value is null) return BindNull();
        // An empty span has a null address, which SQLite would read as NULL.
        if (value.Length == 0) return Checked(raw.sqlite3_bind_text(_handle, ++_bound, ""));
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= StackBufferBytes)
        {
            Span<byte> small = stackalloc byte[StackBufferBytes];
            return BindText(small[..Encoding.UTF8.GetBytes(value, small)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return BindText(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Binds the next parameter to text that is UTF-8 already. Not empty text: use <see cref="Bind(string?)"/> for that.</summary>
    public PreparedStatement BindText(ReadOnlySpan<byte> utf8) => Checked(raw.sqlite3_bind_text(_handle, ++_bound, utf8));

    /// <summary>Binds the next parameter to bytes, which SQLite copies.</summary>
    public PreparedStatement Bind(ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_handle, ++_bound, 0) : raw.sqlite3_bind_blob(_handle, ++_bound, value));

    /// <summary>Binds the next parameter to bytes, or to NULL.</summary>
    public PreparedStatement Bind(byte[]? value) => value is null ? BindNull() : Bind(value.AsSpan());

    /// <summary>Binds the next parameter to NULL.</summary>
    public PreparedStatement BindNull() => Checked(raw.sqlite3_bind_null(_handle, ++_bound));

    /// <summary>Moves to the next row. After the last row the statement is reset.</summary>
    /// <returns>True when there is a row to read.</returns>
    /// <exception cref="SqliteException">SQLite returned an error; the writes of this statement are undone, those of others remain.</exception>
    public bool Step()
    {
        if (_bound != _parameters) throw new InvalidOperationException($"The statement has {_parameters} parameters and {_bound} were bound.");
        var code = raw.sqlite3_step(_handle);
        if (code == raw.SQLITE_ROW)
        {
            if (_open) return true;
            _open = true;
            _owner.Opened(this);
            return true;
        }

        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        var error = SqliteException.Of(_database, code);
        Reset();
        throw error;
    }

    /// <summary>Runs the statement to its end.</summary>
    /// <returns>How many rows the last INSERT, UPDATE or DELETE changed.</returns>
    /// <exception cref="SqliteException">SQLite returned an error; the writes of this statement are undone.</exception>
    public int Execute()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>The whole number in a column of this row; 0 for NULL.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    /// <summary>The whole number in a column of this row, or null.</summary>
    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>The number in a column of this row, as <see cref="int"/>; 0 for NULL.</summary>
    public int Int32(int column) => raw.sqlite3_column_int(_handle, column);

    /// <summary>Whether the number in a column of this row is not 0.</summary>
    public bool Bool(int column) => Int32(column) != 0;

    /// <summary>The floating-point number in a column of this row; 0 for NULL.</summary>
    public double Double(int column) => raw.sqlite3_column_double(_handle, column);

    /// <summary>The text in a column of this row; empty for NULL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>The text in a column of this row, or null.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes (of text: UTF-8) in a column of this row, valid until the next <see cref="Step"/>; empty for NULL.</summary>
    // The database's encoding is UTF-8, so reading text as a blob neither copies nor converts.
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    /// <summary>A copy of the bytes in a column of this row; empty for NULL.</summary>
    public byte[] Blob(int column) => Bytes(column).ToArray();

    /// <summary>Whether a column of this row is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    /// <summary>Resets the statement and discards unread rows.</summary>
    public void Reset()
    {
        _open = false;
        _bound = 0;
        // It returns the error of the failed step, which was thrown already.
        _ = raw.sqlite3_reset(_handle);
    }

    public void Dispose() => _handle.Dispose();

    internal PreparedStatement Reuse()
    {
        if (_open || _bound != 0) Reset();
        return this;
    }

    private PreparedStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw SqliteException.Of(_database, code);
}
