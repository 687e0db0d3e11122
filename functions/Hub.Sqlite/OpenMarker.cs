namespace Hub.Sqlite;

/// <summary>
/// An empty file beside a database, <c>&lt;name&gt;-open</c>, that is there while the database is open, and after a crash. Then the write-ahead log must be
/// there too: without it, what was written last is lost, and SQLite would not say so.
/// </summary>
internal sealed class OpenMarker
{
    private readonly string _path;

    private OpenMarker(string path) => _path = path;

    /// <exception cref="SqliteStartException">The database was not closed, and its write-ahead log is gone.</exception>
    public static void Check(string database)
    {
        var marker = MarkerOf(database);
        if (!File.Exists(marker) || !File.Exists(database) || File.Exists(LogOf(database))) return;
        throw new SqliteStartException(
            $"The database {database} was not closed when it was last used, and its write-ahead log {LogOf(database)} is missing, with what was written last: "
            + $"put that file back, or put back a backup of both. To start with what {Path.GetFileName(database)} holds, delete {marker}.");
    }

    /// <summary>Marks a database that is open; its write-ahead log exists by now.</summary>
    public static OpenMarker Set(string database)
    {
        var marker = MarkerOf(database);
        var file = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(marker, file)) return new OpenMarker(marker);
    }

    /// <summary>The database is about to be closed: from here on SQLite removes the log by itself.</summary>
    public void Remove()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or cannot be written: then the log stays as well, and where it does not, the next start says so.
        }
    }

    private static string MarkerOf(string database) => database + "-open";

    private static string LogOf(string database) => database + "-wal";
}
