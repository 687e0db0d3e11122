using System.Text;

namespace Hub.Bench;

/// <summary>Damages the bytes of a message: a few changes at once, most of them such as a broken program or a hostile one makes.</summary>
internal sealed class MessageMutator(Random random, IReadOnlyList<byte[]> others)
{
    private const int LongestRange = 64;

    // What parsers of JSON, XML and CSV stumble on.
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\\ud800", "\\u0000", "\\udc00\\ud800", "\"\\ud83d\":1,", "\u0000", "\uFEFF", "\u00A0", "\u202E", "null", "[]", "{}", "\"\"", "-0", "1e999", "-1e-999",
            "99999999999999999999999999999", "0.00000000000000000000000000001", "9007199254740993", "true", "NaN", "\"12,50\"", "\"2026-02-30T25:61:60Z\"",
            "\"2016-12-31T23:59:60Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "&#0;",
            "<![CDATA[", "]]>", "<!--", "-->", "<?xml version=\"1.0\" encoding=\"windows-1252\"?>", "<?xml version=\"1.1\" encoding=\"x\"?>", "<a xmlns:b=\"\"/>", "</", "/>",
            ";;;;", "\"\n\"", "\r\n", "sep=|\n", "12,-", "../", "%2F", "..", "__proto__", "$type", "'; DROP TABLE", new string('[', 100), new string('9', 400),
            string.Concat(Enumerable.Repeat("<a>", 100)), new string('x', 5000),
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0x80],
    ];

    /// <summary>The bytes with one to four changes.</summary>
    public byte[] Damaged(byte[] seed)
    {
        var bytes = new List<byte>(seed);
        for (var changes = random.Next(1, 5); changes > 0; changes--) Change(bytes);
        return [.. bytes];
    }

    /// <summary>One of the awkward texts.</summary>
    public string Token() => Encoding.UTF8.GetString(Tokens[random.Next(Tokens.Length)]);

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, LongestRange), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : 0);
                break;
            case 5:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, LongestRange), other.Length - from)).ToArray());
                break;
            default:
                Replace(bytes, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }

    // In the place of a value where there is one: between quotes, tags or separators.
    private void Replace(List<byte> bytes, byte[] token)
    {
        var at = random.Next(bytes.Count + 1);
        while (at > 0 && at <= bytes.Count && !":>;,\"[{".Contains((char)bytes[at - 1])) at--;
        var end = at;
        if (random.Next(2) == 0)
            while (end < bytes.Count && !"<;,\"]}\n".Contains((char)bytes[end])) end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, token);
    }
}
