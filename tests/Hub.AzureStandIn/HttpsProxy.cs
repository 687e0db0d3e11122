using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.AzureStandIn;

/// <summary>A proxy that connects to the servers of some names on this machine, and to nothing else.</summary>
public sealed class HttpsProxy : IAsyncDisposable
{
    private const int LongestHead = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyDictionary<string, int> _ports;
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    /// <param name="ports">The ports on loopback by host name.</param>
    public HttpsProxy(IReadOnlyDictionary<string, int> ports)
    {
        _ports = ports;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address, for <c>HTTPS_PROXY</c>.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                var from = client.GetStream();
                if (HostOf(await ReadHeadAsync(from)) is not { } host || !_ports.TryGetValue(host, out var port))
                {
                    await from.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    return;
                }
                await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                await from.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
                var to = server.GetStream();
                // Where one side has closed, so must the other.
                await Task.WhenAny(from.CopyToAsync(to, _stop.Token), to.CopyToAsync(from, _stop.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Broken off by either side, or by the end of the test.
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream from)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestHead && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await from.ReadAsync(one, _stop.Token) == 0) break;
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    // CONNECT host:port HTTP/1.1
    private static string? HostOf(string head) =>
        head.Split(' ', 3) is ["CONNECT", var target, _] && target.LastIndexOf(':') is > 0 and var colon ? target[..colon] : null;
}
