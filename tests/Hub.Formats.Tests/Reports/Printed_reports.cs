using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Formats.Reports;
using Hub.Testing;

namespace Hub.Formats.Tests.Reports;

/// <summary>A quarterly report on paper.</summary>
public sealed partial class Printed_reports : IDisposable
{
    private const int MostSeconds = 60;

    // What a page of A4 has between its margins of 15 mm, at 96 pixels an inch.
    private const int PaperWidth = 680;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public async Task It_is_a_few_pages_of_A4()
    {
        await File.WriteAllBytesAsync(_folder.File("r.html"), new ReportPage().Write(SampleReport.Of()).ToArray());
        await RunAsync("--no-pdf-header-footer", $"--print-to-pdf={_folder.File("r.pdf")}");
        var pdf = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_folder.File("r.pdf")));
        var boxes = MediaBox().Matches(pdf);
        Assert.InRange(boxes.Count, 3, 8);
        foreach (Match box in boxes)
        {
            // 210 by 297 mm in points of 1/72 inch.
            Assert.Equal(595.3, double.Parse(box.Groups[1].Value, CultureInfo.InvariantCulture), 1d);
            Assert.Equal(841.9, double.Parse(box.Groups[2].Value, CultureInfo.InvariantCulture), 1d);
        }
        Assert.Contains("/MarkInfo", pdf, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task No_table_is_wider_than_the_paper()
    {
        var report = SampleReport.Of("Aannemersbedrijf Groot-Nederlandse Woningonderhoudsmaatschappij B.V.", 25);
        var page = Encoding.UTF8.GetString(new ReportPage().Write(report).Span);
        // As on paper, measured by a script, which the page's own policy would not let run.
        page = page.Replace("@media print", "@media all", StringComparison.Ordinal).Replace("http-equiv", "data-http-equiv", StringComparison.Ordinal)
            .Replace("<main>", $"<main style='width:{PaperWidth}px'>", StringComparison.Ordinal)
            .Replace("</body>", """
                <script>
                const left = document.querySelector('main').getBoundingClientRect().left;
                document.title = [...document.querySelectorAll('table, h1, p, dd')]
                  .map(e => Math.ceil(Math.max(e.getBoundingClientRect().right - left, e.scrollWidth))).join(' ');
                </script>
                </body>
                """, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("r.html"), page);
        var widths = Title().Match(await RunAsync("--window-size=1200,900", "--dump-dom")).Groups[1].Value.Split(' ').Select(int.Parse).ToList();
        Assert.InRange(widths.Count, 20, 500);
        Assert.All(widths, w => Assert.InRange(w, 1, PaperWidth));
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(BrowserFactAttribute.Path) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] usual =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={_folder.File("profile")}",
        ];
        foreach (var argument in (string[])[.. usual, .. arguments, new Uri(_folder.File("r.html")).AbsoluteUri]) start.ArgumentList.Add(argument);
        using var browser = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(MostSeconds));
        try
        {
            var (output, errors) = (browser.StandardOutput.ReadToEndAsync(limit.Token), browser.StandardError.ReadToEndAsync(limit.Token));
            await browser.WaitForExitAsync(limit.Token);
            Assert.True(browser.ExitCode == 0, await errors);
            return await output;
        }
        finally
        {
            if (!browser.HasExited) browser.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")]
    private static partial Regex MediaBox();

    [GeneratedRegex("<title>([^<]*)</title>")]
    private static partial Regex Title();
}
