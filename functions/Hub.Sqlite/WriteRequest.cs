namespace Hub.Sqlite;

/// <summary>A queued write.</summary>
public interface IWriteRequest
{
    /// <summary>False where the caller has cancelled.</summary>
    bool TryStart();

    /// <summary>Runs the work inside the open transaction and stores its result.</summary>
    void Run(PreparedStatements statements);

    /// <summary>Stores the exception of the work; its own writes are undone.</summary>
    void Failed(Exception error);

    /// <summary>The group is durable: completes the caller with the result or the exception of its own work.</summary>
    void Committed();

    /// <summary>Nothing of the group was stored: completes the caller with the error.</summary>
    void RolledBack(Exception error);
}

public sealed class WriteRequest<T>(Func<PreparedStatements, T> work, Action<T>? committed, CancellationToken cancellationToken)
    // Asynchronous continuations: they must not run on the writer's thread.
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteRequest
{
    private T _result = default!;
    private Exception? _error;

    public bool TryStart()
    {
        if (!cancellationToken.IsCancellationRequested) return true;
        TrySetCanceled(cancellationToken);
        return false;
    }

    public void Run(PreparedStatements statements) => _result = work(statements);

    public void Failed(Exception error) => _error = error;

    public void Committed()
    {
        if (_error is not null)
        {
            TrySetException(_error);
            return;
        }

        try
        {
            committed?.Invoke(_result);
            TrySetResult(_result);
        }
        catch (Exception error)
        {
            TrySetException(error);
        }
    }

    public void RolledBack(Exception error) => TrySetException(error);
}

/// <summary>Queued work on the writer's connection that runs between two groups, outside a transaction.</summary>
public interface IMaintenanceRequest
{
    /// <summary>Runs the work and completes the caller.</summary>
    void Run(SqliteConnection connection);

    /// <summary>Completes the caller with an error; the work did not run.</summary>
    void Abandon(Exception error);
}

public sealed class MaintenanceRequest<T>(Func<SqliteConnection, T> work)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IMaintenanceRequest
{
    public void Run(SqliteConnection connection)
    {
        try
        {
            TrySetResult(work(connection));
        }
        catch (Exception error)
        {
            TrySetException(error);
        }
    }

    public void Abandon(Exception error) => TrySetException(error);
}
