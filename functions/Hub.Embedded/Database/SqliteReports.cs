using System.Text.Json;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The archive of quarterly reports on SQLite.</summary>
public sealed class SqliteReports(HubDatabase database) : IReports
{
    /// <inheritdoc/>
    public Task<bool> TryAddAsync(ArchivedReport report, CancellationToken cancel)
    {
        var entry = report.Entry;
        var (html, csv) = (ReportContent.Pack(report.Html), ReportContent.Pack(report.Csv));
        return database.WriteAsync(
            s => s["INSERT INTO reports (quarter, contractor, version, entry, html, csv) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"]
                .Bind(entry.Quarter.ToString()).Bind(entry.ContractorId).Bind(entry.Version)
                .Bind(JsonSerializer.SerializeToUtf8Bytes(entry, ReportJson.Default.ReportEntry)).Bind(html).Bind(csv).Execute() > 0, cancel);
    }

    /// <inheritdoc/>
    public ValueTask<ArchivedReport?> FindAsync(Quarter quarter, string contractorId, int? version, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s =>
        {
            var row = s["""
                SELECT entry, html, csv FROM reports WHERE quarter = ? AND contractor = ? AND (? IS NULL OR version = ?) ORDER BY version DESC LIMIT 1
                """].Bind(quarter.ToString()).Bind(contractorId).Bind((long?)version).Bind((long?)version);
            return row.Step() ? new ArchivedReport(Entry(row), ReportContent.Unpack(row.Blob(1)), ReportContent.Unpack(row.Blob(2))) : null;
        }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportEntry>> ListAsync(Quarter? quarter, string? contractorId, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s =>
        {
            var found = new List<ReportEntry>();
            var rows = s["""
                SELECT entry FROM reports WHERE (? IS NULL OR quarter = ?) AND (? IS NULL OR contractor = ?) ORDER BY quarter DESC, contractor, version DESC
                """].Bind(quarter?.ToString()).Bind(quarter?.ToString()).Bind(contractorId).Bind(contractorId);
            while (rows.Step()) found.Add(Entry(rows));
            return (IReadOnlyList<ReportEntry>)found;
        }));

    private static ReportEntry Entry(PreparedStatement row) => JsonSerializer.Deserialize(row.Blob(0), ReportJson.Default.ReportEntry)!;
}
