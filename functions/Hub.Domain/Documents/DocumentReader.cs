using System.Globalization;
using System.Text.Json;
using Hub.Domain.Calendar;
using Hub.Domain.Keys;

namespace Hub.Domain.Documents;

/// <summary>
/// Reads one object of a document, member by member, and notes each error at its place. A member that is <c>null</c> is as
/// one that is absent; one that nobody asked for is an error, so that a misspelt name does not pass for a setting.
/// </summary>
public sealed class DocumentReader(JsonElement element, string pointer, List<ReadError> errors)
{
    private const int MaxItems = 1_000;
    private const string Unquoted = "A JSON number such as 12.50, without quotes.";

    private readonly List<string> _asked = [];

    private string Pointer => pointer;

    /// <summary>True where the object has the member, right or wrong.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>True where the member is an object, for members that may be one or a value.</summary>
    public bool HasObject(string name) => element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object;

    /// <summary>Notes an error of the object as a whole.</summary>
    public void AddError(string detail) => errors.Add(new(pointer, detail));

    /// <summary>Notes an error of a member.</summary>
    public void AddError(string name, string detail) => errors.Add(new($"{pointer}/{name}", detail));

    /// <summary>A text, or null where there is none. One that is too long is an error, and given back all the same.</summary>
    public string? Text(string name, bool required = false, int longest = Limits.KeyLength)
    {
        var text = AsSent(name, required, longest);
        return text is null || FreeText.IsUsable(text) ? text : Wrong(name, $"A {FreeText.Expected}.", text);
    }

