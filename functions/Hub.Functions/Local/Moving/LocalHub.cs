using Hub.Application.Moving;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Embedded.Moving;
using Hub.Embedded.Secrets;
using Hub.Functions.Settings;
using Hub.LocalRuntime;

namespace Hub.Functions.Local.Moving;

/// <summary>The hub of this machine, held so that none starts on its data directory.</summary>
internal sealed class LocalHub : IAsyncDisposable
{
    private readonly StoppedRuntime _runtime;
    private readonly HubDatabase _database;
    private readonly SqliteSecretStore _secrets;
    private readonly FileEvidenceStore _evidence;

    private LocalHub(StoppedRuntime runtime, HubDatabase database, HubOptions options, EventCodecs codecs, TimeProvider clock)
    {
        (_runtime, _database) = (runtime, database);
        _secrets = new SqliteSecretStore(database, Path.GetFullPath(options.KeyDirectory ?? Path.Combine(options.DataDirectory, "keys")));
        _evidence = FileEvidenceStore.Open(options.DataDirectory);
        var erasures = FileErasureLog.Open(options.ErasureDirectory ?? Path.Combine(options.DataDirectory, "erasures"), clock);
        Hub = EmbeddedMoving.Open(
            database, codecs, _secrets, _evidence, erasures, clock, runtime.PositionOf(Feeds.Deliveries) ?? 0, last => FollowAsync(last, clock));
    }

    /// <summary>Everything that it keeps.</summary>
    public MovableHub Hub { get; }

    /// <summary>Opens the data directory of a hub that is exported. What an earlier version wrote is brought to where this one keeps it.</summary>
    /// <exception cref="MoveException">There is no hub.</exception>
    /// <exception cref="StartException">A hub works on it, or it cannot be used.</exception>
    public static async Task<LocalHub> OpenSourceAsync(HubOptions options, EventCodecs codecs, TimeProvider clock, CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(options.DataDirectory, "hub.db")))
            throw new MoveException($"There is no hub in {Path.GetFullPath(options.DataDirectory)}: Hub:DataDirectory names its data directory.");
        ImportFile.RefuseUnfinished(options.DataDirectory);
        var hub = Open(options, codecs, clock);
        try
        {
            using var registry = new RegistryWithSecrets(new SqliteRegistry(hub._database), hub._secrets, clock);
            await registry.MoveSecretsAsync(cancel);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the data directory into which is imported, and makes it where it is missing.</summary>
    /// <exception cref="StartException">A hub works on it, or it cannot be used.</exception>
    public static async Task<LocalHub> OpenTargetAsync(HubOptions options, EventCodecs codecs, TimeProvider clock, CancellationToken cancel)
    {
        var hub = Open(options, codecs, clock);
        // A new file has nothing of earlier versions in its free pages: the first start need not look.
        await hub._database.RewriteOnceAsync(clock.GetUtcNow(), cancel);
        return hub;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _evidence.Dispose();
        _secrets.Dispose();
        await _database.DisposeAsync();
        _runtime.Dispose();
    }

    private static LocalHub Open(HubOptions options, EventCodecs codecs, TimeProvider clock)
    {
        // First of all: two processes must never write one file.
        var runtime = StoppedRuntime.Hold(options.DataDirectory);
        try
        {
            return new LocalHub(runtime, HubDatabase.Open(options.DataDirectory), options, codecs, clock);
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    private async Task FollowAsync(long last, TimeProvider clock)
    {
        foreach (var feed in Feeds.Current) await _runtime.SetPositionAsync(feed, last, clock.GetUtcNow());
    }
}
