using Hub.Application.Reports;
using Hub.Application.Tests.Support;
using Hub.Domain.Figures;

namespace Hub.Application.Tests.Reports;

/// <summary>A report says what its contractor may know, from the figures of its quarter.</summary>
public sealed class What_a_report_says
{
    private static readonly Quarter Third = new(2026, 3);

    private readonly ReportBench _bench = new();

    public What_a_report_says() => _bench.GoTo(MakeReports.DueAt(Third));

    private async Task<QuarterReport> MadeAsync(string contractor = "alfa")
    {
        Assert.Equal(ReportOutcome.Made, (await _bench.Instance().MakeAnewAsync(Third, contractor, CancellationToken.None)).Outcome);
        return _bench.Last!;
    }

    private static ReportFigure OnTime(QuarterReport report) => report.Figures.Single(f => f.Own.Definition.Key == "repairOnTime");

    [Fact]
    public async Task The_quarter_stands_beside_the_one_before_and_eight_quarters_make_a_line()
    {
        // 27 of 30 against 38 of 40; and two years before, which is not shown any more.
        foreach (var (year, month, kept, missed) in ((int, int, int, int)[])[
            (2026, 7, 8, 2), (2026, 8, 9, 1), (2026, 9, 10, 0), (2026, 4, 38, 2), (2024, 10, 3, 7), (2024, 9, 0, 10), (2026, 10, 0, 99)])
        {
            _bench.Repairs(new(year, month), "alfa", kept, missed);
        }
        var figure = OnTime(await MadeAsync());
        Assert.Equal((0.9m, 30, KpiTrend.Worse), (figure.Own.Values[0].Value, figure.Own.Values[0].N, figure.Own.Trend));
        Assert.Equal((0.95m, 40), (figure.Before![0].Value, figure.Before[0].N));
        Assert.Equal([0.3m, null, null, null, null, null, 0.95m, 0.9m], figure.History);
    }

    [Fact]
    public async Task A_figure_in_which_nothing_counted_is_not_in_it()
    {
        _bench.Repairs(Third.First, "alfa", 9, 1);
        // EUR 12 in the quarter before: in this one the sum is zero, of nothing.
        _bench.Figures.All.Add(new(
            new CellKey("costOutsideLumpSum", Third.Plus(-1).Last, "alfa", null, null, null, null, null), new Cell { Denominator = 1, Sum = 1_200 }));
        Assert.Equal(["repairOnTime"], (await MadeAsync()).Figures.Select(f => f.Own.Definition.Key));
    }

    [Fact]
    public async Task The_others_stand_in_it_together_from_three_on_and_never_by_name()
    {
        _bench.Repairs(Third.First, "alfa", 9, 1);
        foreach (var other in (string[])["beta", "gamma"]) _bench.Repairs(Third.Last, other, 5, 5);
        Assert.Null(OnTime(await MadeAsync()).Others);
        _bench.Repairs(Third.Last, "delta", 14, 6);
        // 5 + 5 + 14 of 40.
        var others = OnTime(await MadeAsync()).Others!;
        Assert.Equal((0.6m, 40), (others[0].Value, others[0].N));
        Assert.All(_bench.Last!.Figures, f => Assert.Equal("alfa", f.Own.Slice.Contractor));
    }

    [Fact]
    public async Task Numbers_below_the_minimum_of_the_contract_are_none()
    {
        _bench.Registry.Contracts[0] = MemoryRegistry.Contract(
            "C-ALFA", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}], "minimumCount": 10}""");
        _bench.Repairs(Third.First, "alfa", 9, 0);
        _bench.Repairs(Third.Plus(-1).First, "alfa", 10, 0);
        var figure = OnTime(await MadeAsync());
        Assert.Equal((null, 9, NoValue.TooFew), (figure.Own.Values[0].Value, figure.Own.Values[0].N, figure.Own.Values[0].Missing));
        Assert.Equal([1m, null], figure.History.TakeLast(2));
    }

    [Fact]
    public async Task Contracts_are_as_they_were_when_the_quarter_ended()
    {
        const string document = """
            {"contractor": "alfa", "validFrom": "2026-08-15", "work": [{"kind": "Repair"}],
             "targets": {"repairOnTime": {"target": 0.9, "weight": 1, "floor": 0.8, "stretch": 1}}}
            """;
        var first = MemoryRegistry.Contract("C-ALFA", document) with { PutAt = Third.End.AddDays(-1) };
        _bench.Registry.Versions.Add(first);
        _bench.Registry.Contracts[0] = first with { Version = 2, PutAt = Third.End, Json = document.Replace("0.9", "0.99", StringComparison.Ordinal) };
        // 18 of 20 under the contract, which began on 15 August; 10 before it, under another.
        _bench.Repairs(new(2026, 7), "alfa", 0, 10, "C-OLD");
        _bench.Repairs(new(2026, 9), "alfa", 18, 2, "C-ALFA");
        var report = await MadeAsync();
        Assert.Equal(("C-ALFA", 1), (Assert.Single(report.Contracts).Contract.Number, report.Contracts[0].Contract.Version));
        Assert.Equal((0.5m, 0.9m), (Assert.Single(report.Scorecards).Card.Score, report.Scorecards[0].Card.Parts[0].Value.Value));
        Assert.Equal((0.6m, 0.9m, false), (OnTime(report).Own.Values[0].Value, OnTime(report).Own.Target, OnTime(report).Own.Meets));
    }

    [Fact]
    public async Task Areas_are_told_apart_where_there_are_two()
    {
        _bench.Repairs(Third.First, "alfa", 9, 1, area: "Noord");
        _bench.Repairs(Third.First, "alfa", 5, 5);
        Assert.Empty((await MadeAsync()).Areas);
        _bench.Repairs(Third.First, "alfa", 4, 6, area: "Zuid");
        foreach (var other in (string[])["beta", "gamma", "delta"]) _bench.Repairs(Third.Last, other, 0, 50, area: "Zuid");
        Assert.Equal(
            [("Noord", 0.9m), ("Zuid", 0.4m)], (await MadeAsync()).Areas.Select(a => (a.Area, a.Values["repairOnTime"].Value!.Value)));
    }

    [Fact]
    public async Task A_contractor_that_was_removed_since_has_its_report_under_its_id()
    {
        _bench.Repairs(Third.First, "gone", 9, 1);
        Assert.Equal("gone", (await MadeAsync("gone")).Entry.ContractorName);
        _bench.Repairs(Third.First, "alfa", 9, 1);
        Assert.Equal("Alfa Onderhoud", (await MadeAsync()).Entry.ContractorName);
    }
}
