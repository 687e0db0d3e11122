using System.Reflection;
using Hub.Functions;
using Hub.LocalRuntime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The hub on the local runtime, in this process, as the program wires it.</summary>
internal sealed class HubInProcess : IRunningHub
{
    private readonly IHost _host;
    private readonly CapturedLogs _logs;

    private HubInProcess(IHost host, CapturedLogs logs, Uri address) => (_host, _logs, Address) = (host, logs, address);

    public Uri Address { get; }

    public IReadOnlyCollection<string> LogLines => _logs.Lines;

    public static async Task<HubInProcess> StartAsync(IReadOnlyDictionary<string, string> settings, Action<IServiceCollection> more)
    {
        var logs = new CapturedLogs();
        var (host, _) = HubApp.Build(["--urls=http://127.0.0.1:0", .. settings.Select(s => $"--{s.Key}={s.Value}")], services =>
        {
            services.AddSingleton<ILoggerProvider>(logs);
            more(services);
        });
        try
        {
            return new HubInProcess(host, logs, await Platform.StartAsync(host));
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public T Service<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task RunTimerAsync(string function)
    {
        var method = typeof(HubApp).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Single(m => m.GetCustomAttribute<FunctionAttribute>()?.Name == function);
        var functions = ActivatorUtilities.CreateInstance(_host.Services, method.DeclaringType!);
        await (Task)method.Invoke(functions, [new TimerInfo(), Patience.Token])!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
