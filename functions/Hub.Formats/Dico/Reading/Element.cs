using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using Hub.Domain.Keys;

namespace Hub.Formats.Dico.Reading;

/// <summary>An element of a document, with the line on which it begins.</summary>
internal sealed class Element(string name, string ns, int line, Element? parent)
{
    /// <summary>Local name.</summary>
    public string Name { get; } = name;

    /// <summary>Namespace.</summary>
    public string Namespace { get; } = ns;

    /// <summary>Line of its start tag, 1 first.</summary>
    public int Line { get; } = line;

    /// <summary>Its child elements, in the order of the document.</summary>
    public List<Element> Children { get; } = [];

    /// <summary>Its own text, without white space around; empty where there is none.</summary>
    public string Text { get; set; } = "";

    /// <summary>True where its text says something: it has more than white space and invisible characters.</summary>
    public bool HasText => KeyText.Of(Text).Length > 0;

    /// <summary>What an AttachedData with a content holds, of which no text is made; null for every other element.</summary>
    public AttachedData? Data { get; set; }

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
    private int NumberTwins(Element child)
    {
        var twins = All(child.Name).ToList();
        for (var i = 0; i < twins.Count; i++) twins[i]._twin = twins.Count > 1 ? i + 1 : 0;
        return child._twin ?? 0;
    }

    /// <summary>Where a child of this name would be.</summary>
    public string PlaceOf(string child) => $"{Path}/{child} (line {Line})";

    /// <summary>The children with this name in the element's own namespace.</summary>
    public IEnumerable<Element> All(string child) => Children.Where(c => c.Name == child && c.Namespace == Namespace);
}
