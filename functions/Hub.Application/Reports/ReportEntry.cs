using Hub.Domain.Figures;

namespace Hub.Application.Reports;

/// <summary>A report that was made, as it is listed. Quarter, contractor and version are its key.</summary>
/// <param name="Quarter">The quarter.</param>
/// <param name="ContractorId">Partner id of the contractor.</param>
/// <param name="Version">1 at first, one more each time that corrected figures gave another.</param>
/// <param name="ContractorName">The contractor's name as it was then.</param>
/// <param name="MadeAt">When it was made, to the second.</param>
/// <param name="MadeBy">The version of the hub that made it.</param>
public sealed record ReportEntry(Quarter Quarter, string ContractorId, int Version, string ContractorName, DateTimeOffset MadeAt, string MadeBy);

/// <summary>A report as it was made: it never changes.</summary>
/// <param name="Entry">What it is listed as.</param>
/// <param name="Html">The page, in UTF-8.</param>
/// <param name="Csv">The same figures as a table, in UTF-8 with a byte order mark.</param>
public sealed record ArchivedReport(ReportEntry Entry, ReadOnlyMemory<byte> Html, ReadOnlyMemory<byte> Csv);
