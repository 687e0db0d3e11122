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
using Hub.Azure;
using Hub.Azure.Cosmos;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Cosmos;

// Each port's promises, kept by Cosmos DB.

public sealed class CosmosEventLogPromises : EventLogContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IEventLog Log => field ??= new CosmosEventLog(_account.Database, Given.Codecs);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosLeasesPromises : LeasesContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override ILeases Leases => field ??= new CosmosLeases(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosPendingProjectionsPromises : PendingProjectionsContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IPendingProjections Pending => field ??= new CosmosPendingProjections(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosDeliveryStorePromises : DeliveryStoreContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IDeliveryStore Store => field ??= new CosmosDeliveryStore(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosContactsPromises : ContactsContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IContacts Contacts => field ??= new CosmosContacts(_account.Database, new CosmosDeliveryStore(_account.Database));

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosEvidenceAgendaPromises : EvidenceAgendaContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IEvidenceAgenda Agenda => field ??= new CosmosEvidenceAgenda(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosViewsPromises : ViewsContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IViews Views => field ??= new CosmosViews(_account.Database);

    // One way for all, a request a row.
    protected override int VeryMany => 800;

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosFiguresPromises : FiguresContract, IAsyncLifetime
{
    // Beside that of the service, which stands still.
    private readonly FakeClock _clock = new(Given.Start);
    private readonly CosmosAccount _account = new();

    protected override IFigures Figures => field ??= new CosmosFigures(_account.Database, _clock);

    protected override void Rest() => _clock.Advance(TimeSpan.FromMinutes(2));

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosDeliveryFiguresPromises : DeliveryFiguresContract, IAsyncLifetime
{
    private readonly CosmosAccount _account;

    public CosmosDeliveryFiguresPromises() => _account = new CosmosAccount(Clock);

    protected override IDeliveryStore Deliveries => field ??= new CosmosDeliveryStore(_account.Database);

    protected override IDeliveryFigures Figures => field ??= new CosmosDeliveryFigures(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

[Collection(nameof(Azurite))]
public sealed class CosmosArchivePromises(Azurite azurite) : ArchiveContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();
    private CosmosMessageArchive _archive = null!;

    protected override IMessageArchive Archive => _archive;

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        var bodies = azurite.WithIdentity(await azurite.NewContainerAsync());
        _archive = new CosmosMessageArchive(_account.Database, new BlobMessageBodies(bodies, TimeProvider.System));
    }

    public Task DisposeAsync() => _account.DisposeAsync();
}

[Collection(nameof(Azurite))]
public sealed class CosmosIntakeStorePromises(Azurite azurite) : IntakeStoreContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();
    private CosmosMessageArchive _archive = null!;

    protected override IIntakeStore Store => field ??= new CosmosIntakeStore(Log, Contacts, Agenda, Archive);

    protected override IEventLog Log => field ??= new CosmosEventLog(_account.Database, Given.Codecs);

    protected override IMessageArchive Archive => _archive;

    protected override IContacts Contacts => field ??= new CosmosContacts(_account.Database, new CosmosDeliveryStore(_account.Database));

    protected override IEvidenceAgenda Agenda => field ??= new CosmosEvidenceAgenda(_account.Database);

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        var bodies = azurite.WithIdentity(await azurite.NewContainerAsync());
        _archive = new CosmosMessageArchive(_account.Database, new BlobMessageBodies(bodies, TimeProvider.System));
    }

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosRegistryPromises : RegistryContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IRegistry Registry => field ??= new CosmosRegistry(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosDwellingsPromises : DwellingsContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IDwellings Dwellings => field ??= new CosmosDwellings(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosNoticesPromises : NoticeStoreContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override INoticeStore Store => field ??= new CosmosNotices(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosAuditLogPromises : AuditLogContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IAuditLog Log => field ??= new CosmosAuditLog(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

public sealed class CosmosReaderKeysPromises : ReaderKeysContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IReaderKeys Keys => field ??= new CosmosReaderKeys(_account.Database);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}
