using System.Collections.Concurrent;
using Hub.Application;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>Notes when a key was last used, at most once a minute.</summary>
public sealed partial class KeyUse(TimeProvider clock, ILogger<KeyUse> logger)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new();

    /// <summary>Notes a use.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="whose">Whose it is, for the log.</param>
    /// <param name="record">Writes it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task RecordAsync(string keyId, string whose, Func<string, DateTimeOffset, CancellationToken, Task> record, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_noted.TryGetValue(keyId, out var noted) && (now - noted).Duration() < Between) return;
        _noted[keyId] = now;
        try
        {
            await record(keyId, now, cancel);
        }
        catch (StoreException e)
        {
            // Only a note for the administrator: what is asked may well be answered. The next one is tried in a minute.
            LogUse(whose, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a key of {Whose} was last used could not be noted: {Reason}")]
    private partial void LogUse(string whose, string reason);
}
