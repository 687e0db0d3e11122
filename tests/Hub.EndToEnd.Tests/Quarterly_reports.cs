using System.Text;
using System.Text.Json;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>A quarter comes to its end, and each contractor that worked in it gets a report that stays as it is.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Quarterly_reports : IAsyncLifetime
{
    private const string Reports = "api/v1/reports";
    private const string OfCement = $"{Reports}/2026-Q3/cement";

    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 9, 28, 8, 0, 0, TimeSpan.Zero));
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync(_clock);

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    private static async Task<IReadOnlyList<string>> ListAsync(Caller caller, string query = "") =>
        [.. (await caller.GetAsync(Reports + query)).Expect(200).Json.GetProperty("reports").EnumerateArray()
            .Select(r => $"{r.GetProperty("quarter")} {r.GetProperty("contractor")} {r.GetProperty("version")}")];

    // Awards of the quarter; the figures follow soon after the answer to a message.
    private async Task PlaceAsync(int orders, int inAll)
    {
        for (var i = 0; i < orders; i++) await _chain.PlaceAndReachAsync(_chain.DicoC);
        await Patience.UntilAsync(
            "the figure", () => _chain.Manager.GetAsync("api/v1/kpis?kpi=refusedShare&from=2026-09&to=2026-09&by=contractor&contractor=cement"),
            r => r.Json.GetProperty("figures") is { } found && found.GetArrayLength() == 1 && found[0].GetProperty("n").GetInt32() == inAll);
    }

    private static async Task<JsonElement> CardsAsync(Caller caller) =>
        (await caller.GetAsync("api/v1/kpis/scorecards?quarter=2026-Q3")).Expect(200).Json.GetProperty("scorecards");

    private Task SweepAsync() => _chain.Hub.RunTimerAsync("Sweep");

    [Fact]
    public async Task It_is_made_once_seen_by_whom_it_is_about_and_never_changes()
    {
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-9", """
            { "contractor": "cement", "validFrom": "2026-09-01", "areas": [{ "area": "Noord" }],
              "targets": { "refusedShare": { "target": 0.05, "weight": 1, "floor": 0.2, "stretch": 0 } } }
            """)).Expect(201);
        await PlaceAsync(orders: 5, inAll: 5);
        (await _chain.Manager.PostAsync(OfCement, "", "application/json")).Expect(409);
        await SweepAsync();
        Assert.Empty(await ListAsync(_chain.Manager));

        // 31 October, 00:00 in the Netherlands.
        _clock.SetWall(new DateTimeOffset(2026, 10, 30, 23, 0, 0, TimeSpan.Zero) - _clock.GetUtcNow());
        await SweepAsync();
        await SweepAsync();
        Assert.Equal(["2026-Q3 cement 1"], await ListAsync(_chain.Manager));

        var page = (await _chain.As(_chain.DicoC).GetAsync(OfCement)).Expect(200);
        Assert.Contains("Woonstichting De Proef", page.Text, StringComparison.Ordinal);
        Assert.Contains("31 oktober 2026 om 00:00 uur", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        var table = (await _chain.As(_chain.DicoC).GetAsync($"{OfCement}?format=csv")).Expect(200);
        Assert.Equal(Encoding.UTF8.Preamble, table.Body.AsSpan(0, 3));
        Assert.Contains("refusedShare;refusedShare;Geweigerd;Share;0;5;HasOne;false;0,05;true;", table.Text, StringComparison.Ordinal);
        Assert.Contains("attachment", table.Headers["Content-Disposition"], StringComparison.Ordinal);

        // Another contractor, and a reader of another, find nothing; those of the corporation and its own do.
        var (all, _) = await _chain.MakeReaderAsync();
        var (own, _) = await _chain.MakeReaderAsync("cement");
        var (other, _) = await _chain.MakeReaderAsync("haakman");
        foreach (var caller in (Caller[])[all, own, _chain.As(_chain.Erp)]) Assert.Equal(page.Body, (await caller.GetAsync(OfCement)).Expect(200).Body);
        foreach (var caller in (Caller[])[other, _chain.As(_chain.Webhook)])
        {
            (await caller.GetAsync(OfCement)).Expect(404);
            Assert.Empty(await ListAsync(caller));
            Assert.Empty(await ListAsync(caller, "?contractor=cement"));
        }
        Assert.Equal(["2026-Q3 cement 1"], await ListAsync(own, "?quarter=2026-Q3&contractor=cement"));
        (await _chain.Hub.With(null).GetAsync(OfCement)).Expect(401);
        (await _chain.As(_chain.DicoC).PostAsync(OfCement, "", "application/json")).Expect(401);
        Assert.Empty((await _chain.Manager.SendAsync(HttpMethod.Head, OfCement, null, null)).Expect(200).Body);
    }

    [Fact]
    public async Task A_corrected_quarter_has_a_new_version_beside_the_one_before()
    {
        await PlaceAsync(orders: 1, inAll: 1);
        var quarterEnded = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero) - _clock.GetUtcNow();
        _clock.SetWall(quarterEnded);
        await SweepAsync();
        var first = (await _chain.Manager.GetAsync(OfCement)).Expect(200);
        Assert.Equal(1, (await _chain.Manager.PostAsync(OfCement, "", "application/json")).Expect(200).Json.GetProperty("version").GetInt32());

        // One that was placed in the quarter and came late.
        _clock.SetWall(-quarterEnded);
        await PlaceAsync(orders: 1, inAll: 2);
        _clock.SetWall(quarterEnded);
        var made = (await _chain.Manager.PostAsync(OfCement, "", "application/json")).Expect(201).Json;
        Assert.Equal(2, made.GetProperty("version").GetInt32());
        Assert.Equal(["2026-Q3 cement 2", "2026-Q3 cement 1"], await ListAsync(_chain.Manager));
        var second = (await _chain.Manager.GetAsync(made.GetProperty("html").GetString()!)).Expect(200);
        Assert.Equal(second.Body, (await _chain.Manager.GetAsync(OfCement)).Expect(200).Body);
        Assert.NotEqual(first.Body, second.Body);
        Assert.Equal(first.Body, (await _chain.Manager.GetAsync($"{OfCement}?version=1")).Expect(200).Body);
        var entry = (await _chain.Manager.GetAsync("api/v1/manage/audit?action=report.make")).Expect(200).Json.GetProperty("entries")[0];
        Assert.Equal("2026-Q3/cement", entry.GetProperty("target").GetString());
        (await _chain.Manager.PostAsync($"{Reports}/2026-Q3/haakman", "", "application/json")).Expect(409);
        foreach (var none in (string[])["nobody", _chain.Erp.PartnerId])
        {
            var refused = (await _chain.Manager.PostAsync($"{Reports}/2026-Q3/{none}", "", "application/json")).Expect(404);
            Assert.Contains("contractor", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        await _chain.Hub.Service<IFigures>().BeginRebuildAsync(FiguresFollower.Version, 1, _clock.GetUtcNow(), CancellationToken.None);
        var rebuilding = (await _chain.Manager.PostAsync(OfCement, "", "application/json")).Expect(503);
        Assert.Equal("urn:ketenhub:problem:report-figures-rebuilding", rebuilding.Json.GetProperty("type").GetString());
        Assert.Equal("60", rebuilding.Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_scorecard_is_of_the_quarter_and_of_ones_own_contracts()
    {
        foreach (var (contractor, area) in ((string, string)[])[("cement", "Noord"), ("haakman", "Zuid")])
        {
            (await _chain.Manager.PutAsync($"api/v1/manage/contracts/RC-{contractor}", $$"""
                { "contractor": "{{contractor}}", "validFrom": "2026-09-01", "areas": [{ "area": "{{area}}" }], "minimumCount": 2,
                  "targets": { "refusedShare": { "target": 0.05, "weight": 1, "floor": 0.2, "stretch": 0 } },
                  "incentives": [{ "from": 0.5, "amount": 250.50 }] }
                """)).Expect(201);
        }
        for (var i = 0; i < 2; i++) (await _chain.Erp.PlaceAsync(_chain.Draft(null).ToJson())).EnsureSuccess();
        var cards = await Patience.UntilAsync(
            "the scorecard", () => CardsAsync(_chain.As(_chain.DicoC)),
            c => c.GetArrayLength() == 1 && c[0].TryGetProperty("score", out _));
        var card = cards[0];
        // No award of two was refused: (0 - 0.2) / (0 - 0.2) = 1.
        Assert.Equal(("RC-cement", 1m, 250.5m, true), (
            card.GetProperty("contract").GetString(), card.GetProperty("score").GetDecimal(), card.GetProperty("advice").GetDecimal(),
            card.GetProperty("provisional").GetBoolean()));
        Assert.Equal(2, card.GetProperty("parts")[0].GetProperty("n").GetInt32());
        var whole = await CardsAsync(_chain.Manager);
        Assert.Equal(["RC-cement", "RC-haakman"], whole.EnumerateArray().Select(c => c.GetProperty("contract").GetString()));
        Assert.Equal("2026-Q2", (await _chain.Manager.GetAsync("api/v1/kpis/scorecards")).Expect(200).Json.GetProperty("quarter").GetString());
    }
}
