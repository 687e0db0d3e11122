using System.Security.Cryptography;
using System.Text;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Pages;

namespace Hub.Formats.Reports;

/// <summary>
/// A report as a page, in Dutch, that a browser prints to A4. It needs nothing else, neither a script nor anything of another host, and says so itself, so that
/// the same holds for a copy on somebody's disk.
/// </summary>
public sealed class ReportPage : IReportWriter
{
    private const string StyleBegin = "<style>";
    private const string StyleEnd = "</style>";

    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Html;

    /// <summary>The content security policy of a page that was made, by this version or an earlier one: nothing but the style that stands in it.</summary>
    public static string PolicyOf(ReadOnlySpan<byte> page)
    {
        var (begin, end) = (page.IndexOf("<style>"u8), page.IndexOf("</style>"u8));
        var style = begin < 0 || end < begin ? [] : page[(begin + StyleBegin.Length)..end];
        return Policy(style);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(QuarterReport report)
    {
        var (entry, quarter) = (report.Entry, report.Entry.Quarter);
        var title = $"Kwartaalrapport {entry.ContractorName}, {ReportText.Of(quarter)}";
        var page = Html.Of($"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy(Encoding.UTF8.GetBytes(ReportStyle.Sheet))}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            {new Html(StyleBegin)}{new Html(ReportStyle.Sheet)}{new Html(StyleEnd)}
            </head>
            <body>
            <main>
            <header>
            <p>{(report.Corporation.Length > 0 ? $"{report.Corporation} - kwartaalrapport" : "Kwartaalrapport")}</p>
            <h1>{entry.ContractorName}</h1>
            <p>{ReportText.Of(quarter)}: {ReportText.Of(quarter.FirstDay)} tot en met {ReportText.Of(quarter.LastDay)}</p>
            </header>
            {ReportSections.Brief(report)}
            {ScorecardTables.Of(report)}
            {FigureTables.Of(report)}
            {FigureTables.Areas(report)}
            {ReportSections.About(report)}
            {ReportSections.Definitions(report)}
            </main>
            </body>
            </html>

            """);
        return Encoding.UTF8.GetBytes(page.Text.ReplaceLineEndings("\n"));
    }

    // A frame could be forbidden by a header alone, and is by the one that the hub sends.
    private static string Policy(ReadOnlySpan<byte> style) =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(style))}'; base-uri 'none'; form-action 'none'";
}
