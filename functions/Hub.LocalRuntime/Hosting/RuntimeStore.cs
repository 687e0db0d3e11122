using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>The runtime's own durable memory: <c>runtime.db</c> in the data directory, with the timers' status and the feeds' positions.</summary>
internal sealed class RuntimeStore : IDisposable
{
    // Times are milliseconds since 1970 UTC.
    internal static readonly string[] Migrations =
    [
        """
        CREATE TABLE message (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            body TEXT NOT NULL,
            enqueued_at INTEGER NOT NULL,
            visible_at INTEGER NOT NULL,
            deliveries INTEGER NOT NULL DEFAULT 0,
            dead_at INTEGER,
            dead_reason TEXT
        );
        CREATE INDEX message_dead ON message (queue, seq) WHERE dead_at IS NOT NULL;

        CREATE TABLE timer (
            function TEXT PRIMARY KEY,
            last INTEGER,
            next INTEGER NOT NULL,
            updated INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE feed (
            feed TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            updated INTEGER NOT NULL
        ) WITHOUT ROWID;
        """,
        """
        -- Queues are in memory now. What waited in the file were signals, and the app sends those again at its start.
        DROP TABLE message;
        """,
    ];

    private readonly DataDirectory _directory;

    private RuntimeStore(DataDirectory directory, SqliteDatabase database)
    {
        _directory = directory;
        Database = database;
    }

    public SqliteDatabase Database { get; }

    /// <inheritdoc cref="DataDirectory.OpenToOthers"/>
    public IReadOnlyList<string> OpenToOthers => _directory.OpenToOthers;

    /// <exception cref="StartException">The directory or the database cannot be used.</exception>
    public static RuntimeStore Open(string dataDirectory)
    {
        var directory = DataDirectory.Hold(dataDirectory);
        try
        {
            return new RuntimeStore(directory, SqliteDatabase.Open(Path.Combine(directory.Path, "runtime.db"), Migrations));
        }
        catch (Exception error)
        {
            directory.Dispose();
            if (error is SqliteStartException) throw new StartException(error.Message, error);
            throw;
        }
    }

    /// <summary>Commits what waits to be written, and lets go of the directory.</summary>
    public void Dispose()
    {
        Database.StopAsync().GetAwaiter().GetResult();
        Database.Dispose();
        _directory.Dispose();
    }
}
