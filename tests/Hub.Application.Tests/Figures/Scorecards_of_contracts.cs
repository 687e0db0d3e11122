using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Domain.Work;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Figures;

/// <summary>The scorecard of a contract over a quarter: which figures, by which version of the contract, for whom.</summary>
public sealed class Scorecards_of_contracts
{
    private const string Weighed = """
        {"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}], "minimumCount": 10,
         "targets": {"repairOnTime": {"target": 0.95, "weight": 3, "floor": 0.85, "stretch": 0.95},
                     "appointmentsKept": {"target": 0.9, "weight": 1, "floor": 0.8, "stretch": 1}, "firstTimeFix": 0.8},
         "incentives": [{"from": 0, "amount": -1000}, {"from": 0.5, "amount": 0}, {"from": 0.75, "amount": 1500}]}
        """;

    private static readonly Quarter Second = new(2026, 2);

    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 8, 3, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryFigures _cells = new();
    private readonly MemoryRegistry _registry = new();

    public Scorecards_of_contracts() => _registry.Contracts[0] = MemoryRegistry.Contract("C-ALFA", Weighed) with { PutAt = At("2026-01-05") };

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private Task<IReadOnlyList<ContractScorecard>> ReadAsync(Viewer viewer, Quarter quarter, string? contractor = null, string? contract = null)
    {
        var cache = _registry.Cached(_clock);
        return new ReadScorecards(new ReadFigures(_cells, _cells, cache, _clock), new QuarterContracts(_registry, cache), _clock)
            .ReadAsync(viewer, quarter, contractor, contract, CancellationToken.None);
    }

    private async Task<ContractScorecard> OneAsync(Quarter quarter) => Assert.Single(await ReadAsync(Viewer.Corporation, quarter));

    private void Add(string figure, YearMonth month, int kept, int missed, string contractor = "alfa", string? contract = "C-ALFA") => _cells.All.Add(new(
        new CellKey(figure, month, contractor, contract, null, null, OrderKind.Repair, null), new Cell { Denominator = kept + missed, Numerator = kept }));

    [Fact]
    public async Task It_weighs_the_figures_of_the_whole_quarter_under_that_contract()
    {
        // 30 + 25 + 36 = 91 of 100: (0.91 - 0.85) / 0.10 = 0.6. 9 of 10: (0.9 - 0.8) / 0.2 = 0.5. (3 x 0.6 + 1 x 0.5) / 4 = 0.575.
        foreach (var (month, kept, missed) in ((int, int, int)[])[(4, 30, 2), (5, 25, 3), (6, 36, 4)]) Add("repairOnTime", new(2026, month), kept, missed);
        Add("appointmentsKept", new(2026, 6), 9, 1);
        // Of the month before and after, of another contract, and of another contractor.
        Add("repairOnTime", new(2026, 3), 0, 50);
        Add("repairOnTime", new(2026, 7), 0, 50);
        Add("repairOnTime", new(2026, 5), 0, 50, contract: "C-OTHER");
        Add("repairOnTime", new(2026, 5), 0, 50, "beta", "C-BETA");

        var card = await OneAsync(Second);
        Assert.Equal(("C-ALFA", 0.575m, 0m), (card.Terms.Contract.Number, card.Card.Score, card.Card.Advice));
        Assert.Equal(
            [("appointmentsKept", 0.9m, 10, 0.5m), ("repairOnTime", 0.91m, 100, 0.6m)],
            card.Card.Parts.Select(p => (p.Value.Key, p.Value.Value!.Value, p.Value.N, p.Score!.Value)));
        Assert.False(card.IsProvisional);
    }

    [Fact]
    public async Task A_figure_on_fewer_than_the_contracts_minimum_has_no_part_in_the_score()
    {
        Add("repairOnTime", new(2026, 5), 95, 5);
        Add("appointmentsKept", new(2026, 5), 5, 4);
        var card = await OneAsync(Second);
        Assert.Equal((1m, 1_500m), (card.Card.Score, card.Card.Advice));
        Assert.Equal((9, NoValue.TooFew, null), (card.Card.Parts[0].Value.N, card.Card.Parts[0].Value.Missing, card.Card.Parts[0].Score));
    }

