using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Leases;
using Hub.Application.Notices;
using Hub.Application.Readers;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Retention;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Embedded.Leases;
using Hub.Embedded.Notices;
using Hub.Embedded.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Embedded;

/// <summary>Puts the single-machine stores behind the hub's ports.</summary>
public static class EmbeddedStores
{
    /// <summary>Registers every store on one database, and the pictures in files beside it; each is opened when it is first asked for.</summary>
    /// <param name="services">Takes the stores; must contain Data Protection.</param>
    /// <param name="open">Opens the database.</param>
    /// <param name="keyFolder">Folder of the key ring, with which secrets are encrypted too.</param>
    /// <param name="erasureFolder">Folder of the log of erasures on request, which no backup of the database may take back.</param>
    public static IServiceCollection AddEmbeddedStores(
        this IServiceCollection services, Func<IServiceProvider, HubDatabase> open, string keyFolder, string erasureFolder) => services
        .AddSingleton(open)
        .AddSingleton<IEventCodec, OrderEventCodec>()
        .AddSingleton<EventCodecs>()
        .AddSingleton<SqliteEventLog>()
        .AddSingleton<IEventLog>(s => s.GetRequiredService<SqliteEventLog>())
        .AddSingleton<IIntakeStore, SqliteIntakeStore>()
        .AddSingleton<IMessageArchive, SqliteMessageArchive>()
        .AddSingleton<IAuditLog, SqliteAuditLog>()
        .AddSingleton<IReaderKeys, SqliteReaderKeys>()
        .AddSingleton<IContacts, SqliteContacts>()
        .AddSingleton<IDwellings, SqliteDwellings>()
        .AddSingleton<IErasureLog>(s => FileErasureLog.Open(erasureFolder, s.GetRequiredService<TimeProvider>()))
        .AddKeyFiles(keyFolder)
        .AddSingleton<ISecretStore>(s => new SqliteSecretStore(s.GetRequiredService<HubDatabase>(), s.GetRequiredService<IDataProtectionProvider>))
        .AddSingleton(s => new RegistryWithSecrets(new SqliteRegistry(s.GetRequiredService<HubDatabase>()), s.GetRequiredService<ISecretStore>(),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IRegistry>(s => s.GetRequiredService<RegistryWithSecrets>())
        .AddSingleton<ILeases, MemoryLeases>()
        .AddSingleton<IDeliveryStore, SqliteDeliveryStore>()
        .AddSingleton<IDueTimes, SqliteDueTimes>()
        .AddSingleton<INoticeStore, SqliteNotices>()
        .AddSingleton<IPendingProjections, SqlitePendingProjections>()
        .AddSingleton<IViews, SqliteViews>()
        .AddSingleton<IFigures, SqliteFigures>()
        .AddSingleton<SqliteDeliveryFigures>()
        .AddSingleton<IDeliveryFigures>(s => s.GetRequiredService<SqliteDeliveryFigures>())
        .AddSingleton<IEvidenceAgenda, SqliteEvidenceAgenda>()
        .AddSingleton<IEvidenceStore>(s => FileEvidenceStore.Open(s.GetRequiredService<HubDatabase>().DataDirectory));

    /// <summary>Registers the channel of mail: by a mail server where there is one, else into files.</summary>
    /// <param name="services">Takes the channel.</param>
    /// <param name="dataDirectory">Where the folder of the files is.</param>
    /// <param name="server">The mail server; null for none.</param>
    public static IServiceCollection AddNoticeMail(this IServiceCollection services, string dataDirectory, SmtpServer? server) => server is null
        ? services.AddSingleton<INoticeChannel>(s => new EmlNotices(dataDirectory, s.GetRequiredService<TimeProvider>()))
        : services.AddSingleton<INoticeChannel>(_ => new SmtpNotices(server));
}
