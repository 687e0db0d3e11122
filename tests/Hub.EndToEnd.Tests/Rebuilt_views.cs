using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Application.Following;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>The lists of orders are made from the log again, by the administrator's wish, on a data directory of an earlier version.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Rebuilt_views : IAsyncLifetime
{
    private const string Route = "api/v1/manage/views/rebuild";

    private static readonly string[] MovingWithTime = ["/due/by: ", "/awaits/waiting: "];

    private readonly EarlierDirectory _earlier = new();
    private HubHost _hub = null!;

    public async Task InitializeAsync() => _hub = await _earlier.StartAsync();

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        _earlier.Dispose();
    }

    private Caller Manager => _earlier.Manager(_hub);

    [Fact]
    public async Task The_lists_are_the_same_afterwards()
    {
        await MadeAnewAsync();
        var before = await ListsAsync();

        var begun = (await Manager.PostAsync(Route, "", "application/json")).Expect(202).Json;
        Assert.Equal("running", begun.GetProperty("state").GetString());
        await RebuiltAsync();

        Assert.Empty(await DifferencesAsync(before));
    }

    [Fact]
    public async Task A_rebuild_goes_on_after_a_restart()
    {
        await MadeAnewAsync();
        var before = await ListsAsync();
        (await Manager.PostAsync(Route, "", "application/json")).Expect(202);
        await _hub.DisposeAsync();
        _hub = await _earlier.StartAsync();

        await RebuiltAsync();
        Assert.Empty(await DifferencesAsync(before));
    }

    [Fact]
    public async Task Facts_and_figures_are_the_same_too()
    {
        (string Route, int Version)[] figures =
            [("api/v1/manage/figures/rebuild", FiguresFollower.Version), ("api/v1/manage/delivery-figures/rebuild", DeliveryFigures.Version)];
        async Task IdleAsync()
        {
            foreach (var (route, version) in figures)
                await UntilAsync(route, r => r.GetProperty("state").GetString() == "idle" && r.GetProperty("version").GetInt32() == version);
        }
        async Task<string> ReadAsync()
        {
            var feeds = new List<string>();
            // Not the deliveries: some are tried again meanwhile.
            foreach (var feed in (string[])["facts", "appointments", "steps", "photos", "kpis"])
                feeds.Add((await Manager.GetAsync($"api/v1/feeds/{feed}?format=csv")).Expect(200).Text);
            return string.Join('\n', feeds);
        }
        await IdleAsync();
        var before = await ReadAsync();

        // The deliveries that the hub had before it counted any are counted too.
        Assert.Contains("messagesHealthy.prompt", before, StringComparison.Ordinal);

        foreach (var (route, _) in figures)
        {
            var begun = (await Manager.PostAsync(route, "", "application/json")).Expect(202).Json;
            Assert.Equal("running", begun.GetProperty("state").GetString());
            (await _earlier.As(_hub, "erp").PostAsync(route, "", "application/json")).Expect(401);
        }
        await IdleAsync();
        Assert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task Only_the_administrator_may()
    {
        (await _earlier.As(_hub, "erp").PostAsync(Route, "", "application/json")).Expect(401);
        (await _earlier.As(_hub, "erp").GetAsync(Route)).Expect(401);
    }

    // The lists of an earlier version are made anew at the start, by themselves.
    private Task MadeAnewAsync() =>
        UntilAsync(r => r.GetProperty("state").GetString() == "idle" && r.GetProperty("version").GetInt32() == ViewsFollower.Version);

    // It works by the clock, which is not turned at every look.
    private Task RebuiltAsync() => UntilAsync(r => r.GetProperty("state").GetString() == "idle");

    private Task UntilAsync(Func<JsonElement, bool> condition) => UntilAsync(Route, condition);

    private async Task UntilAsync(string route, Func<JsonElement, bool> condition)
    {
        var looks = 0;
        await Patience.UntilAsync("the rebuild", () =>
        {
            if (looks++ % 25 == 0) _earlier.Clock.Advance(TimeSpan.FromSeconds(15));
            return Manager.GetAsync(route);
        }, r => condition(r.Json));
    }

    // How long an order waits, and the deadline of one whose service clock stands still, move with the moment of asking.
    private async Task<IEnumerable<string>> DifferencesAsync(JsonNode before) =>
        EarlierDirectory.Differences(before, await ListsAsync()).Where(d => !MovingWithTime.Any(m => d.Contains(m, StringComparison.Ordinal)));

    private async Task<JsonNode> ListsAsync()
    {
        var lists = new JsonArray();
        foreach (var query in (string[])["limit=100", "status=Awarded&limit=100", "unrouted=true", "kind=Repair&limit=100"])
            lists.Add(JsonNode.Parse((await Manager.GetAsync($"api/v1/orders?{query}")).Expect(200).Text));
        return lists;
    }
}
