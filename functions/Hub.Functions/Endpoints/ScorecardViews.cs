using System.Text.Json.Serialization;
using Hub.Application.Figures;
using Hub.Domain.Figures;

namespace Hub.Functions.Endpoints;

/// <summary>A figure in a scorecard.</summary>
internal sealed record ScorecardPartView(
    string Kpi, decimal? Value, long N, bool? Provisional, string? Instead, decimal Target, bool? MeetsTarget, decimal Weight, decimal Floor, decimal Stretch,
    decimal? Score)
{
    public static ScorecardPartView Of(ScorecardPart part)
    {
        var (value, target, scale) = (FigureValueView.Of(part.Value), part.Target, part.Target.Scale!);
        return new(
            value.Key, value.Value, value.N, value.Provisional, value.Instead, target.Target, Kpis.Find(value.Key)?.Meets(part.Value, target.Target),
            scale.Weight, scale.Floor, scale.Stretch, part.Score);
    }
}

/// <summary>The scorecard of a contract.</summary>
internal sealed record ScorecardView(
    string Contract, int ContractVersion, DateTimeOffset VersionMadeAt, string Contractor, string ValidFrom, string? ValidTo, decimal? Score, decimal? Advice,
    bool? Provisional, IReadOnlyList<ScorecardPartView> Parts)
{
    public static ScorecardView Of(ContractScorecard card) => new(
        card.Terms.Contract.Number, card.Terms.Contract.Version, card.Terms.PutAt, card.Terms.Contract.Contractor, Day(card.Terms.Contract.ValidFrom)!,
        Day(card.Terms.Contract.ValidTo), card.Card.Score, card.Card.Advice, card.IsProvisional ? true : null,
        [.. card.Card.Parts.Select(ScorecardPartView.Of)]);

    private static string? Day(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Scorecards of a quarter.</summary>
internal sealed record ScorecardsView(string Quarter, string From, string To, DateTimeOffset AsOf, IReadOnlyList<ScorecardView> Scorecards)
{
    public static ScorecardsView Of(Quarter quarter, IReadOnlyList<ContractScorecard> cards, DateTimeOffset now) =>
        new(quarter.ToString(), quarter.First.ToString(), quarter.Last.ToString(), now, [.. cards.Select(ScorecardView.Of)]);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScorecardsView))]
internal sealed partial class ScorecardViews : JsonSerializerContext;
