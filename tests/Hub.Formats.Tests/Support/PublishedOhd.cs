using Hub.Testing;
using Hub.Testing.Vera;
using YamlDotNet.RepresentationModel;

namespace Hub.Formats.Tests.Support;

/// <summary>A fact that compares our tables with VERA's published files; these are no part of the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedOhdFactAttribute : FactAttribute
{
    /// <summary>Skips the fact where the published files are absent.</summary>
    public PublishedOhdFactAttribute()
    {
        if (PublishedOhd.Schema is null || PublishedOhd.Codes is null)
            Skip = "Compares our tables with VERA's OHD.yaml and Referentiedata.csv, which are not in shared/reference/vera beside the repository.";
    }
}

/// <summary>OHD.yaml and Referentiedata.csv as VERA publishes them, compared with our tables of the same facts.</summary>
internal static class PublishedOhd
{
    private static readonly (string Published, string Ours)[] Types =
    [
        ("string", "text"), ("string/date-time", "date-time"), ("string/date", "date"), ("string/duration", "duration"), ("string/uri", "uri"),
        ("string/byte", "base64"), ("boolean", "boolean"), ("integer/int32", "integer"), ("number/float", "number"),
    ];

    public static string? Schema => SharedReference.Find("vera/OHD.yaml");

    public static string? Codes => SharedReference.Find("vera/Referentiedata.csv");

    /// <summary>Every place below a published schema where our table says something else.</summary>
    public static IReadOnlyList<string> Differences(string schema, string entity)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(Schema!)) yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var comparison = new Comparison((YamlMappingNode)root["components"]["schemas"]);
        comparison.Compare((YamlMappingNode)root["components"]["schemas"][schema], entity, entity);
        return comparison.Differences;
    }

    private sealed class Comparison(YamlMappingNode schemas)
    {
        private readonly HashSet<(YamlNode, string)> _seen = [];

        public List<string> Differences { get; } = [];

        public void Compare(YamlMappingNode schema, string type, string at)
        {
            var parts = Parts(schema).ToList();
            if (Published(parts) is { } simple)
            {
                if (simple != type) Differences.Add($"{at}: {simple} in OHD, {type} in the table");
            }
            else if (parts.Select(p => Child(p, "items")).OfType<YamlMappingNode>().FirstOrDefault() is { } items)
            {
                if (type.EndsWith("[]", StringComparison.Ordinal)) Compare(items, type[..^2], at);
                else Differences.Add($"{at}: an array in OHD, {type} in the table");
            }
            else if (!OhdSchema.Entities.TryGetValue(type, out var members)) Differences.Add($"{at}: an entity in OHD, {type} in the table");
            else if (_seen.Add((parts[0], type))) CompareMembers(parts, members, at);
        }

        private void CompareMembers(List<YamlMappingNode> parts, IReadOnlyDictionary<string, string> members, string at)
        {
            var published = parts.Select(p => Child(p, "properties")).OfType<YamlMappingNode>().SelectMany(p => p.Children)
                .DistinctBy(p => ((YamlScalarNode)p.Key).Value).ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => (YamlMappingNode)p.Value);
            Differences.AddRange(published.Keys.Except(members.Keys).Select(name => $"{at}/{name}: missing in the table"));
            Differences.AddRange(members.Keys.Except(published.Keys).Select(name => $"{at}/{name}: not in OHD"));
            if (parts.Any(p => Child(p, "required") is not null)) Differences.Add($"{at}: OHD requires members, and the table cannot say so");
            foreach (var (name, type) in members)
                if (published.TryGetValue(name, out var schema)) Compare(schema, type, $"{at}/{name}");
        }

        private static string? Published(List<YamlMappingNode> parts)
        {
            if (parts.Select(p => Text(p, "type")).FirstOrDefault(t => t is not null) is not { } type || type is "object" or "array") return null;
            var format = parts.Select(p => Text(p, "format")).FirstOrDefault(f => f is not null);
            var full = format is null ? type : $"{type}/{format}";
            return Types.FirstOrDefault(t => t.Published == full).Ours ?? full;
        }

        private IEnumerable<YamlMappingNode> Parts(YamlMappingNode schema)
        {
            if (Text(schema, "$ref") is { } reference) return Parts((YamlMappingNode)schemas[reference[(reference.LastIndexOf('/') + 1)..]]);
            return ((string[])["allOf", "oneOf", "anyOf"]).Select(k => Child(schema, k)).OfType<YamlSequenceNode>()
                .SelectMany(b => b.OfType<YamlMappingNode>()).SelectMany(Parts).Prepend(schema);
        }

        private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

        private static string? Text(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;
    }
}
