using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.PowerBi.Tests.Model;
using Hub.PowerBi.Tests.Twins;

namespace Hub.PowerBi.Tests;

/// <summary>The measures of the model and the hub's own figures: the same, over the same rows.</summary>
public sealed class Measures_and_figures
{
    private static readonly YearMonth First = new(2025, 9);
    private static readonly YearMonth Last = new(2026, 6);

    private static readonly Chain Orders = Chain.Of(400);

    private static readonly Slices[] By =
    [
        Slices.None, Slices.Month, Slices.Contractor, Slices.Contractor | Slices.Month, Slices.Contract, Slices.Area, Slices.Complex | Slices.Kind,
        Slices.Urgency | Slices.Month, Slices.Kind | Slices.Contractor,
    ];

    [Fact]
    public async Task Every_number_of_every_figure_is_the_same_in_every_slice()
    {
        var twin = new Twin(await Orders.FeedsAsync(), Chain.Moment);
        var (compared, said, differ) = (new HashSet<string>(), new HashSet<string>(), new List<string>());
        foreach (var by in By)
        {
            var figures = await Orders.FiguresAsync(new FigureQuery(Kpis.Definitions, First, Last, by));
            foreach (var figure in figures.Where(f => IsWhole(f.Slice, by)))
            {
                var chosen = ChosenOf(figure.Slice);
                foreach (var (measure, value) in figure.Definition.Measures.Zip(figure.Values))
                {
                    var read = twin.Read(figure.Definition, measure, chosen);
                    // A measure is blank where nothing counts; the hub's sums and counts are zero then.
                    var ours = value is { N: 0, Value: 0 } || (value.Value == 0 && !Measures.HasCount(measure)) ? null : value.Value;
                    var theirs = read.Value == 0 && !Measures.HasCount(measure) ? null : read.Value;
                    if (ours != theirs || (Measures.HasCount(measure) && value.N != read.Count))
                        differ.Add($"{measure.Key} {chosen}: {theirs} of {read.Count}, and the hub's {ours} of {value.N}");
                    if (theirs is not null) compared.Add(measure.Key);
                }
                if (figure.Target != twin.Target(figure.Definition, chosen)) differ.Add($"target of {figure.Definition.Key} {chosen}");
                if (figure.Meets != twin.Verdict(figure.Definition, chosen)) differ.Add($"verdict of {figure.Definition.Key} {chosen}");
                if (!figure.Definition.IsOfNow && TrendOf(figure.Trend) != twin.Trend(figure.Definition, chosen))
                    differ.Add($"trend of {figure.Definition.Key} {chosen}");
                said.UnionWith([$"target {figure.Target is not null}", $"meets {figure.Meets}", $"trend {figure.Trend}"]);
            }
        }
        Assert.True(differ.Count == 0, string.Join("\n", differ.Take(20)));
        // Each had a value somewhere: else nothing was compared.
        Assert.Equal([], Kpis.Definitions.SelectMany(d => d.Measures).Select(m => m.Key).Except(compared));
        HashSet<string> all = ["target True", "target False", "meets True", "meets False", "trend Better", "trend Same", "trend Worse", "trend Unknown"];
        Assert.Equal([], all.Except(said));
    }

    [Fact]
    public async Task What_the_others_of_a_contractor_do_is_what_the_hub_says_and_only_of_three_or_more()
    {
        var figures = await Orders.FiguresAsync(new FigureQuery(Kpis.Definitions, First, Last, Slices.Month | Slices.Contractor) { WithOthers = true });
        var rows = await Chain.RowsAsync(figures);
        var others = figures.Where(f => f.Slice.IsChain).ToList();
        Assert.All(others, f => Assert.Equal(f.Values[0].N == 0 ? null : f.Values[0].Value, Twin.Others(f.Definition, ChosenOf(f.Slice), rows)));
        Assert.InRange(others.Count(f => f.Values[0].Value is not null), 100, int.MaxValue);
        // Five contractors: of each all others have a figure, and of no other.
        Assert.Equal(["-eps", "alfa", "beta", "delta", "gamma"], others.Select(f => f.Slice.Contractor).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_figure_that_the_hub_defines_has_a_measure_and_no_other_has()
    {
        Assert.Equal(
            Kpis.Definitions.SelectMany(d => d.Measures).Select(m => m.Figure).Distinct().Order(StringComparer.Ordinal),
            Countings.All.Select(c => c.Figure).Order(StringComparer.Ordinal));
        Assert.Equal(Measures.All.Count, Measures.All.Select(m => m.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static int? TrendOf(KpiTrend trend) => trend switch { KpiTrend.Better => 1, KpiTrend.Same => 0, KpiTrend.Worse => -1, _ => null };

    // Of what no contractor has, or lies nowhere, a report has the row of the blank, and terms of contracts do not hold.
    private static bool IsWhole(FigureSlice slice, Slices by) =>
        (!by.HasFlag(Slices.Contractor) || slice.Contractor is not null) && (!by.HasFlag(Slices.Contract) || slice.Contract is not null)
        && (!by.HasFlag(Slices.Area) || slice.Area is not null) && (!by.HasFlag(Slices.Complex) || slice.Complex is not null)
        && (!by.HasFlag(Slices.Urgency) || slice.Urgency is not null) && (!by.HasFlag(Slices.Kind) || slice.Kind is not null);

    private static Chosen ChosenOf(FigureSlice slice) => new(slice.Month ?? First, slice.Month ?? Last)
    {
        Contractor = slice.Contractor, Contract = slice.Contract, Area = slice.Area, Complex = slice.Complex, Kind = slice.Kind, Urgency = slice.Urgency,
    };
}
