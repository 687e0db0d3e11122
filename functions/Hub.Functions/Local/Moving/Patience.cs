using Hub.Application;

namespace Hub.Functions.Local.Moving;

/// <summary>
/// Tries again where a service in Azure is throttled or away: ten times in a row, with pauses of one second that double up to one minute. What is done again
/// gives the same. A store of this machine is tried once: what it says does not pass.
/// </summary>
internal sealed class Patience(HubPlace place, MoveConsole console, TimeProvider clock)
{
    private const int MaxInRow = 10;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private int _failures;

    /// <summary>Something was done: the count begins anew.</summary>
    public void Succeeded() => _failures = 0;

    /// <summary>Ends after a pause; false where there is no use in trying again.</summary>
    public async Task<bool> WaitAsync(StoreException failure, CancellationToken cancel)
    {
        if (place is HubPlace.Embedded || ++_failures > MaxInRow) return false;
        var pause = TimeSpan.FromSeconds(Math.Min(1 << (_failures - 1), LongestPause.TotalSeconds));
        console.Say($"  {failure.Message} Tried again in {pause.TotalSeconds} s.");
        await Task.Delay(pause, clock, cancel);
        return true;
    }

    /// <summary>Does something until it is done.</summary>
    public async Task DoAsync(Func<Task> work, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await work();
                Succeeded();
                return;
            }
            catch (StoreException e) when (!cancel.IsCancellationRequested)
            {
                if (!await WaitAsync(e, cancel)) throw;
            }
        }
    }
}
