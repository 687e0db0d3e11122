namespace Hub.Application.Intake;

/// <summary>
/// By what a message is known again: what it says, however it is written. A sender without an answer sends the same message anew, and its library may write
/// it with other white space or in another order. Earlier versions of the hub kept a hash of the bytes, which still counts.
/// </summary>
public sealed class MessageHash
{
    private readonly Lazy<string> _ofBytes;

    /// <summary>The hashes of one message.</summary>
    /// <param name="submission">How it came.</param>
    /// <param name="message">What it says.</param>
    /// <param name="body">Its bytes.</param>
    public MessageHash(Submission submission, IncomingMessage message, ReadOnlyMemory<byte> body)
    {
        _ofBytes = new Lazy<string>(() => Fingerprint.OfBytes(submission, body.Span));
        Value = message.Meaning is { } meaning ? Fingerprint.OfMeaning(submission, meaning.Span) : _ofBytes.Value;
    }

    /// <summary>Lower-case hex SHA-256 of what was asked and said.</summary>
    public string Value { get; }

    /// <summary>Lower-case hex SHA-256 of what was asked and of the bytes.</summary>
    public string OfBytes => _ofBytes.Value;

    /// <summary>True where a hash that was kept is one of this message.</summary>
    public bool Is(string kept) => kept == Value || kept == OfBytes;
}
