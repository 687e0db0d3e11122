using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.Figures;

/// <summary>
/// How often each whole value occurs, such as a number of days in tenths: enough for an exact median, however many occur. A value of arithmetic: adding is
/// commutative and associative, subtracting undoes it, and the same counts are the same JSON. In JSON a list of value and count in turn: <c>[10,2,13,1]</c>.
/// </summary>
[JsonConverter(typeof(CountsJson))]
public sealed class Counts : IEquatable<Counts>
{
    /// <summary>Nothing.</summary>
    public static readonly Counts None = new([]);

    // Sorted by value, without zeros.
    private readonly (long Value, long Count)[] _items;

    private Counts((long Value, long Count)[] items) => _items = items;

    /// <summary>Values that occur and how often, the least value first. A difference of two may have counts below zero.</summary>
    public IReadOnlyList<(long Value, long Count)> Items => _items;

    /// <summary>How many there are in all.</summary>
    public long Total => _items.Sum(i => i.Count);

    /// <summary>One value, once.</summary>
    public static Counts One(long value) => new([(value, 1)]);

    /// <summary>Counts of these values.</summary>
    public static Counts Of(IEnumerable<(long Value, long Count)> items) => new(
        [.. items.GroupBy(i => i.Value, (value, same) => (Value: value, Count: same.Sum(i => i.Count))).Where(i => i.Count != 0).OrderBy(i => i.Value)]);

    /// <summary>Both together.</summary>
    public static Counts operator +(Counts one, Counts other) => one.Plus(other, 1);

    /// <summary>One without the other.</summary>
    public static Counts operator -(Counts one, Counts other) => one.Plus(other, -1);

    /// <summary>How many have a value up to and with <paramref name="value"/>.</summary>
    public long UpTo(long value) => _items.TakeWhile(i => i.Value <= value).Sum(i => i.Count);

    /// <summary>
    /// The value below which a share of them lies, between the two nearest where it falls between them (linear, as spreadsheets and DAX do in
    /// PERCENTILE.INC; a half is the median). Null where there are none.
    /// </summary>
    /// <param name="share">0 to 1.</param>
    public decimal? Percentile(decimal share)
    {
        if (Total is var total && total <= 0) return null;
        var rank = share * (total - 1);
        var below = (long)decimal.Floor(rank);
        var (low, high) = (At(below), At(Math.Min(below + 1, total - 1)));
        return low + ((rank - below) * (high - low));
    }

    /// <inheritdoc/>
    public bool Equals(Counts? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Length == 0 ? 0 : HashCode.Combine(_items.Length, _items[0], _items[^1]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _items.Select(i => $"{i.Value}x{i.Count}"));

    private long At(long place)
    {
        foreach (var (value, count) in _items)
        {
            if (place < count) return value;
            place -= count;
        }
        throw new ArgumentOutOfRangeException(nameof(place));
    }

    private Counts Plus(Counts other, int sign)
    {
        if (other._items.Length == 0) return this;
        var merged = new List<(long, long)>(_items.Length + other._items.Length);
        var (a, b) = (0, 0);
        while (a < _items.Length || b < other._items.Length)
        {
            var mine = a < _items.Length ? _items[a].Value : long.MaxValue;
            var theirs = b < other._items.Length ? other._items[b].Value : long.MaxValue;
            var value = Math.Min(mine, theirs);
            var count = (mine == value && a < _items.Length ? _items[a++].Count : 0)
                + (theirs == value && b < other._items.Length ? sign * other._items[b++].Count : 0);
            if (count != 0) merged.Add((value, count));
        }
        return merged.Count == 0 ? None : new Counts([.. merged]);
    }
}

/// <summary>Counts in JSON.</summary>
internal sealed class CountsJson : JsonConverter<Counts>
{
    public override Counts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var numbers = new List<long>();
        if (reader.TokenType is not JsonTokenType.StartArray) throw new JsonException("Counts are an array.");
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) numbers.Add(reader.GetInt64());
        if (numbers.Count % 2 != 0) throw new JsonException("Counts are values and counts in turn.");
        return Counts.Of(numbers.Chunk(2).Select(p => (p[0], p[1])));
    }

    public override void Write(Utf8JsonWriter writer, Counts value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (item, count) in value.Items)
        {
            writer.WriteNumberValue(item);
            writer.WriteNumberValue(count);
        }
        writer.WriteEndArray();
    }
}
