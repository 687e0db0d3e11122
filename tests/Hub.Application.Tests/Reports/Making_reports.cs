using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Reports;
using Hub.Application.Tests.Support;
using Hub.Domain.Figures;
using Hub.Domain.Streams;

namespace Hub.Application.Tests.Reports;

/// <summary>Each contractor gets one report of each quarter in which it had something, whatever goes wrong meanwhile.</summary>
public sealed class Making_reports
{
    private static readonly Quarter Third = new(2026, 3);
    private static readonly YearMonth August = new(2026, 8);

    private readonly ReportBench _bench = new();

    public Making_reports() => _bench.Repairs(August, "alfa", 9, 1);

    private Task SweepAsync(MakeReports? instance = null) => (instance ?? _bench.Instance()).SweepAsync(CancellationToken.None);

    private Task<(ReportOutcome Outcome, ReportEntry? Entry)> AnewAsync(string contractor = "alfa") =>
        _bench.Instance().MakeAnewAsync(Third, contractor, CancellationToken.None);

    [Theory]
    [InlineData(2026, 1, "2026-04-30T22:00:00Z")] // 31 days after 31 March: 1 May, in summer.
    [InlineData(2026, 2, "2026-07-30T22:00:00Z")]
    [InlineData(2026, 3, "2026-10-30T23:00:00Z")] // The clock was put back on 25 October.
    [InlineData(2026, 4, "2027-01-30T23:00:00Z")]
    public void It_is_due_when_the_slowest_figure_is_settled_at_the_beginning_of_a_Dutch_day(int year, int quarter, string due)
    {
        var at = DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(at, MakeReports.DueAt(new(year, quarter)));
        Assert.All(Kpis.Definitions, d => Assert.True(new Quarter(year, quarter).End.AddDays(d.SettlesInDays) <= at));
    }

    [Fact]
    public async Task It_is_made_when_it_is_due_and_not_before()
    {
        _bench.GoTo(MakeReports.DueAt(Third).AddTicks(-1));
        await SweepAsync();
        Assert.Empty(_bench.Made);
        _bench.GoTo(MakeReports.DueAt(Third));
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1"], _bench.Made);
        Assert.All(_bench.Last!.Figures, f => Assert.False(f.Own.Values[0].IsProvisional));
        Assert.Equal(MakeReports.DueAt(Third), _bench.Last.Entry.MadeAt);
    }

    [Fact]
    public async Task A_contractor_that_had_nothing_in_the_quarter_gets_none()
    {
        _bench.Repairs(new(2026, 7), "beta", 0, 1);
        // Of another quarter, of nobody, of the year that a yearly figure runs over, and messages, which an ERP gets too.
        _bench.Repairs(new(2026, 10), "gamma", 9, 1);
        _bench.Figures.All.Add(new(new CellKey("requestsPerDwelling", August, "delta", null, null, null, null, null), new Cell { Denominator = 7 }));
        _bench.Figures.All.Add(new(new CellKey("messagesHealthy", August, "erp", null, null, null, null, null), new Cell { Denominator = 7, Numerator = 7 }));
        _bench.GoTo(MakeReports.DueAt(Third));
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1", "2026-Q3 beta 1"], _bench.Made);
    }

    [Fact]
    public async Task Two_instances_at_once_make_one()
    {
        _bench.GoTo(MakeReports.DueAt(Third));
        var other = _bench.Instance();
        _bench.Writing = r =>
        {
            _bench.Writing = _ => { };
            // The other one makes it while this one writes.
            SweepAsync(other).GetAwaiter().GetResult();
        };
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1"], _bench.Made);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_before_or_after_the_write_leaves_none_or_one_and_the_next_instance_makes_the_rest(bool isWritten)
    {
        _bench.Repairs(August, "beta", 9, 1);
        _bench.GoTo(MakeReports.DueAt(Third));
        _bench.Archive.Fault = after =>
        {
            if (after == isWritten) throw new StoreException("The process ended.");
        };
        await Assert.ThrowsAsync<StoreException>(() => SweepAsync());
        Assert.Equal(isWritten ? ["2026-Q3 alfa 1"] : [], _bench.Made);
        var alfa = _bench.Archive.All.Values.FirstOrDefault();
        _bench.Archive.Fault = _ => { };
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1", "2026-Q3 beta 1"], _bench.Made);
        if (isWritten) Assert.Same(alfa, _bench.Archive.All[(Third, "alfa", 1)]);
    }

    [Fact]
    public async Task A_hub_that_was_off_makes_what_it_missed_of_the_last_four_quarters()
    {
        foreach (var quarter in Enumerable.Range(-4, 6).Select(Third.Plus)) _bench.Repairs(quarter.Last, "beta", 9, 1);
        _bench.GoTo(MakeReports.DueAt(Third).AddDays(40));
        await SweepAsync();
        Assert.Equal(["2025-Q4 beta 1", "2026-Q1 beta 1", "2026-Q2 beta 1", "2026-Q3 alfa 1", "2026-Q3 beta 1"], _bench.Made);
    }

    [Fact]
    public async Task What_is_made_is_not_looked_for_each_half_minute_and_the_next_quarter_is()
    {
        _bench.Repairs(new(2026, 11), "alfa", 9, 1);
        var instance = _bench.Instance();
        _bench.GoTo(MakeReports.DueAt(Third));
        await SweepAsync(instance);
        var lists = _bench.Archive.Lists;
        for (var i = 0; i < 5; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(30));
            await SweepAsync(instance);
        }
        Assert.Equal(lists, _bench.Archive.Lists);
        _bench.GoTo(MakeReports.DueAt(Third.Plus(1)));
        await SweepAsync(instance);
        Assert.Equal(["2026-Q3 alfa 1", "2026-Q4 alfa 1"], _bench.Made);
    }

