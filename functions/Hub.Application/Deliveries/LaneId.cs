using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>(Stream, partner): deliveries of one lane go out strictly in order, one at a time; lanes do not wait for each other.</summary>
public readonly record struct LaneId(StreamId Stream, string PartnerId)
{
    /// <summary>Reads the form of <see cref="ToString"/>.</summary>
    public static bool TryParse(string? text, out LaneId lane)
    {
        lane = default;
        // No stream's text holds a dot; a partner's id may.
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (text is null || dot < 0 || dot == text.Length - 1 || !StreamId.TryParse(text.AsSpan(0, dot), out var stream)) return false;
        lane = new LaneId(stream, text[(dot + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Stream}.{PartnerId}";
}
