using Hub.Core;
using Hub.Core.Deliveries;
using Hub.Core.Orders;
using Hub.Embedded;
using Hub.Functions.Door;
using Hub.Functions.Faces;
using Hub.Functions.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions;

/// <summary>One machine: the embedded stores, and the local runtime's queue as the bell.</summary>
internal static class Platform
{
    /// <summary>On one's own machine partners are mostly stand-ins on that machine.</summary>
    public const bool AllowsPrivateEndpoints = true;

    public static void Add(FunctionsApplicationBuilder builder, HubOptions options)
    {
        // The queue's limits are properties of the queue itself in Azure; these are the same.
        builder.UseLocalRuntime(o =>
        {
            o.DataDirectory = options.DataDirectory;
            o.LockDuration = TimeSpan.FromMinutes(5);
            o.MaxDeliveryCount = 10;
        });
        // Opened only after the runtime holds the directory: two processes must never write one file.
        builder.Services.AddEmbeddedStores(_ => HubDatabase.Open(options.DataDirectory));
        builder.Services.AddSingleton(_ => ManageKeyFile.Find(options));
        builder.Services.AddSingleton<IBell, QueueBell>();
        builder.Services.AddSingleton<IChangeSource<OrderChange>, OrderLogFeed>();
        builder.Services.AddSingleton<IDependency, LocalHealth>();
    }

    public static async Task<int> RunAsync(IHost host, HubOptions options, string[] args)
    {
        _ = host.Services.GetRequiredService<HubDatabase>();
        var manageKey = host.Services.GetRequiredService<ManageKey>();
        await host.StartAsync();
        var address = host.GetAddress();
        await Console.Out.WriteLineAsync($"Ketenhub listens on {address} and keeps its data in {Path.GetFullPath(options.DataDirectory)}.");
        await Console.Out.WriteLineAsync(options.ManageKey is null
            ? $"Manage key (also in {ManageKeyFile.PathIn(options)}): {manageKey.Value}"
            : "The manage key is the one in the settings.");
        // What was owed when the hub last stopped, however it stopped, goes out now.
        await host.Services.GetRequiredService<SweepLanes>().RingAllAsync(CancellationToken.None);
        await host.WaitForShutdownAsync();
        return 0;
    }

    public static bool IsStartFault(Exception e) => e is StartException or StoreException;
}