    [Fact]
    public async Task Many_are_made_some_at_a_time()
    {
        for (var i = 10; i < 35; i++) _bench.Repairs(August, $"c-{i}", 9, 1);
        _bench.GoTo(MakeReports.DueAt(Third));
        var instance = _bench.Instance();
        foreach (var made in (int[])[10, 20, 26, 26])
        {
            await SweepAsync(instance);
            Assert.Equal(made, _bench.Made.Count());
        }
    }

    [Fact]
    public async Task One_that_cannot_be_made_holds_up_no_other_and_is_tried_again_after_a_while()
    {
        _bench.Repairs(August, "beta", 9, 1);
        _bench.GoTo(MakeReports.DueAt(Third));
        var tries = 0;
        _bench.Writing = r =>
        {
            if (r.Entry.ContractorId == "alfa" && ++tries < 3) throw new InvalidOperationException("A defect.");
        };
        var instance = _bench.Instance();
        await SweepAsync(instance);
        Assert.Equal(["2026-Q3 beta 1"], _bench.Made);
        await SweepAsync(instance);
        Assert.Equal(1, tries);
        for (var i = 0; i < 2; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(10));
            await SweepAsync(instance);
        }
        Assert.Equal((3, 2), (tries, _bench.Made.Count()));
    }

    [Fact]
    public async Task Nothing_is_made_of_figures_that_are_being_rebuilt()
    {
        _bench.GoTo(MakeReports.DueAt(Third));
        foreach (var state in (ProjectionState[])[new(0, null, null), new(FiguresFollower.Version, null, new Rebuild(FiguresFollower.Version, default, 5))])
        {
            _bench.Figures.State = state;
            await SweepAsync();
            Assert.Equal((ReportOutcome.Rebuilding, null), await AnewAsync());
        }
        Assert.Empty(_bench.Made);
    }

    [Fact]
    public async Task Orders_that_the_figures_lack_are_waited_for_but_not_for_ever()
    {
        await _bench.Pending.AddAsync(FiguresFollower.FollowerName, new StreamId(StreamId.Order, Guid.NewGuid()), 1, CancellationToken.None);
        _bench.GoTo(MakeReports.DueAt(Third).AddDays(7).AddTicks(-1));
        await SweepAsync();
        Assert.Empty(_bench.Made);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1"], _bench.Made);
    }

    [Fact]
    public async Task Corrected_figures_give_a_new_version_and_the_same_ones_give_none()
    {
        _bench.GoTo(MakeReports.DueAt(Third));
        await SweepAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((ReportOutcome.Same, 1), await AnewAsync() is var (same, first) ? (same, first!.Version) : default);
        _bench.Repairs(August, "alfa", 0, 5);
        Assert.Equal((ReportOutcome.Made, 2), await AnewAsync() is var (made, second) ? (made, second!.Version) : default);
        Assert.Equal(ReportOutcome.Same, (await AnewAsync()).Outcome);
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1", "2026-Q3 alfa 2"], _bench.Made);
    }

    [Fact]
    public async Task Nobody_makes_one_before_it_is_due_or_of_nothing()
    {
        Assert.Equal(ReportOutcome.TooEarly, (await AnewAsync()).Outcome);
        _bench.GoTo(MakeReports.DueAt(Third));
        Assert.Equal(ReportOutcome.Nothing, (await AnewAsync("beta")).Outcome);
        // Before the sweep came: the same report, and the sweep makes no other.
        Assert.Equal(ReportOutcome.Made, (await AnewAsync()).Outcome);
        await SweepAsync();
        Assert.Equal(["2026-Q3 alfa 1"], _bench.Made);
    }
}
