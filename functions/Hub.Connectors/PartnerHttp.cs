using System.Diagnostics;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;
using Microsoft.Extensions.Logging;
using Polly.Registry;

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

    internal static readonly ActivitySource Activities = new(ActivitySourceName);

    private readonly ConnectorOptions _options;
    private readonly TimeProvider _clock;
    private readonly PartnerPipelines _pipelines;
    private readonly HttpClient _client;

    /// <summary>Makes the one instance that all connectors share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    internal PartnerHttp(
        ConnectorOptions options, TimeProvider clock, ResiliencePipelineRegistry<PipelineKey> pipelines, ILogger<PartnerHttp> logger, Resolve? resolve = null)
    {
        _options = options.Validated();
        _clock = clock;
        _pipelines = new PartnerPipelines("deliver", pipelines, options, clock, logger);
        _client = PartnerWire.Client(options, resolve ?? PartnerWire.Resolved);
    }

    /// <summary>Makes one attempt.</summary>
    /// <param name="partner">Whom to reach.</param>
    /// <param name="deliveryId">Identity of the message; for the span.</param>
    /// <param name="message">What to send, to <see cref="OutboundMessage.Path"/> below the partner's URL.</param>
    /// <param name="more">Headers of the transport itself; they go before the message's, and those before the partner's.</param>
    /// <param name="isTrial">True where it also goes while the partner's circuit is open.</param>
    /// <param name="cancel">Gives the attempt up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async ValueTask<SendResult> SendAsync(
        Partner partner, string deliveryId, OutboundMessage message, IReadOnlyDictionary<string, string>? more, bool isTrial,
        CancellationToken cancel)
    {
        using var activity = Activities.StartActivity("deliver", ActivityKind.Client);
        activity?.SetTag("ketenhub.partner", partner.Id).SetTag("ketenhub.delivery", deliveryId).SetTag("http.request.method", message.Method);

        var result = await AttemptAsync(partner, message, more, isTrial, cancel);

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
        Partner partner, OutboundMessage message, IReadOnlyDictionary<string, string>? more, bool isTrial, CancellationToken cancel)
    {
        if (PartnerCall.Address(partner.Connection, message.Path, _options.AllowPrivateEndpoints, out var wrong) is not { } address) return wrong!;
        var headers = partner.Connection.Headers.Concat(message.Headers).Concat(more ?? new Dictionary<string, string>());
        using var request = PartnerCall.Request(address, message, headers, out wrong);
        if (request is null) return wrong!;
        return await _pipelines.ExecuteAsync(partner.Id, partner.Connection,
            token => PartnerWire.CallAsync(_client, request, "the partner's URL", ReadAsync, token), isTrial, cancel);
    }

    private async Task<SendResult> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var result = Failures.Of((int)response.StatusCode, PartnerWire.RetryAfter(response, _clock));
        await DrainAsync(response, cancel);
        return result;
    }

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