    private string? AsSent(string name, bool required, int longest)
    {
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.String) return Wrong<string?>(name, "A JSON string, in quotes.", null);
        if (value.GetString() is not { } text || string.IsNullOrWhiteSpace(text)) return Wrong<string?>(name, "A text that is not empty.", null);
        return text.Length <= longest ? text : Wrong(name, string.Create(CultureInfo.InvariantCulture, $"A text of at most {longest:#,0} characters."), text);
    }

    /// <summary>A text that is a key, in the one form, or null where there is none. One that not every language can carry is an error.</summary>
    public string? Key(string name, bool required = false)
    {
        if (AsSent(name, required, Limits.KeyLength) is not { } text) return null;
        var key = KeyText.Given(text);
        if (key is null) return Wrong<string?>(name, "A text that is not empty.", null);
        return KeyText.IsUsable(key) ? key : Wrong(name, $"Expected {KeyText.Expected}.", key);
    }

    /// <summary>A date.</summary>
    public DateOnly? Date(string name, bool required = false) =>
        Text(name, required) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : Wrong<DateOnly?>(name, "A date such as 2026-01-31.", null);

    /// <summary>A time of the day.</summary>
    public TimeOnly? Time(string name, bool required = false) =>
        Text(name, required) is not { } text ? null
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : Wrong<TimeOnly?>(name, "A time such as 07:30.", null);

    /// <summary>A duration.</summary>
    public AgreedTime? Duration(string name) =>
        Text(name) is not { } text ? null
        : AgreedTime.TryParse(text, out var time) ? time
        : Wrong<AgreedTime?>(name, "An ISO 8601 duration of days, hours and minutes, such as PT4H or P10D.", null);

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public T? Choice<T>(string name, bool required = false) where T : struct, Enum =>
        Text(name, required) is not { } text ? null : Named<T>(text) ?? Wrong<T?>(name, OneOf<T>(), null);

    /// <summary>Names of an enumeration, in any case.</summary>
    public List<T> Choices<T>(string name) where T : struct, Enum
    {
        var chosen = new List<T>();
        foreach (var (item, index) in List(name))
        {
            if (item.ValueKind is JsonValueKind.String && Named<T>(item.GetString()!) is { } value) chosen.Add(value);
            else AddError($"{name}/{index}", OneOf<T>());
        }
        return chosen;
    }

    /// <summary>Yes or no.</summary>
    public bool? Flag(string name) =>
        Find(name, required: false) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : Wrong<bool?>(name, "true or false.", null);

    /// <summary>A whole number. One out of bounds is an error, and given back all the same.</summary>
    public int? Whole(string name, int least, int most, bool required = false)
    {
        if (Find(name, required) is not { } value) return null;
        var detail = most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"A whole number from {least}.")
            : string.Create(CultureInfo.InvariantCulture, $"A whole number from {least} to {most:#,0}.");
        if (value.ValueKind is JsonValueKind.String) return Wrong<int?>(name, Unquoted, null);
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out var number)) return Wrong<int?>(name, detail, null);
        return number >= least && number <= most ? number : Wrong(name, detail, number);
    }

    /// <summary>An amount in EUR from zero, or above zero, with at most so many decimals.</summary>
    public decimal? Amount(string name, int decimals, bool required = false, bool aboveZero = false) => Number(
        name, required, n => (aboveZero ? n > 0 : n >= 0) && n < Limits.AmountBelow && decimal.Round(n, decimals) == n,
        $"An amount in EUR {(aboveZero ? "above" : "from")} zero, below 1,000,000,000, with at most {(decimals == 2 ? "two" : "four")} decimals.");

    /// <summary>A number that passes a check.</summary>
    public decimal? Number(string name, bool required, Func<decimal, bool> isRight, string detail) =>
        Find(name, required) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && isRight(number) ? number
        : Wrong<decimal?>(name, value.ValueKind is JsonValueKind.String ? Unquoted : detail, null);

    /// <summary>An object within this one, or null where there is none.</summary>
    public T? Object<T>(string name, Func<DocumentReader, T?> read) where T : class
    {
        if (Find(name, required: false) is not { } value) return null;
        return value.ValueKind is JsonValueKind.Object ? Inner($"{pointer}/{name}", value, read) : Wrong<T?>(name, "An object.", null);
    }

    /// <summary>The objects of a list; what cannot be read is left out, as an error.</summary>
    public List<T> Items<T>(string name, Func<DocumentReader, T?> read) where T : class
    {
        var items = new List<T>();
        foreach (var (item, index) in List(name))
        {
            var place = $"{pointer}/{name}/{index}";
            if (item.ValueKind is not JsonValueKind.Object) errors.Add(new(place, "An object."));
            else if (Inner(place, item, read) is { } value) items.Add(value);
        }
        return items;
    }

    /// <summary>The objects of a list of which no two may have the same key.</summary>
    /// <param name="name">The list.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="key">Its key, in one case where case does not matter.</param>
    /// <param name="once">What is expected, such as "Each role once".</param>
    public List<T> Items<T>(string name, Func<DocumentReader, T?> read, Func<T, string> key, string once) where T : class
    {
        var first = new Dictionary<string, string>();
        return Items(name, at =>
        {
            var item = read(at);
            if (item is not null && !first.TryAdd(key(item), at.Pointer)) at.AddError($"{once}; this one stands at {first[key(item)]}.");
            return item;
        });
    }

    /// <summary>The elements of an array, of any kind.</summary>
    public IEnumerable<(JsonElement Item, int Index)> List(string name)
    {
        if (Find(name, required: false) is not { } list) return [];
        if (list.ValueKind is not JsonValueKind.Array)
        {
            AddError(name, "An array.");
            return [];
        }
        if (list.GetArrayLength() > MaxItems) AddError(name, "At most 1,000 items.");
        return list.EnumerateArray().Take(MaxItems).Select((item, index) => (item, index));
    }

    /// <summary>Notes every member that nobody asked for. The last thing to do with an object.</summary>
    public void Close()
    {
        foreach (var member in element.EnumerateObject())
            if (!_asked.Contains(member.Name)) errors.Add(new($"{pointer}/{Step(member.Name)}", $"No such member; there are {string.Join(", ", _asked)}."));
    }

    /// <summary>A name as a step of a JSON Pointer, RFC 6901.</summary>
    internal static string Step(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private JsonElement? Find(string name, bool required)
    {
        _asked.Add(name);
        if (Has(name)) return element.GetProperty(name);
        if (required) AddError(name, "Required.");
        return null;
    }

    private T? Inner<T>(string place, JsonElement value, Func<DocumentReader, T?> read) where T : class
    {
        var inner = new DocumentReader(value, place, errors);
        var result = read(inner);
        inner.Close();
        return result;
    }

    private T Wrong<T>(string name, string detail, T otherwise)
    {
        AddError(name, detail);
        return otherwise;
    }

    private static T? Named<T>(string text) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(n => KeyText.SameCode(n, text)) is { } name ? Enum.Parse<T>(name) : null;

    private static string OneOf<T>() where T : struct, Enum => $"One of {string.Join(", ", Enum.GetNames<T>())}.";
}
