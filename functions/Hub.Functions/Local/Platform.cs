using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Demo.Story;
using Hub.Embedded;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Embedded.Moving;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;
using Hub.Functions.Local;
using Hub.Functions.Local.Moving;
using Hub.Functions.Settings;
using Hub.Functions.SignIn;
using Hub.LocalRuntime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Hub.Functions;

/// <summary>One machine: the embedded stores, and the local runtime's queue as the bell.</summary>
internal static class Platform
{
    /// <summary>On one's own machine partners are mostly stand-ins on that machine.</summary>
    public const bool AllowsPrivateEndpoints = true;

    /// <summary>Runs a command other than the hub itself, and gives the exit code; null where the hub is to start.</summary>
    public static async Task<int?> RunCommandAsync(string[] args, CancellationToken stop) =>
        MoveArguments.IsMove(args) ? await MoveCommand.RunAsync(args, Console.Out, Console.Error, stop) : null;

    /// <summary>What the program prints in the place of starting; null where it is to start.</summary>
    /// <exception cref="StartException">An argument is not known, or a setting stands twice among the arguments or in the environment.</exception>
    public static string? Answer(string[] args)
    {
        if (CommandLine.Answer(args) is { } answer) return answer;
        AzureHosting.Refuse(Environment.GetEnvironmentVariable);
        EnvironmentSettings.RefuseTwice(Environment.GetEnvironmentVariables().Keys.Cast<string>());
        return null;
    }

    /// <summary>The arguments that are settings.</summary>
    public static string[] WithoutOwnSwitches(string[] args) => [.. args.Where(a => a != CommandLine.Demo)];

