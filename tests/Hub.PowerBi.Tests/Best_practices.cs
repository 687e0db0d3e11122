using System.Text.RegularExpressions;
using Hub.Application.Figures;
using Hub.PowerBi.Tests.Model;
using Hub.PowerBi.Tests.Support;

namespace Hub.PowerBi.Tests;

/// <summary>Microsoft's rules of good models, and what keeps data and keys where they belong. Read from the checked-in files.</summary>
public sealed partial class Best_practices
{
    private static readonly IReadOnlyList<TmdlTable> Tables = TmdlReader.Tables;

    private static IEnumerable<(string Where, string Dax)> Formulas() =>
    [
        .. Tables.SelectMany(t => t.Measures.Select(m => (m.Name, m.Expression))),
        .. Tables.Where(t => t.Text.Contains(" = calculated\n", StringComparison.Ordinal)).Select(t => (t.Name, t.Partition.Expression)),
        .. Roles.Permissions.Select(p => (p.Table.Name, p.Dax)),
    ];

    [Fact]
    public void The_table_of_days_is_marked_as_one()
    {
        var days = Tables.Single(t => t.Properties.GetValueOrDefault("dataCategory") == "Time");
        var key = days.Columns.Single(c => c.Flags.Contains("isKey"));
        Assert.Equal(("Datum", "Datum", "dateTime"), (days.Name, key.Name, key.Properties["dataType"]));
    }

    [Fact]
    public void Ratios_are_divided_by_DIVIDE() => Assert.All(Formulas(), f => Assert.DoesNotContain(" / ", f.Dax, StringComparison.Ordinal));

    [Fact]
    public void Filters_go_one_way_by_one_active_relationship_between_two_tables()
    {
        var text = TmdlReader.File("relationships.tmdl");
        Assert.DoesNotContain("crossFilteringBehavior", text, StringComparison.Ordinal);
        Assert.DoesNotContain("isActive", text, StringComparison.Ordinal);
        Assert.All(Formulas(), f => Assert.DoesNotContain("USERELATIONSHIP", f.Dax, StringComparison.Ordinal));
        Assert.Equal(Relationships.All.Count, Relationships.All.Select(r => (r.From.Name, r.To.Name)).Distinct().Count());
        // More than one way from a dimension to a table would be refused as ambiguous.
        Assert.All(Relationships.All, r => Assert.Equal(1, Ways(r.To, r.From)));
        Assert.All(Relationships.All, r => Assert.Equal(r.FromColumn.Type, r.ToColumn.Type));
        Assert.All(Relationships.All, r => Assert.True(r.ToColumn.IsKey || r.To == FactTables.Orders));
    }

    [Fact]
    public void Keys_are_hidden_and_what_is_hidden_is_needed()
    {
        Assert.All(Relationships.All, r => Assert.True(r.FromColumn.IsHidden, $"{r.From.Name} {r.FromColumn.Name}"));
        var used = string.Join('\n', Formulas().Select(f => f.Dax));
        foreach (var table in ModelFiles.Tables)
            foreach (var column in table.Columns.Where(c => c is { IsHidden: true, OfFeed: null } && table != Measures.Table))
                Assert.True(
                    used.Contains(DaxText.Column(table.Name, column.Name), StringComparison.Ordinal) || table.Columns.Any(c => c.SortedBy == column.Name)
                        || Relationships.All.Any(r => r.FromColumn == column || r.ToColumn == column) || FactTables.Made.ContainsKey(column.Source),
                    $"{table.Name} {column.Name} is hidden, and nothing needs it");
    }

    [Fact]
    public void Everything_is_described_and_every_measure_has_a_format_and_a_folder()
    {
        Assert.All(Tables, t => Assert.NotEmpty(t.Description));
        Assert.All(Tables.SelectMany(t => t.Columns), c => Assert.NotEmpty(c.Description));
        Assert.All(Tables.SelectMany(t => t.Measures), m =>
        {
            Assert.NotEmpty(m.Description);
            Assert.NotEmpty(m.Properties["formatString"]);
            Assert.NotEmpty(m.Properties["displayFolder"]);
        });
        Assert.All(Tables.SelectMany(t => t.Columns), c => Assert.Equal("none", c.Properties["summarizeBy"]));
        Assert.All(Tables.SelectMany(t => t.Columns).Where(c => c.Properties["dataType"] is "dateTime" or "double" or "decimal" or "int64"),
            c => Assert.NotEmpty(c.Properties["formatString"]));
    }

    [GeneratedRegex(@"'((?:[^']|'')+)'\[([^\]]+)\]|(?<![\w'\]])\[([^\]]+)\]")]
    private static partial Regex Names();

