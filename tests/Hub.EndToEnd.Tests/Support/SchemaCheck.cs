using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>Checks a value against a schema of the document: the words of JSON Schema that the document uses, and no others.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Silent =
        ["description", "title", "examples", "example", "default", "discriminator", "x-problem-types", "xml", "readOnly",
            "contentMediaType", "contentEncoding"];

    private static readonly Dictionary<string, Action<JsonElement, JsonElement, JsonElement, string, List<string>>> Words = new()
    {
        ["$ref"] = (_, _, value, place, faults) => faults.Add($"{place}: a $ref was not followed ({value.ValueKind})."),
        ["type"] = (word, _, value, place, faults) => Expect(IsOf(word.GetString()!, value), place, $"{word}", faults),
        ["const"] = (word, _, value, place, faults) => Expect(JsonElement.DeepEquals(word, value), place, $"{word}", faults),
        ["enum"] = (word, _, value, place, faults) => Expect(word.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)), place, $"one of {word}", faults),
        ["required"] = (word, _, value, place, faults) =>
        {
            foreach (var name in word.EnumerateArray())
                Expect(value.ValueKind is not JsonValueKind.Object || value.TryGetProperty(name.GetString()!, out _), place, $"the member {name}", faults);
        },
        ["properties"] = (word, _, value, place, faults) =>
        {
            foreach (var (name, schema) in Members(word))
                if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member)) Check(schema, member, $"{place}/{name}", faults);
        },
        ["additionalProperties"] = (word, schema, value, place, faults) =>
        {
            if (word.ValueKind is JsonValueKind.True || value.ValueKind is not JsonValueKind.Object) return;
            foreach (var (name, member) in Members(value))
            {
                if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(name, out _)) continue;
                if (word.ValueKind is JsonValueKind.False) faults.Add($"{place}/{name}: the schema has no such member.");
                else Check(word, member, $"{place}/{name}", faults);
            }
        },
        ["items"] = (word, _, value, place, faults) =>
        {
            if (value.ValueKind is not JsonValueKind.Array) return;
            foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index))) Check(word, item, $"{place}/{index}", faults);
        },
        ["allOf"] = (word, _, value, place, faults) =>
        {
            foreach (var part in word.EnumerateArray()) Check(part, value, place, faults);
        },
        ["anyOf"] = (word, _, value, place, faults) =>
            Expect(word.EnumerateArray().Any(part => Faults(part, value).Count == 0), place, "to fit one of anyOf", faults),
        ["oneOf"] = (word, _, value, place, faults) =>
        {
            var fitting = word.EnumerateArray().Count(part => Faults(part, value).Count == 0);
            Expect(fitting == 1, place, $"to fit exactly one of oneOf, and it fits {fitting}", faults);
        },
        ["pattern"] = (word, _, value, place, faults) =>
            Expect(!IsText(value, out var text) || Regex.IsMatch(text, word.GetString()!), place, $"the pattern {word}", faults),
        ["format"] = (word, _, value, place, faults) =>
            Expect(!IsText(value, out var text) || HasFormat(word.GetString()!, text), place, $"the format {word}", faults),
        ["minLength"] = (word, _, value, place, faults) =>
            Expect(!IsText(value, out var text) || text.Length >= word.GetInt32(), place, $"at least {word} characters", faults),
        ["maxLength"] = (word, _, value, place, faults) =>
            Expect(!IsText(value, out var text) || text.Length <= word.GetInt32(), place, $"at most {word} characters", faults),
        ["minItems"] = (word, _, value, place, faults) =>
            Expect(value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() >= word.GetInt32(), place, $"at least {word} items", faults),
        ["maxItems"] = (word, _, value, place, faults) =>
            Expect(value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() <= word.GetInt32(), place, $"at most {word} items", faults),
        ["minProperties"] = (word, _, value, place, faults) =>
            Expect(value.ValueKind is not JsonValueKind.Object || value.GetPropertyCount() >= word.GetInt32(), place, $"at least {word} members", faults),
        ["minimum"] = (word, _, value, place, faults) => Expect(!IsNumber(value, out var n) || n >= word.GetDecimal(), place, $"at least {word}", faults),
        ["maximum"] = (word, _, value, place, faults) => Expect(!IsNumber(value, out var n) || n <= word.GetDecimal(), place, $"at most {word}", faults),
        ["exclusiveMinimum"] = (word, _, value, place, faults) =>
            Expect(!IsNumber(value, out var n) || n > word.GetDecimal(), place, $"more than {word}", faults),
        ["exclusiveMaximum"] = (word, _, value, place, faults) =>
            Expect(!IsNumber(value, out var n) || n < word.GetDecimal(), place, $"less than {word}", faults),
        ["multipleOf"] = (word, _, value, place, faults) =>
            Expect(!IsNumber(value, out var n) || n % word.GetDecimal() == 0, place, $"a multiple of {word}", faults),
    };

    /// <summary>What is wrong with a value, each with its place; empty where it fits.</summary>
    public static List<string> Faults(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        Check(schema, value, "", faults);
        return faults;
    }

    private static void Check(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        schema = Description.Follow(schema);
        foreach (var (word, meaning) in Members(schema))
        {
            if (Silent.Contains(word)) continue;
            if (Words.TryGetValue(word, out var check)) check(meaning, schema, value, place, faults);
            else faults.Add($"{place}: the check does not know the word {word}.");
        }
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value) => value.EnumerateObject().Select(m => (m.Name, m.Value));

    private static void Expect(bool fits, string place, string expected, List<string> faults)
    {
        if (!fits) faults.Add($"{place}: expected {expected}.");
    }

    private static bool IsText(JsonElement value, out string text)
    {
        text = value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
        return value.ValueKind is JsonValueKind.String;
    }

    private static bool IsNumber(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out number);
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind is JsonValueKind.Number,
        _ => false,
    };

    private static bool HasFormat(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Length >= 20 && (text[^1] == 'Z' || text[^6] is '+' or '-'),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => false,
    };
}
