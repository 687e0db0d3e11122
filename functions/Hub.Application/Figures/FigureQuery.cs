using Hub.Domain.Figures;
using Hub.Domain.Work;

namespace Hub.Application.Figures;

/// <summary>Which figures, of which months, told apart by what.</summary>
/// <param name="Definitions">The figures, in the order of the answer.</param>
/// <param name="From">First month.</param>
/// <param name="Until">Last month.</param>
/// <param name="By">By what they are told apart.</param>
public sealed record FigureQuery(IReadOnlyList<KpiDefinition> Definitions, YearMonth From, YearMonth Until, Slices By)
{
    /// <summary>
    /// Gives beside the figure of each contractor that of all others together, where these are enough. A contractor that reads always gets it beside its own.
    /// </summary>
    public bool WithOthers { get; init; }

    /// <summary>Only of this contractor.</summary>
    public string? Contractor { get; init; }

    /// <summary>Only under this contract.</summary>
    public string? Contract { get; init; }

    /// <summary>Only of this area.</summary>
    public string? Area { get; init; }

    /// <summary>Only of this complex.</summary>
    public string? Complex { get; init; }

    /// <summary>Only of this kind.</summary>
    public OrderKind? Kind { get; init; }

    /// <summary>Only of this urgency.</summary>
    public string? Urgency { get; init; }
}

/// <summary>Of what a figure is. A part that is null is not told apart.</summary>
/// <param name="Month">A month.</param>
/// <param name="Contractor">Partner id of a contractor; where <paramref name="IsChain"/>, the one that the others are compared with.</param>
/// <param name="Contract">Number of a contract.</param>
/// <param name="Area">An area.</param>
/// <param name="Complex">A complex.</param>
/// <param name="Kind">A kind of order.</param>
/// <param name="Urgency">An urgency.</param>
/// <param name="IsChain">True for all contractors of the chain but one, together; a contractor sees the others so and in no other way.</param>
public sealed record FigureSlice(
    YearMonth? Month, string? Contractor, string? Contract, string? Area, string? Complex, OrderKind? Kind, string? Urgency, bool IsChain = false);

/// <summary>A figure of a slice.</summary>
/// <param name="Definition">The figure.</param>
/// <param name="Slice">Of what it is.</param>
/// <param name="Values">Its measures, the figure itself first.</param>
/// <param name="Target">What the contracts of the contractor ask; null where they ask nothing, or not the same.</param>
/// <param name="Meets">Whether the target is met; null where there is no target, no value, or nothing to judge.</param>
/// <param name="Trend">How it compares with as many months before.</param>
public sealed record Figure(
    KpiDefinition Definition, FigureSlice Slice, IReadOnlyList<KpiValue> Values, decimal? Target, bool? Meets, KpiTrend Trend);
