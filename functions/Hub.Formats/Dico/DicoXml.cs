using System.Text;
using System.Xml;
using Hub.Core.Intake;

namespace Hub.Formats.Dico;

/// <summary>An element of a document, with the line on which it begins.</summary>
internal sealed class DicoElement(string name, string ns, int line, DicoElement? parent)
{
    /// <summary>Local name.</summary>
    public string Name { get; } = name;

    /// <summary>Namespace.</summary>
    public string Namespace { get; } = ns;

    /// <summary>Line of its start tag, 1 first.</summary>
    public int Line { get; } = line;

    /// <summary>Its child elements, in the order of the document.</summary>
    public List<DicoElement> Children { get; } = [];

    /// <summary>Its own text, without white space around; empty where there is none.</summary>
    public string Text { get; set; } = "";

    /// <summary>XPath and line. Only elements whose names the reader knows are ever asked for it.</summary>
    public string Place => $"{Path} (line {Line})";

    private string Path
    {
        get
        {
            if (parent is null) return "/" + Name;
            _twin ??= parent.NumberTwins(this);
            return $"{parent.Path}/{Name}{(_twin > 0 ? $"[{_twin}]" : "")}";
        }
    }

    // Its number among the children of the same name, 0 where it is the only one.
    private int? _twin;

    // All twins at once: asking each for its place must not walk all the others again.
    private int NumberTwins(DicoElement child)
    {
        var twins = All(child.Name).ToList();
        for (var i = 0; i < twins.Count; i++) twins[i]._twin = twins.Count > 1 ? i + 1 : 0;
        return child._twin ?? 0;
    }

    /// <summary>Where a child of this name would be.</summary>
    public string PlaceOf(string child) => $"{Path}/{child} (line {Line})";

    /// <summary>The children with this name in the element's own namespace.</summary>
    public IEnumerable<DicoElement> All(string child) => Children.Where(c => c.Name == child && c.Namespace == Namespace);
}

/// <summary>Turns bytes into elements, without document type, entities or anything fetched from elsewhere.</summary>
internal static class DicoXml
{
    /// <summary>Levels of nesting that are read; the standard has seven.</summary>
    public const int MaxDepth = 64;

    /// <summary>Bytes that are read; the face refuses more before it comes here.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The root element, or the one fault that kept it from being read.</summary>
    public static DicoElement? Read(ReadOnlyMemory<byte> body, out ReadingError? error)
    {
        error = null;
        if (body.Length > MaxBytes)
        {
            error = new ReadingError("/ (line 1)", "A document of at most 1 MiB is expected.");
            return null;
        }
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        XmlReader? reader = null;
        try
        {
            reader = XmlReader.Create(stream, Settings);
            var root = Read(reader, out var tooDeepAt);
            if (tooDeepAt is not { } line) return root;
            error = new ReadingError($"/ (line {line})", $"Elements nested at most {MaxDepth} deep are expected.");
        }
        catch (XmlException e)
        {
            // A prohibited document type has no line of its own (0); it can only stand at the beginning.
            error = NotXml(Math.Max(1, e.LineNumber));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Bytes that the declared encoding does not allow, or an encoding that is not to be had.
            error = NotXml((reader as IXmlLineInfo)?.LineNumber ?? 1);
        }
        finally
        {
            reader?.Dispose();
        }
        return null;
    }

    private static DicoElement? Read(XmlReader reader, out int? tooDeepAt)
    {
        tooDeepAt = null;
        DicoElement? root = null;
        var open = new Stack<(DicoElement Element, StringBuilder Text)>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var line = ((IXmlLineInfo)reader).LineNumber;
                    if (reader.Depth >= MaxDepth)
                    {
                        tooDeepAt = line;
                        return null;
                    }
                    var parent = open.Count > 0 ? open.Peek().Element : null;
                    var element = new DicoElement(reader.LocalName, reader.NamespaceURI, line, parent);
                    parent?.Children.Add(element);
                    root ??= element;
                    if (!reader.IsEmptyElement) open.Push((element, new StringBuilder()));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    var (closed, text) = open.Pop();
                    closed.Text = text.ToString().Trim();
                    break;
            }
        }
        return root;
    }

    private static ReadingError NotXml(int line) => new(
        $"/ (line {Math.Max(1, line)})", "A well-formed XML 1.0 document is expected, without a document type declaration and without entities of its own.");
}
