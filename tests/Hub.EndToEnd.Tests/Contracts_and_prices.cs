using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>What an administrator does with contracts and their price lists, and what an order's contract keeps.</summary>
public sealed class Contracts_and_prices : IAsyncLifetime
{
    private const string Manage = "api/v1/manage";
    private const string Contract = Manage + "/contracts/RC-1";
    private const string Csv = "text/csv";
    private const string Header = "code;description;unit;price;coverage;from;to\n";
    private const string Tap = "K-100;Kraan vervangen;PCE;85.50;UnitPrice;2026-01-01;2026-12-31\n";

    private Chain _chain = null!;

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync();
        (await PutAsync(Document(_chain.DicoC))).Expect(201);
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_prices_come_in_one_go_and_are_given_back_as_they_can_be_put_again()
    {
        var list = Lines(10_000);

        var put = (await PricesAsync(list)).Expect(200).Json;

        Assert.Equal(("RC-1", 2, 10_000), (put.GetProperty("number").GetString(), Version(put), put.GetProperty("lines").GetInt32()));
        var given = await GivenAsync();
        Assert.Equal(10_001, given.Count(c => c == '\n'));
        Assert.Equal(2, Version((await PricesAsync(given)).Expect(200).Json));
    }

    [Fact]
    public async Task One_bad_line_among_ten_thousand_refuses_all_and_leaves_the_old_list_standing()
    {
        (await PricesAsync(Header + Tap)).Expect(200);
        var bad = Lines(10_000).Replace("K-7000;Taak 7000;st;", "K-7000;Taak 7000;doos;", StringComparison.Ordinal);

        var errors = (await PricesAsync(bad)).Expect(400).Json.GetProperty("errors");

        Assert.Equal("line 7001", Assert.Single(errors.EnumerateArray()).GetProperty("pointer").GetString());
        Assert.Equal(Header + Tap, await GivenAsync());
        Assert.Equal(2, Version((await _chain.Manager.GetAsync(Contract)).Expect(200).Json));
    }

    [Fact]
    public async Task At_most_a_hundred_bad_lines_are_named() =>
        Assert.Equal(100, (await PricesAsync(Lines(500).Replace(";st;", ";doos;", StringComparison.Ordinal)))
            .Expect(400).Json.GetProperty("errors").GetArrayLength());

    [Theory]
    [InlineData("K-100;Kraan vervangen;st;1.085,50;EHP;1-1-2026;31-12-2026\n")]
    [InlineData("K-100;Kraan vervangen;st;1,085.50;EHP;2026-01-01;2026-12-31\n")]
    public async Task A_list_from_a_spreadsheet_is_taken_in_Dutch_or_English_with_a_byte_order_mark(string line)
    {
        (await PricesAsync("\uFEFF" + (Header + line).Replace("\n", "\r\n", StringComparison.Ordinal))).Expect(200);

        Assert.Equal(Header + Tap.Replace("85.50", "1085.50", StringComparison.Ordinal), await GivenAsync());
    }

