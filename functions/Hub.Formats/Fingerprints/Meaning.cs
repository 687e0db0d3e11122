using Hub.Application.Intake;

namespace Hub.Formats.Fingerprints;

/// <summary>What a document says, however it is written.</summary>
/// <param name="Hash">SHA-256 of the document in one form, its texts too.</param>
/// <param name="WithTextsAsWritten">The same with its texts as they were sent, by which earlier versions knew a message; null where they are in the one form.</param>
internal sealed record Meaning(byte[] Hash, Lazy<byte[]>? WithTextsAsWritten)
{
    /// <summary>The message, known by it.</summary>
    public IncomingOrderMessage Of(IncomingOrderMessage message) => message with { Meaning = Hash, EarlierMeaning = WithTextsAsWritten };
}
