using System.Globalization;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;

namespace Hub.Domain.Tests.Figures;

/// <summary>What definitions say is what their code does.</summary>
public sealed class Kpi_definitions
{
    // Figures that a contract may set a target for, and that come with events of their own.
    private static readonly string[] ToCome = ["satisfaction", "complaints", "daysToPaid", "sroi"];

    // Figures that describe, and have no target of their own.
    private static readonly string[] WithoutTarget = ["waitingReasons", "openByAge"];

    private static readonly NumberFormatInfo Dutch = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    public static TheoryData<string> Keys => [.. Kpis.Definitions.Select(d => d.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_worked_example_comes_out_as_it_says(string key)
    {
        var (definition, example) = (Kpis.Find(key)!, Kpis.Find(key)!.Example);
        var value = KpiValue.Read(definition, definition.Main, example.Cell, example.Reading);
        Assert.Equal((example.Value, NoValue.HasOne), (value.Value, value.Missing));
        var shown = definition.Main.Unit is KpiUnit.Share ? (example.Value * 100).ToString("#,0.##", Dutch) + " %" : example.Value.ToString("#,0.##", Dutch);
        Assert.Contains(shown, example.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_says_all_that_a_reader_needs(string key)
    {
        var definition = Kpis.Find(key)!;
        Assert.All((string[])[definition.Explanation, definition.Formula, definition.FormulaInEnglish, definition.CountsIn],
            text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.Equal(definition.Key, definition.Main.Key);
        Assert.All(definition.Measures, m => Assert.True(m.Key == definition.Key || m.Key.StartsWith(definition.Key + ".", StringComparison.Ordinal), m.Key));
        Assert.Equal(definition.IsOfNow, definition.Example.Reading.Until is null);
        // What is counted in rounded values says how they are rounded.
        if (definition.Measures.Any(m => m.Method is KpiMethod.Percentile or KpiMethod.Mean)) Assert.NotNull(definition.Resolution);
    }

    [Fact]
    public void Every_figure_has_a_key_of_its_own()
    {
        var measures = Kpis.Definitions.SelectMany(d => d.Measures).Select(m => m.Key).ToList();
        Assert.Equal(measures.Count, measures.Distinct().Count());
    }

    [Fact]
    public void A_contract_sets_targets_for_the_figures_that_there_are() => Assert.Equal(
        Kpis.Definitions.Select(d => d.Key).Except(WithoutTarget).Concat(ToCome).Order(StringComparer.Ordinal), TargetParts.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_figure_on_few_is_not_shown()
    {
        var definition = Kpis.Find("repairOnTime")!;
        KpiValue Of(int n) => KpiValue.Read(definition, definition.Main, new Cell { Numerator = n, Denominator = n }, definition.Example.Reading);
        Assert.Equal((null, 4, "te weinig gegevens"), (Of(4).Value, Of(4).N, Of(4).Instead));
        Assert.Equal((1m, 5, null), (Of(5).Value, Of(5).N, Of(5).Instead));
        Assert.Equal((null, 0, "geen gegevens"), (Of(0).Value, Of(0).N, Of(0).Instead));
    }

    [Fact]
    public void Money_and_numbers_are_shown_however_few() =>
        Assert.Equal(40m, FigureCase.Read("costOutsideLumpSum", FigureCase.March, FigureCase.Later,
            Kpis.ContributionsOf((FigureCase.Row with { SettledAt = FigureCase.At(3, 9), SettledAmount = 40 }).Alone()), minimum: 5).Value);

    [Fact]
    public void A_month_that_is_not_over_is_provisional()
    {
        KpiValue AsOf(string key, DateTimeOffset at) => KpiValue.Read(Kpis.Find(key)!, Kpis.Find(key)!.Main, Cell.None, new KpiReading(at, FigureCase.March));
        Assert.True(AsOf("repairOnTime", FigureCase.At(3, 31, 23, 59)).IsProvisional);
        Assert.False(AsOf("repairOnTime", FigureCase.At(4, 1)).IsProvisional);
        Assert.True(AsOf("firstTimeFix", FigureCase.At(4, 30, 23, 59)).IsProvisional);
        Assert.False(AsOf("firstTimeFix", FigureCase.At(5, 1)).IsProvisional);
    }

    [Theory]
    [InlineData("repairOnTime", 0.9, 0.8, KpiTrend.Better)]
    [InlineData("repairOnTime", 0.8, 0.9, KpiTrend.Worse)]
    [InlineData("turnoverDays", 12.0, 14.0, KpiTrend.Better)]
    [InlineData("turnoverDays", 14.0, 12.0, KpiTrend.Worse)]
    [InlineData("turnoverDays", 12.0, 12.0, KpiTrend.Same)]
    [InlineData("turnoverDays", 12.0, null, KpiTrend.Unknown)]
    public void A_trend_knows_which_way_is_better(string key, double now, double? before, KpiTrend trend)
    {
        static KpiValue Value(double? value) => new("x", (decimal?)value, 9, false, NoValue.HasOne);
        Assert.Equal(trend, Kpis.Find(key)!.Trend(Value(now), Value(before)));
    }

    [Fact]
    public void A_period_in_which_nothing_counted_is_nothing_to_compare_with()
    {
        var costs = Kpis.Find("costOutsideLumpSum")!;
        Assert.Equal(KpiTrend.Unknown, costs.Trend(new("x", 100, 3, false, NoValue.HasOne), new("x", 0, 0, false, NoValue.HasOne)));
        Assert.Equal(KpiTrend.Worse, costs.Trend(new("x", 100, 3, false, NoValue.HasOne), new("x", 0, 2, false, NoValue.HasOne)));
    }

    [Fact]
    public void A_target_is_met_from_the_right_side()
    {
        static KpiValue Value(decimal? value) => new("x", value, 9, false, NoValue.HasOne);
        Assert.Equal((true, false, null), (Kpis.Find("repairOnTime")!.Meets(Value(0.95m), 0.95m), Kpis.Find("repairOnTime")!.Meets(Value(0.94m), 0.95m),
            Kpis.Find("repairOnTime")!.Meets(Value(null), 0.95m)));
        Assert.Equal((true, false), (Kpis.Find("turnoverDays")!.Meets(Value(14), 14), Kpis.Find("turnoverDays")!.Meets(Value(14.1m), 14)));
    }

    [Fact]
    public void An_order_is_met_missed_or_open_in_a_share()
    {
        var due = FigureCase.At(3, 4);
        KpiOutcome[] Of(string key, Cell cell, DateTimeOffset? at = null) => [.. Kpis.Find(key)!.OutcomesOf(cell, at ?? FigureCase.Later)];
        Assert.Equal([KpiOutcome.Met], Of("repairOnTime", Cell.Counted(true)));
        Assert.Equal([KpiOutcome.Missed], Of("repairOnTime", Cell.Counted(false)));
        Assert.Equal([KpiOutcome.Open], Of("repairOnTime", Cell.Open(due), due));
        Assert.Equal([KpiOutcome.Missed], Of("repairOnTime", Cell.Open(due)));
        // A door that stays closed is what nobody wants.
        Assert.Equal([KpiOutcome.Missed], Of("noAccessShare", Cell.Counted(true)));
        Assert.Equal([KpiOutcome.Met, KpiOutcome.Missed, KpiOutcome.Open],
            Of("appointmentsKept", Cell.Counted(true) + Cell.Counted(false) + Cell.Open(FigureCase.Later)));
        Assert.Empty(Of("repairOnTime", Cell.None));
    }

    [Fact]
    public void The_chain_is_shown_over_three_others_and_not_over_fewer()
    {
        Dictionary<string, Cell> chain = new()
        {
            ["alfa"] = Cell.Counted(true), ["beta"] = Cell.Counted(false), ["gamma"] = Cell.Counted(true), ["delta"] = Cell.None,
        };
        Assert.Null(KpiJudging.Chain(chain, "alfa"));
        Assert.Equal(new Cell { Numerator = 2, Denominator = 3 }, KpiJudging.Chain(chain, "delta"));
        Assert.Equal(new Cell { Numerator = 2, Denominator = 3 }, KpiJudging.Chain(chain, null));
        // With two of which nothing is known yet, the sum would be that of the third alone.
        var open = Cell.Open(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Null(KpiJudging.Chain(new Dictionary<string, Cell> { ["alfa"] = Cell.Counted(true), ["beta"] = open, ["gamma"] = open }, null));
    }
}
