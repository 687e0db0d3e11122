using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Pages;
using Hub.Formats.Reports;

namespace Hub.Formats.Tests.Reports;

/// <summary>A quarterly report as people read it: a page that needs nothing else, and whose texts are texts.</summary>
public sealed partial class Pages_of_reports
{
    private static string Page(QuarterReport report) => Encoding.UTF8.GetString(new ReportPage().Write(report).Span);

    // What a person reads: without marks, the spaces between words one each.
    private static string Read(string page) =>
        Spaces().Replace(WebUtility.HtmlDecode(Marks().Replace(page[page.IndexOf("<body>", StringComparison.Ordinal)..], " ")), " ");

    [Fact]
    public void Names_and_numbers_of_partners_are_text_and_never_marks()
    {
        const string name = "<script>alert(1)</script> & \"Zonen\" </style>";
        var report = SampleReport.Of(name);
        var page = Page(report with { Areas = [.. report.Areas.Select(a => a with { Area = "<img src=x>" })], Corporation = "<b>" });
        foreach (var mark in (string[])["<script", "<img", "<b>"]) Assert.DoesNotContain(mark, page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, page.Split("</style>").Length);
        Assert.Contains(name, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_browser_uses_nothing_but_the_style_that_stands_in_it()
    {
        var bytes = new ReportPage().Write(SampleReport.Of());
        var page = Encoding.UTF8.GetString(bytes.Span);
        var style = page.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy = $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'";
        Assert.Equal(policy, ReportPage.PolicyOf(bytes.Span));
        Assert.Contains(policy, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href|url)[=(]", page);
        // One of an earlier version has another style, and one that is none has no style at all.
        Assert.NotEqual(policy, ReportPage.PolicyOf(Encoding.UTF8.GetBytes(page.Replace("#1f6f6b", "#000", StringComparison.Ordinal))));
        Assert.Contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", ReportPage.PolicyOf("</style><style>"u8), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_it_is_of_when_it_was_made_and_by_which_version()
    {
        var text = Read(Page(SampleReport.Of()));
        foreach (var said in (string[])[
            "Constructif Onderhoud B.V.", "3e kwartaal 2026: 1 juli 2026 tot en met 30 september 2026",
            // 23:00:12 UTC, and winter since 25 October.
            "31 oktober 2026 om 00:00 uur, door Ketenhub 1.4.0+6b1c0de", "2: de cijfers zijn na een eerdere versie verbeterd",
            "RO-2026-1, versie 3 van 11 mei 2026, geldig van 15 augustus 2026 tot en met 20 september 2026; een cijfer rust op minimaal 5",
            "Score 0,58 op contract RO-2026-1, rust op 3 van de 6 gewichten. Advies: geen bonus of malus.",
            "Score, gewogen gemiddelde, rust op 3 van de 6 gewichten 0,58", "vanaf 0: −€ 2.500; vanaf 0,5: € 0; vanaf 0,8: € 11.850,50",
            "Rapportcijfer nog niet gemeten 0 7,5"])
        {
            Assert.Contains(said, text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_figure_stands_in_it_with_its_definition_and_none_that_is_of_now()
    {
        var text = Read(Page(SampleReport.Of()));
        foreach (var definition in Kpis.Definitions.Where(d => !d.IsOfNow))
        {
            // The number's row begins with the name over its explanation.
            var row = definition.Main.Name.StartsWith(definition.Name, StringComparison.Ordinal) ? definition.Main.Name : $"{definition.Name}: ";
            Assert.All((string[])[row, definition.Explanation, definition.Formula], s => Assert.Contains(s, text, StringComparison.Ordinal));
        }
        foreach (var definition in Kpis.Definitions.Where(d => d.IsOfNow)) Assert.DoesNotContain(definition.Formula, text, StringComparison.Ordinal);
        Assert.Contains("Koppeling: in één keer afgeleverd", text, StringComparison.Ordinal);
        Assert.Contains("Niet in dit rapport, want een stand van nu: nu geparkeerd.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nu geparkeerd", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_are_no_figure_and_nothing_is_said_to_be_nothing()
    {
        var report = SampleReport.Of();
        var few = report.Figures[5];
        Assert.Equal(NoValue.TooFew, few.Own.Values[0].Missing);
        Assert.Contains($"{few.Own.Definition.Main.Name} te weinig gegevens 4", Read(Page(report)), StringComparison.Ordinal);
        var fewer = Read(Page(report with { Figures = [.. report.Figures.Skip(1)], Scorecards = [], Areas = [] }));
        Assert.Contains("Geen gegevens in dit kwartaal: Respons op tijd.", fewer, StringComparison.Ordinal);
        Assert.DoesNotContain("Scorecard", fewer, StringComparison.Ordinal);
        Assert.DoesNotContain("Per gebied", fewer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_well_formed_and_its_tables_can_be_read_aloud()
    {
        var page = Page(SampleReport.Of());
        // The elements that HTML leaves open are closed for the parser of XML.
        var body = XElement.Parse($"<main>{page.Split("<main>")[1].Split("</main>")[0]}</main>");
        Assert.Contains("<html lang=\"nl\">", page, StringComparison.Ordinal);
        Assert.All(body.Descendants("th"), h => Assert.Contains((string?)h.Attribute("scope"), (string?[])["col", "row"]));
        Assert.All(body.Descendants("table"), t => Assert.NotEmpty(t.Element("caption")!.Value));
        Assert.All(body.Descendants("svg"), s => Assert.NotEmpty((string)s.Attribute("aria-label")!));
        foreach (var table in body.Descendants("table"))
        {
            var columns = table.Element("thead")!.Descendants("th").Count();
            Assert.All(table.Descendants("tr"), r => Assert.Equal(columns, r.Elements().Sum(c => (int?)c.Attribute("colspan") ?? 1)));
        }
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() =>
        Assert.Equal(new ReportPage().Write(SampleReport.Of()).ToArray(), new ReportPage().Write(SampleReport.Of()).ToArray());

    [Fact]
    public void A_line_has_a_gap_where_a_quarter_has_no_value_and_shows_the_target()
    {
        // Four quarters 32 apart, from 4 on; 0.8 lies at the bottom, 0.9 at the top.
        var line = XElement.Parse(TrendLine.Of([0.8m, 0.9m, null, 0.85m], SampleReport.Quarter, KpiUnit.Share, 0.9m).Text);
        Assert.Equal("4,22 36,4", (string)Assert.Single(line.Elements("polyline")).Attribute("points")!);
        Assert.Equal(("100", "13"), ((string)line.Element("circle")!.Attribute("cx")!, (string)line.Element("circle")!.Attribute("cy")!));
        Assert.Equal("4", (string)line.Element("line")!.Attribute("y1")!);
        Assert.Equal(
            "4e kwartaal 2025: 80 %, 1e kwartaal 2026: 90 %, 3e kwartaal 2026: 85 %", ((string)line.Attribute("aria-label")!).Replace('\u00a0', ' '));
        Assert.Equal(new Html(""), TrendLine.Of([null, 0.9m], SampleReport.Quarter, KpiUnit.Share, 0.9m));
        Assert.Contains("4,13 100,13", TrendLine.Of([5, 5], SampleReport.Quarter, KpiUnit.Number, null).Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();

    // All but the one that keeps a number and its unit together.
    [GeneratedRegex("[ \\n]+")]
    private static partial Regex Spaces();
}
