using YamlDotNet.RepresentationModel;

namespace Hub.Infra.Tests.Support;

/// <summary>The files of the pipeline and of azd.</summary>
internal static class Yaml
{
    /// <summary>A file of this repository.</summary>
    public static YamlNode Read(params string[] path)
    {
        var stream = new YamlStream();
        using var text = new StringReader(Repository.Read(path));
        stream.Load(text);
        return stream.Documents[0].RootNode;
    }

    /// <summary>A value of a map; null where it has none of this name.</summary>
    public static YamlNode? Find(this YamlNode node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    /// <summary>The text of a value; null where the map has none of this name.</summary>
    public static string? Text(this YamlNode node, string name) => (node.Find(name) as YamlScalarNode)?.Value;

    /// <summary>The members of a map; none where there is no map.</summary>
    public static IReadOnlyDictionary<string, YamlNode> Members(this YamlNode? node) =>
        (node as YamlMappingNode)?.Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => c.Value) ?? new Dictionary<string, YamlNode>();

    /// <summary>The items of a list, or the one value that stands in place of a list; none where there is none.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        _ => [node],
    };
}
