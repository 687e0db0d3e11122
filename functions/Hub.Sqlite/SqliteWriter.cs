namespace Hub.Sqlite;

/// <summary>
/// The writer thread (group commit). It runs all queued requests (at most <see cref="MaxGroup"/>) in one transaction and completes their
/// callers after the COMMIT: one flush of the disk for all of them.
/// </summary>
public sealed class SqliteWriter
{
    /// <summary>Maximum number of requests in one transaction.</summary>
    public const int MaxGroup = 1_000;

    private const string Savepoint = "SAVEPOINT work";
    private const string Release = "RELEASE work";
    private const string Undo = "ROLLBACK TO work";

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly string _name;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IWriteRequest> _group = new(MaxGroup);

    private readonly object _gate = new();
    private readonly Queue<IWriteRequest> _waiting = new();
    private readonly Queue<IMaintenanceRequest> _maintenance = new();
    private bool _idle;
    private bool _stopping;

    /// <param name="connection">The connection that writes.</param>
    /// <param name="path">The file.</param>
    public SqliteWriter(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
        _name = Path.GetFileName(path);
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite " + _name };
        _thread.Start();
    }

    /// <summary>Completes when the last accepted request is committed and the thread no longer uses the connection.</summary>
    public Task Ended => _ended.Task;

    /// <exception cref="ObjectDisposedException">The writer has stopped.</exception>
    public void Add(IWriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(SqliteDatabase));
            _waiting.Enqueue(request);
            if (_idle) Monitor.Pulse(_gate);
        }
    }

    /// <exception cref="ObjectDisposedException">The writer has stopped.</exception>
    public void Add(IMaintenanceRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(SqliteDatabase));
            _maintenance.Enqueue(request);
            if (_idle) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Rejects new requests and stops the thread.</summary>
    /// <param name="drain">True to run the queued requests first; false to fail them.</param>
    public void Stop(bool drain)
    {
        List<IWriteRequest> abandoned = [];
        List<IMaintenanceRequest> left = [];
        lock (_gate)
        {
            _stopping = true;
            if (!drain)
            {
                abandoned.AddRange(_waiting);
                _waiting.Clear();
                left.AddRange(_maintenance);
                _maintenance.Clear();
            }

            Monitor.Pulse(_gate);
        }

        foreach (var request in abandoned) request.RolledBack(Closed());
        foreach (var request in left) request.Abandon(Closed());
    }

    private ObjectDisposedException Closed() => new(typeof(SqliteDatabase).FullName, $"{_name} was closed.");

    private void Loop()
    {
        while (TakeGroup(out var maintenance))
        {
            maintenance?.Run(_connection);
            try
            {
                WriteGroup();
            }
            catch (Exception error)
            {
                // BEGIN or COMMIT failed (busy, full, I/O): nothing of the group is stored, and the next group begins a new transaction.
                RollBackGroup(error);
            }
        }

        _ended.SetResult();
    }

    private bool TakeGroup(out IMaintenanceRequest? maintenance)
    {
        _group.Clear();
        lock (_gate)
        {
            while (!_maintenance.TryDequeue(out maintenance) && _waiting.Count == 0)
            {
                if (_stopping) return false;
                _idle = true;
                Monitor.Wait(_gate);
                _idle = false;
            }

            while (_group.Count < MaxGroup && _waiting.TryDequeue(out var request)) _group.Add(request);
            return true;
        }
    }

    private void WriteGroup()
    {
        _group.RemoveAll(static request => !request.TryStart());
        if (_group.Count == 0) return;
        EnsureFiles();
        _connection.BeginWriting();
        for (var index = 0; index < _group.Count; index++)
        {
            if (RunOne(_group[index]) is not { } error) continue;
            // SQLite ended the transaction (disk full, I/O error): the group's writes so far are lost, and the remaining requests run in a new one.
            foreach (var request in _group.Take(index + 1)) request.RolledBack(error);
            _group.RemoveRange(0, index + 1);
            if (_group.Count == 0) return;
            index = -1;
            _connection.BeginWriting();
        }

        _connection.Commit();
        // Also now: nobody may hear of a success that went into a file without a name.
        EnsureFiles();
        foreach (var request in _group) request.Committed();
    }

    // A file that was removed, or whose folder was, can be written on: until it is closed, and then all of it is gone.
    private void EnsureFiles()
    {
        if (!File.Exists(_path) || !File.Exists(_path + "-wal")) throw SqliteException.Removed(_name);
    }

    /// <summary>
    /// Runs one request under a savepoint, so that its failure undoes only its own writes. The savepoint costs about 5 µs; repeating the whole
    /// group after a failure instead would save that, but would run the work of all other callers twice.
    /// </summary>
    /// <returns>The error that ended the transaction; null while the transaction is open, whether or not the request failed.</returns>
    private Exception? RunOne(IWriteRequest request)
    {
        var statements = _connection.Statements;
        try
        {
            statements[Savepoint].Execute();
            request.Run(statements);
            statements.CloseOpen();
            statements[Release].Execute();
            return null;
        }
        catch (Exception error)
        {
            statements.CloseOpen();
            if (!_connection.InTransaction) return error;
            statements[Undo].Execute();
            statements[Release].Execute();
            // Reported after the COMMIT: it may have failed because of another request's write in this group.
            request.Failed(error);
            return null;
        }
    }

    private void RollBackGroup(Exception error)
    {
        try
        {
            _connection.Statements.CloseOpen();
            _connection.Rollback();
        }
        catch (SqliteException)
        {
            // The transaction has ended already. The callers get the first error; if the file stays unusable, BEGIN of the next group fails.
        }

        foreach (var request in _group) request.RolledBack(error);
    }
}
