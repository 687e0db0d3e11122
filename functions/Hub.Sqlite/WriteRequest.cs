namespace Hub.Sqlite;

/// <summary>A piece of work that waits for the writer.</summary>
public interface IWriteRequest
{
    /// <summary>Takes the request, unless its caller has given up.</summary>
    bool TryTake();

    /// <summary>Does the work inside the open transaction, and keeps its result.</summary>
    void Run(PreparedStatements statements);

    /// <summary>Keeps the exception that the work ended with; its own writes are undone.</summary>
    void Failed(Exception error);

    /// <summary>The group is durable: the caller hears what became of its own work.</summary>
    void Committed();

    /// <summary>Nothing of the group was stored: the caller hears why.</summary>
    void Lost(Exception error);
}

public sealed class WriteRequest<T>(Func<PreparedStatements, T> work, Action<T>? committed, CancellationToken cancellationToken)
    // Asynchronously, because a caller's continuation must not run on the writer's thread.
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteRequest
{
    private T _result = default!;
    private Exception? _error;

    public bool TryTake()
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

    public void Lost(Exception error) => TrySetException(error);
}
