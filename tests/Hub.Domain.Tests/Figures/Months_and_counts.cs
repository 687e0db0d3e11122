using System.Globalization;
using System.Text.Json;
using Hub.Domain.Figures;

namespace Hub.Domain.Tests.Figures;

public sealed class Months_and_counts
{
    [Theory]
    [InlineData("2026-02-28T22:59:59Z", "2026-02")]
    [InlineData("2026-02-28T23:00:00Z", "2026-03")] // Midnight in winter.
    [InlineData("2026-03-31T21:59:59Z", "2026-03")]
    [InlineData("2026-03-31T22:00:00Z", "2026-04")] // Midnight in summer: the clock changed on 29 March.
    [InlineData("2026-10-31T22:59:59Z", "2026-10")]
    [InlineData("2026-10-31T23:00:00Z", "2026-11")] // Winter again, since 25 October.
    [InlineData("2026-12-31T23:00:00Z", "2027-01")]
    [InlineData("2026-03-01T00:30:00+02:00", "2026-02")]
    public void A_month_is_that_of_the_clocks_in_the_Netherlands(string moment, string month) =>
        Assert.Equal(month, YearMonth.Of(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)).ToString());

    [Fact]
    public void A_month_with_a_changed_clock_is_an_hour_shorter_or_longer()
    {
        Assert.Equal((31 * 24) - 1, (new YearMonth(2026, 3).End - new YearMonth(2026, 3).Start).TotalHours);
        Assert.Equal((31 * 24) + 1, (new YearMonth(2026, 10).End - new YearMonth(2026, 10).Start).TotalHours);
    }

    [Fact]
    public void Months_are_counted_and_written()
    {
        Assert.Equal(new YearMonth(2025, 4), new YearMonth(2026, 3).Plus(-11));
        Assert.True(YearMonth.TryParse("2026-03", out var month) && month == FigureCase.March);
        Assert.False(YearMonth.TryParse("2026-3", out _) || YearMonth.TryParse("2026-13", out _) || YearMonth.TryParse(null, out _));
    }

    [Theory]
    [InlineData("7", 0.5, 7.0)]
    [InlineData("1 9", 0.5, 5.0)] // The mean of the two in the middle.
    [InlineData("1 2 9", 0.5, 2.0)]
    [InlineData("1 1 1 9", 0.5, 1.0)]
    [InlineData("10 20 30 40 50 60 70 80 90 100 110", 0.9, 100.0)] // Place 0.9 x 10 = 9, counted from 0.
    [InlineData("60 85 100 125 300", 0.9, 230.0)] // Place 3.6: 125 + 0.6 x 175.
    public void A_percentile_is_exact(string values, double share, double result) =>
        Assert.Equal((decimal)result,
            Counts.Of(values.Split(' ').Select(v => (long.Parse(v, CultureInfo.InvariantCulture), 1L))).Percentile((decimal)share));

    [Fact]
    public void Of_nothing_there_is_no_percentile() => Assert.Null(Counts.None.Percentile(0.5m));

    [Fact]
    public void What_is_taken_out_leaves_no_trace()
    {
        var counts = Counts.Of([(3, 2), (9, 1)]);
        Assert.Equal(Counts.One(3), counts - Counts.Of([(3, 1), (9, 1)]));
        Assert.Equal(Counts.None, counts - counts);
        Assert.Equal("[3,2,9,1]", JsonSerializer.Serialize(counts));
        Assert.Equal(counts, JsonSerializer.Deserialize<Counts>("[9,1,3,2]"));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Counts>("[9]"));
    }

    [Fact]
    public void A_cell_is_stored_without_what_is_zero()
    {
        var cell = Cell.Counted(true) + Cell.Counted(false) + Cell.Open(DateTimeOffset.UnixEpoch);
        var json = JsonSerializer.Serialize(cell, FigureJson.Default.Cell);
        Assert.Equal("""{"denominator":2,"numerator":1,"values":[],"due":[1,1]}""", json);
        Assert.Equal(cell, JsonSerializer.Deserialize(json, FigureJson.Default.Cell));
    }

    [Fact]
    public void A_contribution_is_stored_with_its_cell()
    {
        var contribution = new Contribution(
            new CellKey("lumpSumShare", FigureCase.March, "alfa", "RC-1", "Noord", null, Work.OrderKind.Repair, null), Cell.Counted(true));
        var json = JsonSerializer.Serialize(contribution, FigureJson.Default.Contribution);
        Assert.Contains(
            """{"figure":"lumpSumShare","month":"2026-03","contractor":"alfa","contract":"RC-1","area":"Noord","kind":"Repair"}""", json,
            StringComparison.Ordinal);
        Assert.Equal(contribution, JsonSerializer.Deserialize(json, FigureJson.Default.Contribution));
    }

    [Fact]
    public void What_is_due_is_late_from_the_next_minute_on()
    {
        var due = FigureCase.At(3, 4, 16, 30);
        Assert.Equal((0, 0, 1), (Cell.Open(due).LateAt(due.AddMinutes(-1)), Cell.Open(due).LateAt(due), Cell.Open(due).LateAt(due.AddMinutes(1))));
    }

    [Fact]
    public void A_change_touches_only_cells_that_change()
    {
        static Contribution In(string figure, Cell cell) => new(new CellKey(figure, FigureCase.March, "alfa", "RC-1", "Noord", null, null, null), cell);
        var change = Contributions.Change(
            [In("a", Cell.Counted(true)), In("b", Cell.Counted(true))], [In("a", Cell.Counted(true)), In("b", Cell.Counted(false))]);
        Assert.Equal([In("b", new Cell { Numerator = -1 })], change);
    }
}
