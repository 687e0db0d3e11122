using SQLitePCL;

namespace Hub.Sqlite;

/// <summary>One connection and its prepared statements; used by one thread at a time.</summary>
public sealed class SqliteConnection : IDisposable
{
    private const string Begin = "BEGIN";
    private const string BeginWrite = "BEGIN IMMEDIATE";
    private const string CommitText = "COMMIT";
    private const string RollbackText = "ROLLBACK";

    // SQLITE_CONFIG_MEMSTATUS and SQLITE_DBCONFIG_ENABLE_QPSG of sqlite3.h.
    private const int MemoryStatistics = 9;
    private const int StablePlans = 1007;

    // How long a checkpoint waits for readers: all writers wait meanwhile.
    private const int CheckpointWaitMilliseconds = 100;

    // About a tenth of a millisecond.
    private const int InstructionsBetweenLooks = 10_000;

    private readonly sqlite3 _handle;
    private readonly int _busyMilliseconds;

    static SqliteConnection()
    {
        Batteries_V2.Init();
        // SQLite counts its memory under one lock for all threads; the hub does not read that number.
        _ = raw.sqlite3_config(MemoryStatistics, 0);
    }

    private SqliteConnection(sqlite3 handle, int busyMilliseconds)
    {
        _handle = handle;
        _busyMilliseconds = busyMilliseconds;
        Statements = new PreparedStatements(handle);
    }

    public PreparedStatements Statements { get; }

    /// <summary>Whether a transaction is open. SQLite may end one by itself, for instance when the disk is full.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Open(string path, bool readOnly, TimeSpan busyTimeout)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var error = SqliteException.Of(handle, code);
            handle.Dispose();
            throw error;
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        // Query plans that ignore bound values. Otherwise each new value of a LIMIT prepares the statement again.
        _ = raw.sqlite3_db_config(handle, StablePlans, 1, out _);
        var busy = (int)busyTimeout.TotalMilliseconds;
        _ = raw.sqlite3_busy_timeout(handle, busy);
        return new SqliteConnection(handle, busy);
    }

    /// <summary>Runs a script of many statements.</summary>
    /// <exception cref="SqliteException">A statement failed; earlier ones remain effective unless the surrounding transaction is rolled back.</exception>
    public void Script(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK) throw SqliteException.Of(_handle, code);
    }

    public void BeginReading() => Statements[Begin].Execute();

    public void BeginWriting() => Statements[BeginWrite].Execute();

    /// <summary>Releases the reader's snapshot.</summary>
    public void EndReading()
    {
        if (InTransaction) Statements[CommitText].Execute();
    }

    public void Commit() => Statements[CommitText].Execute();

    /// <summary>Undoes the open transaction, if there is one.</summary>
    public void Rollback()
    {
        if (InTransaction) Statements[RollbackText].Execute();
    }

    /// <summary>Interrupts what takes longer than this from now on (SQLITE_INTERRUPT); null for nothing.</summary>
    public void Limit(TimeSpan? time)
    {
        if (time is not { } limit)
        {
            raw.sqlite3_progress_handler(_handle, 0, null, null);
            return;
        }
        var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        raw.sqlite3_progress_handler(_handle, InstructionsBetweenLooks, _ => Environment.TickCount64 >= end ? 1 : 0, null);
    }

    /// <summary>Copies the write-ahead log into the file and makes the log empty. No transaction may be open.</summary>
    /// <returns>False where a reader still needs the log: try again.</returns>
    /// <exception cref="SqliteException">The disk did not take it.</exception>
    public bool TruncateLog()
    {
        _ = raw.sqlite3_busy_timeout(_handle, CheckpointWaitMilliseconds);
        try
        {
            var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
            if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED)) throw SqliteException.Of(_handle, code);
            return code == raw.SQLITE_OK;
        }
        finally
        {
            _ = raw.sqlite3_busy_timeout(_handle, _busyMilliseconds);
        }
    }

    /// <summary>Writes the whole file anew, so that nothing is left in it of what was deleted or moved. No transaction may be open.</summary>
    /// <param name="folder">Where the copy is made: it needs as much space as the file has content.</param>
    /// <exception cref="SqliteException">The disk did not take it; the file is as it was.</exception>
    public void Vacuum(string folder)
    {
        // In memory the copy of a large file would not fit; the system's folder for temporary files may be small, or of everybody.
        Script($"PRAGMA temp_store_directory='{folder.Replace("'", "''", StringComparison.Ordinal)}'; PRAGMA temp_store=FILE;");
        try
        {
            Script("VACUUM");
        }
        finally
        {
            Script("PRAGMA temp_store=MEMORY; PRAGMA temp_store_directory='';");
        }
    }

    public void Dispose()
    {
        Statements.Dispose();
        _handle.Dispose();
    }
}
