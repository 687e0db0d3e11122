using System.Buffers;
using System.Text;
using System.Xml;
using Hub.Domain.Keys;

namespace Hub.Formats.Fingerprints;

/// <summary>
/// Tells XML documents apart by what they say, fed node by node while they are read: a SHA-256 of elements and attributes by namespace and name, attributes
/// sorted, and texts in the one form that they have. As in Canonical XML, encoding, declaration, line ends, the form of empty elements, CDATA
/// sections, comments and processing instructions make no difference; and neither do prefixes, indentation, and the attributes that speak of the document
/// itself (<c>xsi:schemaLocation</c>, <c>xml:space</c>), for no message gives them a meaning.
/// </summary>
/// <param name="formOf">The one form of the text of an element, by its local name.</param>
internal sealed class XmlFingerprint(Func<string, string, string> formOf) : IDisposable
{
    private static readonly SearchValues<char> Markup = SearchValues.Create("<>&\"");
    private static readonly SearchValues<char> MarkupAndSpace = SearchValues.Create("<>&\" \t\r\n");

    private readonly HashWriter _hash = new();
    // With texts as they were written, but for the white space around them.
    private readonly HashWriter _asWritten = new();
    private readonly StringBuilder _text = new();
    // The element that was begun last.
    private string _element = "";
    private bool _differs;

    /// <summary>The element on which the reader is; an empty one ends with it.</summary>
    public void Start(XmlReader reader)
    {
        EndText();
        var isEmpty = reader.IsEmptyElement;
        Bytes("<"u8);
        Name(reader.NamespaceURI, reader.LocalName);
        foreach (var (ns, name, value) in Attributes(reader))
        {
            if (IsOfDocument(ns, name))
            {
                _differs = true;
                AsWritten(ns, name, value);
                continue;
            }
            Bytes(" "u8);
            Name(ns, name);
            Bytes("=\""u8);
            Form(value, KeyText.Of(value));
            Bytes("\""u8);
        }
        Bytes(">"u8);
        _element = reader.LocalName;
        if (isEmpty) End();
    }

    /// <summary>Text of the element that is open.</summary>
    public void Text(string text) => _text.Append(text);

    /// <summary>Text in which white space means nothing, such as base64.</summary>
    public void Data(ReadOnlySpan<char> text) => Both(text, MarkupAndSpace);

    /// <summary>The end of the element that is open.</summary>
    public void End()
    {
        EndText();
        _element = "";
        Bytes("</>"u8);
    }

    /// <summary>The fingerprint of all of it.</summary>
    public Meaning Finish() => new(_hash.Finish(), _differs ? new Lazy<IReadOnlyList<byte[]>>([_asWritten.Finish()]) : null);

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        _asWritten.Dispose();
    }

    private static List<(string Ns, string Name, string Value)> Attributes(XmlReader reader)
    {
        var attributes = new List<(string Ns, string Name, string Value)>();
        while (reader.MoveToNextAttribute())
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/") attributes.Add((reader.NamespaceURI, reader.LocalName, reader.Value));
        reader.MoveToElement();
        attributes.Sort(static (a, b) => string.CompareOrdinal(a.Ns, b.Ns) is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name));
        return attributes;
    }

    private static bool IsOfDocument(string ns, string name) =>
        ns == "http://www.w3.org/2001/XMLSchema-instance" || (ns == "http://www.w3.org/XML/1998/namespace" && name == "space");

    private void AsWritten(string ns, string name, string value)
    {
        _asWritten.Bytes(" {"u8);
        Escaped(ns, Markup, _asWritten);
        _asWritten.Bytes("}"u8);
        _asWritten.Text(name);
        _asWritten.Bytes("=\""u8);
        Escaped(value, Markup, _asWritten);
        _asWritten.Bytes("\""u8);
    }

    private void Name(string ns, string name)
    {
        Bytes("{"u8);
        Both(ns, Markup);
        Bytes("}"u8);
        _hash.Text(name);
        _asWritten.Text(name);
    }

    private void EndText()
    {
        if (_text.Length == 0) return;
        var written = _text.ToString().Trim();
        _text.Clear();
        Form(written, formOf(_element, written));
    }

    private void Form(string written, string form)
    {
        _differs |= written != form;
        Escaped(form, Markup, _hash);
        Escaped(written, Markup, _asWritten);
    }

    private void Both(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        Escaped(text, special, _hash);
        Escaped(text, special, _asWritten);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        _hash.Bytes(bytes);
        _asWritten.Bytes(bytes);
    }

    private static void Escaped(ReadOnlySpan<char> text, SearchValues<char> special, HashWriter hash)
    {
        while (text.IndexOfAny(special) is var at and >= 0)
        {
            hash.Text(text[..at]);
            hash.Bytes(text[at] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                '"' => "&quot;"u8,
                _ => default,
            });
            text = text[(at + 1)..];
        }
        hash.Text(text);
    }
}
