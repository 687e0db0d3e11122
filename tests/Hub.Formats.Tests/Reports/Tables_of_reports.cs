using System.Text;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Reports;

namespace Hub.Formats.Tests.Reports;

/// <summary>The numbers of a quarterly report as a spreadsheet opens them.</summary>
public sealed class Tables_of_reports
{
    private static List<Dictionary<string, string>> Rows(QuarterReport report)
    {
        var text = Encoding.UTF8.GetString(new ReportCsv().Write(report).Span);
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        var lines = text[1..].Split("\r\n");
        Assert.Equal("", lines[^1]);
        // None of the values here has a semicolon.
        return [.. lines[1..^1].Select(l => lines[0].Split(';').Zip(l.Split(';')).ToDictionary(p => p.First, p => p.Second))];
    }

    [Fact]
    public void Figures_scorecards_and_areas_are_rows_of_one_table()
    {
        var rows = Rows(SampleReport.Of("=Alfa"));
        Assert.Equal(ReportRowColumns.All.Select(c => c.Name), rows[0].Keys);
        Assert.All(rows, r => Assert.Equal(("2026-Q3", "constructif", "'=Alfa"), (r["quarter"], r["contractorId"], r["contractorName"])));
        var whole = rows.Where(r => r["contractNumber"] == "" && r["area"] == "").ToList();
        Assert.Equal(
            SampleReport.Figures.SelectMany(f => f.Own.Definition.Measures).Select(m => m.Key).Where(k => k != "messagesHealthy.parked"),
            whole.Select(r => r["measure"]));
        Assert.Equal(("0,95", "40", "0,988", "false", "0,9785", "0,95"), (
            whole[0]["value"], whole[0]["n"], whole[0]["target"], whole[0]["meetsTarget"], whole[0]["before"], whole[0]["others"]));
        var card = rows.Where(r => r["contractNumber"] == "RO-2026-1").ToList();
        // (0.92 - 0.85) / 0.12 = 0.5833; the other two have no value.
        Assert.Equal(
            [("repairOnTime", "0,5833", "3"), ("turnoverDays", "", "1"), ("scorecard", "0,5833", ""), ("scorecard.advice", "", "")],
            card.Select(r => (r["measure"], r["score"], r["weight"])));
        Assert.Equal(("", "TooFew"), (card[1]["value"], card[1]["missing"]));
        Assert.Equal("0", card[3]["value"]);
        Assert.Equal(12, rows.Where(r => r["area"].Length > 0).Select(r => r["area"]).Distinct().Count());
    }

    [Fact]
    public void Two_reports_of_the_same_figures_are_the_same_file_whenever_and_by_whatever_they_were_made()
    {
        var report = SampleReport.Of();
        var later = report with { Entry = report.Entry with { Version = 7, MadeAt = report.Entry.MadeAt.AddYears(1), MadeBy = "2.0" } };
        Assert.Equal(new ReportCsv().Write(report).ToArray(), new ReportCsv().Write(later).ToArray());
        var parked = report.Figures[^1];
        Assert.Equal("messagesHealthy", parked.Own.Definition.Key);
        var other = parked with { Own = parked.Own with { Values = [.. parked.Own.Values.SkipLast(1), parked.Own.Values[^1] with { N = 99, Value = 99 }] } };
        var today = report with { Figures = [.. report.Figures.SkipLast(1), other] };
        Assert.Equal(new ReportCsv().Write(report).ToArray(), new ReportCsv().Write(today).ToArray());
    }
}
