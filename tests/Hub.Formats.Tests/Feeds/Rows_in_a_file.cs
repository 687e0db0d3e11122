using System.Text;
using System.Text.Json;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Feeds;
using Hub.Testing.Orders;

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

    private static string Written(IFeedFormat format, Feed feed, Viewer viewer, params OrderFacts[] facts)
    {
        using var stream = new MemoryStream();
        using (var writer = feed.WrittenBy(format))
        {
            writer.Begin(stream);
            foreach (var one in facts) writer.Write(viewer, one);
            writer.End("next");
            writer.Flush();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Feed Named(string name) => Feed.All.Single(f => f.Name == name);

    private static Dictionary<string, string> Csv(string file)
    {
        var lines = file.TrimStart('\uFEFF').Split("\r\n");
        // None of the values here has a semicolon but the one that is looked for in the line itself.
        return lines[0].Split(';').Zip(lines[1].Replace("\"a;\"\"b\"\"\"", "quoted", StringComparison.Ordinal).Split(';'))
            .ToDictionary(p => p.First, p => p.Second);
    }

    [Fact]
    public void A_spreadsheet_gets_decimal_commas_ISO_dates_and_no_formula()
    {
        var file = Written(new CsvFeed(), Named("facts"), Viewer.Corporation, Facts);
        Assert.StartsWith("\uFEFF", file, StringComparison.Ordinal);
        var row = Csv(file);
        Assert.Equal(
            ("'=1+1", "quoted", "1234,50", "-3,00", "27,5", "2026-03-02T09:00:00Z", "2026-03-02", "true", ""),
            (row["area"], row["urgency"], row["orderedAmount"], row["settledAmount"], row["repairHours"], row["placedAt"], row["orderedOn"], row["isEmergency"],
                row["completedAt"]));
    }

    [Fact]
    public void JSON_has_numbers_nulls_and_a_cursor()
    {
        using var document = JsonDocument.Parse(Written(new JsonFeed(), Named("facts"), Viewer.Corporation, Facts));
        var row = Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("=1+1", "1234.50", "-3.00", JsonValueKind.Null, JsonValueKind.True),
            (row.GetProperty("area").GetString(), row.GetProperty("orderedAmount").GetRawText(), row.GetProperty("settledAmount").GetRawText(),
                row.GetProperty("completedAt").ValueKind, row.GetProperty("isEmergency").ValueKind));
        Assert.Equal("next", document.RootElement.GetProperty("cursor").GetString());
    }

    [Fact]
    public void Without_rows_there_are_all_columns()
    {
        foreach (var feed in Feed.All)
            Assert.Matches("^\uFEFF[a-zA-Z0-9;]+\r\n$", Written(new CsvFeed(), feed, Viewer.Corporation));
    }

    [Fact]
    public void A_contractor_reads_nothing_of_what_the_contractor_before_it_did()
    {
        var row = Csv(Written(new CsvFeed(), Named("facts"), new Viewer(Given.PartnerAlfa), Facts));
        Assert.Equal(("0", "", "", "", row["awardedAt"]), (row["refusals"], row["refusedAt"], row["startedAt"], row["repeatOrderId"], row["firstAwardedAt"]));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void A_text_that_would_be_a_formula_is_made_harmless(string text, string expected) => Assert.Equal(expected, CsvFeed.Harmless(text));
}
