using Hub.Application.Retention;

namespace Hub.Application.Moving;

/// <summary>
/// What must be known and done before this process may read, take or send anything: that no import is unfinished, and then that erasures on request are done
/// again (<see cref="ReplayErasures"/>).
/// </summary>
public sealed class BeforeServing(UnfinishedImport import, ReplayErasures replay)
{
    /// <summary>Ends where that is so; at once where it is known.</summary>
    /// <exception cref="StoreException">It is not, or that is not known now; whoever asks next tries again.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        // First: to erase is to write into stores that are being imported.
        await import.RefuseAsync(cancel);
        await replay.EnsureAsync(cancel);
    }
}