    [Fact]
    public async Task The_version_that_was_in_force_when_the_quarter_ended_holds_whatever_came_later()
    {
        Add("repairOnTime", new(2026, 5), 91, 9);
        var first = _registry.Contracts[0];
        var second = first with { Version = 2, PutAt = Second.End.AddTicks(-1), Json = Weighed.Replace("0.85", "0.81", StringComparison.Ordinal) };
        var third = first with { Version = 3, PutAt = Second.End, Json = Weighed.Replace("0.85", "0.9", StringComparison.Ordinal) };
        _registry.Versions.AddRange([first, second]);
        _registry.Contracts[0] = third;
        // (0.91 - 0.81) / 0.14.
        var card = await OneAsync(Second);
        Assert.Equal((2, 0.7143m), (card.Terms.Contract.Version, card.Card.Score));
        Assert.Equal(1, (await OneAsync(new(2026, 1))).Terms.Contract.Version);
        Assert.Equal(3, (await OneAsync(new(2026, 3))).Terms.Contract.Version);
        // Before the hub knew it: its first version.
        Assert.Empty(await ReadAsync(Viewer.Corporation, new(2025, 4)));
        _registry.Versions[0] = first with { PutAt = At("2026-04-02") };
        Assert.Equal(1, (await OneAsync(new(2026, 1))).Terms.Contract.Version);
    }

    [Theory]
    [InlineData("2026-05-15", null, "2026-Q2 2026-Q3 2026-Q4")] // It began in the middle of the second quarter.
    [InlineData("2026-01-01", "2026-06-30", "2026-Q1 2026-Q2")]
    [InlineData("2026-01-01", "2026-07-01", "2026-Q1 2026-Q2 2026-Q3")] // One day of the third.
    public async Task A_contract_has_a_scorecard_for_each_quarter_in_which_it_held_for_a_day(string from, string? to, string quarters)
    {
        var until = to is null ? "" : $""", "validTo": "{to}" """;
        _registry.Contracts[0] = _registry.Contracts[0] with
        {
            Json = Weighed.Replace("\"validFrom\": \"2026-01-01\"", $"\"validFrom\": \"{from}\"{until}", StringComparison.Ordinal),
        };
        var found = new List<string>();
        for (var quarter = new Quarter(2026, 1); quarter.Year == 2026; quarter = quarter.Plus(1))
            found.AddRange((await ReadAsync(Viewer.Corporation, quarter)).Select(c => c.Quarter.ToString()));
        Assert.Equal(quarters, string.Join(' ', found));
    }

    [Fact]
    public async Task What_is_still_to_come_makes_it_provisional()
    {
        Add("repairOnTime", new(2026, 8), 95, 5);
        Assert.True((await OneAsync(new(2026, 3))).IsProvisional);
        _clock.Advance(new Quarter(2026, 3).End - _clock.GetUtcNow());
        Assert.False((await OneAsync(new(2026, 3))).IsProvisional);
    }

    [Fact]
    public async Task A_contractor_sees_its_own_and_nobody_without_business_sees_any()
    {
        _registry.Contracts[1] = MemoryRegistry.Contract("C-BETA", Weighed.Replace("\"alfa\"", "\"beta\"", StringComparison.Ordinal));
        Add("repairOnTime", new(2026, 5), 95, 5);
        Add("repairOnTime", new(2026, 5), 5, 95, "beta", "C-BETA");
        Assert.Equal(["C-ALFA", "C-BETA"], (await ReadAsync(Viewer.Corporation, Second)).Select(c => c.Terms.Contract.Number));
        Assert.Equal(["C-BETA"], (await ReadAsync(Viewer.Corporation, Second, contract: "C-BETA")).Select(c => c.Terms.Contract.Number));
        var own = Assert.Single(await ReadAsync(new Viewer(Given.PartnerAlfa), Second));
        Assert.Equal(("C-ALFA", 1m), (own.Terms.Contract.Number, own.Card.Score));
        Assert.Empty(await ReadAsync(new Viewer(Given.PartnerAlfa), Second, "beta"));
        Assert.Empty(await ReadAsync(new Viewer(Given.PartnerAlfa), Second, contract: "C-BETA"));
        Assert.Empty(await ReadAsync(Viewer.Nobody, Second));
    }
}
