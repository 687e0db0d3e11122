using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Leases;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Embedded.Leases;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Embedded;

/// <summary>Puts the single-machine stores behind the hub's ports.</summary>
public static class EmbeddedStores
{
    /// <summary>Registers every store on one database, and the pictures in files beside it; each is opened when it is first asked for.</summary>
    public static IServiceCollection AddEmbeddedStores(this IServiceCollection services, Func<IServiceProvider, HubDatabase> open) => services
        .AddSingleton(open)
        .AddSingleton<IEventCodec, OrderEventCodec>()
        .AddSingleton<EventCodecs>()
        .AddSingleton<SqliteEventLog>()
        .AddSingleton<IEventLog>(s => s.GetRequiredService<SqliteEventLog>())
        .AddSingleton<IIntakeStore, SqliteIntakeStore>()
        .AddSingleton<IMessageArchive, SqliteMessageArchive>()
        .AddSingleton<IContacts, SqliteContacts>()
        .AddSingleton<IDwellings, SqliteDwellings>()
        .AddSingleton<IRegistry, SqliteRegistry>()
        .AddSingleton<ILeases, MemoryLeases>()
        .AddSingleton<IDeliveryStore, SqliteDeliveryStore>()
        .AddSingleton<IPendingProjections, SqlitePendingProjections>()
        .AddSingleton<IViews, SqliteViews>()
        .AddSingleton<IEvidenceAgenda, SqliteEvidenceAgenda>()
        .AddSingleton<IEvidenceStore>(s => FileEvidenceStore.Open(s.GetRequiredService<HubDatabase>().DataDirectory));
}