    /// <summary>The demo has a directory and a corporation of its own, so that it never touches real data.</summary>
    public static void Configure(FunctionsApplicationBuilder builder, string[] args)
    {
        // It warns that the keys are not encrypted: they are files for their owner alone, as README.md says.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (!args.Contains(CommandLine.Demo)) return;
        var data = builder.Configuration["Hub:DataDirectory"] ?? ".data";
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            // One that is empty is refused with the other settings.
            ["Hub:DataDirectory"] = string.IsNullOrWhiteSpace(data) ? data : Path.Combine(data, "demo"),
            ["Hub:Corporation:Name"] = DemoPartners.CorporationName,
            ["Hub:Corporation:Gln"] = DemoPartners.CorporationGln,
            ["Hub:AllowPrivateEndpoints"] = "true",
        });
        // The story is told on the console; what goes wrong still shows.
        builder.Logging.AddFilter(null, LogLevel.Warning);
    }

    public static void Add(FunctionsApplicationBuilder builder, HubOptions options)
    {
        ListenAddresses.Check(builder.Addresses, options.PublicUrl);
        if (options.QueuePartner is not null)
            throw new SettingException("The setting Hub:Queue:Partner is for Azure: on one machine there is no queue that a partner reaches.");
        // The queue's limits are properties of the queue itself in Azure; these are the same.
        builder.UseLocalRuntime(o =>
        {
            o.DataDirectory = options.DataDirectory;
            o.LockDuration = TimeSpan.FromMinutes(5);
            o.MaxDeliveryCount = 10;
            o.IsMachineTrouble = e => e is StoreException;
            o.Unrouted = UnroutedRequests.Answer;
            // They go on where those before them stopped, and no delivery is made a second time.
            o.EarlierCheckpoints["FollowViews"] = [.. Feeds.Views.Skip(1)];
            o.EarlierCheckpoints["FollowDeliveries"] = [.. Feeds.Deliveries.Skip(1)];
        });
        // Opened only after the runtime holds the directory: two processes must never write one file.
        builder.Services.AddEmbeddedStores(
            _ => HubDatabase.Open(options.DataDirectory), options.KeyDirectory ?? Path.Combine(options.DataDirectory, "keys"),
            options.ErasureDirectory ?? Path.Combine(options.DataDirectory, "erasures"));
        builder.Services.AddSingleton(new UnfinishedImport(_ =>
        {
            ImportFile.RefuseUnfinished(options.DataDirectory);
            return Task.FromResult(false);
        }));
        builder.Services.AddSingleton(new SignInPlatform(HasAppService: false, HasLoopback: true));
        builder.Services.AddSingleton<EarlierData>();
        if (options.ManageKeySecret is not null)
            throw new SettingException("The setting Hub:ManageKeySecret is for Azure alone: "
                + "on one's own machine set Hub:ManageKey, or let the hub make a key.");
        builder.Services.AddSingleton(_ => ManageKeyFile.Find(options));
        builder.Services.AddSingleton(s => new ManageKeySource(_ => ValueTask.FromResult<ManageKey?>(s.GetRequiredService<ManageKey>())));
        builder.Services.AddSingleton(s => options.PublicUrl is { } told
            ? new PublicAddress(told)
            : new PublicAddress(() => s.GetRequiredService<IHost>().GetAddress()));
        builder.Services.AddSingleton(new UploadFolder(Path.Combine(options.DataDirectory, "spool"), FileEvidenceStore.MinFreeBytes));
        builder.Services.AddSingleton<ISignal, QueueSignal>().AddSingleton<IDeadLetters, LocalDeadLetters>();
        builder.Services.AddNoticeMail(options.DataDirectory, options.Smtp);
        builder.Services.AddSingleton<IChangeSource<StreamChange>, OrderLogFeed>().AddSingleton<IChangeSource<DeliveryChange>, DeliveryFeed>();
        builder.Services.AddSingleton<IDependency, LocalHealth>();
    }

    /// <summary>One machine sends to nothing but a collector.</summary>
    public static bool HasTelemetry(IConfiguration configuration) => false;

    /// <inheritdoc cref="HasTelemetry"/>
    public static void AddTelemetry(IOpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
    }

    public static async Task<int> RunAsync(IHost host, HubOptions options, string[] args, CancellationToken stop)
    {
        var address = await StartAsync(host, stop);
        var manageKey = host.Services.GetRequiredService<ManageKey>();
        await Console.Out.WriteLineAsync($"Ketenhub listens on {address} and keeps its data in {Path.GetFullPath(options.DataDirectory)}.");
        await Console.Out.WriteLineAsync(ManageKeyFile.Line(manageKey, options, isTerminal: !Console.IsOutputRedirected));
        if (!args.Contains(CommandLine.Demo))
        {
            await host.WaitForShutdownAsync(stop);
            return 0;
        }
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            return await DemoRun.RunAsync(address, manageKey.Value, options.ManageKey is null ? ManageKeyFile.PathIn(options) : null, Console.Out, stopping)
                ? 0
                : 1;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Opens the stores, listens, and signals the lanes with pending deliveries: signals do not outlive the process. Gives the address.</summary>
    /// <exception cref="OperationCanceledException">The stop came before the start was over.</exception>
    public static async Task<Uri> StartAsync(IHost host, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        await host.Services.GetRequiredService<UnfinishedImport>().RefuseAsync(stop);
        _ = host.Services.GetRequiredService<HubDatabase>();
        _ = host.Services.GetRequiredService<ManageKey>();
        // Each store is opened before anybody hears that the hub listens: what cannot be used stops the start, and not the first request that needs it.
        _ = host.Services.GetRequiredService<IEvidenceStore>();
        host.Services.GetRequiredService<UploadFolder>().EnsureFolder();
        stop.ThrowIfCancellationRequested();
        await host.Services.GetRequiredService<EarlierData>().BringAsync(CancellationToken.None);
        // A database that was put back from a backup has contacts that were erased since: they go before anybody can ask, and before anything is sent.
        await host.Services.GetRequiredService<BeforeServing>().EnsureAsync(stop);
        // Before anybody waits for a moment that lies ahead only because the clock was wrong when it was written.
        await host.Services.GetRequiredService<ReviewDueTimes>().ReviewAsync(stop);
        await host.StartAsync(stop);
        await host.Services.GetRequiredService<SweepLanes>().RefillAsync(stop);
        return host.GetAddress();
    }

    public static bool IsStartFault(Exception e) => e is StartException or StoreException;
}
