using Hub.Application.Intake;

namespace Hub.Formats.Fingerprints;

/// <summary>What a document says, however it is written.</summary>
/// <param name="Hash">SHA-256 of the document in one form, its texts too.</param>
/// <param name="Earlier">The same in the forms by which earlier versions knew a message; null where they are the same.</param>
internal sealed record Meaning(byte[] Hash, Lazy<IReadOnlyList<byte[]>>? Earlier)
{
    /// <summary>The message, known by it.</summary>
    public IncomingOrderMessage Of(IncomingOrderMessage message) => message with { Meaning = Hash, EarlierMeanings = Earlier };
}
