using Hub.Domain.Figures;

namespace Hub.Application.Reports;

/// <summary>
/// The archive of quarterly reports. A report is written once and whole, in one write, and never changed or removed: it has figures of a contractor as a whole,
/// and no personal data, so that no retention period and no erasure is about it.
/// </summary>
public interface IReports
{
    /// <summary>Adds a report; durable when it returns.</summary>
    /// <returns>False, and nothing is written, where there is one of its quarter, contractor and version.</returns>
    Task<bool> TryAddAsync(ArchivedReport report, CancellationToken cancel);

    /// <summary>A report; null where there is none.</summary>
    /// <param name="quarter">The quarter.</param>
    /// <param name="contractorId">Partner id of the contractor.</param>
    /// <param name="version">Its version; null for the newest.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<ArchivedReport?> FindAsync(Quarter quarter, string contractorId, int? version, CancellationToken cancel);

    /// <summary>
    /// Reports without their content: the newest quarter first, then by contractor, the newest version first. All of them: a few for each contractor and year.
    /// </summary>
    /// <param name="quarter">Only of this quarter; null for all.</param>
    /// <param name="contractorId">Only of this contractor; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<IReadOnlyList<ReportEntry>> ListAsync(Quarter? quarter, string? contractorId, CancellationToken cancel);
}
