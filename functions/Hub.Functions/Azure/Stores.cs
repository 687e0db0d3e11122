using Hub.Functions.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions;

/// <summary>The stores in Azure (Cosmos DB, Blob Storage, Service Bus). They are not part of the hub yet, and it says so at the start.</summary>
internal static class Stores
{
    /// <exception cref="SettingException">Always, so far.</exception>
    public static void Add(IServiceCollection services, HubOptions options) =>
        throw new SettingException("The stores for Azure are not part of this version. Run the hub with HubRuntime=Local.");
}
