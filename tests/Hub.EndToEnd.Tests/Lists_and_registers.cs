using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>What can be looked up, and the registers that an administrator keeps.</summary>
public sealed class Lists_and_registers : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task Orders_are_listed_last_placed_first_page_by_page()
    {
        var numbers = await PlacedAsync(5);

        var pages = new List<List<string>>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await _chain.Manager.GetAsync($"api/v1/orders?limit=2{cursor}")).Expect(200).Json;
            pages.Add(Numbers(page));
            cursor = page.TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : null;
        }

        Assert.Equal([2, 2, 1], pages.Select(p => p.Count));
        Assert.Equal(numbers.Reverse(), pages.SelectMany(p => p));
    }

    [Fact]
    public async Task Orders_are_found_by_status_kind_contractor_area_day_and_text()
    {
        var turnover = _chain.Draft(_chain.DicoC) with { Kind = OrderKind.Turnover, Dwelling = "Z-01" };
        var repair = _chain.Draft(_chain.Webhook);
        (await _chain.Erp.PlaceAsync(turnover.ToJson())).EnsureSuccess();
        (await _chain.Erp.PlaceAsync(repair.ToJson())).EnsureSuccess();
        (await _chain.DicoC.ReportAsync(turnover.Number, Glns.Corporation, new WorkStarted())).EnsureSuccess();
        await ListedAsync("", 2);
        await ListedAsync("status=inProgress", 1);

        foreach (var query in (string[])
        [
            "status=inProgress", "kind=turnover", "contractor=cement", "area=Zuid", "area=zuid", $"q={turnover.Number}", "q=Z-01", "q=C-200",
            "kind=turnover&area=Zuid&status=InProgress",
        ])
            Assert.Equal([turnover.Number], Numbers((await _chain.Manager.GetAsync($"api/v1/orders?{query}")).Expect(200).Json));
        Assert.Empty(Numbers((await _chain.Manager.GetAsync("api/v1/orders?to=2020-01-01")).Expect(200).Json));
        Assert.Equal(2, Numbers((await _chain.Manager.GetAsync("api/v1/orders?from=2020-01-01")).Expect(200).Json).Count);
        Assert.Equal([repair.Number], Numbers((await _chain.As(_chain.Webhook).GetAsync("api/v1/orders?contractor=cement")).Expect(200).Json));
    }

    [Fact]
    public async Task A_wrong_question_is_answered_with_each_place()
    {
        var errors = (await _chain.Manager.GetAsync("api/v1/orders?status=gone&kind=1&from=yesterday&limit=0")).Expect(400).Json.GetProperty("errors");

        Assert.Equal(["?from", "?kind", "?limit", "?status"], Pointers(errors).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("orders?contractor=cemnet", "?contractor")]
    [InlineData("manage/deliveries?partner=cemnet", "?partner")]
    [InlineData("manage/messages?partner=cemnet", "?partner")]
    public async Task A_partner_that_nobody_knows_is_named_and_not_answered_with_nothing(string list, string place)
    {
        var error = (await _chain.Manager.GetAsync($"api/v1/{list}")).Expect(400).Json.GetProperty("errors")[0];
        Assert.Equal(
            (place, "The id of a partner. There is none of id cemnet."), (error.GetProperty("pointer").GetString(), error.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("replay")]
    public async Task Nor_is_it_in_the_filter_of_what_is_tried_again(string what)
    {
        var error = (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{what}", """{ "partner": "cemnet" }""", "application/json"))
            .Expect(400).Json.GetProperty("errors")[0];
        Assert.Equal("/partner", error.GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("orders?contractor=erp", "?contractor")]
    [InlineData("orders?from=2026-02-01&to=2026-01-01", "?to")]
    [InlineData("orders?unrouted=true&contractor=cement", "?contractor")]
    [InlineData("orders?unrouted=true&status=closed", "?status")]
    [InlineData("manage/deliveries?partner=webhook:x", "?partner")]
    [InlineData("manage/deliveries?orderId=00000000-0000-4000-8000-000000000001", "?orderId")]
    public async Task A_filter_that_nothing_can_pass_is_named_and_not_answered_with_nothing(string list, string place) =>
        Assert.Equal([place], Pointers((await _chain.Manager.GetAsync($"api/v1/{list}")).Expect(400).Json.GetProperty("errors")));

    [Theory]
    [InlineData("""{ "partner": null }""", "/partner")]
    [InlineData("""{ "orderId": null }""", "/orderId")]
    [InlineData("null", "")]
    [InlineData("""{ "partner": "webhook:x" }""", "/partner")]
    [InlineData("""{ "orderId": "00000000-0000-4000-8000-000000000001" }""", "/orderId")]
    public async Task What_is_tried_again_is_never_all_by_mistake_and_nothing_in_silence(string filter, string place)
    {
        foreach (var what in (string[])["retry", "replay"])
            Assert.Equal([place], Pointers((await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{what}", filter, "application/json"))
                .Expect(400).Json.GetProperty("errors")));
    }

    [Fact]
    public async Task A_partner_that_is_not_called_cannot_be_tried_again_and_the_answer_says_why()
    {
        (await _chain.Manager.PutAsync("api/v1/manage/partners/fetches",
            """{ "role": "Contractor", "name": "Fetches", "connection": { "language": "Canonical", "transport": "Mailbox" } }""", "application/json")).Expect(201);
        var refused = (await _chain.Manager.PostAsync("api/v1/manage/deliveries/retry", """{ "partner": "fetches" }""", "application/json")).Expect(409);
        Assert.Contains("mailbox", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_deliveries_by_an_orders_number_hears_that_its_id_is_meant()
    {
        var error = (await _chain.Manager.GetAsync("api/v1/manage/deliveries?orderId=OO-2026-1")).Expect(400).Json.GetProperty("errors")[0];
        Assert.Contains("not its number", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_that_the_hub_did_not_give_is_refused()
    {
        await PlacedAsync(3);
        var given = (await _chain.Manager.GetAsync("api/v1/orders?limit=2")).Expect(200).Json.GetProperty("cursor").GetString()!;
        foreach (var list in (string[])["orders", "manage/deliveries", "manage/messages"])
        {
            string[] cursors = ["x", "-1", "639080514000000000-1", given[..^1], given[1..], given + "A", given + "=", given + "%20"];
            foreach (var cursor in list == "orders" ? cursors : [.. cursors, given])
                Assert.Equal(["?cursor"],
                    Pointers((await _chain.Manager.GetAsync($"api/v1/{list}?cursor={cursor}")).Expect(400).Json.GetProperty("errors")));
        }

        var vera = (await _chain.As(_chain.Erp).GetAsync($"{Given.Vera}?cursor={given}")).Expect(422);
        (await _chain.As(_chain.Erp).GetAsync(Given.Vera, ("X-Parameters-Cursor", given))).Expect(422);
        Assert.Equal("query", vera.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_word_that_a_route_does_not_know_is_refused()
    {
        string[] routes =
        [
            "orders", "orders/1", "orders/1/timeline", "orders/1/photos", "manage/partners", "manage/contracts", "manage/contracts/1/prices",
            "manage/deliveries", "manage/messages",
        ];
        foreach (var route in routes)
            Assert.Equal(["?nmber"], Pointers((await _chain.Manager.GetAsync($"api/v1/{route}?nmber=1")).Expect(400).Json.GetProperty("errors")));
        foreach (var question in (string[])["orders?status=awarded&status=planned", "orders?unrouted=yes", "orders?from=1-2"])
            (await _chain.Manager.GetAsync($"api/v1/{question}")).Expect(400);
        (await _chain.Manager.PutAsync("api/v1/manage/dwellings?dryrnu=true", "id;street;houseNumber\n", "text/csv")).Expect(400);

        Assert.Contains("nmber", (await _chain.As(_chain.Erp).GetAsync($"{Given.Vera}?nmber=1")).Expect(422).Text, StringComparison.Ordinal);
        (await _chain.Hub.With(null).GetAsync("api/health/live?against-caches=1")).Expect(200);
    }

    [Fact]
    public async Task A_word_without_a_value_is_refused()
    {
        string[] questions =
        [
            "orders?cursor=", "orders?q", "orders?kind=", "orders?from", "orders?limit=", "orders?contractor=%20", "manage/deliveries?state=",
            "manage/deliveries?partner", "manage/messages?outcome=", "manage/contracts/1/prices?version=",
        ];
        foreach (var question in questions)
            Assert.Equal(["?" + question.Split('?', '=')[1]],
                Pointers((await _chain.Manager.GetAsync($"api/v1/{question}")).Expect(400).Json.GetProperty("errors")));
        foreach (var route in (string[])["dwellings/restore", "contracts/1/restore", "partners/1/restore"])
            foreach (var question in (string[])["dryRun", "dryRun=", "confirm="])
                (await _chain.Manager.PostAsync($"api/v1/manage/{route}?{question}", "", "application/json")).Expect(400);
        // A NUL behind a value is no part of one.
        foreach (var question in (string[])["dryRun=true%00", "confirm=3%00"])
            (await _chain.Manager.PutAsync($"api/v1/manage/dwellings?{question}", "id;street;houseNumber\n", "text/csv")).Expect(400);
        (await _chain.Manager.PutAsync("api/v1/manage/dwellings?dryRun", "id;street;houseNumber\n", "text/csv")).Expect(400);
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/N-01")).Expect(200);

        Assert.Contains("idExtern", (await _chain.As(_chain.Erp).GetAsync($"{Given.Vera}?idExtern=")).Expect(422).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ERP_lists_its_orders_in_VERA_by_key_status_and_page()
    {
        var numbers = await PlacedAsync(3);
        var erp = _chain.As(_chain.Erp);

        var found = (await erp.GetAsync($"{Given.Vera}?idExtern={numbers[1]}")).Expect(200).Json;
        Assert.Equal(numbers[1], Assert.Single(found.EnumerateArray()).GetProperty("idExtern").GetString());
        Assert.Equal(3, (await erp.GetAsync($"{Given.Vera}?status=GUN&onderhoudSoort=REP")).Expect(200).Json.GetArrayLength());
        Assert.Equal(0, (await erp.GetAsync($"{Given.Vera}?status=INB")).Expect(200).Json.GetArrayLength());
        var first = (await erp.GetAsync(Given.Vera, ("X-Parameters-AantalPerPagina", "2"))).Expect(200);
        Assert.Equal(2, first.Json.GetArrayLength());
        var second = (await erp.GetAsync($"{Given.Vera}?aantalPerPagina=2&cursor={first.Headers["X-Parameters-Cursor"]}")).Expect(200);
        Assert.Equal(1, second.Json.GetArrayLength());
        (await erp.GetAsync($"{Given.Vera}?status=XYZ")).Expect(422);
        Assert.Equal(3, (await erp.GetAsync($"{Given.Vera}?status=GUN&status[code]=gun")).Expect(200).Json.GetArrayLength());
        (await erp.GetAsync($"{Given.Vera}?status=GUN&status[code]=WOG")).Expect(422);
        (await erp.GetAsync($"{Given.Vera}?onderhoudSoort=REP&onderhoudSoort[code]=MUT")).Expect(422);
        (await erp.GetAsync($"{Given.Vera}?aantalPerPagina=2", ("X-Parameters-AantalPerPagina", "3"))).Expect(422);
    }

    [Fact]
    public async Task An_order_is_found_by_its_Location_and_by_its_number()
    {
        var draft = _chain.Draft(_chain.DicoC);
        var erp = _chain.As(_chain.Erp);
        var placed = (await erp.PostAsync(Given.Vera, draft.ToJson().ToJsonString(), "application/json")).Expect(201);

        var byLocation = (await erp.GetAsync(new Uri(placed.Headers["Location"]).AbsolutePath)).Expect(200);

        Assert.Equal(byLocation.Text, (await erp.GetAsync($"{Given.Vera}/{draft.Number}")).Expect(200).Text);
        Assert.Equal(placed.Text, byLocation.Text);
    }

    // Each platform has other dependencies.
    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task The_hub_says_that_it_lives_and_is_ready()
    {
        (await _chain.Hub.With(null).GetAsync("api/health/live")).Expect(200);
        var ready = (await _chain.Hub.With(null).GetAsync("api/health/ready")).Json;

        var names = ready.GetProperty("dependencies").EnumerateArray().Select(d => d.GetProperty("name").GetString());
        Assert.Equal(["clock", "database", "deliveries", "evidence", "notices", "signals"], names.Order(StringComparer.Ordinal));
        (await _chain.Hub.With(null).GetAsync("api/vera/v4/ping")).Expect(200);
    }

    [Fact]
    public async Task A_register_with_bad_lines_is_refused_whole_and_each_line_named()
    {
        const string Csv = "id;street;houseNumber;postalCode\nA-1;Dijk;1;1234AB\nA-2;Dijk;;1234AB\nA-1;Dijk;3;1234AB\nA-4;Dijk;4;12 AB\nA-5;Dijk\n";

        var errors = (await _chain.Manager.PutAsync("api/v1/manage/dwellings", Csv, "text/csv")).Expect(400).Json.GetProperty("errors");

        Assert.Equal(["line 3", "line 4", "line 5", "line 6"], Pointers(errors));
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/A-1")).Expect(404);
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/N-01")).Expect(200);
    }

    [Fact]
    public async Task A_register_takes_the_place_of_the_one_before()
    {
        const string Csv = "id,street,houseNumber\nN-01,Merelstraat,2\nN-09,Merelstraat,18\n";

        var change = (await _chain.Manager.PutAsync("api/v1/manage/dwellings", Csv, "text/csv")).Expect(200).Json;

        Assert.Equal([1, 1, 2, 2], ((string[])["added", "changed", "removed", "total"]).Select(n => change.GetProperty(n).GetInt32()));
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/Z-01")).Expect(404);
    }

    [Fact]
    public async Task A_register_that_lost_its_rows_is_asked_back_and_what_went_can_be_restored()
    {
        const string Header = "id;street;houseNumber\n";

        var refused = (await _chain.Manager.PutAsync("api/v1/manage/dwellings", Header, "text/csv")).Expect(409).Json;
        Assert.Equal("urn:ketenhub:problem:removes-many", refused.GetProperty("type").GetString());
        Assert.Contains("It would remove 3 dwellings of 3.", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await _chain.Manager.PutAsync("api/v1/manage/dwellings?confirm=1", Header, "text/csv")).Expect(409);
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/N-01")).Expect(200);

        (await _chain.Manager.PutAsync("api/v1/manage/dwellings?confirm=3", Header, "text/csv")).Expect(200);
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/N-01")).Expect(404);

        var restored = (await _chain.Manager.PostAsync("api/v1/manage/dwellings/restore", "", "application/json")).Expect(200).Json;
        Assert.Equal(3, restored.GetProperty("added").GetInt32());
        (await _chain.Manager.GetAsync("api/v1/manage/dwellings/N-01")).Expect(200);
    }

    [Fact]
    public async Task A_register_that_lost_a_column_is_asked_back_with_what_is_lost()
    {
        const string Path = "api/v1/manage/dwellings", Csv = "id;street;houseNumber\nN-01;Merelstraat;2\nN-02;Merelstraat;4\nZ-01;Kade;1\n";

        var asked = (await _chain.Manager.PutAsync(Path, Csv, "text/csv")).Expect(409).Json.GetProperty("detail").GetString();
        var dry = (await _chain.Manager.PutAsync($"{Path}?dryRun=true", Csv, "text/csv")).Expect(200).Json;

        Assert.Contains("values of area of 3", asked, StringComparison.Ordinal);
        Assert.Equal((0, true), (dry.GetProperty("removed").GetInt32(), asked!.Contains($"?confirm={dry.GetProperty("confirm").GetInt32()};", StringComparison.Ordinal)));
        Assert.Contains("area", dry.GetProperty("lists").EnumerateArray().Select(l => l.GetString()));
        (await _chain.Manager.PutAsync($"{Path}?confirm={dry.GetProperty("confirm").GetInt32()}", Csv, "text/csv")).Expect(200);
        (await _chain.Manager.PostAsync($"{Path}/restore", "", "application/json")).Expect(200);
    }

    [Fact]
    public async Task A_contract_put_without_its_packages_is_asked_back_and_the_version_before_can_be_restored()
    {
        const string Path = "api/v1/manage/contracts/RC-9", Json = "application/json";
        var bare = $$"""{ "contractor": "{{_chain.Webhook.PartnerId}}", "validFrom": "2026-01-01", "work": [{ "kind": "Repair" }] }""";
        const string Packages = """{ "packages": [{ "code": "BKT", "description": "Badkamer", "price": 11850 }] }""";
        (await _chain.Manager.PutAsync(Path, bare[..^1] + $", \"pricing\": {Packages} }}", Json)).Expect(201);

        (await _chain.Manager.PutAsync(Path, bare, Json)).Expect(409);
        Assert.Equal(1, (await _chain.Manager.PutAsync(Path + "?dryRun=true", bare, Json)).Expect(200).Json.GetProperty("removed").GetInt32());
        Assert.Equal(2, (await _chain.Manager.PutAsync(Path + "?confirm=1", bare, Json)).Expect(200).Json.GetProperty("version").GetInt32());

        var restored = (await _chain.Manager.PostAsync(Path + "/restore", "", Json)).Expect(200).Json;
        Assert.Equal(3, restored.GetProperty("version").GetInt32());
        // The version before is now the one without them.
        (await _chain.Manager.PostAsync(Path + "/restore", "", Json)).Expect(409);
        Assert.Equal(1, (await _chain.Manager.PostAsync(Path + "/restore?dryRun=true", "", Json)).Expect(200).Json.GetProperty("removed").GetInt32());
        Assert.Equal(1, restored.GetProperty("document").GetProperty("pricing").GetProperty("packages").GetArrayLength());
    }

    [Fact]
    public async Task An_open_order_goes_to_the_contract_that_covers_it()
    {
        await PutContractAsync("RC-1", _chain.DicoC, "Noord");
        await PutContractAsync("RC-2", _chain.Webhook, "Zuid");

        var number = await _chain.PlaceAsync(null);

        await Chain.HearsAsync(_chain.DicoC, number, 1);
        Assert.Equal("RC-1", (await _chain.OrderAsync(number)).GetProperty("contractNumber").GetString());
    }

    [Fact]
    public async Task A_later_contract_takes_up_an_order_that_waits()
    {
        var number = await _chain.PlaceAsync(null);
        Assert.Equal(["OrderUnrouted REG"], await _chain.ErpHearsAsync(number, 1));
        await ListedAsync("unrouted=true", 1);

        await PutContractAsync("RC-1", _chain.Webhook, "Noord");

        await Chain.HearsAsync(_chain.Webhook, number, 1);
        Assert.Equal(["OrderUnrouted REG", "OrderAwarded GUN"], await _chain.ErpHearsAsync(number, 2));
        await ListedAsync("unrouted=true", 0);
    }

    [Fact]
    public async Task Two_contracts_of_equal_rank_leave_the_order_with_a_clear_reason()
    {
        await PutContractAsync("RC-1", _chain.DicoC, "Noord");
        await PutContractAsync("RC-2", _chain.Webhook, "Noord");

        var number = await _chain.PlaceAsync(null);

        Assert.Contains("RC-1 and RC-2", (await _chain.OrderAsync(number)).GetProperty("unrouted").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_order_is_offered_to_the_next_rank_and_no_longer_seen_by_the_first()
    {
        await PutContractAsync("RC-1", _chain.DicoC, "Noord");
        await PutContractAsync("RC-2", _chain.Webhook, "Noord", rank: 2);
        var number = await _chain.PlaceAsync(null);
        await Chain.HearsAsync(_chain.DicoC, number, 1);

        (await _chain.DicoC.RefuseAsync(number, "Vol")).EnsureSuccess();
        await Chain.HearsAsync(_chain.Webhook, number, 1);

        (await _chain.As(_chain.DicoC).GetAsync($"api/v1/orders/{number}")).Expect(404);
        Assert.Equal(["OrderAwarded GUN", "OrderRefused REG", "OrderAwarded GUN"], await _chain.ErpHearsAsync(number, 3));
    }

    [Fact]
    public async Task A_wrong_contract_or_partner_is_refused_with_each_place()
    {
        var contract = await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-9",
            """{ "contractor": "nobody", "validFrom": "2026-13-01", "work": [ { "kind": "Repare" } ] }""");
        var partner = await _chain.Manager.PutAsync("api/v1/manage/partners/new",
            """{ "role": "Contractor", "gln": "1", "connection": { "language": "Vera", "transport": "Webhook" } }""");

        Assert.Equal(["/validFrom", "/work/0/kind"], Pointers(contract.Expect(400).Json.GetProperty("errors")));
        Assert.Equal(["/name", "/gln", "/connection", "/connection/url", "/connection/secrets"], Pointers(partner.Expect(400).Json.GetProperty("errors")));
        (await _chain.Manager.GetAsync("api/v1/manage/contracts/RC-9")).Expect(404);
        (await _chain.Manager.GetAsync("api/v1/manage/partners/new")).Expect(404);
    }

    private async Task<string[]> PlacedAsync(int orders)
    {
        var numbers = new string[orders];
        for (var i = 0; i < orders; i++) numbers[i] = await _chain.PlaceAsync(_chain.DicoC);
        await ListedAsync("", orders);
        return numbers;
    }

    // The lists follow the log; they are there a moment later.
    private Task<JsonElement> ListedAsync(string query, int orders) => Patience.UntilAsync(
        $"{orders} orders in the list", async () => (await _chain.Manager.GetAsync($"api/v1/orders?{query}")).Expect(200).Json,
        page => Numbers(page).Count == orders);

    private static IEnumerable<string?> Pointers(JsonElement errors) => errors.EnumerateArray().Select(e => e.GetProperty("pointer").GetString());

    private static List<string> Numbers(JsonElement page) => [.. page.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("number").GetString()!)];

    private Task PutContractAsync(string number, IContractor contractor, string area, int rank = 1) => _chain.Hub.Setup.PutContractAsync(number, new JsonObject
    {
        ["contractor"] = contractor.PartnerId, ["validFrom"] = "2020-01-01", ["areas"] = new JsonArray(new JsonObject { ["area"] = area }),
        ["work"] = new JsonArray(new JsonObject { ["kind"] = "Repair", ["rank"] = rank }),
    }, Patience.Token);
}
