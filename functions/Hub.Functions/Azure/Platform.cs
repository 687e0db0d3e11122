using Hub.Functions.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions;

/// <summary>Azure Functions. Its stores (Cosmos DB, Blob Storage, Service Bus) are not part of the hub yet, and it says so at the start.</summary>
internal static class Platform
{
    public const bool AllowsPrivateEndpoints = false;

    // The platform's own host starts the program with arguments of its own.
    public static string? Answer(string[] args) => null;

    public static string[] WithoutOwnSwitches(string[] args) => args;

    public static void Configure(FunctionsApplicationBuilder builder, string[] args)
    {
    }

    public static void Add(FunctionsApplicationBuilder builder, HubOptions options) =>
        throw new SettingException("The stores for Azure are not part of this version. Run the hub with HubRuntime=Local.");

    public static async Task<int> RunAsync(IHost host, HubOptions options, string[] args, CancellationToken stop)
    {
        await host.RunAsync(stop);
        return 0;
    }

    public static bool IsStartFault(Exception e) => e is SettingException;
}
