using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp.Transport;

namespace Hub.ServiceBusStandIn;

/// <summary>Accepts connections on the loopback address only. The listener of the AMQP library looks the name of the computer up.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The library closes or aborts a listener; it has no Dispose.")]
internal sealed class LoopbackListener : TransportListener
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LoopbackListener(int port)
        : base("stand-in-listener")
    {
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    protected override void OnListen() => _ = AcceptAsync();

    protected override bool CloseInternal()
    {
        _listener.Dispose();
        return true;
    }

    protected override void AbortInternal() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            var transport = new SocketTransport(socket);
            transport.Open();
            OnTransportAccepted(new TransportAsyncCallbackArgs { Transport = transport });
        }
    }
}
