using Azure.Core;
using Azure.Identity;
using Hub.Application.Evidence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Azure;

/// <summary>Puts the stores in Azure behind the hub's ports.</summary>
public static class AzureStores
{
    /// <summary>
    /// Registers the evidence store. The hub speaks to it as the <see cref="TokenCredential"/> that is registered, else as
    /// <see cref="DefaultAzureCredential"/>: the managed identity in Azure, one's own login elsewhere. Its roles on the
    /// storage account are Storage Blob Data Contributor and, for links, Storage Blob Delegator.
    /// </summary>
    /// <param name="services">Where a <see cref="TimeProvider"/> is registered too.</param>
    /// <param name="container">HTTPS address of the container, e.g. <c>https://account.blob.core.windows.net/evidence</c>; it is there already.</param>
    public static IServiceCollection AddBlobEvidence(this IServiceCollection services, Uri container)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services.AddSingleton<IEvidenceStore>(s => new BlobEvidenceStore(
            new(container, s.GetRequiredService<TokenCredential>(), BlobEvidenceStore.ClientOptions()), s.GetRequiredService<TimeProvider>()));
    }
}
