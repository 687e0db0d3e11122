using Hub.Application.Reports;
using Hub.Domain.Figures;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>A quarterly report, in the partition of its contractor. Its page and table, packed, are some ten KB: far below what a document may have.</summary>
internal sealed record ReportDocument : Document
{
    public required string ContractorId { get; init; }

    public required Quarter Quarter { get; init; }

    public required int Version { get; init; }

    public required string ContractorName { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }

    // Absent where only what it is listed as was asked.
    public byte[]? Html { get; init; }

    public byte[]? Csv { get; init; }

    public static ReportDocument Of(ArchivedReport report)
    {
        var entry = report.Entry;
        return new()
        {
            Id = IdOf(entry.Quarter, entry.Version), ContractorId = entry.ContractorId, Quarter = entry.Quarter, Version = entry.Version,
            ContractorName = entry.ContractorName, MadeAt = entry.MadeAt, MadeBy = entry.MadeBy, Html = ReportContent.Pack(report.Html),
            Csv = ReportContent.Pack(report.Csv),
        };
    }

    public static string IdOf(Quarter quarter, int version) =>
        DocumentId.Of(quarter.ToString(), version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public ReportEntry ToEntry() => new(Quarter, ContractorId, Version, ContractorName, MadeAt, MadeBy);
}

/// <summary>The archive of quarterly reports on Cosmos DB: the container <c>reports</c>.</summary>
public sealed class CosmosReports(CosmosDatabase database) : IReports
{
    private const string Listed = "SELECT c.id, c.contractorId, c.quarter, c.version, c.contractorName, c.madeAt, c.madeBy FROM c";

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Reports);

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync(ArchivedReport report, CancellationToken cancel) =>
        await _documents.CreateAsync(report.Entry.ContractorId, ReportDocument.Of(report), CosmosJson.Default.ReportDocument, cancel) is not null;

    /// <inheritdoc/>
    public async ValueTask<ArchivedReport?> FindAsync(Quarter quarter, string contractorId, int? version, CancellationToken cancel)
    {
        if ((version ?? (await ListAsync(quarter, contractorId, cancel)).Select(e => (int?)e.Version).FirstOrDefault()) is not { } asked) return null;
        var found = await _documents.ReadAsync(contractorId, ReportDocument.IdOf(quarter, asked), CosmosJson.Default.ReportDocument, cancel);
        return found is null ? null : new ArchivedReport(found.ToEntry(), ReportContent.Unpack(found.Html!), ReportContent.Unpack(found.Csv!));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReportEntry>> ListAsync(Quarter? quarter, string? contractorId, CancellationToken cancel)
    {
        var query = quarter is { } of
            ? new QueryDefinition($"{Listed} WHERE c.quarter = @quarter").WithParameter("@quarter", of.ToString())
            : new QueryDefinition(Listed);
        var found = await _documents.QueryAsync(query, contractorId, CosmosJson.Default.ReportDocument, null, cancel);
        return
        [
            .. found.Select(d => d.ToEntry()).OrderByDescending(e => e.Quarter).ThenBy(e => e.ContractorId, StringComparer.Ordinal)
                .ThenByDescending(e => e.Version),
        ];
    }
}
