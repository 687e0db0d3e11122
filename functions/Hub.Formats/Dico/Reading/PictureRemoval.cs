using System.Buffers;
using System.Text;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// Takes the content of AttachedData elements out of the bytes of a message, readable or not. It goes by the bytes and not by a parser,
/// for also what no parser takes is archived. Where the two could differ it takes out too much and never too little: an element of that
/// name counts in every namespace and in a comment too, and what breaks off in one is cut to the end.
/// </summary>
internal static class PictureRemoval
{
    private static readonly byte[] Name = Encoding.ASCII.GetBytes(ElementNames.AttachedData);

    private static readonly SearchValues<byte> AfterName = SearchValues.Create(" \t\r\n<>/"u8);
    private static readonly SearchValues<byte> NoPrefix = SearchValues.Create(" \t\r\n<>/:=\"'!?&;"u8);

    // In these the name has other bytes, and so has everything else.
    private static readonly byte[][] WideNames =
    [
        .. new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: false) }
            .SelectMany(e => new[] { e.GetBytes("<" + ElementNames.AttachedData), e.GetBytes(":" + ElementNames.AttachedData) }),
    ];

    /// <summary>What is left; the body itself where it has no such content, and nothing where it has and is in UTF-16 or UTF-32.</summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> body)
    {
        if (IsWide(body.Span)) return ReadOnlyMemory<byte>.Empty;
        var contents = Find(body.Span);
        if (contents.Count == 0) return body;

        var left = new byte[body.Length - contents.Sum(c => c.Until - c.From)];
        var (at, written) = (0, 0);
        foreach (var content in contents)
        {
            Copy(content.From);
            at = content.Until;
        }
        Copy(body.Length);
        return left;

        void Copy(int until)
        {
            body.Span[at..until].CopyTo(left.AsSpan(written));
            written += until - at;
        }
    }

    /// <summary>Bytes of a document that are no text of an AttachedData: markup within one counts. All of them in UTF-16 and UTF-32.</summary>
    public static int Beside(ReadOnlySpan<byte> body) => body.Length - (IsWide(body) ? 0 : Find(body).Sum(c => c.Text));

    private static bool IsWide(ReadOnlySpan<byte> body)
    {
        foreach (var name in WideNames)
            if (body.IndexOf(name) >= 0) return true;
        return false;
    }

    private static List<Content> Find(ReadOnlySpan<byte> body)
    {
        var found = new List<Content>();
        var at = 0;
        while (NextName(body, at) is >= 0 and var end)
        {
            at = end;
            if (!IsStart(body, end)) continue;
            var content = ContentOf(body, end);
            if (content.Until > content.From) found.Add(content);
            at = content.Until;
        }
        return found;
    }

    // Where the next AttachedData ends that is a whole name, or -1.
    private static int NextName(ReadOnlySpan<byte> body, int from)
    {
        while (body[from..].IndexOf(Name) is >= 0 and var found)
        {
            from += found + Name.Length;
            if (IsNameEnd(body, from)) return from;
        }
        return -1;
    }

    private static bool IsNameEnd(ReadOnlySpan<byte> body, int at) => at >= body.Length || AfterName.Contains(body[at]);

    // True where < stands before the name, or < and a prefix.
    private static bool IsStart(ReadOnlySpan<byte> body, int nameEnd)
    {
        var at = nameEnd - Name.Length - 1;
        if (at >= 0 && body[at] == ':')
        {
            do at--;
            while (at >= 0 && !NoPrefix.Contains(body[at]));
        }
        return at >= 0 && body[at] == '<';
    }

    private static Content ContentOf(ReadOnlySpan<byte> body, int nameEnd)
    {
        var from = TagEnd(body, nameEnd);
        if (from < 0) return new Content(nameEnd, body.Length, 0);
        if (body[from - 2] == '/') return new Content(from, from, 0);

        var (at, depth, text) = (from, 1, 0);
        while (body[at..].IndexOf((byte)'<') is >= 0 and var plain)
        {
            text += plain;
            at += plain;
            var rest = body[at..];
            int end;
            if (rest.StartsWith("<!--"u8)) end = After(body, at + 4, "-->"u8);
            else if (rest.StartsWith("<![CDATA["u8))
            {
                end = After(body, at + 9, "]]>"u8);
                if (end >= 0) text += end - 3 - (at + 9);
            }
            else if (rest.StartsWith("<?"u8)) end = After(body, at + 2, "?>"u8);
            else
            {
                var closes = rest.Length > 1 && rest[1] == '/';
                if (IsNamed(rest, closes ? 2 : 1))
                {
                    if (closes && --depth == 0) return new Content(from, at, text);
                    if (!closes && TagEnd(body, at + 1) is > 1 and var tag && body[tag - 2] != '/') depth++;
                }
                end = TagEnd(body, at + 1);
            }
            // What is broken ends nowhere.
            if (end < 0) return new Content(from, body.Length, text);
            at = end;
        }
        return new Content(from, body.Length, text + body.Length - at);
    }

    private static bool IsNamed(ReadOnlySpan<byte> rest, int from)
    {
        var length = rest[from..].IndexOfAny(AfterName);
        var name = length < 0 ? rest[from..] : rest.Slice(from, length);
        return name[(name.LastIndexOf((byte)':') + 1)..].SequenceEqual(Name);
    }

    // After the > of a tag, or -1 where it has none: an attribute may hold a >, and no tag holds a <.
    private static int TagEnd(ReadOnlySpan<byte> body, int from)
    {
        while (body[from..].IndexOfAny("<>\"'"u8) is >= 0 and var found)
        {
            from += found + 1;
            var mark = body[from - 1];
            if (mark == '>') return from;
            if (mark == '<') return -1;
            var closing = body[from..].IndexOfAny(mark, (byte)'<');
            if (closing < 0 || body[from + closing] == '<') return -1;
            from += closing + 1;
        }
        return -1;
    }

    private static int After(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> mark)
    {
        var found = body[from..].IndexOf(mark);
        return found < 0 ? -1 : from + found + mark.Length;
    }

    // What lies within one element, and how much of that is text.
    private readonly record struct Content(int From, int Until, int Text);
}
