using System.Runtime.CompilerServices;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Hub.Functions.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions;

/// <summary>The whole hub, wired: what the program runs, and what tests start on a port and a directory of their own.</summary>
internal static class HubApp
{
    /// <summary>Builds the hub from its settings.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="more">Adds to the services, last: what it adds goes before what the hub has.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    // The builder takes the functions of the assembly that calls it: this one, also where the caller is a test.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (IHost Host, HubOptions Options) Build(string[] args, Action<IServiceCollection>? more = null)
    {
        var builder = FunctionsApplication.CreateBuilder(Platform.WithoutOwnSwitches(args));
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<EndpointGuard>();
        builder.UseMiddleware<ServingGuard>();
        builder.UseMiddleware<PrincipalHeaderGuard>();
        builder.UseMiddleware<HeaderGuard>();
        builder.UseMiddleware<QueryGuard>();
        builder.UseMiddleware<AuditGuard>();
        Platform.Configure(builder, args);
        var options = HubOptions.From(builder.Configuration, Platform.AllowsPrivateEndpoints);
        builder.Services.AddHub(options);
        Platform.Add(builder, options);
        Telemetry.Add(builder);
        more?.Invoke(builder.Services);
        return (builder.Build(), options);
    }
}
