using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>(Stream, recipient): deliveries of one lane go out strictly in order, one at a time; lanes do not wait for each other.</summary>
public readonly record struct LaneId(StreamId Stream, Recipient Recipient)
{
    /// <summary>Reads the form of <see cref="ToString"/>.</summary>
    public static bool TryParse(string? text, out LaneId lane)
    {
        lane = default;
        // No stream's text holds a dot; a recipient's may.
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (text is null || dot < 0 || !StreamId.TryParse(text.AsSpan(0, dot), out var stream)
            || !Recipient.TryParse(text.AsSpan(dot + 1), out var recipient))
            return false;
        lane = new LaneId(stream, recipient);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Stream}.{Recipient}";
}
