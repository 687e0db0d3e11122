using Hub.Application.Deliveries;
using Hub.Domain.Partners;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// A document of the hub's own with the parties of a DICO message. DICO has no test document, and a MaintenanceInstruction would be an order to the system
/// that gets it; one that takes known documents only refuses this one, which shows as well that it was reached.
/// </summary>
public sealed class TestMessageWriter : ITestMessageWriter
{
    /// <summary>Name of the document.</summary>
    public const string Document = "Test";

    /// <summary>Namespace of the document.</summary>
    public const string Namespace = "https://ketenhub.nl/test/v1";

    /// <inheritdoc/>
    public Language Language => Language.Dico;

    /// <inheritdoc/>
    public OutboundMessage Write(TestMessage test) => new()
    {
        ContentType = "application/xml",
        Body = DocumentWriter.Write(Document, Namespace, document =>
        {
            document.Value("MessageNumber", test.Id);
            document.Value("MessageDate", Timestamps.Date(test.SentAt));
            document.Value("MessageTime", Timestamps.Time(test.SentAt));
            document.Group("Buyer", () => document.Value("GLN", test.Corporation.Gln));
            document.Group("Contractor", () => document.Value("GLN", test.Recipient.Gln));
        }),
    };
}
