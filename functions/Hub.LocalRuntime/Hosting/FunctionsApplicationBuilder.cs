using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Hub.LocalRuntime;

/// <summary>Builds a function app that runs in this process, on Kestrel.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    /// <summary>
    /// What the host lets through (bytes), as much as Azure's; a function checks its own, smaller limit while it reads, and says what it is. Of more than
    /// this the host reads nothing, and cuts the connection.
    /// </summary>
    private const long MaxRequestBody = 100 * 1024 * 1024;

    /// <summary>What is read from the network of a body before a function asks for it (bytes, for each request).</summary>
    private const long MaxUnread = 128 * 1024;

    private const string UrlsName = "urls";
    private const string UrlsVariable = "ASPNETCORE_URLS";
    private static readonly string[] PortNames =
        [.. new[] { "ASPNETCORE_", "DOTNET_", "" }.SelectMany(p => new[] { "HTTP_PORTS", "HTTPS_PORTS" }.Select(n => p + n))];

    private const string DefaultUrl = "http://127.0.0.1:7071";

    private readonly WebApplicationBuilder _web;
    private readonly HostJson _hostJson;
    private readonly LocalRuntimeOptions _options = new();
    private readonly StartPhase _phase = new();
    private readonly MiddlewarePipeline _middleware = new();
    private Func<IEnumerable<Type>> _functions;

    internal FunctionsApplicationBuilder(string[] args, Assembly app)
    {
        _functions = app.GetTypes;
        // The empty builder: nothing is looked for, watched or loaded that the app does not use, so that the start stays short.
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var contentRoot = Path.GetFullPath(given["contentRoot"] ?? Directory.GetCurrentDirectory());
        if (!Directory.Exists(contentRoot)) throw new StartException($"The content root {contentRoot} is not there: an existing folder is expected.");
        _hostJson = HostJson.Read(contentRoot, AppContext.BaseDirectory);
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = app.GetName().Name,
            ContentRootPath = contentRoot,
            EnvironmentName = given["environment"] ?? given["AZURE_FUNCTIONS_ENVIRONMENT"] ?? given["DOTNET_ENVIRONMENT"] ?? given["ASPNETCORE_ENVIRONMENT"],
        });
        _web.Configuration
            .AddInMemoryCollection(LocalSettings.Read(contentRoot, AppContext.BaseDirectory))
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        _web.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            kestrel.Limits.MaxRequestBufferSize = MaxUnread;
        });
        _web.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        _web.Services.AddRouting();
        AddLogging();
    }

    /// <summary>The services that functions are made with.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The settings: local.settings.json, environment, command line; the app may add to them.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>The environment's name and content root.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Where the app is to listen, by its settings as they are now: addresses as <c>http://127.0.0.1:7071</c>.</summary>
    /// <exception cref="StartException">They are not of that form.</exception>
    public IReadOnlyList<string> Addresses => Urls();

    /// <summary>Where logs go; to the console, at the levels of host.json (<c>logging.logLevel</c>), unless the app says otherwise.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Where metrics go.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    IDictionary<object, object> IHostApplicationBuilder.Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Sets what host.json does not say; may be called more than once.</summary>
    public FunctionsApplicationBuilder UseLocalRuntime(Action<LocalRuntimeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_options);
        return this;
    }

    /// <summary>Runs the functions of these classes and no others; for tests. Without it all functions of the app's assembly run.</summary>
    public FunctionsApplicationBuilder UseFunctions(params Type[] classes)
    {
        _functions = () => classes;
        return this;
    }

    /// <summary>Runs this around every HTTP function, inside what was added before. It is made once, with the app's services.</summary>
    public FunctionsApplicationBuilder UseMiddleware<T>()
        where T : class, IFunctionsWorkerMiddleware
    {
        Services.TryAddSingleton<T>();
        _middleware.Add<T>();
        return this;
    }

    void IHostApplicationBuilder.ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure) =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Makes the app: finds its functions, opens <c>runtime.db</c>, lays out the routes. <c>Run</c> or <c>RunAsync</c> the result.</summary>
    /// <exception cref="StartException">A setting, a function's declaration, the data directory or the database is wrong.</exception>
    public IHost Build()
    {
        _options.Validate();
        var catalog = FunctionCatalog.Of(_functions());
        var addresses = new ListenOn(Urls(), UrlsSource());
        addresses.Check();
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(_options);
        Services.AddSingleton(_hostJson);
        Services.AddSingleton(catalog);
        Services.AddSingleton<RuntimeLife>();
        Services.AddSingleton<RunningWork>();
        Services.AddSingleton(services => RuntimeStore.Open(services.GetRequiredService<LocalRuntimeOptions>().DataDirectory));
        Services.AddSingleton<LocalQueues>();
        Services.AddSingleton<IQueueSender>(services => services.GetRequiredService<LocalQueues>());
        Services.AddSingleton<IQueueInspector>(services => services.GetRequiredService<LocalQueues>());
        // After the app's own services, so that it starts after them and stops before them.
        Services.AddHostedService<RuntimeService>();
        var app = _web.Build();
        try
        {
            foreach (var url in addresses.Urls) app.Urls.Add(url);
            // First of all services, so that the store is closed last.
            _ = app.Services.GetRequiredService<RuntimeStore>();
            if (_options.Unrouted is { } unrouted) app.Use(next => context => HttpFunctions.AnswerUnroutedAsync(context, next, unrouted));
            HttpFunctions.Map(app, catalog, _hostJson, _middleware);
            return new LocalHost(app, addresses, _phase);
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    // ASP.NET Core's other ways to say it, which this runtime does not read: nobody must wait for a port that nothing listens on.
    private void RefuseOtherAddresses()
    {
        if (Configuration.GetSection("Kestrel:Endpoints").GetChildren().FirstOrDefault() is { } endpoint)
            throw new StartException($"The setting {endpoint.Path} has no effect: set {UrlsVariable}, as in {UrlsVariable}={DefaultUrl}.");
        // As there, ports count only where no address is set: images of .NET set them too.
        if ((Configuration[UrlsName] ?? Configuration[UrlsVariable]) is not null) return;
        foreach (var name in PortNames)
            if (!string.IsNullOrWhiteSpace(Configuration[name]))
                throw new StartException($"{name} has no effect: set {UrlsVariable}, as in {UrlsVariable}=http://127.0.0.1:{Configuration[name]}.");
    }

    private List<string> Urls()
    {
        RefuseOtherAddresses();
        var text = Configuration[UrlsName] ?? Configuration[UrlsVariable] ?? DefaultUrl;
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (urls.Count == 0 || !urls.TrueForAll(IsPlainHttp))
            throw new StartException($"{UrlsSource() ?? UrlsVariable} is \"{text}\", and addresses as \"{DefaultUrl}\" are expected, separated by semicolons.");
        return urls;
    }

    // What set the address, in the words of whoever set it; null where nothing did.
    private string? UrlsSource()
    {
        foreach (var name in (string[])[UrlsName, UrlsVariable])
            foreach (var provider in ((IConfigurationRoot)Configuration).Providers.Reverse())
                if (provider.TryGet(name, out var value) && value is not null)
                    return provider switch
                    {
                        CommandLineConfigurationProvider => $"--{name} on the command line",
                        EnvironmentVariablesConfigurationProvider => $"{name.ToUpperInvariant()} in the environment",
                        _ => $"{name} in the settings",
                    };
        return null;
    }

    // "http://*:7071" and "http://+:7071" are for every address of the machine, and no URI.
    private static bool IsPlainHttp(string url) =>
        Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal),
            UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp;

    private void AddLogging()
    {
        Logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        // ASP.NET Core tells of every request at Information, which costs more than the request.
        Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        foreach (var (category, level) in _hostJson.LogLevels)
            Logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, Enum.Parse<LogLevel>(level, true));
        // A failed start is told in one line, by the program; not also as a stack trace by the host and the server.
        Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => _phase.Started && level >= LogLevel.Information);
        Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => _phase.Started && level >= LogLevel.Warning);
    }
}

/// <summary>The extension by which a genuine worker turns on ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderExtensions
{
    /// <summary>HTTP functions take <c>HttpRequest</c> and give <c>IResult</c>; locally they always do, so this changes nothing.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
