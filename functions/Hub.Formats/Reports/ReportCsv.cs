using System.Text;
using CsvHelper;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Feeds;

namespace Hub.Formats.Reports;

/// <summary>
/// The numbers of a report as a table (<see cref="ReportRowColumns"/>), written as <see cref="CsvFeed"/> writes. Nothing in it says when or by which version it
/// was made: two reports of the same figures are the same file.
/// </summary>
public sealed class ReportCsv : IReportWriter
{
    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Csv;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(QuarterReport report)
    {
        using var to = new MemoryStream();
        to.Write(Encoding.UTF8.Preamble);
        using (var csv = CsvWriter.Create(to, CsvFeed.Options, leaveOpen: true))
        {
            csv.WriteRecord([.. ReportRowColumns.All.Select(c => c.Name)]);
            foreach (var row in ReportRows.Of(report)) csv.WriteRecord([.. ReportRowColumns.All.Select(c => CsvFeed.TextOf(c.Type, c.Read(row)))]);
        }
        return to.ToArray();
    }
}
