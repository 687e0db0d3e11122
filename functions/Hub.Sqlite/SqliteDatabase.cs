namespace Hub.Sqlite;

/// <summary>
/// A SQLite file that one process owns: write-ahead log, <c>synchronous=FULL</c>, one writer that commits many requests at once, and as many readers as threads
/// ask for. What a completed write has written survives the loss of power.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly SqliteConnection _writing;
    private readonly SqliteWriter _writer;

    private readonly object _gate = new();
    private readonly Stack<SqliteConnection> _readers = new();
    private bool _disposed;

    private SqliteDatabase(string path, SqliteConnection writing)
    {
        _path = path;
        _writing = writing;
        _writer = new SqliteWriter(writing, Path.GetFileName(path));
    }

    /// <summary>Opens the file, or makes it; checks it; and brings its schema up to date.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="migrations">Scripts, oldest first. <c>PRAGMA user_version</c> tells how many of them the file has had; each runs once, in a transaction of its own.</param>
    /// <exception cref="SqliteStartException">The file is damaged, locked, unwritable, or of a newer version of the program.</exception>
    public static SqliteDatabase Open(string path, IReadOnlyList<string> migrations)
    {
        ArgumentNullException.ThrowIfNull(migrations);
        return new SqliteDatabase(path, SqliteOpening.Open(path, migrations, Busy));
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the writer's thread inside the transaction of its group; completes after the COMMIT. When <paramref name="work"/> throws, only
    /// its own writes are undone and its caller gets the exception. When the COMMIT fails, every caller of the group gets that exception and nothing is stored.
    /// </summary>
    /// <param name="work">Short, synchronous, without waiting: all writers of this file wait for it.</param>
    /// <param name="cancellationToken">Gives up a request that the writer has not taken yet; one taken goes on to its end.</param>
    public Task<T> WriteAsync<T>(Func<PreparedStatements, T> work, CancellationToken cancellationToken = default) => Enqueue(work, null, cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}(Func{PreparedStatements, T}, CancellationToken)"/>, and tells of the commit in the order of commits.</summary>
    /// <param name="work">The work.</param>
    /// <param name="committed">Called on the writer's thread after the COMMIT, in the order in which the work was done, before the caller goes on. Only note or signal something in it.</param>
    /// <param name="cancellationToken">Gives up a request that the writer has not taken yet.</param>
    public Task<T> WriteAsync<T>(Func<PreparedStatements, T> work, Action<T> committed, CancellationToken cancellationToken = default) =>
        Enqueue(work, committed, cancellationToken);

    /// <summary>Runs <paramref name="work"/> on a read-only connection, inside one snapshot: all that was committed when its first statement ran.</summary>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public T Read<T>(Func<PreparedStatements, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var connection = Rent();
        try
        {
            connection.BeginReading();
            try
            {
                return work(connection.Statements);
            }
            finally
            {
                connection.Statements.CloseOpen();
                connection.EndReading();
            }
        }
        finally
        {
            Return(connection);
        }
    }

    /// <summary>Takes no new writes, and ends when those that wait are committed. Reading goes on until <see cref="Dispose"/>.</summary>
    public Task StopAsync()
    {
        _writer.Stop(drain: true);
        return _writer.Ended;
    }

    /// <summary>Closes the file. Writes that wait fail with <see cref="ObjectDisposedException"/>; the group under way is committed.</summary>
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
        _writing.Dispose();
    }

    private Task<T> Enqueue<T>(Func<PreparedStatements, T> work, Action<T>? committed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var request = new WriteRequest<T>(work, committed, cancellationToken);
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

        return SqliteOpening.OpenReader(_path, Busy);
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
