using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>Which facts, of orders or of deliveries.</summary>
/// <param name="Limit">At most so many orders or deliveries.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record FactQuery(int Limit, string? Cursor = null)
{
    /// <summary>Placed, or enqueued, at or after this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Placed, or enqueued, before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Changed at or after this moment; a store may know it to the second alone, and then gives what changed in that second too.</summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>Only of the contractor that has them now; of deliveries only those to this partner.</summary>
    public string? ContractorId { get; init; }
}

/// <summary>Orders that count in a figure, of the last month first and in it the last placed first.</summary>
/// <param name="Figure">The figure's cells (<see cref="KpiMeasure.Figure"/>).</param>
/// <param name="From">First month; null, as the last, for figures of now.</param>
/// <param name="Until">Last month.</param>
/// <param name="Fits">Which of them; asked of each that counts.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record CountedQuery(string Figure, YearMonth? From, YearMonth? Until, Func<OrderFacts, bool> Fits, int Limit, string? Cursor = null)
{
    /// <summary>Only of the contractor that has them now.</summary>
    public string? ContractorId { get; init; }
}

/// <summary>A page of facts.</summary>
/// <param name="Items">The facts, placed first first.</param>
/// <param name="Cursor">Where the next page begins; null after the last.</param>
public sealed record FactPage(IReadOnlyList<OrderFacts> Items, string? Cursor);
