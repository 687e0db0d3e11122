using Hub.Application;
using Hub.Embedded.Database;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Local;

/// <summary>Brings data of earlier versions to where this version keeps it, before the hub listens.</summary>
internal sealed partial class EarlierData(HubDatabase database, TimeProvider clock, ILogger<EarlierData> logger)
{
    /// <summary>Writes the database anew, once: earlier versions left what they erased in its free pages.</summary>
    public async Task BringAsync(CancellationToken cancel)
    {
        try
        {
            await database.RewriteOnceAsync(clock.GetUtcNow(), cancel);
        }
        catch (StoreException e)
        {
            // No reason to stand still: only what earlier versions erased is concerned.
            LogNotRewritten(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be written anew, which needs free space of twice its size. What earlier versions "
        + "erased may still be in its free pages; the next start tries again. {Reason}")]
    private partial void LogNotRewritten(string reason);
}
