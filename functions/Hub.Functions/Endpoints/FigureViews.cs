using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Figures;
using Hub.Domain.Figures;

namespace Hub.Functions.Endpoints;

/// <summary>One number of a figure.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">In its unit; absent where <paramref name="Instead"/> says why.</param>
/// <param name="N">How many counted.</param>
/// <param name="Provisional">True while it may still change.</param>
/// <param name="Instead">What is shown in its place, in Dutch.</param>
internal sealed record FigureValueView(string Key, decimal? Value, long N, bool? Provisional, string? Instead)
{
    public static FigureValueView Of(KpiValue value) => new(value.Key, value.Value, value.N, value.IsProvisional ? true : null, value.Instead);
}

/// <summary>A figure of a slice.</summary>
internal sealed record FigureView(
    string Kpi, string? Month, string? Contractor, string? Contract, string? Area, string? Complex, string? Kind, string? Urgency, bool? Chain,
    decimal? Value, long N, bool? Provisional, string? Instead, decimal? Target, bool? MeetsTarget, string? Trend, IReadOnlyList<FigureValueView>? Parts)
{
    public static FigureView Of(Figure figure)
    {
        var (slice, main) = (figure.Slice, FigureValueView.Of(figure.Values[0]));
        return new FigureView(
            figure.Definition.Key, slice.Month?.ToString(), slice.IsChain ? null : slice.Contractor, slice.Contract, slice.Area, slice.Complex,
            slice.Kind is { } kind ? KpiNames.Of(kind) : null, slice.Urgency, slice.IsChain ? true : null, main.Value, main.N, main.Provisional, main.Instead,
            figure.Target, figure.Meets,
            figure.Trend is KpiTrend.Unknown ? null : KpiNames.Of(figure.Trend),
            figure.Values.Count > 1 ? [.. figure.Values.Skip(1).Select(FigureValueView.Of)] : null);
    }
}

/// <summary>Figures, and what they are of.</summary>
/// <param name="From">First month.</param>
/// <param name="To">Last month.</param>
/// <param name="AsOf">The moment at which they were read.</param>
/// <param name="Figures">The figures.</param>
internal sealed record FiguresView(string From, string To, DateTimeOffset AsOf, IReadOnlyList<FigureView> Figures)
{
    public static FiguresView Of(FigureQuery query, IReadOnlyList<Figure> figures, DateTimeOffset now) =>
        new(query.From.ToString(), query.Until.ToString(), now, [.. figures.Select(FigureView.Of)]);
}

/// <summary>A number of a definition.</summary>
internal sealed record KpiMeasureView(string Key, string Name, string Unit);

/// <summary>A worked example.</summary>
internal sealed record KpiExampleView(string Text, decimal Value);

/// <summary>A definition. Name, explanation, formula and example are Dutch.</summary>
internal sealed record KpiDefinitionView(
    string Key, string Name, string Explanation, string Formula, string FormulaInEnglish, string CountsIn, string Unit, string Direction, string? Resolution,
    int Months, int SettlesInDays, bool OfNow, KpiExampleView WorkedExample, IReadOnlyList<KpiMeasureView> Measures)
{
    public static KpiDefinitionView Of(KpiDefinition d) => new(
        d.Key, d.Name, d.Explanation, d.Formula, d.FormulaInEnglish, d.CountsIn, KpiNames.Of(d.Main.Unit), KpiNames.Of(d.Direction), d.Resolution, d.Months,
        d.SettlesInDays, d.IsOfNow, new KpiExampleView(d.Example.Text, d.Example.Value),
        [.. d.Measures.Select(m => new KpiMeasureView(m.Key, m.Name, KpiNames.Of(m.Unit)))]);
}

/// <summary>All definitions.</summary>
internal sealed record KpiDefinitionsView(IReadOnlyList<KpiDefinitionView> Definitions)
{
    public static readonly KpiDefinitionsView All = new([.. Kpis.Definitions.Select(KpiDefinitionView.Of)]);
}

/// <summary>Names of values in JSON.</summary>
internal static class KpiNames
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FiguresView))]
[JsonSerializable(typeof(KpiDefinitionsView))]
internal sealed partial class FigureViews : JsonSerializerContext;
