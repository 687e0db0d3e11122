using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Demo.Servers;

/// <summary>One period of listening on a loopback port.</summary>
internal sealed class Listener : IAsyncDisposable
{
    // Ports that no system gives to outgoing connections: while a stand-in is down, none of them takes its port.
    private const int FirstPort = 20_000;
    private const int EndOfPorts = 32_000;
    private const int MaxTries = 20;

    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private init; }

    /// <summary>Listens on a port; 0 picks a free one, which it can listen on again later.</summary>
    public static async Task<Listener> StartAsync(int port, RequestDelegate serve, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ListenAsync(port > 0 ? port : Random.Shared.Next(FirstPort, EndOfPorts), serve, cancel);
            }
            catch (IOException e) when (port == 0 && tries < MaxTries && e.InnerException is AddressInUseException)
            {
                // Another one listens there.
            }
        }
    }

    private static async Task<Listener> ListenAsync(int port, RequestDelegate serve, CancellationToken cancel)
    {
        // The empty builder reads no settings: ASPNETCORE_URLS is meant for the hub and must not apply here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        var app = builder.Build();
        app.Run(serve);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new Listener(app) { Port = new Uri(address).Port };
    }

    /// <summary>Stops at once and aborts open connections, as when a system goes down.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    // The default lifetime handles Ctrl+C itself; the caller controls how long a stand-in runs.
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
