using System.Text;
using System.Text.Json;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Feeds;
using Hub.Testing.Orders;
using Parquet;
using Parquet.Schema;

namespace Hub.Formats.Tests.Feeds;

/// <summary>Feeds as programs and spreadsheets read them.</summary>
public sealed class Rows_in_a_file
{
    private static readonly DateTimeOffset Placed = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(1));

    private static readonly OrderFacts Facts = new(
        new OrderFact
        {
            OrderId = Guid.Parse("0565e5ef-9cd5-5a30-b380-f8f383d4ad9f"), ErpId = "erp", Number = "4711", Kind = OrderKind.Repair, Area = "=1+1",
            Urgency = "a;\"b\"",
            Version = 3, PlacedAt = Placed, ChangedAt = Placed, OrderedOn = new DateOnly(2026, 3, 2), OrderedAmount = 1234.5m, SettledAmount = -3m,
            RepairHours = 27.50m, IsEmergency = true, ContractorId = "alfa", AwardedAt = Placed.AddDays(1), FirstAwardedAt = Placed, RefusedAt = Placed,
            Refusals = 2, StartedAt = Placed.AddHours(1), RepeatOrderId = Guid.NewGuid(), Status = OrderStatus.Planned,
        },
        [], [], []);

    private static async Task<byte[]> WrittenAsync<TRow>(IFeedFormat format, Feed<TRow> feed, params TRow[] rows)
    {
        using var stream = new MemoryStream();
        await using (var writer = format.Writer(feed))
        {
            await writer.BeginAsync(stream);
            foreach (var row in rows) await writer.WriteAsync([row]);
            await writer.EndAsync("next");
        }
        return stream.ToArray();
    }

    private static async Task<string> TextAsync<TRow>(IFeedFormat format, Feed<TRow> feed, params TRow[] rows) =>
        Encoding.UTF8.GetString(await WrittenAsync(format, feed, rows));

    private static Dictionary<string, string> Csv(string file)
    {
        var lines = file.TrimStart('\uFEFF').Split("\r\n");
        // None of the values here has a semicolon but the one that is looked for in the line itself.
        return lines[0].Split(';').Zip(lines[1].Replace("\"a;\"\"b\"\"\"", "quoted", StringComparison.Ordinal).Split(';'))
            .ToDictionary(p => p.First, p => p.Second);
    }

    [Fact]
    public async Task A_spreadsheet_gets_decimal_commas_ISO_dates_and_no_formula()
    {
        var file = await TextAsync(new CsvFeed(), Application.Figures.Feeds.Facts, Facts.Order);
        Assert.StartsWith("\uFEFF", file, StringComparison.Ordinal);
        var row = Csv(file);
        Assert.Equal(
            ("'=1+1", "quoted", "1234,50", "-3,00", "27,5", "2026-03-02T09:00:00Z", "2026-03-02", "true", ""),
            (row["area"], row["urgency"], row["orderedAmount"], row["settledAmount"], row["repairHours"], row["placedAt"], row["orderedOn"], row["isEmergency"],
                row["completedAt"]));
    }

    [Fact]
    public async Task JSON_has_numbers_nulls_and_a_cursor()
    {
        using var document = JsonDocument.Parse(await TextAsync(new JsonFeed(), Application.Figures.Feeds.Facts, Facts.Order));
        var row = Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("=1+1", "1234.50", "-3.00", JsonValueKind.Null, JsonValueKind.True),
            (row.GetProperty("area").GetString(), row.GetProperty("orderedAmount").GetRawText(), row.GetProperty("settledAmount").GetRawText(),
                row.GetProperty("completedAt").ValueKind, row.GetProperty("isEmergency").ValueKind));
        Assert.Equal("next", document.RootElement.GetProperty("cursor").GetString());
    }

    [Fact]
    public async Task Without_rows_there_are_all_columns()
    {
        Assert.Equal(string.Join(';', PhotoFactColumns.All.Select(c => c.Name)) + "\r\n",
            (await TextAsync(new CsvFeed(), Application.Figures.Feeds.Photos)).TrimStart('\uFEFF'));
        await using var parquet = await ParquetReader.CreateAsync(
            new MemoryStream(await WrittenAsync(new ParquetFeed(), Application.Figures.Feeds.Photos)));
        Assert.Equal(PhotoFactColumns.All.Select(c => c.Name), parquet.Schema.DataFields.Select(f => f.Name));
        Assert.Equal(0, parquet.RowGroupCount);
    }

    [Fact]
    public async Task A_contractor_reads_nothing_of_what_the_contractor_before_it_did()
    {
        var row = Csv(await TextAsync(new CsvFeed(), Application.Figures.Feeds.Facts, [.. OrderFeed.Facts(new Viewer(Given.PartnerAlfa), Facts)]));
        Assert.Equal(("0", "", "", "", row["awardedAt"]), (row["refusals"], row["refusedAt"], row["startedAt"], row["repeatOrderId"], row["firstAwardedAt"]));
    }

    [Fact]
    public async Task A_contractor_reads_that_its_repair_came_back_and_not_as_which_order()
    {
        var repair = Facts with
        {
            Order = Facts.Order with { AwardedAt = Placed, FirstAwardedAt = Placed, CompletedAt = Placed.AddDays(1), Visits = 1, RefusedAt = null, Refusals = 0 },
        };
        async Task<string> FixedAsync(OrderFacts facts) => Csv(await TextAsync(
            new CsvFeed(), Application.Figures.Feeds.Facts, [.. OrderFeed.Facts(new Viewer(Given.PartnerAlfa), facts)])) is var row
                ? $"{row["firstTimeFix"]} {row["repeatOrderId"]}"
                : "";
        Assert.Equal("false ", await FixedAsync(repair));
        Assert.Equal("true ", await FixedAsync(repair with { Order = repair.Order with { RepeatOrderId = null } }));
    }

    [Fact]
    public void An_ERP_reads_nothing_of_the_orders_of_another()
    {
        Assert.Single(OrderFeed.Facts(new Viewer(Given.Erp), Facts));
        var of = new OrderFacts(Facts.Order with { ErpId = "other" }, [], [], [Photo]);
        Assert.Empty(OrderFeed.Facts(new Viewer(Given.Erp), of));
        Assert.Empty(OrderFeed.Photos(new Viewer(Given.Erp), of));
        Assert.Single(OrderFeed.Photos(Viewer.Corporation, of));
    }

    private static PhotoFact Photo => new()
    {
        OrderId = Facts.Order.OrderId, PhotoId = "p-1", AddedBy = Domain.Streams.PartyRole.Contractor, AddedById = "alfa", ContractorId = "alfa",
        Moment = PhotoMoment.After, ReceivedAt = Placed, Sha256 = "", OriginalSha256 = "", MediaType = "image/jpeg", PlacedAt = Placed,
        ChangedAt = Placed, Version = 3,
    };

    [Fact]
    public async Task Parquet_rounds_what_has_more_decimals_than_its_column()
    {
        var file = await WrittenAsync(new ParquetFeed(), Application.Figures.Feeds.Kpis,
            [.. ((decimal?[])[0.9999999m, 1 / 3m, -0.0000005m, null]).Select(v => new KpiRow { Kpi = "k", Measure = "k", Name = "K", Unit = KpiUnit.Share, N = 1, Value = v })]);
        await using var parquet = await ParquetReader.CreateAsync(new MemoryStream(file));
        using var group = parquet.OpenRowGroupReader(0);
        var values = new decimal?[4];
        await group.ReadAsync<decimal>(parquet.Schema.DataFields.Single(f => f.Name == "value"), values);
        Assert.Equal([1m, 0.333333m, -0.000001m, null], values);
    }

    [Fact]
    public async Task Parquet_has_every_value_in_its_own_type_over_several_row_groups()
    {
        var rows = Enumerable.Range(0, 5_001).Select(i => Facts.Order with { Number = $"{i}" }).ToArray();
        var file = await WrittenAsync(new ParquetFeed(), Application.Figures.Feeds.Facts, rows);
        await using var parquet = await ParquetReader.CreateAsync(new MemoryStream(file), new ParquetOptions { UseDateOnlyTypeForDates = true });
        Assert.Equal(2, parquet.RowGroupCount);
        using var last = parquet.OpenRowGroupReader(1);
        Assert.Equal(1, last.RowCount);
        DataField Field(string name) => parquet.Schema.DataFields.Single(f => f.Name == name);
        var (number, ordered, hours, at, on, flag, none) =
            (new string[1], new decimal?[1], new decimal?[1], new DateTime[1], new DateOnly?[1], new bool[1], new DateTime?[1]);
        await last.ReadAsync(Field("number"), number);
        await last.ReadAsync<decimal>(Field("orderedAmount"), ordered);
        await last.ReadAsync<decimal>(Field("repairHours"), hours);
        await last.ReadAsync<DateTime>(Field("placedAt"), at);
        await last.ReadAsync<DateOnly>(Field("orderedOn"), on);
        await last.ReadAsync<bool>(Field("isEmergency"), flag);
        await last.ReadAsync<DateTime>(Field("completedAt"), none);
        Assert.Equal(("5000", 1234.5m, 27.5m, Placed.UtcDateTime, new DateOnly(2026, 3, 2), true, null),
            (number[0], ordered[0], hours[0], at[0], on[0], flag[0], none[0]));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void A_text_that_would_be_a_formula_is_made_harmless(string text, string expected) => Assert.Equal(expected, CsvFeed.Harmless(text));
}
