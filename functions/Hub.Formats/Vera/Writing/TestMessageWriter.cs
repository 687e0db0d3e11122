using Hub.Application.Deliveries;
using Hub.Domain.Partners;

namespace Hub.Formats.Vera.Writing;

/// <summary>VERA's own way to try an API: <c>GET /ping</c>.</summary>
public sealed class TestMessageWriter : ITestMessageWriter
{
    /// <inheritdoc/>
    public Language Language => Language.Vera;

    /// <inheritdoc/>
    public OutboundMessage Write(TestMessage test) => new()
    {
        ContentType = "application/json",
        Body = ReadOnlyMemory<byte>.Empty,
        Method = "GET",
        Path = "ping",
        Headers = new Dictionary<string, string> { ["X-Stuurgegevens-Referentienummer"] = test.Id },
    };
}
