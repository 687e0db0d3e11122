using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Hub.Application.Diagnostics;
using Hub.Application.Moving;
using Hub.Application.Registry;
using Hub.Application.Retention;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Azure.KeyVault;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Where the services of a hub in Azure are.</summary>
/// <param name="Cosmos">The Cosmos DB account.</param>
/// <param name="CosmosByGateway">See <see cref="CosmosConnection.Open"/>.</param>
/// <param name="Evidence">The blob container of pictures.</param>
/// <param name="Messages">The blob container of messages.</param>
/// <param name="Erasures">The blob container of erasures on request.</param>
/// <param name="KeyVault">The vault.</param>
public sealed record AzureAddresses(Uri Cosmos, bool CosmosByGateway, Uri Evidence, Uri Messages, Uri Erasures, Uri KeyVault);

/// <summary>A hub in Azure, to be moved by a person who is signed in.</summary>
public sealed class AzureMoving : IDisposable
{
    // A picture of 20 MB over a line of 2 Mbit/s.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    private readonly CosmosClient _client;
    private readonly HubMetrics _metrics;

    private AzureMoving(CosmosClient client, HubMetrics metrics, MovableHub hub) => (_client, _metrics, Hub) = (client, metrics, hub);

    /// <summary>Everything that it keeps.</summary>
    public MovableHub Hub { get; }

    /// <summary>
    /// Connects with the identity that <see cref="DefaultAzureCredential"/> finds: <c>az login</c> is enough. It needs the data-plane roles of the hub's own
    /// identity on Cosmos DB, both containers of blobs and the vault.
    /// </summary>
    public static AzureMoving Connect(AzureAddresses at, EventCodecs codecs, TimeProvider clock)
    {
        TokenCredential identity = new DefaultAzureCredential();
        var metrics = new HubMetrics(clock);
        var client = CosmosConnection.Open(at.Cosmos, identity, at.CosmosByGateway);
        var blobs = BlobEvidenceStore.ClientOptions();
        blobs.Retry.NetworkTimeout = LongestCall;
        var secrets = new KeyVaultSecretStore(new SecretClient(at.KeyVault, identity, KeyVaultSecretStore.ClientOptions()), clock);
        return new AzureMoving(client, metrics, Open(
            new CosmosDatabase(client, clock, metrics), new BlobMessageBodies(new BlobContainerClient(at.Messages, identity, blobs), clock),
            new BlobContainerClient(at.Evidence, identity, blobs), new BlobErasureLog(new BlobContainerClient(at.Erasures, identity, blobs), clock), secrets,
            codecs, clock));
    }

    /// <summary>Everything that these services keep.</summary>
    public static MovableHub Open(
        CosmosDatabase database, IMessageBodies bodies, BlobContainerClient evidence, IErasureLog erasures, ISecretStore secrets, EventCodecs codecs,
        TimeProvider clock)
    {
        var log = new CosmosEventLog(database, codecs);
        var pictures = new BlobEvidenceStore(evidence, clock, LongestCall);
        var place = new AzurePlace(database, log,
        [
            pictures.ProbeAsync, c => bodies.ReadAsync(Guid.Empty, c), async c => await erasures.ListAsync(DateTimeOffset.MaxValue, c),
            // A name that no secret has: what counts is that the vault answers.
            async c => await secrets.FindAsync("health", c),
        ]);
        var deliveries = new CosmosDeliveryStore(database);
        var partners = new AzurePartners(database);
        return new MovableHub
        {
            Source = place,
            Target = place,
            Replay = MovedErasures.ReplayOf(
                erasures, new CosmosContacts(database, deliveries), new CosmosMessageArchive(database, bodies), deliveries, log, clock),
            Erasures = new MovedErasures(erasures),
            Streams = new StreamsWithRows(new AzureStreams(database, codecs), new CosmosViews(database), codecs),
            Deliveries = new AzureDeliveries(database),
            Pending = new AzurePending(database, log, deliveries),
            Messages = new AzureMessages(database, bodies),
            Contacts = new AzureContacts(database),
            Agenda = new AzureAgenda(database),
            Partners = partners,
            PartnerKeys = new AzurePartnerKeys(database),
            Prices = new AzurePrices(database),
            Contracts = new AzureContracts(database),
            Dwellings = new AzureDwellings(database),
            ReaderKeys = new MovedReaderKeys(new CosmosReaderKeys(database)),
            Secrets = new MovedSecrets(partners, secrets),
            Notices = new MovedNotices(new CosmosNotices(database)),
            Reports = new MovedReports(new CosmosReports(database)),
            Audit = new AzureAudit(database),
            Pictures = new AzurePictures(evidence, clock),
            Evidence = pictures,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _metrics.Dispose();
    }
}
