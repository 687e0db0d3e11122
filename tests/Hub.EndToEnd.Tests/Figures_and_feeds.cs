using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>The figures and feeds that people steer by: the same facts for all, each its own.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Figures_and_feeds(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(Caller caller, string query) =>
        [.. (await caller.GetAsync($"api/v1/feeds/{query}")).Expect(200).Json.GetProperty("rows").EnumerateArray()];

    private async Task<IReadOnlyList<JsonElement>> FiguresAsync(string query) =>
        [.. (await _chain.Manager.GetAsync($"api/v1/kpis?{query}")).Expect(200).Json.GetProperty("figures").EnumerateArray()];

    // The figures follow soon after the answer to a message, and not before it.
    private static Task<JsonElement> FactAsync(Caller caller, string number) => Patience.UntilAsync(
        $"the fact of {number}", async () => (await RowsAsync(caller, "facts")).FirstOrDefault(r => r.GetProperty("number").GetString() == number),
        r => r.ValueKind is JsonValueKind.Object && r.GetProperty("contractorId").ValueKind is JsonValueKind.String);

    [Fact]
    public async Task An_order_becomes_a_row_with_every_column_and_counts_in_the_figures()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var row = await FactAsync((await _chain.MakeReaderAsync()).Caller, number);
        Assert.Equal(OrderFactColumns.All.Select(c => c.Name), row.EnumerateObject().Select(m => m.Name));
        Assert.Equal("cement", row.GetProperty("contractorId").GetString());

        var open = await Patience.UntilAsync(
            "the figure",
            async () => (await FiguresAsync("kpi=openByAge&by=contractor")).FirstOrDefault(f => f.GetProperty("contractor").GetString() == "cement"),
            f => f.ValueKind is JsonValueKind.Object);
        Assert.InRange(open.GetProperty("n").GetInt64(), 1, 1_000);
        var definitions = (await _chain.Manager.GetAsync("api/v1/kpis/definitions")).Expect(200).Json.GetProperty("definitions").EnumerateArray();
        Assert.Equal(Kpis.Definitions.Select(d => d.Key), definitions.Select(d => d.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task A_reader_that_is_bound_to_a_contractor_gets_that_contractors_rows_and_figures_alone()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        await FactAsync(_chain.Manager, number);
        var (other, _) = await _chain.MakeReaderAsync("haakman");
        foreach (var feed in Feeds.All)
        {
            var read = (await other.GetAsync($"api/v1/feeds/{feed.Name}")).Expect(200).Text;
            Assert.DoesNotContain(number, read, StringComparison.Ordinal);
            Assert.DoesNotContain("cement", read, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("cement", (await other.GetAsync("api/v1/kpis?by=contractor")).Expect(200).Text, StringComparison.Ordinal);
        Assert.Contains(await RowsAsync((await _chain.MakeReaderAsync("cement")).Caller, "facts"), r => r.GetProperty("number").GetString() == number);
    }

    // infra/powerbi: the tables of the model, which ask a feed in CSV by a reader key that is a password.
    [Fact]
    public async Task What_the_Power_BI_model_asks_is_answered_with_the_columns_that_it_reads()
    {
        var (reader, _) = await _chain.MakeReaderAsync();
        var key = ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"powerbi:{reader.Key}")));
        var asked = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(ModelFolder(), "*.tmdl"))
        {
            var text = await File.ReadAllTextAsync(file);
            var match = Regex.Match(text, @"Feed\(""(\w+)"", \[([^\]]*)\]\),\s+Gekend = Table\.SelectColumns\(Rijen, \{([^}]*)\}");
            if (!match.Success) continue;
            var words = match.Groups[2].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split(" = ")).Select(w => $"{w[0]}={w[1] switch
            {
                "Tijdstip(RangeStart)" => "2026-01-01T00:00:00Z", "Tijdstip(RangeEnd)" => "2026-02-01T00:00:00Z", "EersteMaand" => "2021-01",
                "LaatsteMaand" => "2026-12", var literal => Uri.EscapeDataString(literal.Trim('"')),
            }}");
            var path = $"api/v1/feeds/{match.Groups[1].Value}?{string.Join('&', words.Append("format=csv"))}";
            var header = (await _chain.Hub.With(null).GetAsync(path, key)).Expect(200).Text.TrimStart('\uFEFF').Split("\r\n")[0];
            Assert.Equal(match.Groups[3].Value.Replace("\"", "", StringComparison.Ordinal).Split(", "), header.Split(';'));
            asked.Add(match.Groups[1].Value);
        }
        Assert.Equal(Feeds.All.Select(f => f.Name).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    private static string ModelFolder([CallerFilePath] string from = "") =>
        Path.Combine(Path.GetDirectoryName(from)!, "..", "..", "infra", "powerbi", "Ketenhub.SemanticModel", "definition", "tables");

    [Fact]
    public async Task A_spreadsheet_opens_the_feed_as_it_is_and_takes_no_text_for_a_formula()
    {
        var number = $"=1+1;\"{Guid.NewGuid():N}\"";
        var draft = _chain.Draft(_chain.DicoC) with { Number = number };
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        await FactAsync(_chain.Manager, number);

        var reply = (await _chain.Manager.GetAsync("api/v1/feeds/facts?format=csv")).Expect(200);
        Assert.Equal(Encoding.UTF8.Preamble, reply.Body.AsSpan(0, 3));
        var lines = reply.Text.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal(string.Join(';', OrderFactColumns.All.Select(c => c.Name)), lines[0]);
        Assert.Contains(lines, l => l.Contains($"\"'{number.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal));
        // Columns stay when there are no rows.
        var none = (await _chain.Manager.GetAsync("api/v1/feeds/facts?format=csv&from=2001-01-01&to=2001-01-02")).Expect(200).Text;
        Assert.Equal([lines[0], ""], none.TrimStart('\uFEFF').Split("\r\n"));
    }

    [Fact]
    public async Task Pages_are_whole_and_a_cursor_is_taken_by_its_own_list_alone()
    {
        for (var i = 0; i < 3; i++) await FactAsync(_chain.Manager, await _chain.PlaceAndReachAsync(_chain.DicoC));
        var all = (await RowsAsync(_chain.Manager, "facts")).Select(r => r.GetProperty("orderId").GetString()).ToList();
        var paged = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await _chain.Manager.GetAsync($"api/v1/feeds/facts?limit=2{cursor}")).Expect(200).Json;
            paged.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("orderId").GetString()));
            cursor = page.TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : null;
            if (cursor is null) continue;
            (await _chain.Manager.GetAsync($"api/v1/feeds/photos?limit=2{cursor}")).Expect(400);
            (await _chain.Manager.GetAsync($"api/v1/feeds/facts?limit=2{cursor}x")).Expect(400);
        }
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Who_takes_gzip_gets_it_and_the_same_rows()
    {
        await FactAsync(_chain.Manager, await _chain.PlaceAndReachAsync(_chain.DicoC));
        var zipped = (await _chain.Manager.GetAsync("api/v1/feeds/facts?to=2100-01-01", ("Accept-Encoding", "gzip"))).Expect(200);
        await using var plain = new GZipStream(new MemoryStream(zipped.Body), CompressionMode.Decompress);
        using var rows = await JsonDocument.ParseAsync(plain);
        Assert.NotEmpty(rows.RootElement.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Every_feed_comes_in_every_format_with_the_columns_that_are_described()
    {
        await FactAsync(_chain.Manager, await _chain.PlaceAndReachAsync(_chain.DicoC));
        foreach (var feed in Feeds.All)
        {
            var names = feed.Described.Select(c => c.Name).ToList();
            var csv = (await _chain.Manager.GetAsync($"api/v1/feeds/{feed.Name}?format=csv")).Expect(200).Text;
            Assert.Equal(string.Join(';', names), csv.TrimStart('\uFEFF').Split("\r\n")[0]);
            Assert.All(await RowsAsync(_chain.Manager, feed.Name), row => Assert.Equal(names, row.EnumerateObject().Select(m => m.Name)));
            var parquet = (await _chain.Manager.GetAsync($"api/v1/feeds/{feed.Name}?format=parquet")).Expect(200);
            Assert.Equal("PAR1"u8, parquet.Body.AsSpan(0, 4));
            Assert.Equal("PAR1"u8, parquet.Body.AsSpan(parquet.Body.Length - 4));
        }
    }

    [Fact]
    public async Task Contracts_and_what_they_ask_are_rows_too()
    {
        // Of the past: no order of other tests goes to them.
        foreach (var contractor in (string[])["cement", "haakman"])
        {
            (await _chain.Manager.PutAsync($"api/v1/manage/contracts/OLD-{contractor}", $$"""
                { "contractor": "{{contractor}}", "validFrom": "2001-01-01", "validTo": "2001-12-31", "targets": { "repairOnTime": { "target": 0.95, "weight": 2, "floor": 0.9, "stretch": 0.98 } } }
                """)).Expect(201);
        }
        var all = await RowsAsync(_chain.Manager, "contracts");
        Assert.Contains(all, r => r.GetProperty("contractNumber").GetString() == "OLD-haakman");
        var cement = (await _chain.MakeReaderAsync("cement")).Caller;
        Assert.Equal(["OLD-cement"], (await RowsAsync(cement, "contracts")).Select(r => r.GetProperty("contractNumber").GetString()));
        var target = Assert.Single(await RowsAsync(cement, "targets"));
        Assert.Equal(("repairOnTime", 0.95m, 0.9m), (target.GetProperty("kpi").GetString(), target.GetProperty("target").GetDecimal(), target.GetProperty("floor").GetDecimal()));
    }

    [Theory]
    [InlineData("kpis")]
    [InlineData("feeds/kpis")]
    [InlineData("kpis/scorecards")]
    public async Task A_contractor_is_not_told_which_partners_there_are(string route)
    {
        var haakman = (await _chain.MakeReaderAsync("haakman")).Caller;
        foreach (var other in (string[])["cement", "erp", "nobody"]) (await haakman.GetAsync($"api/v1/{route}?contractor={other}")).Expect(200);
        (await _chain.Manager.GetAsync($"api/v1/{route}?contractor=nobody")).Expect(400);
    }

    [Fact]
    public async Task The_orders_behind_a_figure_are_listed_to_whoever_sees_them()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        await FactAsync(_chain.Manager, number);
        async Task<IEnumerable<string?>> NumbersAsync(Caller caller, string query) =>
            (await caller.GetAsync($"api/v1/orders?limit=100&{query}")).Expect(200).Json.GetProperty("orders").EnumerateArray()
                .Select(o => o.GetProperty("number").GetString());
        Assert.Contains(number, await NumbersAsync(_chain.Manager, "kpi=openByAge&contractor=cement"));
        Assert.Contains(number, await NumbersAsync((await _chain.MakeReaderAsync("cement")).Caller, "kpi=openByAge"));
        Assert.DoesNotContain(number, await NumbersAsync(_chain.Manager, "kpi=openByAge&contractor=haakman"));
        Assert.DoesNotContain(number, await NumbersAsync((await _chain.MakeReaderAsync("haakman")).Caller, "kpi=openByAge"));
        // Whether there is another contractor is none of its business.
        foreach (var other in (string[])["cement", "nobody"])
            Assert.Empty(await NumbersAsync((await _chain.MakeReaderAsync("haakman")).Caller, $"kpi=openByAge&contractor={other}"));
        Assert.DoesNotContain(number, await NumbersAsync(_chain.Manager, "kpi=firstTimeFix&outcome=met"));
    }

    [Theory]
    [InlineData("kpi=none")]
    [InlineData("kpi=messagesHealthy")]
    [InlineData("kpi=openByAge.late")]
    [InlineData("kpi=openByAge&outcome=met")]
    [InlineData("kpi=repairOnTime&outcome=good")]
    [InlineData("kpi=repairOnTime&status=planned")]
    [InlineData("kpi=repairOnTime&kpiFrom=2026-04&kpiTo=2026-03")]
    [InlineData("outcome=met")]
    [InlineData("sort=price")]
    [InlineData("sort=--due")]
    [InlineData("amountFrom=1.234")]
    [InlineData("amountFrom=10&amountTo=9")]
    [InlineData("dueFrom=2026-02-01&dueTo=2026-02-01")]
    public async Task A_list_that_makes_no_sense_is_refused(string query) => (await _chain.Manager.GetAsync($"api/v1/orders?{query}")).Expect(400);

    [Fact]
    public async Task A_cursor_goes_on_in_the_list_that_it_was_given_for()
    {
        for (var i = 0; i < 2; i++) await FactAsync(_chain.Manager, await _chain.PlaceAndReachAsync(_chain.DicoC));
        var cursor = (await _chain.Manager.GetAsync("api/v1/orders?limit=1&sort=amount")).Expect(200).Json.GetProperty("cursor").GetString();
        (await _chain.Manager.GetAsync($"api/v1/orders?limit=1&sort=amount&cursor={cursor}")).Expect(200);
        (await _chain.Manager.GetAsync($"api/v1/orders?limit=1&cursor={cursor}")).Expect(400);
        (await _chain.Manager.GetAsync($"api/v1/orders?limit=1&kpi=openByAge&cursor={cursor}")).Expect(400);
    }

    [Fact]
    public async Task A_message_to_a_contractor_is_a_row_of_its_own_and_counts_as_one_that_came_at_once()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var order = (await FactAsync(_chain.Manager, number)).GetProperty("orderId").GetString();
        var cement = (await _chain.MakeReaderAsync("cement")).Caller;
        var row = await Patience.UntilAsync(
            "the delivery to be made",
            async () => (await RowsAsync(cement, "deliveries")).FirstOrDefault(r => r.GetProperty("stream").GetString() == order),
            r => r.ValueKind is JsonValueKind.Object && r.GetProperty("state").GetString() == "Delivered");
        Assert.Equal(
            ("cement", "OrderAwarded", 1, 0),
            (row.GetProperty("partnerId").GetString(), row.GetProperty("eventName").GetString(), row.GetProperty("attempts").GetInt32(),
                row.GetProperty("failures").GetInt32()));
        Assert.All(await RowsAsync(cement, "deliveries"), r => Assert.Equal("cement", r.GetProperty("partnerId").GetString()));
        Assert.DoesNotContain(
            await RowsAsync((await _chain.MakeReaderAsync("haakman")).Caller, "deliveries"), r => r.GetProperty("stream").GetString() == order);

        var figure = await Patience.UntilAsync(
            "the figure", async () => (await FiguresAsync("kpi=messagesHealthy&by=contractor")).FirstOrDefault(
                f => f.GetProperty("contractor").GetString() == "cement"),
            f => f.ValueKind is JsonValueKind.Object && f.GetProperty("n").GetInt64() > 0);
        Assert.All(figure.GetProperty("parts").EnumerateArray().Where(p => p.GetProperty("key").GetString()!.EndsWith("parked", StringComparison.Ordinal)),
            p => Assert.Equal(0, p.GetProperty("value").GetInt32()));
        // It knows no areas, and is no figure of one.
        Assert.Empty(await FiguresAsync("kpi=messagesHealthy&area=Noord"));
        Assert.DoesNotContain("chain", (await cement.GetAsync("api/v1/kpis?kpi=messagesHealthy")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliveries_are_read_page_by_page_of_the_time_that_is_asked()
    {
        for (var i = 0; i < 2; i++) await _chain.PlaceAndReachAsync(_chain.DicoC);
        var (from, to) = ("2000-01-01", DateTimeOffset.UtcNow.AddSeconds(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        var all = await RowsAsync(_chain.Manager, $"deliveries?from={from}&to={to}&changedSince={from}");
        var enqueued = all.Select(r => r.GetProperty("createdAt").GetString()).ToList();
        Assert.Equal(enqueued.Order(StringComparer.Ordinal), enqueued);
        var first = (await _chain.Manager.GetAsync("api/v1/feeds/deliveries?limit=1")).Expect(200).Json;
        var second = (await _chain.Manager.GetAsync($"api/v1/feeds/deliveries?limit=1&cursor={first.GetProperty("cursor").GetString()}")).Expect(200).Json;
        Assert.Equal(
            all.Take(2).Select(r => r.GetProperty("deliveryId").GetString()),
            new[] { first, second }.Select(p => p.GetProperty("rows")[0].GetProperty("deliveryId").GetString()));
        Assert.Empty(await RowsAsync(_chain.Manager, "deliveries?to=2000-01-01"));
        Assert.Empty(await RowsAsync(_chain.Manager, "deliveries?changedSince=2200-01-01"));
        (await _chain.Manager.GetAsync($"api/v1/feeds/facts?cursor={first.GetProperty("cursor").GetString()}")).Expect(400);
    }

    [Fact]
    public async Task Rows_that_did_not_change_are_not_sent_again()
    {
        await FactAsync(_chain.Manager, await _chain.PlaceAndReachAsync(_chain.DicoC));
        foreach (var query in (string[])["contracts", "targets?format=csv"])
        {
            var tag = (await _chain.Manager.GetAsync($"api/v1/feeds/{query}")).Expect(200).Headers["ETag"];
            Assert.Empty((await _chain.Manager.GetAsync($"api/v1/feeds/{query}", ("If-None-Match", tag))).Expect(304).Body);
            // Another question has other rows, and so does another asker.
            (await _chain.Manager.GetAsync($"api/v1/feeds/{query}", ("If-None-Match", "W/\"other\""))).Expect(200);
            (await (await _chain.MakeReaderAsync("cement")).Caller.GetAsync($"api/v1/feeds/{query}", ("If-None-Match", tag))).Expect(200);
        }
    }

    [Theory]
    [InlineData("nobody", 404)]
    [InlineData("facts?format=xml", 400)]
    [InlineData("facts?format=parquet&limit=5", 400)]
    [InlineData("facts?by=month", 400)]
    [InlineData("kpis?cursor=x", 400)]
    [InlineData("kpis?by=town", 400)]
    [InlineData("facts?format=csv&limit=5", 400)]
    [InlineData("facts?from=2026-02-01&to=2026-01-01", 400)]
    [InlineData("facts?limit=0", 400)]
    public async Task What_cannot_be_read_is_refused(string query, int status) => (await _chain.Manager.GetAsync($"api/v1/feeds/{query}")).Expect(status);

    [Fact]
    public async Task Nobody_reads_without_a_key() => (await _chain.Hub.With(null).GetAsync("api/v1/feeds/facts")).Expect(401);
}
