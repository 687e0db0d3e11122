using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.LocalRuntime;

/// <summary>The app as a host: starts Kestrel and the triggers, and says in one line why it cannot.</summary>
internal sealed class LocalHost(WebApplication app, ListenOn addresses, StartPhase phase) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    /// <exception cref="StartException">An address cannot be listened on, or a trigger is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            phase.Started = true;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw addresses.InUse(error);
        }
        catch (SocketException error)
        {
            throw addresses.NotUsable(error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)app).Dispose();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>Whether the app has started; until then a failure is the program's to tell.</summary>
internal sealed class StartPhase
{
    public volatile bool Started;
}

/// <summary>Facts about a running app.</summary>
public static class LocalHostExtensions
{
    /// <summary>The address that a started app listens on, also when port 0 let the system choose.</summary>
    public static Uri GetAddress(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The app has not started."));
    }
}
