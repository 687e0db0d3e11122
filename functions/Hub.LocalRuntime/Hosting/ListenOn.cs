using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Hub.LocalRuntime;

/// <summary>The addresses that the app is to listen on.</summary>
/// <param name="Urls">The addresses.</param>
/// <param name="Source">What set them, in the words of whoever set them; null where nothing did.</param>
internal sealed record ListenOn(IReadOnlyList<string> Urls, string? Source)
{
    private string Change => Source is null ? "set ASPNETCORE_URLS" : $"set {Source}, which set this one,";

    /// <summary>
    /// Tries each address before anything is made: a start that cannot listen must not leave a data directory behind. Another process may still take it
    /// before the server does; then the start fails there.
    /// </summary>
    /// <exception cref="StartException">One cannot be listened on.</exception>
    public void Check()
    {
        foreach (var address in Urls.Select(BindingAddress.Parse).Where(a => a.Port != 0))
        {
            try
            {
                using var listener = new TcpListener(IpOf(address), address.Port);
                listener.Start();
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                throw InUse(error);
            }
            catch (SocketException error)
            {
                throw NotUsable(error);
            }
        }
    }

    /// <summary>Another process listens there.</summary>
    public StartException InUse(Exception error) =>
        CannotListen($"the address is in use already; stop the other process, or {Change} to another address", error);

    /// <summary>It is no address of this machine, or this user may not use the port.</summary>
    public StartException NotUsable(Exception error) =>
        CannotListen($"{error.Message}; {Change} to an address of this machine and a port that this user may use", error);

    private StartException CannotListen(string why, Exception error) => new($"Cannot listen on {string.Join(" and ", Urls)}: {why}.", error);

    // The server takes any name but localhost for all addresses.
    private static IPAddress IpOf(BindingAddress address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
        : IPAddress.Any;
}
