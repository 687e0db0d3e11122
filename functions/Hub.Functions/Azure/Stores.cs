using Hub.Application;
using Hub.Application.Moving;
using Hub.Application.Notices;
using Hub.Application.Registry;
using Hub.Azure;
using Hub.Azure.Cosmos;
using Hub.Azure.KeyRing;
using Hub.Azure.KeyVault;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Functions;

/// <summary>The stores in Azure: Cosmos DB, Blob Storage, Key Vault, and Service Bus for signals.</summary>
internal static partial class Stores
{
    // The Functions host gives the worker a minute; a service that is away must not keep the others from working.
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(10);

    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration, HubOptions options)
    {
        var azure = AzureSettings.From(configuration);
        services.AddBlobEvidence(azure.EvidenceContainer);
        services.AddKeyVaultSecrets(azure.KeyVault);
        AddManageKey(services, options);
        services.AddBlobKeyRing(azure.KeysContainer);
        services.AddCosmosStores(azure.Cosmos, azure.CosmosByGateway, azure.MessagesContainer);
        services.AddBlobErasures(azure.ErasuresContainer);
        services.AddServiceBusQueues(azure.ServiceBus, options.QueuePartner);
        if (options.Smtp is not null)
        {
            throw new SettingException(
                "The setting Hub:Smtp:Host is for a hub on one machine: in Azure mail goes by Microsoft Graph, from the mailbox of Graph:mailbox.");
        }
        if (azure.Mailbox is { } mailbox) services.AddGraphMail(mailbox);
        else services.AddSingleton(new MailUnavailable("No mail is sent: the setting Graph:mailbox is missing"));
        services.AddSingleton<IDependency>(s => new StoreHealth("database", s.GetRequiredService<CosmosDatabase>().ProbeAsync, DependencyState.Down));
        // A name that no secret has: what counts is that the vault answers.
        services.AddSingleton<IDependency>(s => new StoreHealth(
            "secrets", async c => await s.GetRequiredService<ISecretStore>().FindAsync("health", c), DependencyState.Down));
        services.AddSingleton(s => new UnfinishedImport(s.GetRequiredService<CosmosImport>().IsUnfinishedAsync));
        // Until no import is unfinished and erasures on request are done again, nothing that may hold a contact is read or sent.
        services.AddSingleton<IDependency>(s => new StoreHealth("erasures", s.GetRequiredService<BeforeServing>().EnsureAsync, DependencyState.Down));
        // Messages and keys go on without it; people and cursors of pages do not.
        services.AddSingleton<IDependency>(s => new StoreHealth("keyRing", s.GetRequiredService<BlobKeys>().ProbeAsync, DependencyState.Degraded));
    }

    // A setting would show the key to whoever may read the app's settings, and a reference to Key Vault in it looks the same once it is resolved. Without a
    // name the manage API takes no key, but the tokens of the directory.
    private static void AddManageKey(IServiceCollection services, HubOptions options)
    {
        if (options.ManageKey is not null)
            throw new SettingException("The setting Hub:ManageKey is not taken in Azure: keep the key as a secret in Key Vault, "
                + "and set Hub:ManageKeySecret to its name.");
        if (options.ManageKeySecret is not { } name)
        {
            services.AddSingleton(new ManageKeySource(_ => ValueTask.FromResult<ManageKey?>(null)));
            return;
        }
        services.AddSingleton(s => new RefreshedManageKey(
            c => s.GetRequiredService<KeyVaultSecretStore>().ReadAsync(name, c), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<RefreshedManageKey>>()));
        services.AddSingleton(s => new ManageKeySource(s.GetRequiredService<RefreshedManageKey>().FindAsync));
    }

    /// <summary>Checks what would go wrong without a word if it were not as the hub needs it.</summary>
    /// <exception cref="StoreException">The database must be set otherwise.</exception>
    public static async Task CheckAsync(IServiceProvider services, CancellationToken stop)
    {
        foreach (var mail in services.GetServices<MailUnavailable>()) LogWithoutMail(services.GetRequiredService<ILogger<MailUnavailable>>(), mail.Why);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestCheck);
        try
        {
            await services.GetRequiredService<CosmosDatabase>().CheckAsync(limit.Token);
        }
        catch (Exception e) when (e is not StoreException && !stop.IsCancellationRequested)
        {
            // The hub answers 503 until it is there, and health says why.
            LogUnchecked(services.GetRequiredService<ILogger<CosmosDatabase>>(), e);
        }
        // Of its own: what was slow before must not make this fail.
        using var second = CancellationTokenSource.CreateLinkedTokenSource(stop);
        second.CancelAfter(LongestCheck);
        try
        {
            await services.GetRequiredService<BeforeServing>().EnsureAsync(second.Token);
        }
        // That an import is unfinished stops the start. Without an answer no function runs: each waits for it, and tries it again.
        catch (Exception e) when (!services.GetRequiredService<UnfinishedImport>().IsFound
            && (e is StoreException || (e is OperationCanceledException && !stop.IsCancellationRequested)))
        {
            LogNotReady(services.GetRequiredService<ILogger<BeforeServing>>(), e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Why}. Watchers and administrators hear of problems by Teams alone, where it is set")]
    private static partial void LogWithoutMail(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Whether an import is unfinished, or erasures on request, could not be looked at yet: until then this instance answers 503")]
    private static partial void LogNotReady(ILogger logger, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The settings of the Cosmos DB account could not be checked at the start")]
    private static partial void LogUnchecked(ILogger logger, Exception e);
}
