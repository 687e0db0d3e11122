using Hub.Application;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// The file <c>hub.db</c> in the data directory: everything that the hub must not lose, in one place and one transaction
/// log. One process owns it.
/// </summary>
public sealed class HubDatabase : IAsyncDisposable
{
    // Between two checkpoints after erasures, and before one is tried again: each makes all writers wait for the disk.
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(1);

    private readonly SqliteDatabase _database;
    private readonly bool _isNew;
    private readonly SemaphoreSlim _erased = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _cleaning;

    private HubDatabase(SqliteDatabase database, string directory, bool isNew)
    {
        (_database, DataDirectory, _isNew) = (database, directory, isNew);
        var full = Path.GetFullPath(directory);
        ArchiveShares = new ArchiveShares(() => new DriveInfo(full).AvailableFreeSpace);
        // What the last process erased before it broke off may still be in the log.
        NoteErasure();
        _cleaning = Task.Run(CleanAsync);
    }

    /// <summary>The data directory that holds the file; other stores keep their files beside it.</summary>
    public string DataDirectory { get; }

    /// <summary>What each partner's messages may take of the disk; a test may say otherwise.</summary>
    internal ArchiveShares ArchiveShares { get; set; }

    /// <summary>Opens or makes the file.</summary>
    /// <param name="directory">The data directory; it is made where it is missing.</param>
    /// <exception cref="StoreException">The file is damaged, locked or not writable; the message says which and what to do.</exception>
    public static HubDatabase Open(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, "hub.db");
            var isNew = !File.Exists(path);
            return new HubDatabase(SqliteDatabase.Open(path, Schema.Migrations), directory, isNew);
        }
        catch (SqliteStartException e)
        {
            throw new StoreException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data directory {directory} cannot be used: {DiskTroubles.Of(e).Words() ?? e.Message}", e);
        }
    }

    /// <summary>Ends when the database took a write to the disk.</summary>
    /// <exception cref="StoreException">It did not.</exception>
    public Task ProbeAsync(CancellationToken cancel) =>
        WriteAsync(s => s["INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at"].Bind(DateTimeOffset.UtcNow.UtcTicks)
            .Execute(), cancel);

    /// <summary>
    /// Writes the whole file anew, once in its life: earlier versions left what they deleted in its free pages. It takes as long as copying the file, and as
    /// much free space as the file has, twice. A file that this process made needs only the note that it is done.
    /// </summary>
    /// <returns>False where it was done before.</returns>
    /// <exception cref="StoreException">The disk did not take it. The file is as it was, and the next start tries again.</exception>
    public async Task<bool> RewriteOnceAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (Read(s => s["SELECT 1 FROM rewritten"].Step())) return false;
        try
        {
            if (!_isNew) await _database.VacuumAsync();
        }
        catch (SqliteException e)
        {
            throw Broken(e);
        }
        await WriteAsync(s => s["INSERT OR REPLACE INTO rewritten (id, at) VALUES (1, ?)"].Bind(now).Execute(), cancel);
        return true;
    }

    /// <summary>
    /// As <see cref="WriteAsync{T}(Func{PreparedStatements, T}, CancellationToken)"/>, for a write that erases personal data or secrets. Soon after it the log
    /// is folded into the file and emptied, so that what was erased is in neither.
    /// </summary>
    internal async Task<T> EraseAsync<T>(Func<PreparedStatements, T> work, CancellationToken cancel)
    {
        var result = await WriteAsync(work, cancel);
        NoteErasure();
        return result;
    }

    /// <summary>Has the log folded into the file and emptied soon.</summary>
    internal void NoteErasure()
    {
        lock (_erased)
        {
            if (_erased.CurrentCount == 0) _erased.Release();
        }
    }

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

    internal T Read<T>(Func<PreparedStatements, T> work) => Read(work, null);

    /// <summary>Reads for at most so long.</summary>
    /// <exception cref="ReadTimeoutException">It took longer.</exception>
    internal T Read<T>(Func<PreparedStatements, T> work, TimeSpan? limit)
    {
        try
        {
            return _database.Read(work, limit);
        }
        catch (SqliteException e) when (e.IsInterrupted)
        {
            throw new ReadTimeoutException(e);
        }
        catch (SqliteException e)
        {
            throw Broken(e);
        }
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _cleaning;
        await _database.StopAsync();
        _database.Dispose();
        _closing.Dispose();
        _erased.Dispose();
    }

    private async Task CleanAsync()
    {
        try
        {
            while (true)
            {
                await _erased.WaitAsync(_closing.Token);
                while (!await TryTruncateLogAsync()) await Task.Delay(BetweenCheckpoints, _closing.Token);
                await Task.Delay(BetweenCheckpoints, _closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Closing the file folds the log into it too, and removes it.
        }
    }

    // A disk that takes nothing refuses every write too, and health says so; here it only means to try again.
    internal async Task<bool> TryTruncateLogAsync()
    {
        try
        {
            return await _database.TruncateLogAsync();
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private StoreException Broken(SqliteException e) => new(
        e.IsFull ? "The disk that holds the hub's data is full. Nothing was written; the hub works again when there is space."
            : $"{_database.Explain(e)} Nothing was written.", e);
}
