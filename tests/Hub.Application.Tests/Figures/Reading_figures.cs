using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Figures;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Figures;

/// <summary>What is read from cells: whose, over which months, and against which target.</summary>
public sealed class Reading_figures
{
    private static readonly YearMonth March = new(2026, 3);
    private static readonly YearMonth May = new(2026, 5);
    private static readonly KpiDefinition OnTime = Kpis.Find("repairOnTime")!;
    private static readonly KpiDefinition Requests = Kpis.Find("requestsPerDwelling")!;
    private static readonly KpiDefinition Healthy = Kpis.Find("messagesHealthy")!;
    private static readonly KpiDefinition Open = Kpis.Find("openByAge")!;

    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 6, 10, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryFigures _cells = new();
    private readonly MemoryRegistry _registry = new();

    private Task<IReadOnlyList<Figure>> ReadAsync(Viewer viewer, FigureQuery query) =>
        new ReadFigures(_cells, _cells, _registry.Cached(_clock), _clock).ReadAsync(viewer, query, CancellationToken.None);

    private static FigureQuery Query(KpiDefinition definition, Slices by = Slices.None) => new([definition], March, May, by);

    private void OnTimeOf(string? contractor, YearMonth month, int kept, int missed, string? area = null) => _cells.All.Add(new(
        new CellKey("repairOnTime", month, contractor, null, area, null, OrderKind.Repair, null), new Cell { Denominator = kept + missed, Numerator = kept }));

    private static List<KpiRow> RowsOf(IEnumerable<Figure> figures) => [.. figures.SelectMany(KpiRows.Of).Where(r => r.Measure == OnTime.Key)];

    private static IEnumerable<string> Text(IEnumerable<Figure> figures) => figures.Select(f => string.Join(' ', new[]
    {
        f.Slice.Month?.ToString(), f.Slice.IsChain ? null : f.Slice.Contractor, f.Slice.IsChain ? "chain" : null, f.Slice.Area,
        f.Values[0].Value is { } value ? FormattableString.Invariant($"{value:0.####}") : f.Values[0].Instead, $"of {f.Values[0].N}",
    }.Where(t => t is not null)));

    [Fact]
    public async Task Months_are_added_together_or_told_apart()
    {
        OnTimeOf("alfa", March, 8, 2);
        OnTimeOf("alfa", May, 9, 1);
        OnTimeOf("beta", May, 5, 5);
        // 22 of 30.
        Assert.Equal(["0.7333 of 30"], Text(await ReadAsync(Viewer.Corporation, Query(OnTime))));
        Assert.Equal(["2026-03 0.8 of 10", "2026-05 0.7 of 20"], Text(await ReadAsync(Viewer.Corporation, Query(OnTime, Slices.Month))));
        Assert.Equal(["alfa 0.85 of 20", "beta 0.5 of 10"], Text(await ReadAsync(Viewer.Corporation, Query(OnTime, Slices.Contractor))));
        Assert.Equal(["alfa 0.85 of 20"], Text(await ReadAsync(Viewer.Corporation, Query(OnTime) with { Contractor = "alfa" })));
    }

    [Fact]
    public async Task A_contractor_sees_itself_and_the_rest_of_the_chain_together_where_these_are_three_others()
    {
        var alfa = new Viewer(Given.PartnerAlfa);
        OnTimeOf("alfa", May, 9, 1);
        OnTimeOf(null, May, 0, 40);
        foreach (var other in (string[])["beta", "gamma"]) OnTimeOf(other, May, 5, 5);
        Assert.Equal(["alfa 0.9 of 10"], Text(await ReadAsync(alfa, Query(OnTime))));
        OnTimeOf("delta", May, 8, 2);
        Assert.Equal(["alfa 0.9 of 10", "chain 0.6 of 30"], Text(await ReadAsync(alfa, Query(OnTime))));
        Assert.Equal(["2026-05 alfa 0.9 of 10", "2026-05 chain 0.6 of 30"], Text(await ReadAsync(alfa, Query(OnTime, Slices.Month | Slices.Contractor))));
        Assert.Empty(await ReadAsync(alfa, Query(OnTime) with { Contractor = "beta" }));
    }

