using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;
using Microsoft.Extensions.Logging;
using Polly.Registry;

namespace Hub.Connectors;

/// <summary>
/// Fetches photos at addresses that partners gave: to allowed addresses, without cookies or proxy, one attempt at a time through pipelines
/// of the partner's own beside that of <see cref="PartnerHttp"/>, so that photos and messages do not hold each other up. Two redirects are
/// followed (a link that was signed, an archive that moved), each to an address under the same rules; all in the time of one attempt.
/// </summary>
public sealed class PhotoFetcher : IPhotoSource, IDisposable
{
    /// <summary>
    /// How long one attempt may take, from connecting to the last byte: 60 s. The largest photo, of 20 MiB, takes so long over 3 Mbit/s, and
    /// a message of Service Bus stays locked for five times that.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>How long an address may say nothing, before its answer and within it: 10 s. What hangs holds up others.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    // Long enough for five that hang, one after the other, to open the circuit.
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(5);

    private const int ReadSize = 64 * 1024;
    private const int MaxRedirects = 2;

    private static readonly string[] Accepted = ["image/jpeg", "image/png", "image/webp", "image/heic"];

    private readonly ConnectorOptions _options;
    private readonly TimeProvider _clock;
    private readonly PartnerPipelines _pipelines;
    private readonly HttpClient _client;

