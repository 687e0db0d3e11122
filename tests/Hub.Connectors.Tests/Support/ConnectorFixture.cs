using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;
using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.Registry;

namespace Hub.Connectors.Tests.Support;

/// <summary>The connectors over one <see cref="PartnerHttp"/> with a fake clock.</summary>
internal sealed class ConnectorFixture : IDisposable
{
    public ConnectorFixture(ConnectorOptions? options = null, Resolve? resolve = null)
    {
        options ??= new ConnectorOptions { AllowPrivateEndpoints = true };
        Http = new PartnerHttp(options, Clock, new ResiliencePipelineRegistry<PipelineKey>(), NullLogger<PartnerHttp>.Instance, resolve);
        Https = new HttpsConnector(Http);
        Webhook = new WebhookConnector(Http, Clock);
        Vera = new VeraConnector(Http);
    }

    public FakeClock Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1614265330));

    public PartnerHttp Http { get; }

    public HttpsConnector Https { get; }

    public WebhookConnector Webhook { get; }

    public VeraConnector Vera { get; }

    public static Partner Partner(Uri? url, string id = "constructif", IReadOnlyList<string>? secrets = null,
        IReadOnlyDictionary<string, string>? headers = null) => new()
    {
        Id = id, Role = PartnerRole.Contractor, Name = id,
        Connection = new Connection
        {
            Language = Language.Canonical, Transport = Transport.Https, Url = url, Secrets = secrets ?? [],
            Headers = headers ?? new Dictionary<string, string>(),
        },
    };

    public static OutboundMessage Message(string body = "<x/>") => new() { ContentType = "application/xml", Body = System.Text.Encoding.UTF8.GetBytes(body) };

    /// <summary>One attempt with the HTTPS connector.</summary>
    public Task<SendResult> SendAsync(Partner partner) => Https.SendAsync(partner, "dlv-1", Message(), false, CancellationToken.None).AsTask();

    /// <summary>One attempt that goes whatever the circuit is.</summary>
    public Task<SendResult> TryAsync(Partner partner) => Https.SendAsync(partner, "dlv-1", Message(), isTrial: true, CancellationToken.None).AsTask();

    /// <summary>One attempt that must fail.</summary>
    public async Task<SendResult.Failed> FailAsync(Partner partner) => Assert.IsType<SendResult.Failed>(await SendAsync(partner));

    public void Dispose() => Http.Dispose();
}
