using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>A table of the model that is a feed of the hub: every column of the feed, and what the model adds.</summary>
internal static class FeedTable
{
    // Keys by which a table belongs to a dimension. Authors use the dimension's own column.
    private static readonly HashSet<string> Keys =
        ["orderId", "contractorId", "contractNumber", "area", "complex", "dwellingType", "urgency", "orderKind", "partnerId", "kpi"];

    /// <summary>Builds the table.</summary>
    /// <param name="name">Its name, in Dutch.</param>
    /// <param name="english">Its caption in English.</param>
    /// <param name="description">What a row is.</param>
    /// <param name="feed">The feed's name in its route.</param>
    /// <param name="columns">The feed's columns.</param>
    /// <param name="days">The columns of moments whose days the model needs, for the table of days.</param>
    /// <param name="range">The query of the request, in M.</param>
    /// <param name="keys">More columns that are keys here.</param>
    /// <param name="made">Columns that M makes of others: each with its expression over a row.</param>
    /// <param name="where">Which rows are kept, in M; null for all.</param>
    /// <param name="more">Rows that the model has beside those of the feed, in M; null for none.</param>
    public static ModelTable Of(
        string name, string english, string description, string feed, IReadOnlyList<FeedColumn> columns, IReadOnlyList<string> days, string range,
        IReadOnlyList<string>? keys = null, IReadOnlyList<MadeColumn>? made = null, string? where = null, string? more = null)
    {
        bool IsKey(FeedColumn c) => Keys.Contains(c.Name) || keys?.Contains(c.Name) is true;
        var labelled = columns.Where(c => c.Labels is not null && !IsKey(c)).ToList();
        return new ModelTable(
            name, english, description,
            [
                .. columns.SelectMany(c => labelled.Contains(c) ? (ModelColumn[])[Label(c), Plain(c, $"{c.Caption} (code)", isHidden: true)]
                    : [Plain(c, c.Caption, IsKey(c))]),
                .. (made ?? []).Select(m => m.Column),
                .. days.Select(d => Day(d, columns.FirstOrDefault(c => c.Name == d)?.Caption ?? made!.Single(m => m.Column.Source == d).Column.Name)),
            ],
            new TableSource(IsDax: false, Query(feed, range, columns, labelled, made ?? [], days, where, more)));
    }

    private static ModelColumn Plain(FeedColumn c, string name, bool isHidden) => new(name, c.Name, TypeOf(c.Type), EnglishCaption.Of(c.Name), DescriptionOf(c))
    {
        Format = FormatOf(c.Type), IsHidden = isHidden, OfFeed = c.Name,
    };

    private static ModelColumn Label(FeedColumn c) =>
        new(c.Caption, $"{c.Name}Label", "string", $"{EnglishCaption.Of(c.Name)} (Dutch)", DescriptionOf(c));

    private static ModelColumn Day(string source, string caption) =>
        new($"{caption} (dag)", $"{source}Day", "dateTime", $"{EnglishCaption.Of(source)} (day)", $"De dag van '{caption}', voor de tabel Datum.")
        {
            Format = FormatOf(ColumnType.Date), IsHidden = true,
        };

    private static string DescriptionOf(FeedColumn c) => c.Unit is null ? c.Meaning : $"{c.Meaning} In {c.Unit}.";

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text => "string",
        ColumnType.Integer => "int64",
        ColumnType.Money => "decimal",
        ColumnType.Decimal or ColumnType.Hours or ColumnType.Days => "double",
        ColumnType.Moment or ColumnType.Date => "dateTime",
        _ => "boolean",
    };

    private static string? FormatOf(ColumnType type) => type switch
    {
        ColumnType.Integer => "#,0",
        ColumnType.Money => Formats.Euro,
        ColumnType.Decimal or ColumnType.Hours or ColumnType.Days => "#,0.##",
        ColumnType.Moment => "dd-mm-yyyy hh:nn",
        ColumnType.Date => "dd-mm-yyyy",
        _ => null,
    };

    private static string Query(
        string feed, string range, IReadOnlyList<FeedColumn> columns, List<FeedColumn> labelled, IReadOnlyList<MadeColumn> made, IReadOnlyList<string> days,
        string? where, string? more)
    {
        var steps = new List<string> { $"Rijen = Feed(\"{feed}\", {range})" };
        // A column that the hub adds later is not read; one that is missing stops the refresh.
        var types = columns.Select(c => $"        {{\"{c.Name}\", {ReadBy(c.Type)}}}");
        steps.Add($"Gekend = Table.SelectColumns(Rijen, {{{Quoted(columns.Select(c => c.Name))}}})");
        steps.Add($"Gelezen = Table.TransformColumns(Gekend, {{\n{string.Join(",\n", types)}\n    }})");
        var last = "Gelezen";
        if (where is not null)
        {
            steps.Add($"Gekozen = Table.SelectRows(Gelezen, each {where})");
            last = "Gekozen";
        }
        if (more is not null)
        {
            steps.Add($"Aangevuld = Table.Combine({{{last}, {more}}})");
            last = "Aangevuld";
        }
        foreach (var column in made)
        {
            var step = $"Met_{column.Column.Source}";
            steps.Add($"{step} = Table.AddColumn({last}, \"{column.Column.Source}\", each {column.M}, {column.MType})");
            last = step;
        }
        if (labelled.Count > 0)
        {
            var labels = labelled.Select(c => $"        {{\"{c.Name}\", [{string.Join(", ", c.Labels!.Select(l => $"{l.Key} = \"{l.Value}\""))}]}}");
            steps.Add($"Benoemd = MetLabels({last}, {{\n{string.Join(",\n", labels)}\n    }})");
            last = "Benoemd";
        }
        if (days.Count > 0)
        {
            steps.Add($"Gedateerd = MetDagen({last}, {{{Quoted(days)}}})");
            last = "Gedateerd";
        }
        return $"let\n    {string.Join(",\n    ", steps)}\nin\n    {last}";
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"\"{n}\""));

    private static string ReadBy(ColumnType type) => type switch
    {
        ColumnType.Text => "Tekst, type nullable text",
        ColumnType.Integer => "Geheel, Int64.Type",
        ColumnType.Money => "Getal, Currency.Type",
        ColumnType.Decimal or ColumnType.Hours or ColumnType.Days => "Getal, type nullable number",
        ColumnType.Moment => "Moment, type nullable datetime",
        ColumnType.Date => "Dag, type nullable date",
        _ => "JaNee, type nullable logical",
    };
}

/// <summary>A column that M makes of others of its row.</summary>
/// <param name="Column">The column.</param>
/// <param name="M">The expression over a row.</param>
/// <param name="MType">Its type in M.</param>
/// <param name="Twin">Of a moment the same over a row of the feed; null for others.</param>
internal sealed record MadeColumn(ModelColumn Column, string M, string MType, Func<Twins.FeedRow, DateTime?>? Twin = null);

/// <summary>How numbers are shown.</summary>
internal static class Formats
{
    public const string Share = "0.0 %;-0.0 %;0.0 %";
    public const string Euro = "€ #,0.00;-€ #,0.00";
    public const string Verdict = "\"Haalt de norm\";;\"Haalt de norm niet\"";
    public const string Trend = "\"Beter\";\"Slechter\";\"Gelijk\"";
    public const string Tenths = "#,0.0";
    public const string Hundredths = "#,0.00";
    public const string Whole = "#,0";
}
