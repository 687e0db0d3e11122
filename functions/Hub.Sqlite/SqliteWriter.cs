namespace Hub.Sqlite;

/// <summary>
/// The one thread that writes. It takes all requests that wait (at most <see cref="MaxGroup"/>), runs them in one transaction, and completes their callers
/// after the COMMIT: one flush of the disk for all of them.
/// </summary>
public sealed class SqliteWriter
{
    /// <summary>The most requests in one transaction.</summary>
    public const int MaxGroup = 1_000;

    private const string Savepoint = "SAVEPOINT work";
    private const string Release = "RELEASE work";
    private const string Undo = "ROLLBACK TO work";

    private readonly SqliteConnection _connection;
    private readonly string _name;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IWriteRequest> _group = new(MaxGroup);

    private readonly object _gate = new();
    private readonly Queue<IWriteRequest> _waiting = new();
    private bool _idle;
    private bool _stopping;

    public SqliteWriter(SqliteConnection connection, string name)
    {
        _connection = connection;
        _name = name;
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite " + name };
        _thread.Start();
    }

    /// <summary>Ends when the last request taken is committed and the thread has let go of its connection.</summary>
    public Task Ended => _ended.Task;

    /// <exception cref="ObjectDisposedException">The writer takes no more requests.</exception>
    public void Add(IWriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(SqliteDatabase));
            _waiting.Enqueue(request);
            if (_idle) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes no new requests, and ends.</summary>
    /// <param name="drain">True to do what waits first; false to fail it.</param>
    public void Stop(bool drain)
    {
        List<IWriteRequest> abandoned = [];
        lock (_gate)
        {
            _stopping = true;
            if (!drain)
            {
                abandoned.AddRange(_waiting);
                _waiting.Clear();
            }

            Monitor.Pulse(_gate);
        }

        foreach (var request in abandoned) request.Lost(new ObjectDisposedException(typeof(SqliteDatabase).FullName, $"{_name} was closed."));
    }

    private void Loop()
    {
        while (TakeGroup())
        {
            try
            {
                WriteGroup();
            }
            catch (Exception error)
            {
                // BEGIN or COMMIT failed (busy, full, I/O): nothing of the group is stored, and the next group starts anew.
                Lose(error);
            }
        }

        _ended.SetResult();
    }

    private bool TakeGroup()
    {
        _group.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0)
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
        _group.RemoveAll(static request => !request.TryTake());
        if (_group.Count == 0) return;
        _connection.BeginWriting();
        for (var index = 0; index < _group.Count; index++)
        {
            if (RunOne(_group[index]) is not { } lost) continue;
            // SQLite ended the whole transaction (disk full, I/O error): what the group did up to here is gone, and those after it get a new one.
            foreach (var request in _group.Take(index + 1)) request.Lost(lost);
            _group.RemoveRange(0, index + 1);
            if (_group.Count == 0) return;
            index = -1;
            _connection.BeginWriting();
        }

        _connection.Commit();
        foreach (var request in _group) request.Committed();
    }

    /// <summary>
    /// Runs one request under a savepoint, so that its failure undoes its own writes and nobody else's. The savepoint costs about 5 µs; running without and repeating the
    /// whole group after a failure would save that, and would run every other caller's work twice.
    /// </summary>
    /// <returns>The error with which the whole transaction was lost; null when the transaction stands, whether or not the request failed.</returns>
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
            // Told only after the COMMIT: it may have failed on what another request of this group wrote.
            request.Failed(error);
            return null;
        }
    }

    private void Lose(Exception error)
    {
        try
        {
            _connection.Statements.CloseOpen();
            _connection.Rollback();
        }
        catch (SqliteException)
        {
            // The transaction is gone already; the callers hear the first error, and BEGIN of the next group tells if the file stays unusable.
        }

        foreach (var request in _group) request.Lost(error);
    }
}
