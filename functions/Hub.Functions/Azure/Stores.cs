using Hub.Application;
using Hub.Application.Registry;
using Hub.Azure;
using Hub.Azure.Cosmos;
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
        services.AddBlobEvidence(azure.Container("evidence"));
        services.AddKeyVaultSecrets(azure.KeyVault);
        AddManageKey(services, options);
        services.AddBlobKeyRing(azure.Container("keys"));
        services.AddCosmosStores(azure.Cosmos, azure.CosmosByGateway, azure.Container("messages"));
        services.AddServiceBusSignals(azure.ServiceBus);
        services.AddSingleton<IDependency>(s => new StoreHealth("database", s.GetRequiredService<CosmosDatabase>().ProbeAsync, DependencyState.Down));
        // A name that no secret has: what counts is that the vault answers.
        services.AddSingleton<IDependency>(s => new StoreHealth(
            "secrets", async c => await s.GetRequiredService<ISecretStore>().FindAsync("health", c), DependencyState.Down));
    }

    // A setting would show the key to whoever may read the app's settings, and a reference to Key Vault in it looks the same once it is resolved. Without a
    // name the manage API takes no key, but the tokens of the directory.
    private static void AddManageKey(IServiceCollection services, HubOptions options)
    {
        if (options.ManageKey is not null)
            throw new SettingException("The setting Hub:ManageKey is not taken in Azure: keep the key as a secret in Key Vault, "
                + "and set Hub:ManageKeySecret to its name.");
        services.AddSingleton(s => new ManageKeySource(async cancel => options.ManageKeySecret is { } name
            && await s.GetRequiredService<ISecretStore>().FindAsync(name, cancel) is { Length: >= ManageKey.MinLength } key ? new ManageKey(key) : null));
    }

    /// <summary>Checks what would go wrong without a word if it were not as the hub needs it.</summary>
    /// <exception cref="StoreException">The database must be set otherwise.</exception>
    public static async Task CheckAsync(IServiceProvider services, CancellationToken stop)
    {
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
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The settings of the Cosmos DB account could not be checked at the start")]
    private static partial void LogUnchecked(ILogger logger, Exception e);
}