    [Fact]
    public async Task The_corporation_reads_beside_each_contractor_what_that_contractor_reads_of_the_others()
    {
        foreach (var (contractor, kept) in ((string, int)[])[("alfa", 9), ("beta", 5), ("gamma", 6), ("delta", 7)]) OnTimeOf(contractor, May, kept, 10 - kept);
        OnTimeOf("alfa", March, 1, 9);
        foreach (var by in (Slices[])[Slices.Contractor, Slices.Contractor | Slices.Month])
        {
            var whole = RowsOf(await ReadAsync(Viewer.Corporation, Query(OnTime, by) with { WithOthers = true }));
            foreach (var partner in (Partner[])[Given.PartnerAlfa, Given.PartnerAlfa with { Id = "beta" }])
            {
                var own = RowsOf(await ReadAsync(new Viewer(partner), Query(OnTime, by)));
                Assert.Equal(own, whole.Where(r => r.ContractorId == partner.Id));
                Assert.Equal([KpiScope.Own, KpiScope.OtherContractors], own.Where(r => r.Month is null or "2026-05").Select(r => r.Scope));
            }
        }
        // Of alfa the others are 5 + 6 + 7 of 30; it is not told what they were in March, where it was alone.
        var rows = RowsOf(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(OnTime, Slices.Month)));
        Assert.Equal([("2026-03", KpiScope.Own, 0.1m, 10L), ("2026-05", KpiScope.Own, 0.9m, 10L), ("2026-05", KpiScope.OtherContractors, 0.6m, 30L)],
            rows.Select(r => (r.Month, r.Scope, r.Value!.Value, r.N)));
    }

    [Fact]
    public async Task A_figure_in_which_fewer_than_three_others_count_shows_none_of_them_whoever_counts_in_another()
    {
        foreach (var other in (string[])["beta", "gamma", "delta"]) OnTimeOf(other, March, 5, 5);
        foreach (var other in (string[])["beta", "gamma"]) OnTimeOf(other, May, 9, 1);
        Assert.Equal(["2026-03 chain 0.5 of 30"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(OnTime, Slices.Month))));
    }

    [Fact]
    public async Task The_rest_of_the_chain_is_told_as_a_whole_and_of_no_part_from_which_another_follows()
    {
        // Noord alone would have three others, and what is left of the whole is delta's.
        foreach (var other in (string[])["beta", "gamma", "epsilon"]) OnTimeOf(other, May, 5, 5, "Noord");
        OnTimeOf("delta", May, 5, 5, "Zuid");
        FigureQuery[] parts = [Query(OnTime, Slices.Area), Query(OnTime) with { Area = "Noord" }, Query(OnTime) with { Kind = OrderKind.Repair }];
        foreach (var asked in parts) Assert.Empty(await ReadAsync(new Viewer(Given.PartnerAlfa), asked));
        Assert.Equal(["chain 0.5 of 40"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(OnTime))));
    }

    [Fact]
    public async Task A_month_in_which_two_others_count_is_not_in_the_rest_of_the_chain_for_a_longer_period_either()
    {
        foreach (var other in (string[])["beta", "gamma", "delta"]) OnTimeOf(other, March, 5, 5);
        OnTimeOf("epsilon", May, 0, 10);
        Assert.Equal(["chain 0.5 of 30"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(OnTime))));
    }

    [Fact]
    public async Task A_partner_that_was_removed_is_no_contractor_by_its_messages()
    {
        foreach (var partner in (string[])["beta", "gamma", "removed-erp"]) MadeTo(partner, May, 5, 5);
        Assert.Empty(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(Healthy)));
    }

    /// <summary>Who sees no figure of orders.</summary>
    [Fact]
    public async Task Whoever_has_no_business_with_orders_sees_no_figure()
    {
        OnTimeOf("alfa", May, 9, 1);
        Assert.Empty(await ReadAsync(Viewer.Nobody, Query(OnTime)));
        Assert.Empty(await ReadAsync(new Viewer(Given.Erp with { Id = "bureau", Role = PartnerRole.SurveyBureau }), Query(OnTime)));
        Assert.NotEmpty(await ReadAsync(new Viewer(Given.Erp), Query(OnTime)));
    }

    [Fact]
    public async Task A_figure_has_the_target_of_its_contractors_contract_and_the_trend_since_as_many_months_before()
    {
        _registry.Contracts[0] = MemoryRegistry.Contract(
            "C-ALFA", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}], "targets": {"repairOnTime": 0.95}}""");
        OnTimeOf("alfa", May, 90, 10);
        OnTimeOf("alfa", new YearMonth(2026, 2), 97, 3);
        OnTimeOf("beta", May, 10, 0);
        var figures = await ReadAsync(Viewer.Corporation, Query(OnTime, Slices.Contractor));
        // December to February, 0.97, stands before March to May, 0.90.
        Assert.Equal((0.95m, false, KpiTrend.Worse), (figures[0].Target, figures[0].Meets, figures[0].Trend));
        Assert.Equal((null, null, KpiTrend.Unknown), (figures[1].Target, figures[1].Meets, figures[1].Trend));
    }

    [Fact]
    public async Task Few_are_no_figure_from_the_contracts_minimum_on_they_are()
    {
        OnTimeOf("alfa", May, 4, 0);
        Assert.Equal(["alfa te weinig gegevens of 4"], Text(await ReadAsync(Viewer.Corporation, Query(OnTime, Slices.Contractor))));
        _registry.Contracts[0] = MemoryRegistry.Contract(
            "C-ALFA", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}], "minimumCount": 4}""");
        Assert.Equal(["alfa 1 of 4"], Text(await ReadAsync(Viewer.Corporation, Query(OnTime, Slices.Contractor))));
    }

    [Fact]
    public async Task A_value_of_a_year_is_of_the_year_that_ends_with_its_month_and_known_of_whole_contracts_alone()
    {
        _registry.Contracts[0] = MemoryRegistry.Contract(
            "C-ALFA", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}], "dwellings": 100}""");
        foreach (var (month, placed) in ((YearMonth, int)[])[(new(2025, 5), 1_000), (new(2025, 6), 30), (March, 60), (May, 20), (new(2026, 6), 7)])
        {
            _cells.All.Add(
                new(new CellKey("requestsPerDwelling", month, "alfa", null, "Noord", null, OrderKind.Repair, null), new Cell { Denominator = placed }));
        }
        // June 2025 to May 2026: 110 of 100 dwellings.
        Assert.Equal(["alfa 1.1 of 110"], Text(await ReadAsync(Viewer.Corporation, Query(Requests, Slices.Contractor))));
        Assert.Equal(
            ["alfa Noord aantal woningen onbekend of 110"], Text(await ReadAsync(Viewer.Corporation, Query(Requests, Slices.Contractor | Slices.Area))));
    }

    [Fact]
    public async Task A_figure_of_now_has_no_month_and_stands_there_once()
    {
        _cells.All.Add(new(
            new CellKey(Open.Main.Figure, null, "alfa", null, null, null, OrderKind.Repair, null),
            new Cell { Denominator = 1, Values = Counts.One(new DateOnly(2026, 6, 9).DayNumber) }));
        var figure = Assert.Single(await ReadAsync(Viewer.Corporation, Query(Open, Slices.Month)));
        Assert.Equal((null, 1), (figure.Slice.Month, figure.Values[0].N));
    }

    private void MadeTo(string partner, YearMonth month, int made, int failed, int parked = 0)
    {
        _cells.All.Add(new(
            new CellKey("messagesHealthy", month, partner, null, null, null, null, null), new Cell { Denominator = made + failed, Numerator = made }));
        if (parked > 0)
            _cells.All.Add(new(new CellKey("messagesHealthy.parked", null, partner, null, null, null, null, null), new Cell { Denominator = parked }));
    }

    [Fact]
    public async Task Deliveries_to_the_ERP_are_a_partners_figure_and_no_contractors_in_the_chain()
    {
        _registry.Partners.AddRange([Given.PartnerAlfa with { Id = "gamma" }, Given.PartnerAlfa with { Id = "delta" }]);
        MadeTo(Given.ErpId, May, 90, 10);
        MadeTo("alfa", May, 9, 1);
        foreach (var other in (string[])["beta", "gamma"]) MadeTo(other, May, 5, 5);
        // Of 130 messages 109 arrived at once.
        Assert.Equal(["0.8385 of 130"], Text(await ReadAsync(Viewer.Corporation, Query(Healthy))));
        Assert.Equal(
            ["alfa 0.9 of 10", "beta 0.5 of 10", "erp 0.9 of 100", "gamma 0.5 of 10"],
            Text(await ReadAsync(Viewer.Corporation, Query(Healthy, Slices.Contractor))));
        // The ERP is no third one.
        Assert.Equal(["alfa 0.9 of 10"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(Healthy))));
        MadeTo("delta", May, 8, 2);
        Assert.Equal(["alfa 0.9 of 10", "chain 0.6 of 30"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), Query(Healthy))));
        var compared = Query(Healthy, Slices.Contractor) with { WithOthers = true };
        Assert.DoesNotContain(await ReadAsync(Viewer.Corporation, compared), f => f.Slice is { Contractor: Given.ErpId, IsChain: true });
    }

    [Fact]
    public async Task Where_nothing_counted_there_is_no_figure_of_a_sum_either()
    {
        void Cost(string contractor, YearMonth month, long cents) => _cells.All.Add(
            new(new CellKey("costOutsideLumpSum", month, contractor, null, null, null, OrderKind.Repair, null), Cell.Summed(cents)));
        Cost("alfa", March, 12_345);
        foreach (var other in (string[])["beta", "gamma"]) Cost(other, March, 10_000);
        var costs = Query(Kpis.Find("costOutsideLumpSum")!, Slices.Month);
        Assert.Equal(["2026-03 323.45 of 3"], Text(await ReadAsync(Viewer.Corporation, costs)));
        // Two others are no chain, and cost not nothing.
        Assert.Equal(["2026-03 alfa 123.45 of 1"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), costs)));
        Cost("delta", March, 1);
        Assert.Equal(["2026-03 alfa 123.45 of 1", "2026-03 chain 200.01 of 3"], Text(await ReadAsync(new Viewer(Given.PartnerAlfa), costs)));
    }

    [Fact]
    public async Task What_is_parked_now_is_told_with_each_month_and_makes_none()
    {
        MadeTo("alfa", March, 9, 1, parked: 2);
        var figure = Assert.Single(await ReadAsync(Viewer.Corporation, Query(Healthy, Slices.Month | Slices.Contractor)));
        Assert.Equal((March, 2m), (figure.Slice.Month, figure.Values.Single(v => v.Key == "messagesHealthy.parked").Value));
    }
}
