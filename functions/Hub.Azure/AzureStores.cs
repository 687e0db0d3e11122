using Azure.Core;
using Azure.Identity;
using Hub.Application.Evidence;
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
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services.AddSingleton<IEvidenceStore>(s => new BlobEvidenceStore(
            new(container, s.GetRequiredService<TokenCredential>(), BlobEvidenceStore.ClientOptions()), s.GetRequiredService<TimeProvider>()));
    }
}
