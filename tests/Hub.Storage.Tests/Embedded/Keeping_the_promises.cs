using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Embedded;

// Each port's promises, kept by the embedded store.

public sealed class EmbeddedEventLog : EventLogContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IEventLog Log => field ??= new SqliteEventLog(_folder.Database, Given.Codecs);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedDeliveryStore : DeliveryStoreContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IDeliveryStore Store => field ??= new SqliteDeliveryStore(_folder.Database);

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

    protected override IRegistry Registry => field ??= new SqliteRegistry(_folder.Database);

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

    protected override IPendingProjections Folds => field ??= new SqlitePendingProjections(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();
}

public sealed class EmbeddedViews : ViewsContract, IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    protected override IViews Views => field ??= new SqliteViews(_folder.Database);

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
