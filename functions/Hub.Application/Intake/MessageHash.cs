using Hub.Domain.Keys;

namespace Hub.Application.Intake;

/// <summary>
/// By what a message is known again: what it says, however it is written. A sender without an answer sends the same message anew, and its library may write
/// it with other white space, in another order, with its keys padded otherwise or with empty members. Earlier versions of the hub kept a hash of the bytes, or
/// one of what it says with keys as they were sent or with members that say nothing; all of them still count.
/// </summary>
public sealed class MessageHash
{
    private readonly Lazy<IReadOnlyList<string>> _earlier;

    /// <summary>The hashes of one message.</summary>
    /// <param name="submission">How it came.</param>
    /// <param name="message">What it says.</param>
    /// <param name="body">Its bytes.</param>
    public MessageHash(Submission submission, IncomingMessage message, ReadOnlyMemory<byte> body)
    {
        if (message.Meaning is not { } meaning)
        {
            Value = Fingerprint.OfBytes(submission, body.Span);
            _earlier = new Lazy<IReadOnlyList<string>>([]);
            return;
        }
        var inOneForm = submission with { ResourceId = KeyText.Given(submission.ResourceId) };
        Value = Fingerprint.OfMeaning(inOneForm, meaning.Span);
        _earlier = new Lazy<IReadOnlyList<string>>(() =>
        [
            .. (message.EarlierMeanings?.Value ?? []).Append(meaning.ToArray())
                .SelectMany(m => (string[])[Fingerprint.OfMeaning(inOneForm, m), Fingerprint.OfMeaning(submission, m)])
                .Where(h => h != Value).Distinct(),
            Fingerprint.OfBytes(submission, body.Span),
        ]);
    }

    /// <summary>Lower-case hex SHA-256 of what was asked and said.</summary>
    public string Value { get; }

    /// <summary>What earlier versions kept of the same message, in the same form.</summary>
    public IReadOnlyList<string> Earlier => _earlier.Value;

    /// <summary>True where a hash that was kept is one of this message.</summary>
    public bool Is(string kept) => kept == Value || Earlier.Contains(kept);
}
