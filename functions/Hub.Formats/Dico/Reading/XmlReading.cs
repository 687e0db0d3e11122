using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Encodings;
using Hub.Formats.Fingerprints;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// Turns bytes into elements, without document type, entities or anything fetched from elsewhere. Elements and text cost many times
/// their bytes, so that only pictures may make a document large; they are decoded as they are read.
/// </summary>
internal static class XmlReading
{
    private const string TooLong = "Een document van ten hoogste 30 MiB wordt verwacht, in UTF-8, met ten hoogste 1 MiB naast de foto's.";

    private const int ChunkLength = 16_384;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The root element, or the one error that kept it from being read.</summary>
    /// <param name="body">The document.</param>
    /// <param name="contentType">Its media type, whose charset counts; null where there is none.</param>
    /// <param name="meaning">What the document says, however it is written.</param>
    /// <param name="error">What is wrong.</param>
    public static Element? Read(ReadOnlyMemory<byte> body, string? contentType, out Meaning? meaning, out ReadError? error)
    {
        (meaning, error) = (null, null);
        if (body.Length > Limits.MessageWithPhotosBytes || (body.Length > Limits.MessageBytes && PictureRemoval.Beside(body.Span) > Limits.MessageBytes))
        {
            error = new ReadError("/ (line 1)", TooLong);
            return null;
        }
        using var stream = MemoryMarshal.TryGetArray(body, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
        var encoding = XmlEncoding.Of(body.Span, contentType, out var wrong);
        if (wrong is (var line, var expected))
        {
            error = new ReadError($"/ (line {line})", expected);
            return null;
        }
        XmlReader? reader = null;
        try
        {
            // Of characters, the reader believes no declaration.
            reader = encoding is null ? XmlReader.Create(stream, Settings) : XmlReader.Create(new StreamReader(stream, encoding), Settings);
            using var fingerprint = new XmlFingerprint(new TextForms().Of);
            if (Read(reader, fingerprint, out error) is not { } root) return null;
            meaning = fingerprint.Finish();
            return root;
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

    private static Element? Read(XmlReader reader, XmlFingerprint fingerprint, out ReadError? error)
    {
        error = null;
        Element? root = null;
        var open = new Stack<(Element Element, StringBuilder Text)>();
        var characters = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    error = TooDeep(reader);
                    if (error is not null) return null;
                    var parent = open.Count > 0 ? open.Peek().Element : null;
                    var element = new Element(reader.LocalName, reader.NamespaceURI, ((IXmlLineInfo)reader).LineNumber, parent);
                    parent?.Children.Add(element);
                    root ??= element;
                    fingerprint.Start(reader);
                    if (reader.IsEmptyElement) break;
                    if (element.Name != ElementNames.AttachedData) open.Push((element, new StringBuilder()));
                    else if ((error = ReadData(reader, element, fingerprint)) is not null) return null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    var text = reader.Value;
                    characters += text.Length;
                    // A comment can make what is text look like a picture to who goes by the bytes.
                    if (characters > Limits.MessageBytes)
                    {
                        error = new ReadError("/ (line 1)", TooLong);
                        return null;
                    }
                    open.Peek().Text.Append(text);
                    fingerprint.Text(text);
                    break;
                case XmlNodeType.EndElement:
                    var (closed, content) = open.Pop();
                    closed.Text = content.ToString().Trim();
                    fingerprint.End();
                    break;
            }
        }
        return root;
    }

    // Leaves the reader on the end of the element.
    private static ReadError? ReadData(XmlReader reader, Element element, XmlFingerprint fingerprint)
    {
        var data = element.Namespace is ElementNames.StatusNamespace or ElementNames.InstructionNamespace ? new AttachedData() : null;
        element.Data = data;
        var depth = reader.Depth;
        var chunk = ArrayPool<char>.Shared.Rent(ChunkLength);
        try
        {
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType is XmlNodeType.Element)
                {
                    if (TooDeep(reader) is { } error) return error;
                    data?.Break();
                    fingerprint.Start(reader);
                }
                else if (reader.NodeType is XmlNodeType.EndElement)
                {
                    fingerprint.End();
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    while (reader.ReadValueChunk(chunk, 0, chunk.Length) is > 0 and var read)
                    {
                        data?.Add(chunk.AsSpan(0, read));
                        fingerprint.Data(chunk.AsSpan(0, read));
                    }
                }
            }
        }
        finally
        {
            // It held a picture, and is lent to others next.
            ArrayPool<char>.Shared.Return(chunk, clearArray: true);
        }
        fingerprint.End();
        return null;
    }

    private static ReadError? TooDeep(XmlReader reader) => reader.Depth < Limits.NestingDepth
        ? null
        : new ReadError($"/ (line {((IXmlLineInfo)reader).LineNumber})", $"Elementen van ten hoogste {Limits.NestingDepth} niveaus diep worden verwacht.");

    private static ReadError NotXml(int line) => new(
        $"/ (line {Math.Max(1, line)})", "Een welgevormd document in XML 1.0 wordt verwacht, zonder documenttype (DOCTYPE) en zonder eigen entiteiten.");
}
