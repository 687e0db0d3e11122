using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Domain.Partners;

namespace Hub.Formats.Canonical.Writing;

/// <summary>A CloudEvent of a type of its own: a receiver that does not know a type passes it over.</summary>
public sealed class TestMessageWriter : ITestMessageWriter
{
    /// <summary>The type of test events.</summary>
    public const string Type = "nl.ketenhub.test.v1";

    /// <inheritdoc/>
    public Language Language => Language.Canonical;

    /// <inheritdoc/>
    public OutboundMessage Write(TestMessage test) => new()
    {
        ContentType = MessageWriter.MediaType,
        Body = JsonSerializer.SerializeToUtf8Bytes(
            new EnvelopeData
            {
                SpecVersion = "1.0", Id = test.Id, Source = MessageWriter.SourceOf(test.Corporation), Type = Type, Time = test.SentAt,
                DataContentType = "application/json", Data = JsonElement.Parse("{}"),
            },
            PayloadJson.Default.EnvelopeData),
    };
}
