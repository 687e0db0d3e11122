using Hub.Application.Moving;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Embedded.Leases;
using Hub.Embedded.Moving;
using Hub.Embedded.Secrets;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>A hub of one machine, without anything that works on it.</summary>
internal sealed class OneMachine : IAsyncDisposable
{
    private readonly EmbeddedFolder _folder = new();
    private readonly SqliteSecretStore _secrets;
    private readonly FileEvidenceStore _evidence;
    private readonly SqliteEventLog _log;

    public OneMachine()
    {
        var database = _folder.Database;
        _secrets = new SqliteSecretStore(database, System.IO.Path.Combine(_folder.Path, "keys"));
        _evidence = FileEvidenceStore.Open(_folder.Path, static (file, parts) => RandomAccess.Write(file, parts, 0));
        var log = _log = new SqliteEventLog(database, Given.Codecs);
        var erasures = FileErasureLog.Open(System.IO.Path.Combine(_folder.Path, "erasures"), TimeProvider.System);
        Stores = new HubStores
        {
            Log = log,
            Deliveries = new SqliteDeliveryStore(database, new MemoryLeases(TimeProvider.System), TimeProvider.System),
            Pending = new SqlitePendingProjections(database),
            Archive = new SqliteMessageArchive(database),
            Contacts = new SqliteContacts(database),
            Erasures = erasures,
            Agenda = new SqliteEvidenceAgenda(database),
            Registry = new RegistryWithSecrets(new SqliteRegistry(database), _secrets, TimeProvider.System),
            Dwellings = new SqliteDwellings(database),
            Readers = new SqliteReaderKeys(database),
            Notices = new SqliteNotices(database),
            Audit = new SqliteAuditLog(database),
            Evidence = _evidence,
            Movable = () => EmbeddedMoving.Open(
                database, Given.Codecs, _secrets, _evidence, erasures, TimeProvider.System, Followed ?? log.LastPosition(), last =>
                {
                    Followed = last;
                    return Task.CompletedTask;
                }),
        };
    }

    /// <summary>Up to where in its log deliveries were enqueued; null for all of it.</summary>
    public long? Followed { get; set; }

    /// <summary>The end of its log.</summary>
    public long Last => _log.LastPosition();

    /// <summary>Its secrets.</summary>
    public ISecretStore Secrets => _secrets;

    /// <summary>Its read models.</summary>
    public IViews Views => new SqliteViews(_folder.Database);

    public string Path => _folder.Path;

    public HubStores Stores { get; }

    public MovableHub Movable => Stores.Movable();

    public async ValueTask DisposeAsync()
    {
        _evidence.Dispose();
        _secrets.Dispose();
        await _folder.DisposeAsync();
    }
}
