using Hub.Core.Partners;

namespace Hub.Formats.Dico;

/// <summary>What a message says happened.</summary>
/// <param name="Main">The status that decides.</param>
/// <param name="Joined">A detail told beside it, or null.</param>
/// <param name="Words">What StatusDescription says beside codes, or null.</param>
/// <param name="At">The element that the status was taken from.</param>
internal sealed record DicoSaid(DicoStatus Main, DicoStatus? Joined, string? Words, DicoElement At);

/// <summary>
/// Makes one status of what stands in Status, StatusDescription and on the lines.
/// <list type="bullet">
/// <item>The order's Status decides. Under OND and ONH the detail in StatusDescription is what happened: its code alone, or
/// its code followed by a space or hyphen and words. Without a detail, work stands still for a reason not given. Three
/// capitals alone that are no detail are an unknown code; anything else is words.</item>
/// <item>Under a status that goes together with a detail (ACC and AFH) both are told; under any other a detail contradicts it.</item>
/// <item>A Status on a line counts only where the order has none: then all lines must say the same. Under OND and ONH without
/// a detail, the lines may give it. A line that says anything else than the order contradicts it: the hub keeps one status
/// an order, and picking one would be a guess.</item>
/// </list>
/// </summary>
internal sealed class DicoStatusReading(DicoFields fields, Connection connection)
{
    /// <summary>The status, or null where a fault was noted.</summary>
    public DicoSaid? Read(DicoElement data, IReadOnlyList<DicoElement> lines)
    {
        var before = fields.Errors.Count;
        var header = fields.Value(data, DicoNames.Status);
        var main = header is null ? null : Known(header);
        var onLines = OnLines(lines);
        if (fields.Errors.Count > before) return null;

        var (detail, words) = Description(data, main);
        if (fields.Errors.Count > before) return null;
        if (main is null)
        {
            if (onLines is not { } lone)
            {
                fields.Fail(data.PlaceOf(DicoNames.Status), $"Status is required, on the order or on its lines: one of {DicoStatuses.Listed}.");
                return null;
            }
            return Join(lone.Status, lone.At, detail, data, words);
        }
        if (onLines is { } line && !SameThing(line.Status, main) && !SameThing(line.Status, detail))
        {
            if (main.Detail is not DicoDetailRule.Decides || detail is not null || !line.Status.IsDetail)
            {
                fields.Fail(line.At.Place, "The status of the order itself is expected, or none: the hub keeps one status an order.");
                return null;
            }
            detail = line.Status;
        }
        return Join(main, header!, detail, data, words);
    }

    private DicoSaid? Join(DicoStatus main, DicoElement at, DicoStatus? detail, DicoElement data, string? words)
    {
        if (detail is null || SameThing(detail, main)) return new DicoSaid(main, null, words, at);
        switch (main.Detail)
        {
            case DicoDetailRule.Decides:
                return new DicoSaid(detail, null, words, at);
            case DicoDetailRule.Joins:
                return new DicoSaid(main, detail, words, at);
            default:
                fields.Fail(data.All(DicoNames.StatusDescription).First().Place, "Words are expected: under this status a detail's code contradicts it.");
                return null;
        }
    }

    private DicoStatus? Known(DicoElement element)
    {
        var row = DicoStatuses.Find(connection.ToStandard("status", element.Text));
        if (row is { Understood: true }) return row;
        fields.Fail(element.Place, row is null
            ? $"One of {DicoStatuses.Listed} is expected."
            : $"A status with a known meaning is expected, and {row.Code} has none: one of {DicoStatuses.Listed}.");
        return null;
    }

    private (DicoStatus Status, DicoElement At)? OnLines(IReadOnlyList<DicoElement> lines)
    {
        (DicoStatus Status, DicoElement At)? first = null;
        foreach (var line in lines)
        {
            if (fields.Value(line, DicoNames.Status) is not { } element || Known(element) is not { } row) continue;
            if (first is null) first = (row, element);
            else if (!SameThing(first.Value.Status, row))
                fields.Fail(element.Place, "The status of the other lines is expected, or none: the hub keeps one status an order.");
        }
        return first;
    }

    private (DicoStatus? Detail, string? Words) Description(DicoElement data, DicoStatus? main)
    {
        if (fields.Value(data, DicoNames.StatusDescription) is not { } element) return default;
        var text = element.Text;
        var end = text.AsSpan().IndexOfAny(' ', '-');
        var code = end < 0 ? text : text[..end];
        if (DicoStatuses.Find(connection.ToStandard("status", code)) is { Understood: true } row && (row.IsDetail || row == main))
        {
            var words = text[code.Length..].Trim(' ', '-');
            return (row == main ? null : row, words.Length == 0 ? null : words);
        }
        if (main?.Detail is DicoDetailRule.Decides && text.Length == 3 && text.All(char.IsAsciiLetterUpper))
            fields.Fail(element.Place, $"Words are expected, or the code of a detail: one of {DicoStatuses.ListedDetails}.");
        return (null, text);
    }

    private static bool SameThing(DicoStatus one, DicoStatus? other) => one.Meaning == other?.Meaning;
}
