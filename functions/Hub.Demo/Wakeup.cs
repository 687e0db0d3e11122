namespace Hub.Demo;

/// <summary>Lets tests wait for a state instead of for a time: whoever changes the state calls <see cref="Notify"/>.</summary>
public sealed class Wakeup
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Something changed: everybody who waits looks again.</summary>
    public void Notify() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Ends when <paramref name="condition"/> holds; at once where it does already.</summary>
    /// <param name="condition">Looks at the state; it takes its own lock.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task WaitAsync(Func<bool> condition, CancellationToken cancel)
    {
        while (true)
        {
            // Taken before the look: a change after the look is then not missed.
            var next = _next.Task;
            if (condition()) return;
            await next.WaitAsync(cancel);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
