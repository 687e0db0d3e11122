using Hub.Application;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// The file <c>hub.db</c> in the data directory: everything that the hub must not lose, in one place and one transaction
/// log. One process owns it.
/// </summary>
public sealed class HubDatabase : IAsyncDisposable
{
    private readonly SqliteDatabase _database;

    private HubDatabase(SqliteDatabase database, string directory) => (_database, DataDirectory) = (database, directory);

    /// <summary>The data directory that holds the file; other stores keep their files beside it.</summary>
    public string DataDirectory { get; }

    /// <summary>Opens or makes the file.</summary>
    /// <param name="directory">The data directory; it is made where it is missing.</param>
    /// <exception cref="StoreException">The file is damaged, locked or not writable; the message says which and what to do.</exception>
    public static HubDatabase Open(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new HubDatabase(SqliteDatabase.Open(Path.Combine(directory, "hub.db"), Schema.Migrations), directory);
        }
        catch (SqliteStartException e)
        {
            throw new StoreException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data directory {directory} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Ends when the database took a write to the disk.</summary>
    /// <exception cref="StoreException">It did not.</exception>
    public Task ProbeAsync(CancellationToken cancel) =>
        WriteAsync(s => s["INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at"].Bind(DateTimeOffset.UtcNow.UtcTicks)
            .Execute(), cancel);

    internal Task WriteAsync(Action<PreparedStatements> work, CancellationToken cancel) => WriteAsync(s =>
    {
        work(s);
        return true;
    }, cancel);

    internal async Task<T> WriteAsync<T>(Func<PreparedStatements, T> work, CancellationToken cancel)
    {
        try
        {
            return await _database.WriteAsync(work, cancel);
        }
        catch (SqliteException e)
        {
            throw Broken(e);
        }
    }

    internal async Task<T> WriteAsync<T>(Func<PreparedStatements, T> work, Action<T> committed, CancellationToken cancel)
    {
        try
        {
            return await _database.WriteAsync(work, committed, cancel);
        }
        catch (SqliteException e)
        {
            throw Broken(e);
        }
    }

    internal T Read<T>(Func<PreparedStatements, T> work)
    {
        try
        {
            return _database.Read(work);
        }
        catch (SqliteException e)
        {
            throw Broken(e);
        }
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.StopAsync();
        _database.Dispose();
    }

    private static StoreException Broken(SqliteException e) => new(
        e.IsFull ? "The disk that holds the hub's data is full. Nothing was written; the hub works again when there is space."
            : $"The hub's database did not take or give what was asked ({e.Message}). Nothing was written.", e);
}
