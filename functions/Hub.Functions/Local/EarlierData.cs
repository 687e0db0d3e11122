using Hub.Application;
using Hub.Application.Registry;
using Hub.Embedded.Database;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Local;

/// <summary>Brings data of earlier versions to where this version keeps it, before the hub listens.</summary>
internal sealed partial class EarlierData(HubDatabase database, RegistryWithSecrets registry, TimeProvider clock, ILogger<EarlierData> logger)
{
    /// <summary>
    /// Moves partners' secrets out of their documents, and then writes the database anew, once: earlier versions left what they erased in its free pages.
    /// </summary>
    /// <exception cref="StoreException">The secrets cannot be moved.</exception>
    public async Task BringAsync(CancellationToken cancel)
    {
        if (await registry.MoveSecretsAsync(cancel)) LogMoved();
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

    [LoggerMessage(Level = LogLevel.Information, Message = "The secrets of partners were moved out of their documents, and are encrypted now")]
    private partial void LogMoved();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be written anew, which needs free space of twice its size. What earlier versions "
        + "erased may still be in its free pages; the next start tries again. {Reason}")]
    private partial void LogNotRewritten(string reason);
}
