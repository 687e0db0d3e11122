using System.Globalization;
using System.Text;
using System.Xml;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// Writes elements of one namespace: UTF-8 without a byte order mark, no indentation, an empty value no element, and no
/// character that XML 1.0 forbids. The same calls give the same bytes on every machine.
/// </summary>
internal sealed class DocumentWriter : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = false,
        NewLineHandling = NewLineHandling.None,
    };

    private readonly MemoryStream _stream = new();
    private readonly XmlWriter _writer;
    private readonly string _namespace;

    private DocumentWriter(string ns)
    {
        _namespace = ns;
        _writer = XmlWriter.Create(_stream, Settings);
    }

    /// <summary>The bytes of a document with this root.</summary>
    public static byte[] Write(string root, string ns, Action<DocumentWriter> content)
    {
        using var document = new DocumentWriter(ns);
        document._writer.WriteStartDocument();
        document.Group(root, () => content(document));
        document._writer.WriteEndDocument();
        document._writer.Flush();
        return document._stream.ToArray();
    }

    /// <summary>An element with others in it.</summary>
    public void Group(string name, Action content)
    {
        _writer.WriteStartElement(name, _namespace);
        content();
        _writer.WriteEndElement();
    }

    /// <summary>An element with others in it, left out where <paramref name="any"/> is false.</summary>
    public void GroupIf(bool any, string name, Action content)
    {
        if (any) Group(name, content);
    }

    /// <summary>An element with text; none where the text is empty.</summary>
    public void Value(string name, string? text)
    {
        var clean = Clean(text);
        if (clean.Length > 0) _writer.WriteElementString(name, _namespace, clean);
    }

    /// <summary>An element with a decimal number, without zeros at its end.</summary>
    public void Value(string name, decimal? number) => Value(name, number?.ToString("0.############################", CultureInfo.InvariantCulture));

    /// <summary>An element with an amount in EUR: two decimals, more only where the price has them.</summary>
    public void Amount(string name, decimal? euro) => Value(name, euro?.ToString("0.00##########################", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
    }

    // Readers refuse what XML cannot carry. An earlier version may have kept some of it, and a text that shows a gap is not read as another one.
    private const char Replacement = '\uFFFD';

    private static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(text[i]).Append(text[++i]);
            else clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : Replacement);
        }
        return clean.ToString().ReplaceLineEndings("\n").Trim();
    }
}
