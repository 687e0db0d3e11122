namespace Hub.Sqlite;

/// <summary>
/// A SQLite file that one process owns: write-ahead log, <c>synchronous=FULL</c>, one writer with group commit, and one reader for each
/// concurrent read. A completed write survives a power failure.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly SqliteConnection _writing;
    private readonly SqliteWriter _writer;
    private readonly OpenMarker _marker;

    private readonly object _gate = new();
    private readonly Stack<SqliteConnection> _readers = new();
    private bool _disposed;

    private SqliteDatabase(string path, SqliteConnection writing, OpenMarker marker)
    {
        _path = path;
        _writing = writing;
        _marker = marker;
        _writer = new SqliteWriter(writing, path);
    }

    /// <summary>Opens or creates the file, checks it, and migrates its schema.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="migrations">Scripts, oldest first. <c>PRAGMA user_version</c> counts those already applied; each runs once, in its own transaction.</param>
    /// <exception cref="SqliteStartException">
    /// The file is damaged, locked, read-only, from a newer version of the program, or without the write-ahead log that it had.
    /// </exception>
    public static SqliteDatabase Open(string path, IReadOnlyList<string> migrations)
    {
        ArgumentNullException.ThrowIfNull(migrations);
        OpenMarker.Check(path);
        var connection = SqliteOpening.Open(path, migrations, BusyTimeout);
        try
        {
            return new SqliteDatabase(path, connection, OpenMarker.Set(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            throw new SqliteStartException($"The database {path} cannot be used: {DiskTroubles.Of(error).Words() ?? error.Message}.", error);
        }
    }

    /// <summary>What an error of this database means, as a sentence for the administrator.</summary>
    public string Explain(SqliteException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return SqliteOpening.MessageFor(_path, error);
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the writer's thread inside the transaction of its group; completes after the COMMIT. When
    /// <paramref name="work"/> throws, only its own writes are undone and its caller gets the exception. When the COMMIT fails, nothing is
    /// stored and every caller of the group gets the exception.
    /// </summary>
    /// <param name="work">Short, synchronous and non-blocking: all other writes wait for it.</param>
    /// <param name="cancellationToken">Cancels a request that has not started; a started one completes.</param>
    public Task<T> WriteAsync<T>(Func<PreparedStatements, T> work, CancellationToken cancellationToken = default) => Enqueue(work, null, cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}(Func{PreparedStatements, T}, CancellationToken)"/>, with a callback in the order of commits.</summary>
    /// <param name="work">The work.</param>
    /// <param name="committed">
    /// Called on the writer's thread after the COMMIT, in the order of the work, before the caller continues. Must be short: store a value or
    /// send a signal.
    /// </param>
    /// <param name="cancellationToken">Cancels a request that has not started.</param>
    public Task<T> WriteAsync<T>(Func<PreparedStatements, T> work, Action<T> committed, CancellationToken cancellationToken = default) =>
        Enqueue(work, committed, cancellationToken);

    /// <summary>
    /// Copies the write-ahead log into the file and makes the log empty, between two groups of writes. Until then the log still has what was deleted since.
    /// </summary>
    /// <returns>False where a reader still needs the log: try again.</returns>
    /// <exception cref="SqliteException">The disk did not take it.</exception>
    public Task<bool> TruncateLogAsync() => Between(static connection => connection.TruncateLog());

    /// <summary>Writes the whole file anew, so that nothing is left in it of what was deleted or moved. All writers wait meanwhile.</summary>
    /// <exception cref="SqliteException">The disk did not take it; the file is as it was.</exception>
    public Task VacuumAsync()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        return Between(connection =>
        {
            connection.Vacuum(folder);
            return connection.TruncateLog();
        });
    }

    /// <summary>Runs <paramref name="work"/> on a read-only connection, inside one snapshot: the data committed when its first statement runs.</summary>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public T Read<T>(Func<PreparedStatements, T> work) => Read(work, null);

    /// <summary>As <see cref="Read{T}(Func{PreparedStatements, T})"/>, interrupted when it takes too long.</summary>
    /// <param name="work">The work.</param>
    /// <param name="limit">How long it may take; null for as long as it takes.</param>
    /// <exception cref="SqliteException">It took too long, among other errors.</exception>
    public T Read<T>(Func<PreparedStatements, T> work, TimeSpan? limit)
    {
        ArgumentNullException.ThrowIfNull(work);
        var connection = Rent();
        try
        {
            if (limit is not null) connection.Limit(limit);
            connection.BeginReading();
            try
            {
                return work(connection.Statements);
            }
            finally
            {
                if (limit is not null) connection.Limit(null);
                connection.Statements.CloseOpen();
                connection.EndReading();
            }
        }
        finally
        {
            Return(connection);
        }
    }

    /// <summary>Rejects new writes and completes when the queued ones are committed. Reads work until <see cref="Dispose"/>.</summary>
    public Task StopAsync()
    {
        _writer.Stop(drain: true);
        return _writer.Ended;
    }

    /// <summary>Closes the file. Queued writes fail with <see cref="ObjectDisposedException"/>; the current group is committed.</summary>
    public void Dispose()
    {
        List<SqliteConnection> readers;
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            readers = [.. _readers];
            _readers.Clear();
        }

        foreach (var reader in readers) reader.Dispose();
        _writer.Stop(drain: false);
        _writer.Ended.GetAwaiter().GetResult();
        _marker.Remove();
        _writing.Dispose();
    }

    private Task<T> Enqueue<T>(Func<PreparedStatements, T> work, Action<T>? committed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var request = new WriteRequest<T>(work, committed, cancellationToken);
        _writer.Add(request);
        return request.Task;
    }

    private Task<T> Between<T>(Func<SqliteConnection, T> work)
    {
        var request = new MaintenanceRequest<T>(work);
        _writer.Add(request);
        return request.Task;
    }

    private SqliteConnection Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_readers.TryPop(out var reader)) return reader;
        }

        return SqliteOpening.OpenReader(_path, BusyTimeout);
    }

    private void Return(SqliteConnection reader)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _readers.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }
}
