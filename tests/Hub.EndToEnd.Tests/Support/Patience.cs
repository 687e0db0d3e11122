namespace Hub.EndToEnd.Tests.Support;

/// <summary>How long a test waits for what must come. Generous: a busy machine is no fault of the hub.</summary>
internal static class Patience
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Ends the wait of whoever is handed it.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit).Token;

    /// <summary>Looks until it sees what it waits for: for what nobody tells of.</summary>
    /// <param name="what">It, for the message where it does not come.</param>
    /// <param name="look">Looks.</param>
    /// <param name="condition">True where it has come.</param>
    /// <param name="limit">How long to wait; <see cref="Limit"/> where that is null.</param>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> look, Func<T, bool> condition, TimeSpan? limit = null)
    {
        using var patience = new CancellationTokenSource(limit ?? Limit);
        using var looks = new PeriodicTimer(BetweenLooks);
        while (true)
        {
            var seen = await look();
            if (condition(seen)) return seen;
            try
            {
                await looks.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited {(limit ?? Limit).TotalSeconds} s for {what}. Last seen: {Shown(seen)}");
            }
        }
    }

    private static string? Shown<T>(T seen) => seen is System.Collections.IEnumerable all ? string.Join("; ", all.Cast<object>()) : seen?.ToString();

    public static Task<bool> UntilAsync(string what, Func<bool> condition) => UntilAsync(what, () => Task.FromResult(condition()), met => met);

    /// <summary>Ends with the task, and says what it was when it does not come.</summary>
    public static async Task ForAsync(string what, Func<CancellationToken, Task> wait)
    {
        using var patience = new CancellationTokenSource(Limit);
        try
        {
            await wait(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {what}.");
        }
    }
}
