using System.Globalization;

namespace Hub.PowerBi.Tests.Twins;

/// <summary>A row of a feed as the model reads it from CSV.</summary>
/// <param name="values">Its values by column.</param>
internal sealed class FeedRow(IReadOnlyDictionary<string, string> values)
{
    private static readonly CultureInfo Dutch = DecimalComma();

    /// <summary>A text; null where it is empty.</summary>
    /// <exception cref="KeyNotFoundException">The feed has no such column.</exception>
    public string? Text(string column) => values[column] is not { Length: > 0 } text ? null
        // Restates the model's function Tekst.
        : text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;

    /// <summary>A number with a decimal comma.</summary>
    public decimal? Number(string column) => Text(column) is { } text ? decimal.Parse(text, NumberStyles.Number, Dutch) : null;

    /// <summary>A moment on a Dutch clock, as the model's function <c>NaarNederland</c> has it.</summary>
    public DateTime? Moment(string column) => Text(column) is { } text
        ? InTheNetherlands(DateTime.ParseExact(text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture))
        : null;

    /// <summary>The rows of a feed's CSV.</summary>
    public static IReadOnlyList<FeedRow> Of(string csv)
    {
        var lines = Records(csv.TrimStart('\uFEFF')).ToList();
        return [.. lines.Skip(1).Select(l => new FeedRow(lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second)))];
    }

    /// <summary>A moment (UTC) on a Dutch clock: restates <c>NaarNederland</c>.</summary>
    public static DateTime InTheNetherlands(DateTime utc)
    {
        DateTime Change(int month) => new DateTime(utc.Year, month, 31).AddDays(-(int)new DateTime(utc.Year, month, 31).DayOfWeek).AddHours(1);
        return utc.AddHours(utc >= Change(3) && utc < Change(10) ? 2 : 1);
    }

    private static IEnumerable<List<string>> Records(string csv)
    {
        var (record, value, isQuoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (isQuoted)
            {
                if (c != '"') value.Append(c);
                else if (i + 1 < csv.Length && csv[i + 1] == '"') value.Append(csv[++i]);
                else isQuoted = false;
            }
            else if (c == '"') isQuoted = true;
            else if (c is ';' or '\n')
            {
                record.Add(value.ToString());
                value.Clear();
                if (c == ';') continue;
                yield return record;
                record = [];
            }
            else if (c != '\r') value.Append(c);
        }
    }

    private static CultureInfo DecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
