using System.Buffers;
using System.Text;
using System.Xml;

namespace Hub.Formats.Fingerprints;

/// <summary>
/// Tells XML documents apart by what they say, fed node by node while they are read: a SHA-256 of elements and attributes by namespace and name, attributes
/// sorted, and texts without the white space around them. As in Canonical XML, encoding, declaration, line ends, the form of empty elements, CDATA
/// sections, comments and processing instructions make no difference; and neither do prefixes and indentation, for no message gives them a meaning.
/// </summary>
internal sealed class XmlFingerprint : IDisposable
{
    private static readonly SearchValues<char> Markup = SearchValues.Create("<>&\"");
    private static readonly SearchValues<char> MarkupAndSpace = SearchValues.Create("<>&\" \t\r\n");

    private readonly HashWriter _hash = new();
    private readonly StringBuilder _text = new();

    /// <summary>The element on which the reader is; an empty one ends with it.</summary>
    public void Start(XmlReader reader)
    {
        EndText();
        var isEmpty = reader.IsEmptyElement;
        _hash.Bytes("<"u8);
        Name(reader.NamespaceURI, reader.LocalName);
        foreach (var (ns, name, value) in Attributes(reader))
        {
            _hash.Bytes(" "u8);
            Name(ns, name);
            _hash.Bytes("=\""u8);
            Escaped(value, Markup);
            _hash.Bytes("\""u8);
        }
        _hash.Bytes(">"u8);
        if (isEmpty) End();
    }

    /// <summary>Text of the element that is open.</summary>
    public void Text(string text) => _text.Append(text);

    /// <summary>Text in which white space means nothing, such as base64.</summary>
    public void Data(ReadOnlySpan<char> text) => Escaped(text, MarkupAndSpace);

    /// <summary>The end of the element that is open.</summary>
    public void End()
    {
        EndText();
        _hash.Bytes("</>"u8);
    }

    /// <summary>The fingerprint of all of it.</summary>
    public byte[] Finish() => _hash.Finish();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private static List<(string Ns, string Name, string Value)> Attributes(XmlReader reader)
    {
        var attributes = new List<(string Ns, string Name, string Value)>();
        while (reader.MoveToNextAttribute())
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/") attributes.Add((reader.NamespaceURI, reader.LocalName, reader.Value));
        reader.MoveToElement();
        attributes.Sort(static (a, b) => string.CompareOrdinal(a.Ns, b.Ns) is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name));
        return attributes;
    }

    private void Name(string ns, string name)
    {
        _hash.Bytes("{"u8);
        Escaped(ns, Markup);
        _hash.Bytes("}"u8);
        _hash.Text(name);
    }

    private void EndText()
    {
        if (_text.Length == 0) return;
        Escaped(_text.ToString().Trim(), Markup);
        _text.Clear();
    }

    private void Escaped(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (text.IndexOfAny(special) is var at and >= 0)
        {
            _hash.Text(text[..at]);
            _hash.Bytes(text[at] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                '"' => "&quot;"u8,
                _ => default,
            });
            text = text[(at + 1)..];
        }
        _hash.Text(text);
    }
}
