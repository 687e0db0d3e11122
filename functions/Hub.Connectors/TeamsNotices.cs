using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hub.Application.Notices;
using Hub.Application.Recoverability;

namespace Hub.Connectors;

/// <summary>
/// Cards to a Teams channel, by the address of a workflow: an application may not post to a channel by itself. The address is called under the rules for
/// partners' addresses: no private ones, no redirects, no proxy.
/// </summary>
public sealed class TeamsNotices : INoticeChannel, IDisposable
{
    private readonly ConnectorOptions _options;
    private readonly HttpClient _client;

    /// <summary>Makes the channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public TeamsNotices(ConnectorOptions options)
        : this(options, PartnerWire.Resolved)
    {
    }

    internal TeamsNotices(ConnectorOptions options, Resolve resolve)
    {
        _options = options.Validated();
        _client = PartnerWire.Client(options, resolve);
    }

    /// <inheritdoc/>
    public string Name => "teams";

    /// <inheritdoc/>
    public bool Reaches(NoticeAudience audience) => audience.Teams is not null;

    /// <inheritdoc/>
    /// <remarks>The address itself is secret, and many workflows have one host: a few letters of its hash tell one from another.</remarks>
    public string ServerOf(NoticeAudience audience) =>
        $"the Teams workflow {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(audience.Teams!.AbsoluteUri)))[..8]}";

    /// <inheritdoc/>
    public async Task<NoticeResult> SendAsync(NoticeMessage message, NoticeAudience audience, CancellationToken cancel)
    {
        var address = audience.Teams!;
        if (address.Scheme != Uri.UriSchemeHttps && !(_options.AllowPrivateEndpoints && address.Scheme == Uri.UriSchemeHttp))
            return new NoticeResult.Failed("The address of the Teams workflow must begin with https://.");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(AdaptiveCard.MessageOf(message)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var result = await PartnerWire.CallAsync(
            _client, request, "the address of the Teams workflow", (response, _) => Task.FromResult(Failures.Of((int)response.StatusCode, null)), cancel);
        return result is SendResult.Failed failed ? new NoticeResult.Failed(Words(failed), IsOfMessage: failed.Status is 400 or 413) : new NoticeResult.Sent();
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string Words(SendResult.Failed failed) => failed switch
    {
        { Status: { } status } => $"The Teams workflow answered {status}.",
        { Kind: FailureKind.NotAllowed } => failed.Detail,
        { Kind: FailureKind.TimedOut } => "The Teams workflow did not answer in time.",
        _ => "The Teams workflow cannot be reached.",
    };
}
