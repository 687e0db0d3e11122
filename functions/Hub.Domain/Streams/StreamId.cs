using System.Text.Json.Serialization;

namespace Hub.Domain.Streams;

/// <summary>
/// The key of one stream of events: what kind of thing it is about, and which one. Stored rows, delivery ids and lane ids carry it, so its text form
/// never changes: of an order it is the order's UUID alone (orders were the first kind), of any other kind <c>&lt;kind&gt;-&lt;UUID&gt;</c>.
/// </summary>
/// <param name="Kind">The kind: 1 to <see cref="LongestKind"/> lower-case letters a to z.</param>
/// <param name="Id">Which one. Two kinds may use the same UUID; they are different streams.</param>
[JsonConverter(typeof(StreamIdJson))]
public readonly record struct StreamId(string Kind, Guid Id)
{
    /// <summary>The kind of maintenance orders.</summary>
    public const string Order = "order";

    /// <summary>Most letters of a kind.</summary>
    public const int LongestKind = 20;

    /// <summary>Reads the text form; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out StreamId stream) => TryParse(text, "D", out stream);

    /// <summary>Reads the form of <see cref="ToString(string)"/> with the same format; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, string uuidFormat, out StreamId stream)
    {
        stream = default;
        var length = uuidFormat is "N" ? 32 : 36;
        if (text.Length < length || !Guid.TryParseExact(text[^length..], uuidFormat, out var id)) return false;
        var prefix = text[..^length];
        if (prefix.IsEmpty)
        {
            stream = new StreamId(Order, id);
            return true;
        }
        // An order has one text form and no second one.
        if (prefix[^1] is not '-' || !IsKind(prefix[..^1]) || prefix[..^1] is Order) return false;
        stream = new StreamId(prefix[..^1].ToString(), id);
        return true;
    }

    /// <summary>True where the text may be the name of a kind.</summary>
    public static bool IsKind(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestKind && !text.ContainsAnyExceptInRange('a', 'z');

    /// <inheritdoc/>
    public override string ToString() => ToString("D");

    /// <summary>The text form.</summary>
    /// <param name="uuidFormat">How the UUID is written: <c>D</c> with hyphens, <c>N</c> without.</param>
    public string ToString(string uuidFormat) => Kind is Order ? Id.ToString(uuidFormat) : $"{Kind}-{Id.ToString(uuidFormat)}";
}