    [Fact]
    public async Task An_amount_that_could_be_two_is_not_guessed()
    {
        var errors = (await PricesAsync(Header + "K-1;Kraan;st;1.234;EHP;;\n")).Expect(400).Json.GetProperty("errors");

        Assert.Contains("one way", Assert.Single(errors.EnumerateArray()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_version_of_document_and_prices_stays_readable()
    {
        var later = Document(_chain.DicoC);
        later["dwellings"] = 900;
        (await PricesAsync(Header + Tap)).Expect(200);
        (await PutAsync(later)).Expect(200);
        (await PricesAsync(Header + Tap.Replace("85.50", "90.00", StringComparison.Ordinal))).Expect(200);

        var versions = (await _chain.Manager.GetAsync($"{Contract}/versions")).Expect(200).Json.EnumerateArray().ToList();

        Assert.Equal([4, 3, 2, 1], versions.Select(Version));
        Assert.Equal([4, 2, 2, null], versions.Select(PriceList));
        var first = (await _chain.Manager.GetAsync($"{Contract}?version=1")).Expect(200).Json;
        Assert.False(first.GetProperty("document").TryGetProperty("dwellings", out _));
        Assert.Contains(";90.00;", await GivenAsync(), StringComparison.Ordinal);
        Assert.Equal(Header + Tap, await GivenAsync("?version=3"));
        Assert.Equal(Header, await GivenAsync("?version=1"));
        (await _chain.Manager.GetAsync($"{Contract}?version=5")).Expect(404);
    }

    [Fact]
    public async Task The_same_document_and_the_same_prices_again_make_no_version()
    {
        (await PricesAsync(Header + Tap)).Expect(200);

        Assert.Equal(2, Version((await PutAsync(Document(_chain.DicoC))).Expect(200).Json));
        Assert.Equal(2, Version((await PricesAsync(Header + Tap)).Expect(200).Json));
    }

    [Fact]
    public async Task The_list_of_contracts_shows_version_and_price_list()
    {
        (await PricesAsync(Header + Tap)).Expect(200);

        var listed = Assert.Single((await _chain.Manager.GetAsync($"{Manage}/contracts")).Expect(200).Json.EnumerateArray());

        Assert.Equal((2, 2), (Version(listed), PriceList(listed)));
    }

    [Fact]
    public async Task A_contract_in_use_is_ended_and_not_taken_away()
    {
        await AwardedAsync();

        var refused = (await _chain.Manager.DeleteAsync(Contract)).Expect(409).Json;
        Assert.Equal("urn:ketenhub:problem:contract-in-use", refused.GetProperty("type").GetString());

        var ended = Document(_chain.DicoC);
        ended["validTo"] = "2020-12-31";
        (await PutAsync(ended)).Expect(200);
        var next = await _chain.PlaceAsync(null);
        Assert.StartsWith("No contract covers this work", (await _chain.OrderAsync(next)).GetProperty("unrouted").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contractor_of_a_contract_in_use_does_not_change()
    {
        (await PutAsync(Document(_chain.Webhook))).Expect(200);
        (await PutAsync(Document(_chain.DicoC))).Expect(200);
        await AwardedAsync();

        var error = Assert.Single((await PutAsync(Document(_chain.Webhook))).Expect(400).Json.GetProperty("errors").EnumerateArray());

        Assert.Equal("/contractor", error.GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task A_contract_that_nobody_used_is_taken_away_and_its_versions_stay_readable()
    {
        (await PricesAsync(Header + Tap)).Expect(200);

        (await _chain.Manager.DeleteAsync(Contract)).Expect(204);

        (await _chain.Manager.GetAsync(Contract)).Expect(404);
        (await _chain.Manager.GetAsync($"{Contract}/prices")).Expect(404);
        (await PricesAsync(Header + Tap)).Expect(404);
        (await _chain.Manager.DeleteAsync(Contract)).Expect(404);
        Assert.Empty((await _chain.Manager.GetAsync($"{Manage}/contracts")).Expect(200).Json.EnumerateArray());
        Assert.Equal(Header + Tap, await GivenAsync("?version=2"));
        var again = (await PutAsync(Document(_chain.DicoC))).Expect(201).Json;
        Assert.Equal((3, null), (Version(again), PriceList(again)));
    }

    [Fact]
    public async Task Every_fault_of_a_contract_is_named_at_its_place()
    {
        var document = Document(_chain.DicoC);
        document["serviceLevels"] = JsonNode.Parse("""[{ "kind": "Repair", "clock": "WorkingDays", "respondWithin": "4 hours", "stopFor": ["NoAccess"] }]""");
        document["mandates"] = JsonNode.Parse("""[{ "role": "Opzichter", "upTo": 1500 }, { "role": "opzichter", "upTo": 500 }]""");
        document["targets"] = JsonNode.Parse("""{ "responseOnTime": -1 }""");

        var errors = (await PutAsync(document)).Expect(400).Json.GetProperty("errors");

        Assert.Equal(
            ["/mandates/1/upTo", "/mandates/1", "/serviceLevels/0/respondWithin", "/serviceLevels/0/stopFor", "/targets/responseOnTime"],
            errors.EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
        (await _chain.Manager.PutAsync(Contract, """{ "contractor": "\ud800", "validFrom": "2026-01-01" }""")).Expect(400);
    }

    [Fact]
    public async Task A_hundred_thousand_dwellings_and_prices_come_in_one_go()
    {
        var register = new StringBuilder("id;street;houseNumber;postalCode;city;complex;area;type\n");
        for (var i = 1; i <= 100_000; i++)
            register.Append(CultureInfo.InvariantCulture, $"VHE-{i};Merelstraat;{i};1234AB;Lindedam;C-{i / 100};Noord;appartement\n");

        var change = (await _chain.Manager.PutAsync($"{Manage}/dwellings?confirm=3", register.ToString(), Csv)).Expect(200).Json;
        Assert.Equal(100_000, change.GetProperty("total").GetInt32());
        Assert.Equal(100_000, (await PricesAsync(Lines(100_000))).Expect(200).Json.GetProperty("lines").GetInt32());
        (await PricesAsync(Lines(100_001))).Expect(400);
    }

    private async Task AwardedAsync()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        Assert.Equal("RC-1", (await _chain.OrderAsync(number)).GetProperty("contractNumber").GetString());
        // The lists follow the log; they are there a moment later.
        await Patience.UntilAsync("the order in the list", async () => (await _chain.Manager.GetAsync($"api/v1/orders?q={number}")).Expect(200).Json,
            page => page.GetProperty("orders").GetArrayLength() == 1);
    }

    private Task<Reply> PutAsync(JsonObject document) => _chain.Manager.PutAsync(Contract, document.ToJsonString());

    private Task<Reply> PricesAsync(string csv) => _chain.Manager.PutAsync($"{Contract}/prices", csv, Csv);

    private async Task<string> GivenAsync(string query = "") => (await _chain.Manager.GetAsync($"{Contract}/prices{query}")).Expect(200).Text;

    private static JsonObject Document(IContractor contractor) => new()
    {
        ["contractor"] = contractor.PartnerId, ["validFrom"] = "2020-01-01", ["areas"] = new JsonArray(new JsonObject { ["area"] = "Noord" }),
    };

    private static string Lines(int count) =>
        Header + string.Concat(Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"K-{i};Taak {i};st;{i}.25;EHP;;\n")));

    private static int Version(JsonElement answer) => answer.GetProperty("version").GetInt32();

    private static int? PriceList(JsonElement answer) => answer.TryGetProperty("priceList", out var list) ? list.GetInt32() : null;
}
