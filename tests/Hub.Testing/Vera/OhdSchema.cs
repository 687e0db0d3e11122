using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Hub.Testing.Vera;

/// <summary>
/// Validates JSON against the schemas of VERA's OHD.yaml, with the keywords that it uses: <c>$ref</c>, <c>allOf</c>, <c>oneOf</c>,
/// <c>type</c>, <c>properties</c>, <c>required</c>, <c>items</c>, <c>maxItems</c>, <c>enum</c>, <c>pattern</c>, <c>maxLength</c>, <c>format</c>,
/// <c>additionalProperties</c>. It is stricter than the schema in one point: an unknown member is reported, because it is probably
/// misspelled. It is more lenient in another: <c>oneOf</c> is read as "any of", because the branches in OHD require nothing and so always
/// match together.
/// </summary>
public sealed class OhdSchema
{
    // OHD states this pattern in the description of its date-time members, not in the keyword.
    private static readonly Regex Timestamp = new(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$", RegexOptions.CultureInvariant);

    private static readonly Lazy<OhdSchema?> Loaded = new(Load);

    private readonly YamlMappingNode _schemas;

    private OhdSchema(YamlMappingNode schemas) => _schemas = schemas;

    /// <summary>The schema, or null where OHD.yaml is not beside the repository.</summary>
    public static OhdSchema? TryLoad() => Loaded.Value;

    /// <summary>
    /// Every fault of <paramref name="value"/> under <c>components/schemas/&lt;schemaName&gt;</c>, each with its JSON Pointer; none
    /// where it conforms.
    /// </summary>
    /// <exception cref="ArgumentException">There is no schema of that name.</exception>
    public IReadOnlyList<string> Validate(string schemaName, JsonElement value)
    {
        if (Child(_schemas, schemaName) is not YamlMappingNode schema) throw new ArgumentException($"OHD.yaml has no schema {schemaName}.", nameof(schemaName));
        var faults = new List<string>();
        Check(schema, value, "", faults);
        return faults;
    }

    private static OhdSchema? Load()
    {
        if (SharedReference.Find("vera/OHD.yaml") is not { } path) return null;
        var yaml = new YamlStream();
        using var reader = new StreamReader(path);
        yaml.Load(reader);
        var components = Child((YamlMappingNode)yaml.Documents[0].RootNode, "components") as YamlMappingNode;
        return components is not null && Child(components, "schemas") is YamlMappingNode schemas ? new OhdSchema(schemas) : null;
    }

    private void Check(YamlMappingNode schema, JsonElement value, string at, List<string> faults)
    {
        var parts = new List<YamlMappingNode>();
        Flatten(schema, parts);
        foreach (var part in parts) CheckKeywords(part, value, at, faults);
        if (value.ValueKind is JsonValueKind.Object) CheckMembers(parts, value, at, faults);
        if (value.ValueKind is not JsonValueKind.Array) return;
        foreach (var part in parts)
        {
            if (Child(part, "items") is not YamlMappingNode items) continue;
            var index = 0;
            foreach (var item in value.EnumerateArray()) Check(items, item, $"{at}/{index++}", faults);
        }
    }

    private void Flatten(YamlMappingNode schema, List<YamlMappingNode> parts)
    {
        if (Text(schema, "$ref") is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            if (Child(_schemas, name) is not YamlMappingNode target) throw new InvalidOperationException($"OHD.yaml refers to {name}, which it has not.");
            Flatten(target, parts);
            return;
        }
        parts.Add(schema);
        foreach (var keyword in (string[])["allOf", "oneOf", "anyOf"])
            if (Child(schema, keyword) is YamlSequenceNode branches)
                foreach (var branch in branches.OfType<YamlMappingNode>()) Flatten(branch, parts);
    }

    private void CheckMembers(List<YamlMappingNode> parts, JsonElement value, string at, List<string> faults)
    {
        var open = parts.Any(p => Child(p, "additionalProperties") is YamlMappingNode || Text(p, "additionalProperties") == "true");
        foreach (var member in value.EnumerateObject())
        {
            var here = $"{at}/{member.Name}";
            var known = false;
            foreach (var part in parts)
            {
                if (Child(part, "properties") is not YamlMappingNode properties || Child(properties, member.Name) is not YamlMappingNode schema) continue;
                if (!known) Check(schema, member.Value, here, faults);
                known = true;
            }
            if (!known && !open) faults.Add($"{here}: the schema knows no such member");
        }
        foreach (var part in parts)
            if (Child(part, "required") is YamlSequenceNode required)
                foreach (var name in required.OfType<YamlScalarNode>())
                    if (name.Value is not null && !value.TryGetProperty(name.Value, out _)) faults.Add($"{at}/{name.Value}: required");
    }

    private static void CheckKeywords(YamlMappingNode schema, JsonElement value, string at, List<string> faults)
    {
        if (Text(schema, "type") is { } type && !IsOfType(type, value)) faults.Add($"{at}: is {value.ValueKind}, the schema says {type}");
        if (value.ValueKind is JsonValueKind.String) CheckText(schema, value.GetString()!, at, faults);
        if (value.ValueKind is JsonValueKind.Array && Whole(schema, "maxItems") is { } most && value.GetArrayLength() > most)
            faults.Add($"{at}: more than {most} items");
        if (Child(schema, "enum") is YamlSequenceNode values && !values.OfType<YamlScalarNode>().Any(v => v.Value == value.ToString()))
            faults.Add($"{at}: not one of the values of the enum");
    }

    private static void CheckText(YamlMappingNode schema, string text, string at, List<string> faults)
    {
        if (Text(schema, "pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant))
            faults.Add($"{at}: does not match {pattern}");
        if (Whole(schema, "maxLength") is { } most && text.Length > most) faults.Add($"{at}: longer than {most}");
        var right = Text(schema, "format") switch
        {
            "date-time" => Timestamp.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
            _ => true,
        };
        if (!right) faults.Add($"{at}: not a {Text(schema, "format")} as VERA writes it");
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
        _ => false,
    };

    private static YamlNode? Child(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string? Text(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static int? Whole(YamlMappingNode node, string key) =>
        int.TryParse(Text(node, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
