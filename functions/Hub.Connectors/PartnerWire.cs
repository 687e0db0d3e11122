using System.Net;
using System.Net.Sockets;
using Hub.Application.Recoverability;

namespace Hub.Connectors;

/// <summary>What every call to an address that a partner gave has in common, whether it brings a message or fetches a photo.</summary>
internal static class PartnerWire
{
    /// <summary>A client that calls allowed addresses only, without redirects, cookies, proxy or decompression. It keeps no time: the pipeline does.</summary>
    public static HttpClient Client(ConnectorOptions options, Resolve resolve)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = options.Timeout,
            MaxResponseHeadersLength = 32,
            // What of an answer is not read is not fetched when it is put away either.
            MaxResponseDrainSize = 0,
            ConnectCallback = new GuardedDialer(options.AllowPrivateEndpoints, resolve).ConnectAsync,
        };
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Resolves by the machine's DNS.</summary>
    public static Task<IPAddress[]> Resolved(string host, CancellationToken cancel) => Dns.GetHostAddressesAsync(host, cancel);

    /// <summary>Sends a request and makes a failure of what the transport throws, before the answer's headers and after them.</summary>
    /// <param name="client">Made by <see cref="Client"/>.</param>
    /// <param name="request">What to send.</param>
    /// <param name="address">Whose address it goes to, for the sentence: <c>the partner's URL</c>.</param>
    /// <param name="read">What to do with the answer, whose body is not read yet.</param>
    /// <param name="cancel">Gives the attempt up, as the pipeline does when its time is over.</param>
    public static async Task<SendResult> CallAsync(
        HttpClient client,
        HttpRequestMessage request,
        string address,
        Func<HttpResponseMessage, CancellationToken, Task<SendResult>> read,
        CancellationToken cancel)
    {
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return await read(response, cancel);
        }
        catch (HttpRequestException e) when (e.InnerException is AddressNotAllowedException)
        {
            return Failures.Without(FailureKind.NotAllowed, $"The hub may not call {address}: it leads to a private or reserved address.");
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => Failures.Without(FailureKind.Unreachable, $"The name in {address} does not resolve."),
                HttpRequestError.SecureConnectionError =>
                    Failures.Without(FailureKind.Unreachable, "No trusted TLS connection to the partner's system could be made."),
                HttpRequestError.ConnectionError => Failures.Without(FailureKind.Unreachable, "No connection to the partner's system could be made."),
                _ => BrokenOff(),
            };
        }
        catch (IOException)
        {
            return BrokenOff();
        }
        catch (SocketException)
        {
            // Closed by the other side right after it was opened: the client asks the socket for its address then, and passes on what that throws.
            return Failures.Without(FailureKind.Unreachable, "No connection to the partner's system could be made.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The handler's own limit on connecting.
            return Failures.Without(FailureKind.TimedOut, "No connection to the partner's system could be made in time.");
        }
    }

    /// <summary>How long the partner asks to wait; null where it does not say, or says no time.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static SendResult.Failed BrokenOff() =>
        Failures.Without(FailureKind.Broken, "The partner's system broke the connection off or answered with something that is not HTTP.");
}
