using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Calendar;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;

namespace Hub.Formats.Canonical.Reading;

/// <summary>
/// What a JSON value must look like, derived once from the payload records and their marks, so that a record is the only
/// definition of its message. Checking names every error with its place; what passes can be deserialised.
/// </summary>
internal abstract class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    /// <summary>What is expected, to follow "Expected ".</summary>
    public abstract string Expected { get; }

    /// <summary>Adds the errors of <paramref name="value"/>.</summary>
    public abstract void Check(JsonElement value, string place, List<ReadError> errors);

    /// <summary>The shape of a payload record.</summary>
    public static Shape Of(Type type) => Known.GetOrAdd(type, Build);

    private static Shape Build(Type type) => PayloadJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info
        ? new ObjectShape(info)
        : throw new InvalidOperationException($"{type.Name} is not a payload record.");

    private static Shape? OfMember(JsonPropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (type == typeof(JsonElement)) return null;
        if (PayloadJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
            return new ListShape(element == typeof(string) ? OfString(null) : Of(element), element == typeof(LineData));
        if (type == typeof(string)) return OfString(member.AttributeProvider);
        if (type == typeof(decimal)) return OfNumber(Mark<MoneyAttribute>(member.AttributeProvider));
        return Scalars.TryGetValue(type, out var scalar) ? scalar : Of(type);
    }

    private static ScalarShape OfString(ICustomAttributeProvider? marks)
    {
        if (Mark<WordAttribute>(marks) is { } word)
        {
            var words = WireNames.Of(word.Meaning);
            return new($"one of {string.Join(", ", words)}", v => v.ValueKind is JsonValueKind.String && words.Contains(v.GetString()), inQuotes: true);
        }
        if (Mark<GlnAttribute>(marks) is not null)
        {
            return new("a GLN: 13 digits, the last a GS1 check digit",
                v => v.ValueKind is JsonValueKind.String && Gln.IsValid(KeyText.Of(v.GetString())), inQuotes: true);
        }
        if (Mark<TextAttribute>(marks) is not null)
        {
            return new($"text of at most {TextAttribute.MaxLength} characters without control characters other than tabs and line ends",
                v => v.ValueKind is JsonValueKind.String && v.GetString() is { Length: <= TextAttribute.MaxLength } text && FreeText.IsUsable(text),
                inQuotes: true);
        }
        if (Mark<NameAttribute>(marks) is { MaxLength: var longest })
            return new($"text of at most {longest} characters without control characters", v => IsName(v, longest), inQuotes: true);
        var length = Mark<KeyAttribute>(marks)?.MaxLength ?? KeyAttribute.DefaultLength;
        return new($"text of at most {length} characters without control characters, line breaks and invisible characters", v => IsKey(v, length),
            inQuotes: true);
    }

    private static bool IsName(JsonElement value, int maxLength) => value.ValueKind is JsonValueKind.String
        && value.GetString() is { } text && text.Length <= maxLength && FreeText.IsUsable(text) && !text.Any(char.IsControl);

    private static bool IsKey(JsonElement value, int maxLength) => value.ValueKind is JsonValueKind.String
        && value.GetString() is { } text && text.Length <= maxLength && KeyText.IsUsable(KeyText.Of(text));

    private static ScalarShape OfNumber(MoneyAttribute? money) => money is null
        ? new("a JSON number (12.5, without quotes) between -1,000,000,000 and 1,000,000,000", v => IsNumber(v, out _))
        : new($"an amount in EUR as a JSON number (12.50, without quotes) with at most {money.Decimals} decimals, below 1,000,000,000",
            v => IsNumber(v, out var amount) && decimal.Round(amount, money.Decimals) == amount);

    private static bool IsNumber(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out number) && Math.Abs(number) < Limits.AmountBelow;
    }

    private static T? Mark<T>(ICustomAttributeProvider? marks) where T : Attribute =>
        marks?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().SingleOrDefault();

    private static readonly Dictionary<Type, Shape> Scalars = new()
    {
        [typeof(bool)] = new ScalarShape("true or false", v => v.ValueKind is JsonValueKind.True or JsonValueKind.False),
        [typeof(DateOnly)] = new ScalarShape("a date as yyyy-MM-dd", v => v.ValueKind is JsonValueKind.String
            && DateOnly.TryParseExact(v.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), inQuotes: true),
        [typeof(DateTimeOffset)] = new ScalarShape("a time as in RFC 3339, with an offset (2026-03-02T08:30:00+01:00)", IsTime, inQuotes: true),
    };

    private static bool IsTime(JsonElement value) => value.ValueKind is JsonValueKind.String && Rfc3339.TryRead(value.GetString(), out _);

    private sealed class ScalarShape(string expected, Func<JsonElement, bool> fits, bool inQuotes = false) : Shape
    {
        public override string Expected => expected;

        public bool IsString { get; } = expected.StartsWith("text", StringComparison.Ordinal);

        public override void Check(JsonElement value, string place, List<ReadError> errors)
        {
            if (fits(value)) return;
            var isOfAnotherType = inQuotes && value.ValueKind is not JsonValueKind.String;
            errors.Add(new ReadError(place, isOfAnotherType ? $"Expected a JSON string, in quotes: {Expected}." : $"Expected {Expected}."));
        }
    }

    private sealed class ListShape(Shape element, bool ofLines) : Shape
    {
        public override string Expected => $"a list of at most {Limits.ItemsPerList} elements";

        public override void Check(JsonElement value, string place, List<ReadError> errors)
        {
            if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > Limits.ItemsPerList)
            {
                errors.Add(new ReadError(place, $"Expected {Expected}."));
                return;
            }
            var index = 0;
            var numbers = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in value.EnumerateArray())
            {
                element.Check(item, $"{place}/{index}", errors);
                if (ofLines && item.ValueKind is JsonValueKind.Object && item.TryGetProperty("number", out var number)
                    && number.ValueKind is JsonValueKind.String && !numbers.Add(KeyText.Of(number.GetString())))
                    errors.Add(new ReadError($"{place}/{index}/number", "Expected a number that no other line of the list has."));
                index++;
            }
        }
    }

    private sealed class ObjectShape : Shape
    {
        // Lazily, because a shape may hold one that is still being built.
        private readonly Lazy<IReadOnlyList<(string Name, bool Required, Shape Shape)>> _members;
        private readonly bool _isWindow;
        private readonly bool _namesContractor;

        public ObjectShape(JsonTypeInfo info)
        {
            (_isWindow, _namesContractor) = (info.Type == typeof(WindowData), info.Type == typeof(ContractorData));
            _members = new(() => [.. from m in info.Properties let shape = OfMember(m) where shape is not null select (m.Name, m.IsRequired, shape)]);
        }

        public override string Expected => "an object";

        public override void Check(JsonElement value, string place, List<ReadError> errors)
        {
            if (value.ValueKind is not JsonValueKind.Object)
            {
                errors.Add(new ReadError(place, "Expected an object."));
                return;
            }
            var before = errors.Count;
            foreach (var (name, required, shape) in _members.Value)
            {
                if (!value.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null || (required && IsBlank(member, shape)))
                {
                    if (required) errors.Add(new ReadError($"{place}/{name}", $"Expected {shape.Expected}; it is required."));
                    continue;
                }
                shape.Check(member, $"{place}/{name}", errors);
            }
            if (_isWindow && errors.Count == before && Time(value, "until") < Time(value, "from"))
                errors.Add(new ReadError($"{place}/until", "Expected a time that is not before from."));
            // Routed as if none was named, the order could go to another than who was meant.
            if (_namesContractor && errors.Count == before && _members.Value.All(m => !value.TryGetProperty(m.Name, out var name) || IsNothing(name)))
            {
                errors.Add(new ReadError(
                    place, $"Expected at least one of {string.Join(", ", _members.Value.Select(m => m.Name))}; or no contractor, and the hub finds one."));
            }
        }

        private static DateTimeOffset Time(JsonElement value, string name) =>
            Rfc3339.TryRead(value.GetProperty(name).GetString(), out var moment) ? moment : default;

        private static bool IsNothing(JsonElement value) =>
            value.ValueKind is JsonValueKind.Null || (value.ValueKind is JsonValueKind.String && KeyText.Of(value.GetString()).Length == 0);

        private static bool IsBlank(JsonElement value, Shape shape) =>
            shape is ScalarShape { IsString: true } && value.ValueKind is JsonValueKind.String && KeyText.Of(value.GetString()).Length == 0;
    }
}