    /// <summary>Makes the one instance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    internal PhotoFetcher(
        ConnectorOptions options, TimeProvider clock, ResiliencePipelineRegistry<PipelineKey> pipelines, ILogger<PhotoFetcher> logger, Resolve? resolve = null)
    {
        _options = options.Validated();
        _clock = clock;
        _pipelines = new PartnerPipelines("fetch photo", pipelines, options with { Timeout = Timeout, FailureWindow = FailureWindow }, clock, logger);
        _client = PartnerWire.Client(options, resolve ?? PartnerWire.Resolved);
    }

    /// <inheritdoc/>
    public async ValueTask<FetchResult> FetchAsync(Partner partner, string url, int most, CancellationToken cancel)
    {
        using var activity = PartnerHttp.Activities.StartActivity("fetch photo", ActivityKind.Client);
        activity?.SetTag("ketenhub.partner", partner.Id).SetTag("http.request.method", "GET");

        var result = await AttemptAsync(partner, url, most, cancel);

        if (result is FetchResult.Failed { Failure: var f })
        {
            activity?.SetTag("http.response.status_code", f.Status).SetTag("ketenhub.failure", f.Kind.ToString()).SetStatus(ActivityStatusCode.Error, f.Detail);
        }
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async ValueTask<FetchResult> AttemptAsync(Partner partner, string url, int most, CancellationToken cancel)
    {
        if (Address(url, _options.AllowPrivateEndpoints, out var wrong) is not { } address) return new FetchResult.Failed(wrong!, IsFinal: true);
        using var reading = new Reading(most, _clock);
        var result = await _pipelines.ExecuteAsync(SystemOf(partner, address), null, token => FollowAsync(partner, address, reading, token), isTrial: false, cancel);
        // A redirect that is not followed is the same in three days.
        return result is SendResult.Failed failed
            ? new FetchResult.Failed(failed, IsFinal: reading.IsTooLarge || failed.Kind is FailureKind.NotAllowed or FailureKind.Gone or FailureKind.Redirected)
            : new FetchResult.Fetched(reading.Bytes);
    }

    private async Task<SendResult> FollowAsync(Partner partner, Uri address, Reading reading, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            // The partner's keys go along by each address's own right.
            IEnumerable<KeyValuePair<string, string>> headers = IsOwn(address, partner.Connection.Url) ? partner.Connection.Headers : [];
            using var request = PartnerCall.Get(address, Accepted, headers, out var wrong);
            if (request is null) return wrong!;
            reading.Location = null;
            var result = await CallAsync(request, reading, cancel);
            if (reading.Location is not { } location || result is not SendResult.Failed { Kind: FailureKind.Redirected } redirected) return result;
            if (redirects == MaxRedirects) return redirected with { Detail = $"The photo's address redirects more than {MaxRedirects} times." };
            if (!Uri.TryCreate(address, location, out var next))
                return redirected with { Detail = "The photo's address redirects to something that is no address." };
            if (Address(next.AbsoluteUri, _options.AllowPrivateEndpoints, out wrong) is not { } allowed)
                return wrong! with { Detail = $"The photo's address redirects to another. {wrong!.Detail}" };
            address = allowed;
        }
    }

    private async Task<SendResult> CallAsync(HttpRequestMessage request, Reading reading, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(reading.Silent, cancel);
        reading.Listen();
        try
        {
            return await PartnerWire.CallAsync(_client, request, "the photo's address", reading.ReadAsync, either.Token);
        }
        catch (OperationCanceledException) when (reading.Silent.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Failures.Without(FailureKind.TimedOut, $"The photo's address said nothing for {Silence.TotalSeconds} s.");
        }
    }

    /// <summary>The address as it may be called; null with the reason where it may not, now or later.</summary>
    private static Uri? Address(string url, bool allowHttp, out SendResult.Failed? failure)
    {
        failure = !Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
                ? Failures.Without(FailureKind.NotAllowed, "The photo's address must begin with https://.")
            : address.Scheme == Uri.UriSchemeHttp && !allowHttp
                ? Failures.Without(FailureKind.NotAllowed, "The photo's address is plain HTTP; the hub fetches over HTTPS only.")
            : address.UserInfo.Length > 0
                ? Failures.Without(FailureKind.NotAllowed, "The photo's address holds a user name or password, which the hub does not send.")
            : null;
        return failure is null ? address : null;
    }

    // One dead host must not hold up the photos of another. However many hosts a partner names, they share 256 circuits.
    private static string SystemOf(Partner partner, Uri address) => $"{partner.Id} {SHA256.HashData(Encoding.UTF8.GetBytes(address.IdnHost))[0]}";

    // The partner's keys are for its own system, and it is the partner who says where a photo is.
    private static bool IsOwn(Uri address, Uri? own) =>
        own is { IsAbsoluteUri: true } && address.Scheme == own.Scheme && address.IdnHost == own.IdnHost && address.Port == own.Port;

    /// <summary>Reads one answer, up to so many bytes.</summary>
    private sealed class Reading(int most, TimeProvider clock) : IDisposable
    {
        private readonly CancellationTokenSource _silence = new(System.Threading.Timeout.InfiniteTimeSpan, clock);

        /// <summary>Cancelled when nothing came for too long, counted from <see cref="Listen"/> on.</summary>
        public CancellationToken Silent => _silence.Token;

        public void Listen() => _silence.CancelAfter(Silence);

        public ReadOnlyMemory<byte> Bytes { get; private set; }

        public bool IsTooLarge { get; private set; }

        /// <summary>Where the last answer says that the photo is (RFC 9110 section 15.4); null where it says nothing of that.</summary>
        public Uri? Location { get; set; }

        public async Task<SendResult> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
        {
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308) Location = response.Headers.Location;
            if (Failures.Of(status, PartnerWire.RetryAfter(response, clock)) is SendResult.Failed failed)
                return failed with { Detail = $"The photo's address answered with HTTP {status}." };
            if (response.Content.Headers.ContentLength > most) return TooLarge(status);

            // Grows with what comes, whatever length was announced.
            var bytes = new MemoryStream();
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            var buffer = new byte[ReadSize];
            for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
            {
                if (bytes.Length + read > most) return TooLarge(status);
                bytes.Write(buffer, 0, read);
                Listen();
            }
            if (bytes.Length == 0) return new SendResult.Failed(FailureKind.Broken, status, null, $"Nothing stands at the photo's address (HTTP {status}).");
            Bytes = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            return new SendResult.Delivered(status);
        }

        public void Dispose() => _silence.Dispose();

        // The system works, so this says nothing against it to the circuit.
        private SendResult.Failed TooLarge(int status)
        {
            IsTooLarge = true;
            return new SendResult.Failed(FailureKind.Refused, status, null, $"What stands at the photo's address has more than {most} bytes.");
        }
    }
}
