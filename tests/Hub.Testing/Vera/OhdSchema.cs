using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Testing.Vera;

/// <summary>
/// Holds JSON to the members and types that VERA's OHD 4.3 gives the entities the hub reads and writes: <c>OhdMembers.csv</c>, a row
/// a member. OHD requires no member at all, so none is asked for; a member that the table does not have is a fault, because it is
/// probably misspelled.
/// </summary>
/// <remarks>
/// A type is <c>text</c>, <c>date-time</c>, <c>date</c>, <c>duration</c>, <c>uri</c>, <c>base64</c>, <c>boolean</c>, <c>integer</c>,
/// <c>number</c> or the name of an entity; <c>[]</c> after it makes it an array. The member <c>*</c> stands for all members of its type.
/// </remarks>
public static class OhdSchema
{
    /// <summary>The entity of an order, as it is sent and served.</summary>
    public const string Order = "Onderhoudsorder";

    /// <summary>The entity of the body of an error.</summary>
    public const string Error = "Fout";

    // OHD states this pattern in the description of its date-time members, not in the keyword.
    private static readonly Regex Timestamp = new(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$", RegexOptions.CultureInvariant);

    private static readonly Regex Duration = new(
        @"^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+[DW])?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$", RegexOptions.CultureInvariant);

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Table = new(Load);

    /// <summary>The type of each member of each entity, by their names; the members of <c>*</c> are filled in.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Entities => Table.Value;

    /// <summary>Every fault of <paramref name="value"/> as an <paramref name="entity"/>, each with its JSON Pointer; none where it conforms.</summary>
    /// <exception cref="KeyNotFoundException">The table has no entity of that name.</exception>
    public static IReadOnlyList<string> Validate(string entity, JsonElement value)
    {
        var faults = new List<string>();
        Check(entity, value, "", faults);
        return faults;
    }

    private static void Check(string type, JsonElement value, string at, List<string> faults)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal)) CheckItems(type[..^2], value, at, faults);
        else if (Fits(type, value) is { } fits)
        {
            if (!fits) faults.Add($"{at}: is {value.ValueKind}, not a {type} as VERA writes it");
        }
        else if (value.ValueKind is not JsonValueKind.Object) faults.Add($"{at}: is {value.ValueKind}, not an object");
        else CheckMembers(Entities[type], value, at, faults);
    }

    private static void CheckItems(string type, JsonElement value, string at, List<string> faults)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            faults.Add($"{at}: is {value.ValueKind}, not an array");
            return;
        }
        var index = 0;
        foreach (var item in value.EnumerateArray()) Check(type, item, $"{at}/{index++}", faults);
    }

    private static void CheckMembers(IReadOnlyDictionary<string, string> members, JsonElement value, string at, List<string> faults)
    {
        foreach (var member in value.EnumerateObject())
            if (members.TryGetValue(member.Name, out var type)) Check(type, member.Value, $"{at}/{member.Name}", faults);
            else faults.Add($"{at}/{member.Name}: the schema knows no such member");
    }

    // Null where the type is an entity.
    private static bool? Fits(string type, JsonElement value) => type switch
    {
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        "text" => value.ValueKind is JsonValueKind.String,
        "date-time" => Text(value) is { } text && Timestamp.IsMatch(text) &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "date" => Text(value) is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "duration" => Text(value) is { } text && Duration.IsMatch(text),
        "uri" => Text(value) is { } text && Uri.TryCreate(text, UriKind.Absolute, out _),
        "base64" => Text(value) is { } text && Convert.TryFromBase64String(text, new byte[text.Length], out _),
        _ => null,
    };

    private static string? Text(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Load()
    {
        var rows = EmbeddedTable.Rows("Vera/OhdMembers.csv").ToLookup(r => r[0]);
        return rows.ToDictionary(
            entity => entity.Key,
            IReadOnlyDictionary<string, string> (entity) => entity
                .SelectMany(row => row[1] == "*" ? rows[row[2]] : [row]).ToDictionary(row => row[1], row => row[2]));
    }
}
