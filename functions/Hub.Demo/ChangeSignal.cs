namespace Hub.Demo;

/// <summary>Lets callers wait for a state instead of a time: the code that changes the state calls <see cref="Notify"/>.</summary>
public sealed class ChangeSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Signals a change: all waiters evaluate their condition again.</summary>
    public void Notify() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Completes when <paramref name="condition"/> holds.</summary>
    /// <param name="condition">Evaluates the state under its own lock.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public async Task WaitAsync(Func<bool> condition, CancellationToken cancel)
    {
        while (true)
        {
            // Read before the condition: a change after the condition is then not missed.
            var next = _next.Task;
            if (condition()) return;
            await next.WaitAsync(cancel);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
