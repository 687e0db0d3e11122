using System.Net;
using System.Net.Sockets;

namespace Hub.Connectors;

/// <summary>A partner's address is one that the hub may not call. Travels only from the dialer to <see cref="PartnerWire"/>.</summary>
internal sealed class AddressNotAllowedException : Exception;

/// <summary>Resolves names of hosts; a test puts its own in the place of DNS.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancel);

/// <summary>
/// Opens connections, and only to allowed addresses: it connects to the very address that it checked, so that a name
/// which resolves otherwise a moment later (DNS rebinding) gains nothing.
/// </summary>
internal sealed class GuardedDialer(bool allowPrivate, Resolve resolve)
{
    /// <summary>The callback for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel) =>
        await ConnectAsync(context.DnsEndPoint, cancel);

    internal async Task<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancel)
    {
        IPAddress[] found = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancel);
        var allowed = found.Where(a => allowPrivate || AddressRules.IsPublic(a)).ToArray();
        if (allowed.Length == 0 && found.Length > 0) throw new AddressNotAllowedException();

        SocketException? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                // The next address may answer; where none does, the last one's failure is the answer.
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}
