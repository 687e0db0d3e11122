using System.Globalization;
using System.Text.Json;
using Hub.Domain.Figures;

namespace Hub.Domain.Tests.Figures;

public sealed class Quarters
{
    [Theory]
    [InlineData("2026-03-31T21:59:59Z", "2026-Q1")] // Summer time since 29 March: midnight is two hours before UTC's.
    [InlineData("2026-03-31T22:00:00Z", "2026-Q2")]
    [InlineData("2026-06-30T22:00:00Z", "2026-Q3")]
    [InlineData("2026-09-30T21:59:59Z", "2026-Q3")]
    [InlineData("2026-09-30T22:00:00Z", "2026-Q4")]
    [InlineData("2026-12-31T22:59:59Z", "2026-Q4")] // Winter time since 25 October.
    [InlineData("2026-12-31T23:00:00Z", "2027-Q1")]
    public void A_quarter_is_that_of_the_clocks_in_the_Netherlands(string moment, string quarter) =>
        Assert.Equal(quarter, Quarter.Of(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)).ToString());

    [Fact]
    public void It_begins_where_the_one_before_ends()
    {
        var quarter = new Quarter(2026, 1);
        for (var i = 0; i < 8; i++, quarter = quarter.Plus(1)) Assert.Equal(quarter.End, quarter.Plus(1).Start);
        Assert.Equal(new Quarter(2028, 1), quarter);
        // 31 + 28 + 31 days, less the hour of 29 March; 31 + 30 + 31 days, and that of 25 October.
        Assert.Equal((90 * 24) - 1, (new Quarter(2026, 1).End - new Quarter(2026, 1).Start).TotalHours);
        Assert.Equal((92 * 24) + 1, (new Quarter(2026, 4).End - new Quarter(2026, 4).Start).TotalHours);
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 31)), (new Quarter(2024, 1).FirstDay, new Quarter(2024, 1).LastDay));
        Assert.Equal(new Quarter(2025, 4), new Quarter(2026, 2).Plus(-2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-Q0")]
    [InlineData("2026-Q5")]
    [InlineData("2026-q3")]
    [InlineData("2026Q3")]
    [InlineData("0000-Q1")]
    [InlineData("+026-Q1")]
    [InlineData("2026-Q3 ")]
    public void Another_text_is_no_quarter(string? text) => Assert.False(Quarter.TryParse(text, out _));

    [Fact]
    public void It_is_read_as_it_is_written()
    {
        Assert.True(Quarter.TryParse("2026-Q3", out var quarter));
        Assert.Equal((quarter, "\"2026-Q3\""), (JsonSerializer.Deserialize<Quarter>("\"2026-Q3\""), JsonSerializer.Serialize(quarter)));
        Assert.True(quarter > new Quarter(2026, 2) && quarter <= new Quarter(2026, 3) && quarter < new Quarter(2027, 1));
    }
}
