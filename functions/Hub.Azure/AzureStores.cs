using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
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
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Azure.Graph;
using Hub.Azure.KeyRing;
using Hub.Azure.KeyVault;
using Hub.Azure.ServiceBus;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Azure;

/// <summary>Registers the Azure adapters of the hub's ports.</summary>
public static class AzureStores
{
    /// <summary>
    /// Registers the evidence store. It authenticates with the registered <see cref="TokenCredential"/>, else with
    /// <see cref="DefaultAzureCredential"/>: the managed identity in Azure, the developer's login elsewhere. The identity needs the roles
    /// Storage Blob Data Contributor and, for links, Storage Blob Delegator on the storage account.
    /// </summary>
    /// <param name="services">Must contain a <see cref="TimeProvider"/>.</param>
    /// <param name="container">HTTPS address of the container, e.g. <c>https://account.blob.core.windows.net/evidence</c>. It must exist.</param>
    public static IServiceCollection AddBlobEvidence(this IServiceCollection services, Uri container)
    {
        services.AddIdentity();
        return services.AddSingleton<IEvidenceStore>(s => new BlobEvidenceStore(
            new(container, s.GetRequiredService<TokenCredential>(), BlobEvidenceStore.ClientOptions()), s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>
    /// Registers the log of erasures on request, with the registered <see cref="TokenCredential"/> as <see cref="AddBlobEvidence"/>. The identity needs the
    /// role Storage Blob Data Contributor on the container.
    /// </summary>
    /// <param name="services">Must contain a <see cref="TimeProvider"/>.</param>
    /// <param name="container">HTTPS address of the container, e.g. <c>https://account.blob.core.windows.net/erasures</c>. It must exist.</param>
    public static IServiceCollection AddBlobErasures(this IServiceCollection services, Uri container)
    {
        services.AddIdentity();
        return services.AddSingleton<IErasureLog>(s => new BlobErasureLog(
            new(container, s.GetRequiredService<TokenCredential>(), BlobEvidenceStore.ClientOptions()), s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>
    /// Registers the store of secrets on Key Vault, with the registered <see cref="TokenCredential"/> as <see cref="AddBlobEvidence"/>. The identity needs the
    /// role Key Vault Secrets Officer on the vault.
    /// </summary>
    /// <param name="services">Must contain a <see cref="TimeProvider"/>.</param>
    /// <param name="vault">Address of the vault, e.g. <c>https://ketenhub.vault.azure.net</c>. It may hold other secrets too.</param>
    public static IServiceCollection AddKeyVaultSecrets(this IServiceCollection services, Uri vault)
    {
        services.AddIdentity();
        services.AddSingleton(s => new KeyVaultSecretStore(
            new(vault, s.GetRequiredService<TokenCredential>(), KeyVaultSecretStore.ClientOptions()), s.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<ISecretStore>(s => s.GetRequiredService<KeyVaultSecretStore>());
    }

    /// <summary>
    /// Keeps the key ring of ASP.NET Data Protection in Blob Storage, each key encrypted by a secret in Key Vault, with the registered
    /// <see cref="TokenCredential"/> as <see cref="AddBlobEvidence"/>: all instances read each other's cookies, forms and cursors.
    /// </summary>
    /// <param name="services">Must contain Data Protection, a <see cref="TimeProvider"/> and an <see cref="ISecretStore"/>.</param>
    /// <param name="container">HTTPS address of the container, e.g. <c>https://account.blob.core.windows.net/keys</c>. It must exist.</param>
    public static IServiceCollection AddBlobKeyRing(this IServiceCollection services, Uri container)
    {
        services.AddIdentity();
        services.AddSingleton(s => new BlobKeys(
            new(container, s.GetRequiredService<TokenCredential>(), BlobEvidenceStore.ClientOptions()),
            s.GetRequiredService<ISecretStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((o, s) =>
        {
            o.XmlRepository = s.GetRequiredService<BlobKeys>();
            o.XmlEncryptor = new SealedKeys(s.GetRequiredService<ISecretStore>());
        });
        return services;
    }

    /// <summary>
    /// Registers signals and a partner's queues over Service Bus, with the registered <see cref="TokenCredential"/> as <see cref="AddBlobEvidence"/>. The
    /// identity needs the roles Azure Service Bus Data Sender and, for the triggers of the Functions host, Azure Service Bus Data Receiver (README.md).
    /// </summary>
    /// <param name="services">
    /// Must contain a <see cref="TimeProvider"/>, the <c>HubMetrics</c>, logging, the stores on Cosmos DB and <see cref="IInboundMessages"/>.
    /// </param>
    /// <param name="address">See <see cref="ServiceBusConnection.Open"/>.</param>
    /// <param name="queuePartner">The partner that has queues of its own; null where none has.</param>
    public static IServiceCollection AddServiceBusQueues(this IServiceCollection services, string address, string? queuePartner)
    {
        services.AddIdentity();
        services.TryAddSingleton(s => ServiceBusConnection.Open(address, s.GetRequiredService<TokenCredential>));
        return services.AddSingleton<ISignal, ServiceBusSignal>()
            .AddSingleton<CosmosQueueFailures>()
            .AddSingleton<IDeadLetters>(s => new ServiceBusDeadLetters(
                s.GetRequiredService<ServiceBusClient>(), s.GetRequiredService<CosmosQueueFailures>(), s.GetRequiredService<IInboundMessages>,
                s.GetRequiredService<TimeProvider>()))
            .AddSingleton<IConnector>(s => new QueueConnector(s.GetRequiredService<ServiceBusClient>(), queuePartner, s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>
    /// Registers the stores on Cosmos DB, with the registered <see cref="TokenCredential"/> as <see cref="AddBlobEvidence"/>. The identity needs the
    /// data-plane role Cosmos DB Built-in Data Contributor; the database and its containers must exist (<see cref="CosmosContainers"/>).
    /// </summary>
    /// <param name="services">Must contain a <see cref="TimeProvider"/>, the <c>HubMetrics</c> and an <see cref="ISecretStore"/>.</param>
    /// <param name="endpoint">Address of the account, e.g. <c>https://account.documents.azure.com</c>.</param>
    /// <param name="gateway">See <see cref="CosmosConnection.Open"/>.</param>
    /// <param name="messages">
    /// Address of the blob container of messages' bodies, e.g. <c>https://account.blob.core.windows.net/messages</c>. It must exist.
    /// </param>
    public static IServiceCollection AddCosmosStores(this IServiceCollection services, Uri endpoint, bool gateway, Uri messages)
    {
        services.AddIdentity();
        services.TryAddSingleton(s => CosmosConnection.Open(endpoint, s.GetRequiredService<TokenCredential>(), gateway));
        return services.AddSingleton<CosmosDatabase>()
            .AddSingleton<IEventCodec, OrderEventCodec>()
            .AddSingleton<EventCodecs>()
            .AddSingleton<IEventLog, CosmosEventLog>()
            .AddSingleton<ILeases, CosmosLeases>()
            .AddSingleton<IPendingProjections, CosmosPendingProjections>()
            .AddSingleton<IDeliveryStore, CosmosDeliveryStore>()
            .AddSingleton<IContacts, CosmosContacts>()
            .AddSingleton<IEvidenceAgenda, CosmosEvidenceAgenda>()
            .AddSingleton<IViews, CosmosViews>()
            .AddSingleton<IFigures, CosmosFigures>()
            .AddSingleton<IDeliveryFigures, CosmosDeliveryFigures>()
            .AddSingleton<IMessageBodies>(s => new BlobMessageBodies(
                new(messages, s.GetRequiredService<TokenCredential>(), BlobEvidenceStore.ClientOptions()), s.GetRequiredService<TimeProvider>()))
            .AddSingleton<IMessageArchive, CosmosMessageArchive>()
            .AddSingleton<IIntakeStore, CosmosIntakeStore>()
            .AddSingleton(s => new RegistryWithSecrets(
                new CosmosRegistry(s.GetRequiredService<CosmosDatabase>()), s.GetRequiredService<ISecretStore>(), s.GetRequiredService<TimeProvider>()))
            .AddSingleton<IRegistry>(s => s.GetRequiredService<RegistryWithSecrets>())
            .AddSingleton<IDwellings, CosmosDwellings>()
            .AddSingleton<IDueTimes, CosmosDueTimes>()
            .AddSingleton<INoticeStore, CosmosNotices>()
            .AddSingleton<IAuditLog, CosmosAuditLog>()
            .AddSingleton<CosmosImport>()
            .AddSingleton<IReaderKeys, CosmosReaderKeys>();
    }

    /// <summary>
    /// Registers mail by Microsoft Graph, with the registered <see cref="TokenCredential"/> as <see cref="AddBlobEvidence"/>. The identity needs the
    /// application permission Mail.Send, limited to the mailbox (README.md).
    /// </summary>
    /// <param name="services">Takes the channel.</param>
    /// <param name="mailbox">Address of the mailbox from which mail is sent.</param>
    public static IServiceCollection AddGraphMail(this IServiceCollection services, string mailbox)
    {
        services.AddIdentity();
        return services.AddSingleton<INoticeChannel>(s => new GraphNotices(mailbox, s.GetRequiredService<TokenCredential>()));
    }

    private static void AddIdentity(this IServiceCollection services) => services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
}
