using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Documents;

namespace Hub.Functions.Http;

/// <summary>
/// Compares a JSON document with the record that it is read into, and names each member that is not known or of another type at its place: a misspelt
/// filter must not pass for none, and the serializer's own errors are words about code.
/// </summary>
internal static class DocumentShape
{
    private static readonly Dictionary<Type, (string Expected, Func<JsonElement, bool> Fits)> Scalars = new()
    {
        [typeof(string)] = ("A JSON string, in quotes.", v => v.ValueKind is JsonValueKind.String),
        [typeof(bool)] = ("true or false.", v => v.ValueKind is JsonValueKind.True or JsonValueKind.False),
        [typeof(int)] = ("A whole number, without quotes.", v => v.ValueKind is JsonValueKind.Number && v.TryGetInt32(out _)),
        [typeof(decimal)] = ("A JSON number such as 12.50, without quotes.", v => v.ValueKind is JsonValueKind.Number && v.TryGetDecimal(out _)),
        [typeof(Guid)] = ("The hub's id, a UUID.", v => v.ValueKind is JsonValueKind.String && v.TryGetGuid(out _)),
        [typeof(DateOnly)] = ("A date such as 2026-01-31.",
            v => v.ValueKind is JsonValueKind.String
                && DateOnly.TryParseExact(v.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
    };

    /// <summary>What is wrong with a document; its text is valid Unicode.</summary>
    public static List<ReadError> Errors(JsonElement document, JsonTypeInfo type, bool takesNull)
    {
        var errors = new List<ReadError>();
        if (!takesNull && document.ValueKind is JsonValueKind.Null) errors.Add(new ReadError("", "An object."));
        if (!takesNull && document.ValueKind is JsonValueKind.Object)
            errors.AddRange(document.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.Null)
                .Select(m => new ReadError($"/{Step(m.Name)}", "A value that is not null; leave it out where there is none.")));
        Check(document, type.Type, type.Options.TypeInfoResolver!, type.Options, "", errors);
        return errors;
    }

    private static void Check(JsonElement value, Type type, IJsonTypeInfoResolver resolver, JsonSerializerOptions options, string place, List<ReadError> errors)
    {
        if (value.ValueKind is JsonValueKind.Null || errors.Count >= Domain.Limits.ReportedErrors) return;
        if (Scalars.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var scalar))
        {
            if (!scalar.Fits(value)) errors.Add(new ReadError(place, scalar.Expected));
            else if (type == typeof(string) && !FreeText.IsUsable(value.GetString()!)) errors.Add(new ReadError(place, $"A {FreeText.Expected}."));
            return;
        }
        var info = resolver.GetTypeInfo(type, options) ?? throw new InvalidOperationException($"{type.Name} has no JSON.");
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind is JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    var known = info.Properties.FirstOrDefault(p => p.Name == member.Name);
                    var here = $"{place}/{Step(member.Name)}";
                    if (known is not null) Check(member.Value, known.PropertyType, resolver, options, here, errors);
                    else errors.Add(new ReadError(here, $"No such member; there are {string.Join(", ", info.Properties.Select(p => p.Name))}."));
                }
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind is JsonValueKind.Array:
                foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
                    Check(item, info.ElementType!, resolver, options, string.Create(CultureInfo.InvariantCulture, $"{place}/{index}"), errors);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind is JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Check(member.Value, info.ElementType!, resolver, options, $"{place}/{Step(member.Name)}", errors);
                break;
            default:
                errors.Add(new ReadError(place, info.Kind is JsonTypeInfoKind.Enumerable ? "A list." : "An object."));
                break;
        }
    }

    // A step of a JSON Pointer (RFC 6901), short: a name that is not known may be anything.
    private static string Step(string name) => string.Concat(name.Where(c => !char.IsControl(c)).Take(50))
        .Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
