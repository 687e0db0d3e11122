using System.Text.Json.Nodes;
using Hub.PowerBi.Tests.Model;
using Hub.PowerBi.Tests.Report;
using Hub.PowerBi.Tests.Support;

namespace Hub.PowerBi.Tests;

/// <summary>The pages of the report, read from the checked-in files.</summary>
public sealed class Pages_of_the_report
{
    private static readonly IReadOnlyDictionary<string, JsonNode> Json = Files.Read()
        .Where(f => f.Key.Contains("/definition/pages/", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => JsonNode.Parse(f.Value)!);

    private static IEnumerable<(string Page, JsonNode Visual)> Visuals => Json.Where(f => f.Key.EndsWith("/visual.json", StringComparison.Ordinal))
        .Select(f => (f.Key.Split('/')[3], f.Value));

    [Fact]
    public void There_is_a_page_for_each_subject_one_about_an_order_and_a_tooltip()
    {
        var titles = Json.Where(f => f.Key.EndsWith("/page.json", StringComparison.Ordinal)).Select(f => (string)f.Value["displayName"]!).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "Overzicht", "Reparaties", "Mutaties", "Planning en afspraken", "Kosten en afkoop", "Kwaliteit", "Koppeling", "Order" },
            titles);
        Assert.Equal(["Drillthrough", "Tooltip"], Json.Values.Select(v => (string?)v["type"]).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Contains(Visuals, v => v.Page == Pages.Order && (string?)v.Visual["visual"]!["visualType"] == "actionButton");
    }

    [Fact]
    public void Every_visual_says_what_it_shows_to_who_does_not_see_it() => Assert.All(Visuals, v =>
    {
        var properties = v.Visual["visual"]!["visualContainerObjects"]!["general"]![0]!["properties"]!;
        Assert.InRange(((string)properties["altText"]!["expr"]!["Literal"]!["Value"]!).Length, 10, 500);
    });

    [Fact]
    public void The_tab_key_goes_through_a_page_from_top_to_bottom_and_no_two_visuals_overlap()
    {
        foreach (var page in Visuals.GroupBy(v => v.Page))
        {
            var places = page.Select(v => v.Visual["position"]!)
                .Select(p => ((int)p["tabOrder"]!, X: (int)p["x"]!, Y: (int)p["y"]!, W: (int)p["width"]!, H: (int)p["height"]!))
                .OrderBy(p => p.Item1).ToList();
            Assert.Equal(places.Count, places.Select(p => p.Item1).Distinct().Count());
            Assert.Equal(places.Select(p => p.Y), places.Select(p => p.Y).Order());
            var size = Json.Single(f => f.Key.EndsWith($"/{page.Key}/page.json", StringComparison.Ordinal)).Value;
            for (var i = 0; i < places.Count; i++)
            {
                var a = places[i];
                Assert.True(a.X >= 0 && a.X + a.W <= (int)size["width"]! && a.Y + a.H <= (int)size["height"]!, $"{page.Key} {a}");
                Assert.DoesNotContain(places.Skip(i + 1), b => a.X < b.X + b.W && b.X < a.X + a.W && a.Y < b.Y + b.H && b.Y < a.Y + a.H);
            }
        }
    }

    [Fact]
    public void Every_page_that_is_read_has_all_of_it_on_a_phone_in_the_same_order()
    {
        foreach (var page in Visuals.GroupBy(v => v.Page).Where(p => p.Key != Pages.Tooltip))
        {
            var phone = page.OrderBy(v => (int)v.Visual["position"]!["tabOrder"]!)
                .Select(v => Json[$"Ketenhub.Report/definition/pages/{page.Key}/visuals/{v.Visual["name"]}/mobile.json"]["position"]!).ToList();
            for (var i = 1; i < phone.Count; i++)
                Assert.True((int)phone[i]["y"]! >= (int)phone[i - 1]["y"]! + (int)phone[i - 1]["height"]!, page.Key);
            Assert.All(phone, p => Assert.InRange((int)p["width"]!, 1, 324));
        }
    }

    [Fact]
    public void Visuals_show_fields_that_the_model_has_and_charts_the_reports_own_tooltip()
    {
        var columns = TmdlReader.Tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}")).ToHashSet();
        var measures = TmdlReader.Tables.SelectMany(t => t.Measures.Select(m => $"{t.Name}.{m.Name}")).ToHashSet();
        var fields = Visuals.SelectMany(v => Descendants(v.Visual)).OfType<JsonObject>().Where(o => o["field"] is not null).ToList();
        Assert.InRange(fields.Count, 150, int.MaxValue);
        Assert.All(fields, f =>
        {
            var (kind, field) = f["field"]!.AsObject().Single();
            var name = $"{field!["Expression"]!["SourceRef"]!["Entity"]}.{field["Property"]}";
            Assert.Contains(name, kind == "Measure" ? measures : columns);
        });
        Assert.All(Visuals.Where(v => (string)v.Visual["visual"]!["visualType"]! is "lineChart" or "clusteredBarChart"),
            v => Assert.NotNull(v.Visual["visual"]!["visualContainerObjects"]!["visualTooltip"]));
    }

    [Fact]
    public void Text_and_its_background_differ_enough_to_be_read()
    {
        var theme = Theme.Custom();
        Assert.All(theme["dataColors"]!.AsArray().Append(theme["foreground"]!), color => Assert.InRange(Contrast((string)color!, "#FFFFFF"), 3.0, 21));
        Assert.InRange(Contrast((string)theme["foreground"]!, (string)theme["background"]!), 4.5, 21);
    }

    // WCAG 2.2, contrast ratio.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        double Part(int at)
        {
            var value = Convert.ToInt32(color[at..(at + 2)], 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        yield return node;
        var children = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        foreach (var child in children.OfType<JsonNode>().SelectMany(Descendants)) yield return child;
    }
}
