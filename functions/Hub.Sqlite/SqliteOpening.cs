using System.Globalization;
using SQLitePCL;

namespace Hub.Sqlite;

/// <summary>Opens and checks a file, and converts errors to one sentence for the administrator.</summary>
public static class SqliteOpening
{
    /// <summary>Largest file in bytes that is checked completely at the start; of larger ones one row of each table is read, to start fast.</summary>
    private const long FullCheckLimit = 32 * 1024 * 1024;

    // temp_store: a savepoint's undo pages stay in memory. cache_size is in KiB when negative. The checkpoint runs every 1,000 pages, SQLite's
    // default: four times that was no faster and doubled the longest wait. secure_delete=ON overwrites what is deleted, pages that become free too.
    private const string WriterSettings = """
        PRAGMA synchronous=FULL;
        PRAGMA foreign_keys=OFF;
        PRAGMA temp_store=MEMORY;
        PRAGMA secure_delete=ON;
        PRAGMA cache_size=-65536;
        PRAGMA journal_size_limit=67108864;
        """;

    private const string ReaderSettings = "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;";

    public static SqliteConnection Open(string path, IReadOnlyList<string> migrations, TimeSpan busy)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteConnection.Open(path, readOnly: false, busy);
            UseWriteAheadLog(connection, path);
            connection.Script(WriterSettings);
            Check(connection, path);
            Migrate(connection, path, migrations);
            // A read-only file fails here instead of at the first message.
            connection.BeginWriting();
            connection.Rollback();
            return connection;
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw new SqliteStartException(MessageFor(path, error), error);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(string path, TimeSpan busy)
    {
        var connection = SqliteConnection.Open(path, readOnly: true, busy);
        connection.Script(ReaderSettings);
        return connection;
    }

    private static void UseWriteAheadLog(SqliteConnection connection, string path)
    {
        var mode = connection.Statements["PRAGMA journal_mode=WAL"];
        var got = mode.Step() ? mode.Text(0) : "";
        mode.Reset();
        if (got != "wal")
            throw new SqliteStartException(
                $"The database {path} cannot use a write-ahead log: its folder must be on a local disk that supports shared memory files.");
    }

    private static void Check(SqliteConnection connection, string path)
    {
        if (new FileInfo(path).Length <= FullCheckLimit)
        {
            var check = connection.Statements["PRAGMA quick_check(1)"];
            var answer = check.Step() ? check.Text(0) : "ok";
            check.Reset();
            if (answer != "ok") throw new SqliteStartException(DamagedMessage(path));
            return;
        }

        foreach (var table in Tables(connection))
        {
            var quoted = table.Replace("\"", "\"\"", StringComparison.Ordinal);
            connection.Script($"SELECT 1 FROM \"{quoted}\" LIMIT 1");
        }
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        List<string> tables = [];
        var rows = connection.Statements["SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"];
        while (rows.Step()) tables.Add(rows.Text(0));
        return tables;
    }

    private static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string> migrations)
    {
        var version = connection.Statements["PRAGMA user_version"];
        version.Step();
        var had = version.Int32(0);
        version.Reset();
        if (had > migrations.Count)
        {
            throw new SqliteStartException(
                $"The database {path} has schema version {had}, and this program knows up to {migrations.Count}: "
                + "start the program version that wrote it, or a newer one.");
        }

        for (var number = had + 1; number <= migrations.Count; number++)
        {
            connection.BeginWriting();
            try
            {
                connection.Script(migrations[number - 1]);
                connection.Script(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={number}"));
                connection.Commit();
            }
            catch
            {
                connection.Rollback();
                throw;
            }
        }
    }

    private static string DamagedMessage(string path) =>
        $"The database {path} is damaged or is not a SQLite database: put back a backup of it (with its -wal file), or move it away to start empty.";

    /// <summary>An error of SQLite as a sentence that names the file, and the disk's trouble where that is behind it.</summary>
    internal static string MessageFor(string path, SqliteException error)
    {
        if (error.IsRemoved)
            return $"The database {path} or its write-ahead log was removed or moved away while it is in use: "
                + "put the files back, or stop the program and put back a backup.";
        // SQLite says of a full disk that it is full only where it writes pages; of others it says that the file cannot be opened, or an I/O error.
        var isOfTheDisk = error.Code is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_IOERR;
        return isOfTheDisk && DiskTroubles.Probe(Path.GetDirectoryName(Path.GetFullPath(path))!).Words() is { } words
            ? $"The database {path} cannot be used: {words}."
            : OfSqlite(path, error);
    }

    private static string OfSqlite(string path, SqliteException error) => error.Code switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => DamagedMessage(path),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"The database {path} is locked by another process: stop that process first.",
        raw.SQLITE_CANTOPEN => $"The database {path} cannot be opened: its folder must exist and this user must be able to write in it.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            $"The database {path} cannot be written: this user needs write access to the file and its folder.",
        raw.SQLITE_FULL => $"The database {path} cannot be written: the disk is full.",
        raw.SQLITE_IOERR => $"The database {path} cannot be read or written: the disk gives an I/O error ({error.ExtendedCode}).",
        _ => $"The database {path} cannot be used: {error.Message}.",
    };
}
