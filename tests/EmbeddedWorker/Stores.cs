using Hub.Application.Deliveries;
using Hub.Application.Moving;
using Hub.Embedded;
using Hub.Embedded.Database;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions;

/// <summary>In the place of the stores in Azure, in tests: those of one machine, with the queue and the change feed given to the Functions host of the tests.</summary>
internal static class Stores
{
    public static void Add(IServiceCollection services, IConfiguration configuration, HubOptions options) => services
        .AddEmbeddedStores(_ => HubDatabase.Open(options.DataDirectory), options.KeyDirectory ?? Path.Combine(options.DataDirectory, "keys"),
            options.ErasureDirectory ?? Path.Combine(options.DataDirectory, "erasures"))
        .AddNoticeMail(options.DataDirectory, options.Smtp)
        .AddSingleton(new ManageKeySource(_ => ValueTask.FromResult<ManageKey?>(new ManageKey(options.ManageKey!))))
        .AddSingleton(new UnfinishedImport(_ => Task.FromResult(false)))
        .AddSingleton<PendingSignals>()
        .AddSingleton<ISignal>(s => s.GetRequiredService<PendingSignals>())
        .AddSingleton<IDeadLetters, NoDeadLetters>()
        .AddSingleton<IStartupFilter, FeedsForTheHost>();

    public static Task CheckAsync(IServiceProvider services, CancellationToken stop) => Task.CompletedTask;
}
