using Hub.Demo.Setup;
using Hub.Functions;
using Hub.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The whole hub in this process, as the program wires it: on a free port of 127.0.0.1, with a data directory of its own.</summary>
internal sealed class HubHost : IAsyncDisposable
{
    public const string ManageKey = "manage-key-of-the-tests";

    private readonly IHost _host;
    private readonly TempFolder _data;

    private HubHost(IHost host, TempFolder data, CapturedLogs logs, Uri address)
    {
        (_host, _data, Logs, Address) = (host, data, logs, address);
        Setup = new HubSetup(address, ManageKey);
        Manager = new Caller(address, ManageKey);
    }

    public Uri Address { get; }

    public CapturedLogs Logs { get; }

    public HubSetup Setup { get; }

    public Caller Manager { get; }

    public string DataDirectory => _data.Path;

    public T Service<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="clock">The hub's clock; null for the system's.</param>
    /// <param name="settings">Settings beside, or in the place of, the usual ones.</param>
    public static Task<HubHost> StartAsync(TimeProvider? clock = null, params (string Name, string Value)[] settings) => StartAsync(_ => { }, clock, settings);

    /// <param name="more">Adds to the services.</param>
    /// <param name="clock">The hub's clock; null for the system's.</param>
    /// <param name="settings">Settings beside, or in the place of, the usual ones.</param>
    public static async Task<HubHost> StartAsync(Action<IServiceCollection> more, TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var data = new TempFolder();
        var logs = new CapturedLogs();
        var all = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Hub:DataDirectory"] = data.Path,
            ["Hub:ManageKey"] = ManageKey,
            ["Hub:Corporation:Name"] = "Woonstichting De Proef",
            ["Hub:Corporation:Gln"] = Glns.Corporation,
            ["Hub:RequestsPerMinute"] = "1000000",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var (host, _) = HubApp.Build([.. all.Select(s => $"--{s.Key}={s.Value}")], services =>
        {
            services.AddSingleton<ILoggerProvider>(logs);
            if (clock is not null) services.AddSingleton(clock);
            more(services);
        });
        try
        {
            return new HubHost(host, data, logs, await Platform.StartAsync(host));
        }
        catch
        {
            host.Dispose();
            data.Dispose();
            throw;
        }
    }

    public Caller With(string? key) => new(Address, key);

    public async ValueTask DisposeAsync()
    {
        Setup.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        _data.Dispose();
    }
}
