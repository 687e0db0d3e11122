using Hub.Domain.Contracts;
using Hub.Domain.Figures;

namespace Hub.Domain.Tests.Figures;

public sealed class Scorecards
{
    private static readonly Dictionary<string, KpiTarget> Targets = new()
    {
        ["repairOnTime"] = new(0.95m, new ScoreScale(2, 0.85m, 0.95m)),
        ["turnoverDays"] = new(14, new ScoreScale(1, 20, 10)),
        ["lumpSumShare"] = new(0.85m),
    };

    private static readonly Incentive[] Table = [new(0, -2_500m), new(0.5m, 0), new(0.8m, 2_500m)];

    private static Dictionary<string, KpiValue> Values(decimal? repairs, decimal? days) => new()
    {
        ["repairOnTime"] = new("repairOnTime", repairs, 40, false, repairs is null ? NoValue.TooFew : NoValue.HasOne),
        ["turnoverDays"] = new("turnoverDays", days, 12, false, days is null ? NoValue.Nothing : NoValue.HasOne),
    };

    [Theory]
    [InlineData(0.80, 0.0)]
    [InlineData(0.85, 0.0)]
    [InlineData(0.90, 0.5)] // (0.90 - 0.85) / (0.95 - 0.85)
    [InlineData(0.95, 1.0)]
    [InlineData(0.99, 1.0)]
    public void A_figure_scores_between_floor_and_stretch(double value, double score) =>
        Assert.Equal((decimal)score, Scorecard.ScoreOf((decimal)value, new ScoreScale(1, 0.85m, 0.95m)));

    [Theory]
    [InlineData(25.0, 0.0)]
    [InlineData(12.5, 0.75)] // (12.5 - 20) / (10 - 20)
    [InlineData(10.0, 1.0)]
    public void Where_less_is_better_the_stretch_is_the_lower_one(double value, double score) =>
        Assert.Equal((decimal)score, Scorecard.ScoreOf((decimal)value, new ScoreScale(1, 20, 10)));

    [Fact]
    public void It_is_the_weighted_mean_and_shows_its_parts()
    {
        // (2 x 1.0 + 1 x 0.5) / 3 = 0.8333
        var card = Scorecard.Of(Targets, Table, Values(0.97m, 15));
        Assert.Equal((0.8333m, 2_500m), (card.Score, card.Advice));
        Assert.Equal([("repairOnTime", 1m), ("turnoverDays", 0.5m)], card.Parts.Select(p => (p.Value.Key, p.Score!.Value)));
    }

    [Fact]
    public void A_figure_without_a_value_has_no_weight()
    {
        var card = Scorecard.Of(Targets, Table, Values(null, 15));
        Assert.Equal((0.5m, 0m), (card.Score, card.Advice));
        Assert.Equal([null, 0.5m], card.Parts.Select(p => p.Score));
    }

    [Fact]
    public void Without_any_value_there_is_no_score_and_no_advice()
    {
        var card = Scorecard.Of(Targets, Table, new Dictionary<string, KpiValue>());
        Assert.Equal((null, null), (card.Score, card.Advice));
        Assert.Equal([NoValue.Nothing, NoValue.Nothing], card.Parts.Select(p => p.Value.Missing));
    }

    [Fact]
    public void A_malus_is_below_zero_and_without_a_table_nothing_is_advised()
    {
        Assert.Equal(-2_500m, Scorecard.Of(Targets, Table, Values(0.8m, 30)).Advice);
        Assert.Null(Scorecard.Of(Targets, [], Values(0.8m, 30)).Advice);
        Assert.Null(Scorecard.Of(Targets, [new Incentive(0.8m, 2_500m)], Values(0.8m, 30)).Advice);
    }
}
