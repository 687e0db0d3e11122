using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>What a message reports.</summary>
/// <param name="Main">The status that decides.</param>
/// <param name="Joined">A detail reported beside it, or null.</param>
/// <param name="Words">The words of StatusDescription beside codes, or null.</param>
/// <param name="At">The element that the status was taken from.</param>
internal sealed record Incoming(Status Main, Status? Joined, string? Words, Element At);

/// <summary>
/// Makes one status of Status, StatusDescription and the lines.
/// <list type="bullet">
/// <item>The order's Status decides. Under OND and ONH the detail in StatusDescription is what happened: its code alone, or
/// its code followed by a space or hyphen and words. Without a detail, work is interrupted for a reason not given. Three
/// letters alone, in any case, that are no detail are an unknown code; anything else is words.</item>
/// <item>Under a status that goes together with a detail (ACC and AFH) both are reported; under any other a detail contradicts it.</item>
/// <item>A Status on a line counts only where the order has none: then all lines must have the same. Under OND and ONH without
/// a detail, the lines may give it. A line with another status than the order contradicts it: the hub keeps one status
/// an order, and picking one would be a guess.</item>
/// </list>
/// </summary>
internal sealed class StatusReader(Fields fields, Connection connection)
{
    /// <summary>The status, or null where an error was noted.</summary>
    public Incoming? Read(Element data, IReadOnlyList<Element> lines)
    {
        var before = fields.Errors.Count;
        var header = fields.Value(data, ElementNames.Status);
        var main = header is null ? null : Known(header);
        var onLines = OnLines(lines);
        if (fields.Errors.Count > before) return null;

        var (detail, words) = Description(data, main);
        if (fields.Errors.Count > before) return null;
        if (main is null)
        {
            if (onLines is not { } lone)
            {
                fields.Fail(data.PlaceOf(ElementNames.Status), $"Status is verplicht, op de order of op de regels: een van {StatusTable.Listed}.");
                return null;
            }
            return Join(lone.Status, lone.At, detail, data, words);
        }
        if (onLines is { } line && !SameThing(line.Status, main) && !SameThing(line.Status, detail))
        {
            if (main.Detail is not DetailRule.Decides || detail is not null || !line.Status.IsDetail)
            {
                fields.Fail(line.At.Place, "De status van de order zelf wordt verwacht, of geen: de hub houdt één status per order bij.");
                return null;
            }
            detail = line.Status;
        }
        return Join(main, header!, detail, data, words);
    }

    private Incoming? Join(Status main, Element at, Status? detail, Element data, string? words)
    {
        if (detail is null || SameThing(detail, main)) return new Incoming(main, null, words, at);
        switch (main.Detail)
        {
            case DetailRule.Decides:
                return new Incoming(detail, null, words, at);
            case DetailRule.Joins:
                return new Incoming(main, detail, words, at);
            default:
                fields.Fail(data.All(ElementNames.StatusDescription).First().Place, "Woorden worden verwacht: onder deze status spreekt de code van een detail hem tegen.");
                return null;
        }
    }

    private Status? Known(Element element)
    {
        var row = StatusTable.Find(connection.ToStandard("status", KeyText.Of(element.Text)));
        if (row is { Understood: true }) return row;
        fields.Fail(element.Place, row is null
            ? $"Een van {StatusTable.Listed} wordt verwacht."
            : $"Een status met een bekende betekenis wordt verwacht, en {row.Code} heeft er geen: een van {StatusTable.Listed}.");
        return null;
    }

    private (Status Status, Element At)? OnLines(IReadOnlyList<Element> lines)
    {
        (Status Status, Element At)? first = null;
        foreach (var line in lines)
        {
            if (fields.Value(line, ElementNames.Status) is not { } element || Known(element) is not { } row) continue;
            if (first is null) first = (row, element);
            else if (!SameThing(first.Value.Status, row))
                fields.Fail(element.Place, "De status van de andere regels wordt verwacht, of geen: de hub houdt één status per order bij.");
        }
        return first;
    }

    private (Status? Detail, string? Words) Description(Element data, Status? main)
    {
        if (fields.Text(data, ElementNames.StatusDescription) is not { } given) return default;
        var element = data.All(ElementNames.StatusDescription).First();
        var text = KeyText.Of(given);
        var end = text.AsSpan().IndexOfAny(' ', '-');
        var code = end < 0 ? text : text[..end];
        if (StatusTable.Find(connection.ToStandard("status", code)) is { Understood: true } row && (row.IsDetail || row == main))
        {
            var words = text[code.Length..].Trim(' ', '-');
            return (row == main ? null : row, words.Length == 0 ? null : words);
        }
        if (main?.Detail is DetailRule.Decides && text.Length == 3 && text.All(char.IsAsciiLetter))
            fields.Fail(element.Place, $"Woorden worden verwacht, of de code van een detail: een van {StatusTable.ListedDetails}.");
        return (null, text);
    }

    private static bool SameThing(Status one, Status? other) => one.Meaning == other?.Meaning;
}
