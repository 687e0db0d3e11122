using System.Buffers;
using System.Text.Json;
using Hub.Domain;

namespace Hub.Formats.Vera.Reading;

/// <summary>Takes the bytes of pictures out of a message before it is archived: they come in with where and by whom they were taken.</summary>
internal static class PictureRemoval
{
    // No word of a message is as long as this; a line of a picture in base64 is (76 characters in MIME, RFC 2045).
    private const int LongestWord = 64;

    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_\\\r\n"u8);

    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n"u8);

    private static ReadOnlySpan<byte> Name => "bestand"u8;

    /// <summary>
    /// The message with <c>""</c> in the place of what every <c>bestand</c> holds, wherever it is, and all the rest byte for byte;
    /// the message itself where there is none. Of a document that is broken, more may go with it than the picture. Never throws.
    /// </summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span;
        // A name may be escaped ("best\u0061nd"), and is the same name.
        if (bytes.IndexOf("\"bestand\""u8) < 0 && bytes.IndexOf("\\u00"u8) < 0) return body;
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var cuts = new List<Range>();
        if (!Find(bytes[start..], start, cuts))
        {
            cuts.Clear();
            FindInBroken(bytes, cuts);
        }
        return cuts.Count == 0 ? body : Cut(bytes, cuts);
    }

    /// <summary>What the members hold, by the positions of the tokens; false where the document is broken.</summary>
    private static bool Find(ReadOnlySpan<byte> document, int start, List<Range> cuts)
    {
        var json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = Limits.NestingDepth });
        try
        {
            while (json.Read())
            {
                if (json.TokenType is not JsonTokenType.PropertyName || !json.ValueTextEquals(Name)) continue;
                json.Read();
                var from = (int)json.TokenStartIndex;
                var empty = json.TokenType is JsonTokenType.Null || (json.TokenType is JsonTokenType.String && json.ValueSpan.IsEmpty);
                // A list of pieces or of bytes is no picture to the reader, and one all the same.
                json.Skip();
                if (!empty) cuts.Add((start + from)..(start + (int)json.BytesConsumed));
            }
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // Broken, or with half a character in a name: the reader reports it.
        }
    }

    /// <summary>Where nothing is certain: from the name on to a quote that something else follows, and then all that looks like base64.</summary>
    private static void FindInBroken(ReadOnlySpan<byte> bytes, List<Range> cuts)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var named = Named(bytes[at..]);
            var end = named is { } from ? at + from : bytes.Length;
            Words(bytes, at, end, cuts);
            if (end == bytes.Length) return;
            at = EndOfText(bytes, end + 1);
            if (at > end + 2) cuts.Add(end..at);
        }
    }

    /// <summary>Where the text begins that the next <c>bestand</c> holds, at its quote; null where there is no other.</summary>
    private static int? Named(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf("bestand\""u8) is var next and >= 0)
        {
            at += next + Name.Length + 1;
            var value = AfterSpace(bytes, at);
            if (value == bytes.Length || bytes[value] != ':') continue;
            value = AfterSpace(bytes, value + 1);
            if (value < bytes.Length && bytes[value] == '"') return value;
        }
        return null;
    }

    private static int EndOfText(ReadOnlySpan<byte> bytes, int at)
    {
        while (bytes[at..].IndexOf((byte)'"') is var quote and >= 0)
        {
            at += quote + 1;
            var next = AfterSpace(bytes, at);
            if (next == bytes.Length || bytes[next] is (byte)',' or (byte)'}' or (byte)']') return at;
        }
        return bytes.Length;
    }

    private static int AfterSpace(ReadOnlySpan<byte> bytes, int at) => bytes[at..].IndexOfAnyExcept(Space) is var next and >= 0 ? at + next : bytes.Length;

    private static void Words(ReadOnlySpan<byte> bytes, int at, int end, List<Range> cuts)
    {
        while (at < end)
        {
            var length = bytes[at..end].IndexOfAnyExcept(Base64) is var other and >= 0 ? other : end - at;
            if (length > LongestWord) cuts.Add(at..(at + length));
            at += length + 1;
        }
    }

    private static ReadOnlyMemory<byte> Cut(ReadOnlySpan<byte> bytes, List<Range> cuts)
    {
        var rest = new ArrayBufferWriter<byte>(Math.Max(1, bytes.Length - cuts.Sum(c => c.End.Value - c.Start.Value - 2)));
        var at = 0;
        foreach (var cut in cuts)
        {
            rest.Write(bytes[at..cut.Start.Value]);
            rest.Write("\"\""u8);
            at = cut.End.Value;
        }
        rest.Write(bytes[at..]);
        return rest.WrittenMemory;
    }
}
