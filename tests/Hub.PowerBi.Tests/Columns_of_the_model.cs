using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.PowerBi.Tests.Model;
using Hub.PowerBi.Tests.Support;

namespace Hub.PowerBi.Tests;

/// <summary>The column data, the feeds, the README files and the model: one set of columns.</summary>
public sealed class Columns_of_the_model
{
    public static TheoryData<string> FeedNames => [.. Feeds.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(FeedNames))]
    public void Every_column_of_a_feed_is_in_the_model_with_its_type_and_meaning_and_no_other_is(string name)
    {
        var feed = Feeds.All.Single(f => f.Name == name);
        var table = TmdlReader.Tables.Single(t => t.Name == FactTables.ByFeed[name].Name);
        var bySource = table.Columns.ToDictionary(c => c.Properties["sourceColumn"]);
        foreach (var column in feed.Described)
        {
            var there = bySource[column.Name];
            Assert.Equal(TypeOf(column.Type), there.Properties["dataType"]);
            Assert.StartsWith(column.Meaning, there.Description, StringComparison.Ordinal);
            Assert.StartsWith(column.Caption, there.Name, StringComparison.Ordinal);
            if (column.Unit is not null) Assert.Contains(column.Unit, there.Description, StringComparison.Ordinal);
        }
        // What the feed does not have is a label or a day of what it has, or made in the model.
        var known = feed.Described.Select(c => c.Name).Concat(FactTables.Made.Keys).ToHashSet();
        Assert.All(bySource.Keys, source => Assert.True(
            known.Contains(source)
                || (source.EndsWith("Label", StringComparison.Ordinal) && feed.Described.Any(c => c.Labels is not null && $"{c.Name}Label" == source))
                || (source.EndsWith("Day", StringComparison.Ordinal) && known.Contains(source[..^3])), source));
        // The query asks for each of them by name, and for no other.
        Assert.Contains(
            $"Table.SelectColumns(Rijen, {{{string.Join(", ", feed.Described.Select(c => $"\"{c.Name}\""))}}})",
            table.Partition.Expression, StringComparison.Ordinal);
        Assert.Contains($"Feed(\"{name}\",", table.Partition.Expression, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_feed_is_one_table_and_both_guides_name_it()
    {
        Assert.Equal(Feeds.All.Select(f => f.Name).Order(StringComparer.Ordinal), FactTables.ByFeed.Keys.Order(StringComparer.Ordinal));
        var (hub, guide) = (File.ReadAllText(Path.Combine(Files.Root, "README.md")), File.ReadAllText(Path.Combine(Files.Folder, "README.md")));
        var figures = hub[hub.IndexOf("\n## Figures\n", StringComparison.Ordinal)..].Split("\n## ")[1];
        Assert.All(FactTables.ByFeed.Keys, feed => Assert.Matches($@"\b{feed}\b", figures));
        Assert.All(FactTables.ByFeed, feed => Assert.Contains($"| {feed.Value.Name} | `{feed.Key}` |", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void What_values_are_called_is_what_the_hub_calls_them()
    {
        foreach (var feed in Feeds.All)
        {
            var query = TmdlReader.Tables.Single(t => t.Name == FactTables.ByFeed[feed.Name].Name).Partition.Expression;
            foreach (var column in feed.Described.Where(c => c.Labels is not null && query.Contains($"{{\"{c.Name}\", [", StringComparison.Ordinal)))
                Assert.Contains(
                    $"{{\"{column.Name}\", [{string.Join(", ", column.Labels!.Select(l => $"{l.Key} = \"{l.Value}\""))}]}}", query, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_figure_stands_in_the_model_as_the_hub_explains_it()
    {
        var measures = TmdlReader.Tables.SelectMany(t => t.Measures).ToDictionary(m => m.Name);
        var english = TmdlReader.File("cultures/en-GB.tmdl");
        foreach (var definition in Kpis.Definitions)
            foreach (var measure in definition.Measures)
            {
                var there = measures[measure.Name];
                Assert.Equal([definition.Explanation, definition.Formula, $"Telt in: {definition.CountsIn}"], there.Description.Split('\n'));
                Assert.Contains($"description: {definition.FormulaInEnglish}", english, StringComparison.Ordinal);
                if (measure.Unit is KpiUnit.Share) Assert.Contains('%', there.Properties["formatString"]);
                if (measure.Unit is KpiUnit.Euro) Assert.Contains('€', there.Properties["formatString"]);
            }
    }

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text => "string",
        ColumnType.Integer => "int64",
        ColumnType.Money => "decimal",
        ColumnType.Decimal or ColumnType.Hours or ColumnType.Days => "double",
        ColumnType.Moment or ColumnType.Date => "dateTime",
        _ => "boolean",
    };
}
