using System.Diagnostics;
using System.Net;
using Hub.Core.Deliveries;
using Hub.Core.Partners;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Hub.Connectors;

/// <summary>
/// The hub's only way out to partners: one attempt at a time through the partner's own pipeline, to allowed addresses,
/// without redirects, cookies or proxy. What the partner answers is its status and Retry-After; the rest is not kept.
/// </summary>
public sealed class PartnerHttp : IDisposable
{
    /// <summary>Name of the activity source whose spans tell of calls to partners.</summary>
    public const string ActivitySourceName = "Ketenhub.Connectors";

    // More than this of an answer is not read; the connection is given up.
    private const int DrainLimit = 64 * 1024;

    private static readonly ActivitySource Activities = new(ActivitySourceName);

    private readonly ConnectorOptions _options;
    private readonly TimeProvider _clock;
    private readonly PartnerPipelines _pipelines;
    private readonly HttpClient _client;

    /// <summary>Makes the one instance that all connectors share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public PartnerHttp(ConnectorOptions options, TimeProvider clock)
        : this(options, clock, static (host, cancel) => Dns.GetHostAddressesAsync(host, cancel))
    {
    }

    internal PartnerHttp(ConnectorOptions options, TimeProvider clock, Resolve resolve)
    {
        _options = options.Validated();
        _clock = clock;
        _pipelines = new PartnerPipelines(options, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = options.Timeout,
            MaxResponseHeadersLength = 32,
            // What lies beyond DrainLimit is not fetched when an answer is put away either.
            MaxResponseDrainSize = 0,
            ConnectCallback = new GuardedDialer(options.AllowPrivateEndpoints, resolve).ConnectAsync,
        };
        // The pipeline keeps the time.
        _client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Makes one attempt.</summary>
    /// <param name="partner">Whom to reach.</param>
    /// <param name="deliveryId">Identity of the message; for the span.</param>
    /// <param name="message">What to send, to <see cref="OutboundMessage.Path"/> below the partner's URL.</param>
    /// <param name="more">Headers of the transport itself; they go before the message's, and those before the partner's.</param>
    /// <param name="cancel">Gives the attempt up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async ValueTask<SendResult> SendAsync(
        Partner partner, string deliveryId, OutboundMessage message, IReadOnlyDictionary<string, string>? more, CancellationToken cancel)
    {
        using var activity = Activities.StartActivity("deliver", ActivityKind.Client);
        activity?.SetTag("ketenhub.partner", partner.Id).SetTag("ketenhub.delivery", deliveryId).SetTag("http.request.method", message.Method);

        var result = await AttemptAsync(partner, message, more, cancel);

        activity?.SetTag("http.response.status_code", result switch
        {
            SendResult.Delivered delivered => delivered.Status,
            SendResult.Failed failed => failed.Status,
            _ => null,
        });
        if (result is SendResult.Failed f) activity?.SetTag("ketenhub.failure", f.Kind.ToString()).SetStatus(ActivityStatusCode.Error, f.Detail);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async ValueTask<SendResult> AttemptAsync(
        Partner partner, OutboundMessage message, IReadOnlyDictionary<string, string>? more, CancellationToken cancel)
    {
        if (PartnerCall.Address(partner.Connection, message.Path, _options.AllowPrivateEndpoints, out var wrong) is not { } address) return wrong!;
        var headers = partner.Connection.Headers.Concat(message.Headers).Concat(more ?? new Dictionary<string, string>());
        using var request = PartnerCall.Request(address, message, headers, out wrong);
        if (request is null) return wrong!;
        try
        {
            return await _pipelines.For(partner).ExecuteAsync(
                static async (state, token) => await state.Self.CallAsync(state.Request, token), (Self: this, Request: request), cancel);
        }
        catch (TimeoutRejectedException)
        {
            return Failures.Without(FailureKind.TimedOut, $"The partner's system did not answer within {_options.Timeout.TotalSeconds:0.###} s.");
        }
        catch (BrokenCircuitException e)
        {
            return Failures.Without(FailureKind.CircuitOpen, "Nothing was sent: the partner's system failed repeatedly a moment ago.", e.RetryAfter);
        }
    }

    private async ValueTask<SendResult> CallAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var result = Failures.Of((int)response.StatusCode, RetryAfter(response));
            await DrainAsync(response, cancel);
            return result;
        }
        catch (HttpRequestException e) when (e.InnerException is AddressNotAllowedException)
        {
            return Failures.Without(FailureKind.NotAllowed, "The partner's URL leads to a private or reserved address, which the hub may not call.");
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => Failures.Without(FailureKind.Unreachable, "The name in the partner's URL does not resolve."),
                HttpRequestError.SecureConnectionError => Failures.Without(FailureKind.Unreachable, "No trusted TLS connection to the partner's system could be made."),
                HttpRequestError.ConnectionError => Failures.Without(FailureKind.Unreachable, "No connection to the partner's system could be made."),
                _ => Failures.Without(FailureKind.Broken, "The partner's system broke the connection off or answered with something that is not HTTP."),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The handler's own limit on connecting.
            return Failures.Without(FailureKind.TimedOut, "No connection to the partner's system could be made in time.");
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>Reads a short answer to its end, so that the connection can be used again.</summary>
    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            for (var total = 0; total < DrainLimit;)
            {
                var read = await body.ReadAsync(buffer, cancel);
                if (read == 0) return;
                total += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status has come and counts; a body that breaks off or drags on only costs the connection.
        }
    }
}
