using Hub.Demo.Setup;
using Hub.Testing;
using Hub.WorkerHost.Azure;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The whole hub on a free port of 127.0.0.1, with a data directory of its own.</summary>
internal sealed class HubHost : IAsyncDisposable
{
    public const string ManageKey = "manage-key-of-the-tests";

    private readonly IRunningHub _hub;
    private readonly TempFolder _data;
    private bool _stopped;

    private HubHost(IRunningHub hub, TempFolder data)
    {
        (_hub, _data) = (hub, data);
        Setup = new HubSetup(Address, ManageKey);
        Manager = new Caller(Address, ManageKey);
    }

    public Uri Address => _hub.Address;

    public IReadOnlyCollection<string> LogLines => _hub.LogLines;

    public HubSetup Setup { get; }

    public Caller Manager { get; }

    public string DataDirectory => _data.Path;

    /// <summary>The services and instances of a hub in Azure; a test that needs them has the trait <see cref="Runtime.Azure"/>.</summary>
    public HubInAzure Azure => ((HubOnAzure)_hub).Services;

    public T Service<T>() where T : notnull => _hub.Service<T>();

    /// <inheritdoc cref="IRunningHub.RunTimerAsync"/>
    public Task RunTimerAsync(string function) => _hub.RunTimerAsync(function);

    /// <summary>Starts it on the runtime that <see cref="Runtime"/> says.</summary>
    /// <param name="clock">The hub's clock, on the local runtime alone; null for the system's.</param>
    /// <param name="settings">Settings beside, or in the place of, the usual ones.</param>
    public static Task<HubHost> StartAsync(TimeProvider? clock = null, params (string Name, string Value)[] settings) => StartAsync(null, clock, settings);

    /// <summary>Starts it on the runtime that <see cref="Runtime"/> says.</summary>
    /// <param name="more">Adds to the services, on the local runtime alone; null for none.</param>
    /// <param name="clock">The hub's clock, on the local runtime alone; null for the system's.</param>
    /// <param name="settings">Settings beside, or in the place of, the usual ones.</param>
    public static async Task<HubHost> StartAsync(
        Action<IServiceCollection>? more, TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var data = new TempFolder();
        var all = new Dictionary<string, string>
        {
            ["Hub:DataDirectory"] = data.Path,
            ["Hub:ManageKey"] = ManageKey,
            ["Hub:Corporation:Name"] = "Woonstichting De Proef",
            ["Hub:Corporation:Gln"] = Glns.Corporation,
            ["Hub:RequestsPerMinute"] = "1000000",
        };
        // An empty one is left out: the hub refuses it.
        foreach (var (name, value) in settings)
        {
            if (value.Length == 0) all.Remove(name);
            else all[name] = value;
        }
        try
        {
            return new HubHost(await StartAsync(all, more, clock), data);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public Caller With(string? key) => new(Address, key);

    /// <summary>Stops it on one machine; its data directory stays.</summary>
    public async Task StopAsync()
    {
        if (!_stopped) await _hub.DisposeAsync();
        _stopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        Setup.Dispose();
        await StopAsync();
        _data.Dispose();
    }

    private static async Task<IRunningHub> StartAsync(Dictionary<string, string> settings, Action<IServiceCollection>? more, TimeProvider? clock)
    {
        if (Runtime.IsWorker)
        {
            if (more is not null || clock is not null)
                throw new InvalidOperationException($"This test runs on the local runtime alone: it lacks the trait {Runtime.Trait}={Runtime.Local}.");
            return Runtime.IsAzure ? await HubOnAzure.StartAsync(settings) : await HubOnWorker.StartAsync(settings);
        }
        return await HubInProcess.StartAsync(settings, services =>
        {
            if (clock is not null) services.AddSingleton(clock);
            more?.Invoke(services);
        });
    }
}
