using System.Runtime.CompilerServices;
using System.Text;
using Hub.Application.Reports;
using Hub.Domain.Figures;

namespace Hub.Application.Moving;

/// <summary>A quarterly report as it was made.</summary>
/// <param name="Quarter">The quarter.</param>
/// <param name="ContractorId">The contractor.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContractorName">The contractor's name as it was then.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">The version of the hub that made it.</param>
/// <param name="Html">The page.</param>
/// <param name="Csv">The table, with its byte order mark.</param>
public sealed record MovedReport(
    Quarter Quarter, string ContractorId, int Version, string ContractorName, DateTimeOffset MadeAt, string MadeBy, string Html, string Csv)
{
    internal static MovedReport Of(ArchivedReport report) => new(
        report.Entry.Quarter, report.Entry.ContractorId, report.Entry.Version, report.Entry.ContractorName, report.Entry.MadeAt.ToUniversalTime(),
        report.Entry.MadeBy, Encoding.UTF8.GetString(report.Html.Span), Encoding.UTF8.GetString(report.Csv.Span));

    internal ArchivedReport ToReport() => new(
        new ReportEntry(Quarter, ContractorId, Version, ContractorName, MadeAt, MadeBy), Encoding.UTF8.GetBytes(Html), Encoding.UTF8.GetBytes(Csv));
}

/// <summary>Quarterly reports, by the port of their archive: they cannot be made anew as they were. The oldest quarter first, then by contractor.</summary>
public sealed class MovedReports(IReports archive) : IMovedRecords<MovedReport>
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<MovedReport> ReadAsync(MovedReport? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var entry in await OrderedAsync(cancel))
        {
            if (after is not null && Compare(entry, after) <= 0) continue;
            if (await archive.FindAsync(entry.Quarter, entry.ContractorId, entry.Version, cancel) is { } report) yield return MovedReport.Of(report);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(long first, IReadOnlyList<MovedReport> page, DateTimeOffset at, CancellationToken cancel)
    {
        // One that is there was written by a run before this one.
        foreach (var report in page) await archive.TryAddAsync(report.ToReport(), cancel);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(CancellationToken cancel) => (await archive.ListAsync(null, null, cancel)).Count;

    private async Task<IEnumerable<ReportEntry>> OrderedAsync(CancellationToken cancel) =>
        (await archive.ListAsync(null, null, cancel)).OrderBy(e => e.Quarter).ThenBy(e => e.ContractorId, StringComparer.Ordinal).ThenBy(e => e.Version);

    private static int Compare(ReportEntry entry, MovedReport other)
    {
        var byQuarter = entry.Quarter.CompareTo(other.Quarter);
        if (byQuarter != 0) return byQuarter;
        var byContractor = string.CompareOrdinal(entry.ContractorId, other.ContractorId);
        return byContractor != 0 ? byContractor : entry.Version.CompareTo(other.Version);
    }
}
