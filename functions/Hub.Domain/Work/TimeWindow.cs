using System.Text.Json.Serialization;

namespace Hub.Domain.Work;

/// <summary>A time in which somebody comes, or is asked to come.</summary>
/// <param name="From">Earliest moment.</param>
/// <param name="Until">Latest moment; not before <paramref name="From"/>.</param>
public sealed record TimeWindow(DateTimeOffset From, DateTimeOffset Until);
