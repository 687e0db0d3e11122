using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>Rows of <see cref="Feeds.Kpis"/>.</summary>
public static class KpiRows
{
    /// <summary>The numbers of a figure; the contract's target stands with the figure itself, and not with its parts.</summary>
    public static IEnumerable<KpiRow> Of(Figure figure) => figure.Definition.Measures.Zip(figure.Values, (measure, value) => new KpiRow
    {
        Kpi = figure.Definition.Key,
        Measure = measure.Key,
        Scope = figure.Slice.IsChain ? KpiScope.OtherContractors : KpiScope.Own,
        Name = measure.Name,
        Unit = measure.Unit,
        Month = figure.Slice.Month?.ToString(),
        ContractorId = figure.Slice.Contractor,
        ContractNumber = figure.Slice.Contract,
        Area = figure.Slice.Area,
        Complex = figure.Slice.Complex,
        OrderKind = figure.Slice.Kind,
        Urgency = figure.Slice.Urgency,
        Value = value.Value,
        N = value.N,
        Target = measure == figure.Definition.Main ? figure.Target : null,
        IsProvisional = value.IsProvisional,
        Missing = value.Missing,
    });
}
