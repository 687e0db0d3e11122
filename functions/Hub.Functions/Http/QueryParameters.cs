using System.Globalization;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Calendar;
using Hub.Domain.Documents;
using Hub.Domain.Figures;
using Hub.Domain.Keys;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// Reads the query of a request, and collects what is wrong with it. A parameter that is absent is null; an empty one comes no further than
/// <see cref="QueryGuard"/>.
/// </summary>
internal sealed class QueryParameters(HttpRequest request)
{
    private readonly List<ReadError> _errors = [];

    /// <summary>The answer that names everything that is wrong; null where nothing is.</summary>
    public IResult? Refusal => _errors.Count == 0 ? null : request.Refuse(Fault.WrongQuery(_errors));

    /// <summary>A text.</summary>
    public string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A text that is a key, in the one form.</summary>
    public string? Key(string name) => KeyText.Given(Text(name));

    /// <summary>A free text of at most so many characters.</summary>
    public string? Text(string name, int most)
    {
        if (Text(name) is not { } text) return null;
        if (text.Length > most) Wrong(name, string.Create(CultureInfo.InvariantCulture, $"At most {most} characters."));
        else if (!FreeText.IsUsable(text)) Wrong(name, $"A {FreeText.Expected}.");
        return text;
    }

    /// <summary>A value of an enumeration, by its name in any case.</summary>
    public T? Choice<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<T>(text, ignoreCase: true);
        Wrong(name, $"One of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
        return null;
    }

    /// <summary>A value by its word in a table.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (Text(name) is not { } text) return null;
        if (words.TryGetValue(text, out var value)) return value;
        Wrong(name, $"One of {string.Join(", ", words.Keys)}.");
        return null;
    }

    /// <summary>Yes or no; no where it is absent.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (PlainValue.TryFlag(text, out var flag)) return flag;
        Wrong(name, "true or false.");
        return false;
    }

    /// <summary><c>cursor</c>: where the store goes on in this list.</summary>
    public string? Cursor(PageCursors cursors, string list)
    {
        if (Text("cursor") is not { } text) return null;
        if (cursors.Position(list, text) is { } position) return position;
        Wrong("cursor", "The cursor of a page of this list, whole and as the hub gave it; none for the first page.");
        return null;
    }

    /// <summary><c>limit</c>: how many rows, 1 to <paramref name="most"/>.</summary>
    public int Limit(int otherwise, int most) => Whole("limit", 1, most) ?? otherwise;

    /// <summary>A whole number.</summary>
    public int? Whole(string name, int least, int most)
    {
        if (Text(name) is not { } text) return null;
        if (PlainValue.TryWhole(text, out int number) && number >= least && number <= most) return number;
        Wrong(name, most == int.MaxValue ? $"A whole number from {least}." : $"A whole number from {least} to {most}.");
        return null;
    }

    /// <summary>An amount in EUR, with a point and at most two decimals.</summary>
    public decimal? Amount(string name)
    {
        if (Text(name) is not { } text) return null;
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < Limits.AmountBelow
            && decimal.Round(amount, 2) == amount)
        {
            return amount;
        }
        Wrong(name, "An amount in EUR with at most two decimals, such as 12.50.");
        return null;
    }

    /// <summary>A moment; a day is its beginning in UTC.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        // In a query a plus sign that is not encoded stands for a space.
        if (Rfc3339.TryRead(text.Replace(' ', '+'), out var at)) return at;
        Wrong(name, "A date, or a time with an offset, such as 2026-01-31 or 2026-01-31T09:00:00Z.");
        return null;
    }

    /// <summary>A calendar month, such as 2026-01.</summary>
    public YearMonth? Month(string name)
    {
        if (Text(name) is not { } text) return null;
        if (YearMonth.TryParse(text, out var month) && month.Year is > 2000 and < 2200) return month;
        Wrong(name, "A month, such as 2026-01.");
        return null;
    }

    /// <summary>Notes that a parameter is wrong, and what is expected of it.</summary>
    public void Wrong(string name, string expected) => _errors.Add(new ReadError($"?{name}", expected));
}
