using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>A column of the model.</summary>
/// <param name="Name">Its name, in Dutch.</param>
/// <param name="Source">Its name in the query, or of a calculated table in that.</param>
/// <param name="Type">Its TMDL type: string, int64, double, decimal, dateTime or boolean.</param>
/// <param name="English">Its caption in English.</param>
/// <param name="Description">What it means, in Dutch.</param>
internal sealed record ModelColumn(string Name, string Source, string Type, string English, string Description)
{
    /// <summary>How its values are shown; null as they are.</summary>
    public string? Format { get; init; }

    /// <summary>True where report authors do not see it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>True where no two rows have the same.</summary>
    public bool IsKey { get; init; }

    /// <summary>The column by which it is sorted.</summary>
    public string? SortedBy { get; init; }

    /// <summary>The column of the feed that it is; null where the model makes it.</summary>
    public string? OfFeed { get; init; }
}

/// <summary>A table of the model.</summary>
/// <param name="Name">Its name, in Dutch.</param>
/// <param name="English">Its caption in English.</param>
/// <param name="Description">What a row is, in Dutch.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Source">Where its rows come from.</param>
internal sealed record ModelTable(string Name, string English, string Description, IReadOnlyList<ModelColumn> Columns, TableSource Source)
{
    /// <summary>True where report authors do not see it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>True for the table of days.</summary>
    public bool IsOfDays { get; init; }

    /// <summary>Levels of its hierarchy, from the highest on; none where it has none.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>The measures that it holds.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>The DAX name of a column, by its name in the feed.</summary>
    public string Reference(string ofFeed) => DaxText.Column(Name, ColumnOf(ofFeed).Name);

    /// <summary>The column of a name in the feed, or in the query where the model makes it.</summary>
    public ModelColumn ColumnOf(string ofFeed) => Columns.FirstOrDefault(c => c.OfFeed == ofFeed) ?? Columns.First(c => c.Source == ofFeed);
}

/// <summary>Where the rows of a table come from: an expression of Power Query (M), or one of DAX over other tables.</summary>
/// <param name="IsDax">True for DAX.</param>
/// <param name="Text">The expression.</param>
internal sealed record TableSource(bool IsDax, string Text)
{
    /// <summary>An expression of M that finds out whether rows between RangeStart and RangeEnd changed; null where all rows are read each time.</summary>
    public string? Polling { get; init; }
}

/// <summary>A measure of the model.</summary>
/// <param name="Name">Its name, in Dutch, unique in the model.</param>
/// <param name="Dax">Its formula.</param>
/// <param name="Format">How its value is shown.</param>
/// <param name="Folder">In which display folder it stands.</param>
/// <param name="Description">What it tells, in Dutch.</param>
/// <param name="English">Its caption in English.</param>
/// <param name="EnglishDescription">What it tells, in English; null where that is not written.</param>
internal sealed record Measure(string Name, string Dax, string Format, string Folder, string Description, string English, string? EnglishDescription = null)
{
    /// <summary>True where only other measures use it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>English captions from names of the code: <c>completedAt</c> is <c>Completed at</c>.</summary>
internal static class EnglishCaption
{
    /// <summary>The caption of a name in camel case; a point becomes a comma.</summary>
    public static string Of(string name)
    {
        var words = string.Concat(name.Select((c, i) => c switch
        {
            '.' => ", ",
            _ when char.IsUpper(c) && i > 0 => $" {char.ToLowerInvariant(c)}",
            _ when char.IsDigit(c) && i > 0 && char.IsLetter(name[i - 1]) && char.IsLower(name[i - 1]) => $" {c}",
            _ => c.ToString(),
        }));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}

/// <summary>A column of a feed as the model needs it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Caption">Its caption in Dutch.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unit">Its unit in Dutch.</param>
/// <param name="Meaning">What it means, in Dutch.</param>
/// <param name="Labels">What its values are called, where they are few.</param>
internal sealed record FeedColumn(
    string Name, string Caption, ColumnType Type, string? Unit, string Meaning, IReadOnlyDictionary<string, string>? Labels)
{
    /// <summary>The columns of a feed.</summary>
    public static IReadOnlyList<FeedColumn> Of<TRow>(IReadOnlyList<Column<TRow>> columns) =>
        [.. columns.Select(c => new FeedColumn(c.Name, c.Caption, c.Type, c.Unit, c.Meaning, c.Labels))];
}
