using Hub.Application;
using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Leases;
using Hub.Application.Notices;
using Hub.Application.Readers;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Embedded.Leases;
using Hub.Embedded.Secrets;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

// Each port's promises, kept by the embedded store.

public sealed class EmbeddedEventLog : EventLogContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IEventLog Log => field ??= new SqliteEventLog(_folder.Database, Given.Codecs);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedIntakeStore : IntakeStoreContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();
    private readonly SqliteEventLog _log;

    public EmbeddedIntakeStore()
    {
        _log = new SqliteEventLog(_folder.Database, Given.Codecs);
        Store = new SqliteIntakeStore(_log, _folder.Database);
        Archive = new SqliteMessageArchive(_folder.Database);
        Contacts = new SqliteContacts(_folder.Database);
        Agenda = new SqliteEvidenceAgenda(_folder.Database);
    }

    protected override IIntakeStore Store { get; }

    protected override IEventLog Log => _log;

    protected override IMessageArchive Archive { get; }

    protected override IContacts Contacts { get; }

    protected override IEvidenceAgenda Agenda { get; }

    // One transaction promises more than the port.
    [Fact]
    public async Task A_commit_that_fails_leaves_nothing()
    {
        await _log.AppendAsync(Given.Order(2), 0, Given.Events(Given.Order(2), 1, 1), null, CancellationToken.None);
        var commit = new IntakeCommit
        {
            ExpectedVersion = 0,
            Events = Given.Events(Given.Order(), 1, 2),
            Receipt = Given.Receipt(Given.Order()),
            Message = Given.Message("m-1", order: Given.Order()),
            Contact = new ContactToSave(new ResidentContact("R. Bewoner", "06-12345678", null), Given.Start, Given.Start),
            // The last of what is written, and one that the database refuses.
            Agenda = [new AgendaItem(Given.Order(), AgendaKind.Fetch, "p-1", Given.Start), new AgendaItem(Given.Order(), AgendaKind.Fetch, null!, Given.Start)],
        };
        await Assert.ThrowsAsync<StoreException>(() => Store.CommitAsync(commit, CancellationToken.None));
        Assert.Empty((await _log.LoadAsync(Given.Order(), CancellationToken.None)).Events);
        Assert.Null(await _log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
        Assert.Null(await Archive.FindAsync(commit.Message.ReceiptId, CancellationToken.None));
        Assert.Null(await Contacts.FindAsync(Given.Order(), CancellationToken.None));
        Assert.Empty(await Agenda.DueAsync(StreamId.Order, AgendaKind.Fetch, Given.Start, 10, CancellationToken.None));
        Assert.Single(_log.ReadChanges(0, 10).Changes);
    }

    [Fact]
    public async Task Where_another_append_was_first_nothing_is_written()
    {
        await _log.AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), null, CancellationToken.None);
        var commit = new IntakeCommit
        {
            ExpectedVersion = 0,
            Events = Given.Events(Given.Order(), 1, 2),
            Receipt = Given.Receipt(Given.Order()),
            Message = Given.Message("m-1", order: Given.Order()),
            Contact = new ContactToSave(new ResidentContact("R. Bewoner", "06-12345678", null), Given.Start, Given.Start),
            Agenda = [new AgendaItem(Given.Order(), AgendaKind.Fetch, "p-1", Given.Start)],
        };
        Assert.Equal(AppendOutcome.VersionConflict, await Store.CommitAsync(commit, CancellationToken.None));
        Assert.Null(await Contacts.FindAsync(Given.Order(), CancellationToken.None));
        Assert.Empty(await Agenda.DueAsync(StreamId.Order, AgendaKind.Fetch, Given.Start, 10, CancellationToken.None));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedDeliveryStore : DeliveryStoreContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IDeliveryStore Store => field ??= new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedArchive : ArchiveContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IMessageArchive Archive => field ??= new SqliteMessageArchive(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedContacts : ContactsContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IContacts Contacts => field ??= new SqliteContacts(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedRegistry : RegistryContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IRegistry Registry => field ??= new RegistryWithSecrets(
        new SqliteRegistry(_folder.Database), new SqliteSecretStore(_folder.Database, Path.Combine(_folder.Path, "keys")), TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedSecrets : SecretStoreContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override ISecretStore Secrets => field ??= new SqliteSecretStore(_folder.Database, Path.Combine(_folder.Path, "keys"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedDwellings : DwellingsContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IDwellings Dwellings => field ??= new SqliteDwellings(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedPendingProjections : PendingProjectionsContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IPendingProjections Pending => field ??= new SqlitePendingProjections(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedLeases : LeasesContract
{
    protected override ILeases Leases { get; } = new MemoryLeases(TimeProvider.System);
}

public sealed class EmbeddedViews : ViewsContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IViews Views => field ??= new SqliteViews(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedFigures : FiguresContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IFigures Figures => field ??= new SqliteFigures(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedDeliveryFigures : DeliveryFiguresContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IDeliveryStore Deliveries => field ??= new SqliteDeliveryStore(_folder.Database, new MemoryLeases(Clock), Clock);

    protected override IDeliveryFigures Figures => field ??= new SqliteDeliveryFigures(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedEvidenceAgenda : EvidenceAgendaContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IEvidenceAgenda Agenda => field ??= new SqliteEvidenceAgenda(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedEvidence : EvidenceStoreContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    public EmbeddedEvidence() => Store = FileEvidenceStore.Open(_folder.Path);

    protected override IEvidenceStore Store { get; }

    protected override IEvidenceStore Away()
    {
        var root = Path.Combine(_folder.Path, "evidence");
        Directory.Delete(root, recursive: true);
        File.WriteAllText(root, "a file where the folder was");
        return Store;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedNotices : NoticeStoreContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override INoticeStore Store => field ??= new SqliteNotices(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedAuditLog : AuditLogContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IAuditLog Log => field ??= new SqliteAuditLog(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedReaderKeys : ReaderKeysContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IReaderKeys Keys => field ??= new SqliteReaderKeys(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}
