using Hub.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.LocalRuntime.Tests;

/// <summary>Describes an app over a folder: its functions, services and settings; then starts it.</summary>
internal sealed class TestApp(TempFolder folder)
{
    private readonly List<Type> _functions = [];
    private readonly List<Action<IServiceCollection>> _services = [];
    private readonly List<Action<LocalRuntimeOptions>> _options = [];
    private readonly List<Action<FunctionsApplicationBuilder>> _middleware = [];
    private readonly List<string> _args = ["--contentRoot", folder.Path];
    private string[] _address = ["--urls", "http://127.0.0.1:0"];
    private string? _hostJson = HostJsonOf("");

    /// <summary>host.json with empty route prefix and one message at a time, and <paramref name="more"/> settings of the queue.</summary>
    public static string HostJsonOf(string more) =>
        $$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" }, "serviceBus": { "maxConcurrentCalls": 1 {{more}} } } }""";

    public TestApp Functions<TFunctions>()
    {
        _functions.Add(typeof(TFunctions));
        return this;
    }

    public TestApp Service<TService>(TService service)
        where TService : class
    {
        _services.Add(services => services.AddSingleton(service));
        return this;
    }

    public TestApp Middleware<TMiddleware>()
        where TMiddleware : class, IFunctionsWorkerMiddleware
    {
        _middleware.Add(builder => builder.UseMiddleware<TMiddleware>());
        return this;
    }

    public TestApp Clock(TimeProvider clock) => Service(clock);

    public TestApp Options(Action<LocalRuntimeOptions> options)
    {
        _options.Add(options);
        return this;
    }

    public TestApp HostJson(string? json)
    {
        _hostJson = json;
        return this;
    }

    public TestApp Args(params string[] args)
    {
        _args.AddRange(args);
        return this;
    }

    /// <summary>Nothing says where it is to listen.</summary>
    public TestApp WithoutAddress()
    {
        _address = [];
        return this;
    }

    public IHost Build()
    {
        if (_hostJson is not null) File.WriteAllText(folder.File("host.json"), _hostJson);
        var builder = FunctionsApplication.CreateBuilder([.. _address, .. _args]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.UseFunctions([.. _functions]);
        builder.UseLocalRuntime(options => options.DataDirectory = folder.File("data"));
        foreach (var option in _options) builder.UseLocalRuntime(option);
        foreach (var service in _services) service(builder.Services);
        foreach (var middleware in _middleware) middleware(builder);
        return builder.Build();
    }

    public async Task<RunningApp> StartAsync()
    {
        var host = Build();
        try
        {
            await host.StartAsync();
            return new RunningApp(host);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }
}

/// <summary>A started app. Disposing it stops it gracefully.</summary>
internal sealed class RunningApp(IHost host) : IAsyncDisposable
{
    private Task? _stop;

    public HttpClient Http { get; } = new() { BaseAddress = host.GetAddress() };

    public Uri Address => host.GetAddress();

    public IQueueSender Queues => host.Services.GetRequiredService<IQueueSender>();

    public IQueueInspector Inspector => host.Services.GetRequiredService<IQueueInspector>();

    public CancellationToken Stopping => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public Task StopAsync() => _stop ??= host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync().Soon();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
