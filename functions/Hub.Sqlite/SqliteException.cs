using SQLitePCL;

namespace Hub.Sqlite;

/// <summary>SQLite returned an error. The message is SQLite's: it has names of tables and columns, never values.</summary>
public sealed class SqliteException : Exception
{
    // SQLITE_IOERR_VNODE of sqlite3.h: the file was removed by somebody else.
    private const int RemovedCode = 6922;

    public SqliteException(int extendedCode, string message)
        : base($"SQLite error {extendedCode}: {message}")
    {
        ExtendedCode = extendedCode;
    }

    /// <summary>The primary result code, for instance 13 (SQLITE_FULL). Source: https://www.sqlite.org/rescode.html.</summary>
    public int Code => ExtendedCode & 0xff;

    /// <summary>The extended result code, for instance 2067 (SQLITE_CONSTRAINT_UNIQUE).</summary>
    public int ExtendedCode { get; }

    /// <summary>A constraint of the schema was violated: unique, primary key, not null, check or foreign key.</summary>
    public bool IsConstraint => Code == raw.SQLITE_CONSTRAINT;

    /// <summary>The row exists already: a unique index or a primary key was violated.</summary>
    public bool IsDuplicate =>
        ExtendedCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID;

    /// <summary>The disk (or the page limit of the database) is full. Writing works again when there is free space.</summary>
    public bool IsFull => Code == raw.SQLITE_FULL;

    /// <summary>The file, or its write-ahead log, was removed or moved away while it was in use.</summary>
    public bool IsRemoved => ExtendedCode == RemovedCode;

    internal static SqliteException Removed(string name) => new(RemovedCode, $"{name} or its write-ahead log was removed while it was in use");

    /// <summary>The read took longer than it may.</summary>
    public bool IsInterrupted => Code == raw.SQLITE_INTERRUPT;

    internal static SqliteException Of(sqlite3 database, int code)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        // The connection keeps only its latest error; use it where its code matches.
        return (extended & 0xff) == (code & 0xff)
            ? new SqliteException(extended, raw.sqlite3_errmsg(database).utf8_to_string())
            : new SqliteException(code, raw.sqlite3_errstr(code).utf8_to_string());
    }
}

/// <summary>A database cannot be used, so the program cannot start. The message is one sentence that names the file and the expected state.</summary>
public sealed class SqliteStartException : Exception
{
    public SqliteStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