    [Fact]
    public void Formulas_name_columns_and_measures_that_there_are()
    {
        var columns = Tables.SelectMany(t => t.Columns.Select(c => (t.Name, c.Name))).ToHashSet();
        var measures = Tables.SelectMany(t => t.Measures).Select(m => m.Name).ToHashSet();
        foreach (var (where, dax) in Formulas())
            foreach (Match name in Names().Matches(dax))
                Assert.True(
                    name.Groups[1].Success ? columns.Contains((name.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal), name.Groups[2].Value))
                        : measures.Contains(name.Groups[3].Value)
                            || dax.Contains($"\"{name.Groups[3].Value}\"", StringComparison.Ordinal) || name.Groups[3].Value == "Value",
                    $"{where}: {name.Value}");
    }

    [GeneratedRegex("""'([^']+)'\[([^\]]+)\] (?:= ("[^"]*")|IN \{ ([^}]*) \})""")]
    private static partial Regex Compared();

    [Fact]
    public void Values_that_are_compared_are_values_that_the_feed_has()
    {
        var checkedColumns = 0;
        foreach (var (where, dax) in Formulas())
            foreach (Match compared in Compared().Matches(dax))
            {
                if (FactTables.ByFeed.FirstOrDefault(f => f.Value.Name == compared.Groups[1].Value) is not { Value: { } table, Key: var feed }) continue;
                var column = table.Columns.Single(c => c.Name == compared.Groups[2].Value);
                var labels = Feeds.All.Single(f => f.Name == feed).Described.Single(c => c.Name == column.OfFeed).Labels;
                if (labels is null) continue;
                checkedColumns++;
                Assert.All(
                    $"{compared.Groups[3].Value}{compared.Groups[4].Value}".Split(", "),
                    value => Assert.True(labels.ContainsKey(value.Trim('"')), $"{where}: {value}"));
            }
        Assert.InRange(checkedColumns, 50, int.MaxValue);
    }

    [Fact]
    public void The_role_of_contractors_filters_every_table_that_knows_a_contractor()
    {
        var permitted = Roles.Permissions.Select(p => p.Table).ToList();
        Assert.All(
            ModelFiles.Tables.Where(t => t.Columns.Any(c => c.OfFeed is "contractorId" or "partnerId" || c.Name == "Aannemer-id")),
            t => Assert.Contains(t, permitted));
        var role = TmdlReader.File("roles/Aannemer.tmdl");
        Assert.Contains("modelPermission: read\n", role, StringComparison.Ordinal);
        // A list and not a value: a person without a contractor has none, and would otherwise see what has none either.
        Assert.All(Roles.Permissions.Where(p => p.Table != Dimensions.Viewers), p => Assert.Contains(" IN SELECTCOLUMNS (", p.Dax, StringComparison.Ordinal));
        Assert.All(Roles.Permissions, p => Assert.Contains($"tablePermission {Tmdl.Name(p.Table.Name)} = {p.Dax}\n", role, StringComparison.Ordinal));
        // What a contractor was given without a contract is its own too.
        Assert.Contains($"|| {TermTables.Contracts.Reference("contractNumber")} = \"{TermTables.Without}\"", role, StringComparison.Ordinal);
        // A step of an order that another contractor has now stays with the one who did it: nothing but its own columns may hide it.
        Assert.DoesNotContain(Relationships.All, r => r.To == FactTables.Orders && r.From != FactTables.Photos);
    }

    [Fact]
    public void Facts_are_refreshed_by_range_over_fifteen_months_or_more_and_only_where_they_changed()
    {
        string[] incremental = ["Order", "Afspraak", "Stap", "Foto", "Aflevering"];
        Assert.Equal(
            incremental.Order(StringComparer.Ordinal), Tables.Where(t => t.Text.Contains("\trefreshPolicy\n", StringComparison.Ordinal)).Select(t => t.Name));
        foreach (var table in Tables.Where(t => incremental.Contains(t.Name)))
        {
            Assert.Contains("\t\tincrementalGranularity: month\n", table.Text, StringComparison.Ordinal);
            var months = Regex.Match(table.Text, @"incrementalPeriods: (\d+)").Groups[1].Value;
            Assert.InRange(int.Parse(months, System.Globalization.CultureInfo.InvariantCulture), 15, 60);
            Assert.Contains("\t\tpollingExpression =", table.Text, StringComparison.Ordinal);
            // Policy and partition read the same, with the range in the request.
            Assert.Equal(3, Regex.Count(table.Text, Regex.Escape("[from = Tijdstip(RangeStart), to = Tijdstip(RangeEnd)]")));
        }
    }

    [Fact]
    public void No_key_stands_in_a_query_and_the_address_is_one_parameter()
    {
        var files = Files.Read();
        Assert.All(files, f =>
        {
            Assert.DoesNotContain("khr_", f.Value, StringComparison.Ordinal);
            Assert.DoesNotMatch("(?i)x-api-key|ApiKeyName|Authorization|Headers *=", f.Value);
        });
        var calls = files.SelectMany(f => Regex.Matches(f.Value, @"Web\.\w+\([^,]*")).Select(m => m.Value).ToList();
        Assert.Equal(["Web.Contents(HubUrl"], calls);
    }

    private static int Ways(ModelTable from, ModelTable to) =>
        from == to ? 1 : Relationships.All.Where(r => r.To == from).Sum(r => Ways(r.From, to));
}
