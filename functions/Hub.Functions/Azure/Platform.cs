using Hub.Application;
using Hub.Application.Evidence;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Hub.Functions.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Hub.Functions;

/// <summary>Azure Functions: the genuine worker, whose host runs the triggers.</summary>
internal static class Platform
{
    public const bool AllowsPrivateEndpoints = false;

    // Of the memory-backed or small disk of an instance, so much stays free for the system.
    private const long MinFreeBytes = 64L * 1024 * 1024;

    // Commands are run on a machine of one's own.
    public static Task<int?> RunCommandAsync(string[] args, CancellationToken stop) => Task.FromResult<int?>(null);

    // The platform's own host starts the program with arguments of its own.
    public static string? Answer(string[] args) => null;

    public static string[] WithoutOwnSwitches(string[] args) => args;

    public static void Configure(FunctionsApplicationBuilder builder, string[] args)
    {
        // ASP.NET Core logs each request with its query, which may name a person: what is searched for, or what an issuer says of who signs in. The host logs
        // each invocation by the function's name.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }

    /// <exception cref="SettingException">A setting is missing that Azure needs.</exception>
    public static void Add(FunctionsApplicationBuilder builder, HubOptions options)
    {
        Stores.Add(builder.Services, builder.Configuration, options);
        builder.Services.AddSingleton(new PublicAddress(options.PublicUrl ?? throw Missing("PublicUrl", "the address at which partners reach the hub")));
        builder.Services.AddSingleton(new SignInPlatform(HasAppService(builder.Configuration, options), HasLoopback: false));
        var uploads = new UploadFolder(Path.Combine(Path.GetTempPath(), "ketenhub-uploads"), MinFreeBytes);
        builder.Services.AddSingleton(uploads);
    }

    public static bool HasTelemetry(IConfiguration configuration) => AzureMonitor.IsSet(configuration);

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void AddTelemetry(IOpenTelemetryBuilder telemetry, IConfiguration configuration) => AzureMonitor.Add(telemetry, configuration);

    public static async Task<int> RunAsync(IHost host, HubOptions options, string[] args, CancellationToken stop)
    {
        host.Services.GetRequiredService<UploadFolder>().EnsureFolder();
        await Stores.CheckAsync(host.Services, stop);
        await host.RunAsync(stop);
        return 0;
    }

    public static bool IsStartFault(Exception e) => e is SettingException or StoreException;

    // The platform sets it where its authentication is before the app. https://learn.microsoft.com/azure/app-service/reference-app-settings
    private static bool HasAppService(IConfiguration configuration, HubOptions options)
    {
        if (!string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase)) return false;
        if (options.SignIn.Issuer is not null)
            throw new SettingException("The setting Hub:SignIn:Authority is wrong: App Service authentication is on, and people sign in by one of the two.");
        return options.SignIn.Tenants.Count > 0 ? true
            : throw Missing("SignIn:Tenants", "the directory (tenant id) whose people App Service lets in, or several, separated by commas");
    }

    private static SettingException Missing(string name, string what) => new($"The setting Hub:{name} is missing: {what}.");
}
