using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

public sealed class Agreed_times
{
    private static readonly Arbitrary<AgreedTime> Times = Arb.From(
        from days in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(0, 3_650)))
        from minutes in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(0, 200).Select(h => h * 60)), (3, Gen.Choose(0, 599_999)))
        where days + minutes > 0
        select new AgreedTime(days, TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("P10D", 10, 0)]
    [InlineData("PT4H", 0, 240)]
    [InlineData("PT30M", 0, 30)]
    [InlineData("PT90M", 0, 90)]
    [InlineData("P1DT12H", 1, 720)]
    [InlineData("P2W", 14, 0)]
    [InlineData("P1W3DT1H", 10, 60)]
    [InlineData("PT48H", 0, 2880)]
    [InlineData("P3650DT9999H59M", 3650, 599_999)]
    public void Days_and_hours_are_read_from_ISO_8601(string text, int days, int minutes)
    {
        Assert.True(AgreedTime.TryParse(text, out var time));
        Assert.Equal(new AgreedTime(days, TimeSpan.FromMinutes(minutes)), time);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("soon")]
    [InlineData("10")]
    [InlineData("10D")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1H")]
    [InlineData("pt4h")]
    [InlineData("PT4H ")]
    [InlineData("04:00:00")]
    public void What_is_no_duration_is_refused(string? text) => Assert.False(AgreedTime.TryParse(text, out _));

    [Theory]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P1Y2D")]
    [InlineData("PT1S")]
    [InlineData("PT1H1S")]
    [InlineData("PT0.5H")]
    [InlineData("P0.5D")]
    public void Parts_other_than_weeks_days_hours_and_minutes_are_refused(string text) => Assert.False(AgreedTime.TryParse(text, out _));

    [Theory]
    [InlineData("P0D")]
    [InlineData("PT0S")]
    [InlineData("PT0H")]
    [InlineData("-PT1H")]
    [InlineData("PT-1H")]
    [InlineData("P1DT-1H")]
    [InlineData("P-1W8D")]
    [InlineData("PT1H-1M")]
    public void Nothing_and_less_than_nothing_are_refused(string text) => Assert.False(AgreedTime.TryParse(text, out _));

    [Theory]
    [InlineData("P3651D")]
    [InlineData("P522W")]
    [InlineData("P521W4D")]
    [InlineData("PT10000H")]
    [InlineData("PT9999H60M")]
    [InlineData("PT600000M")]
    [InlineData("P2147483647W")]
    [InlineData("P99999999D")]
    [InlineData("PT9223372036854775807H")]
    [InlineData("PT9223372036854775807M")]
    [InlineData("PT99999999999999999999H")]
    public void What_is_too_long_to_be_agreed_is_refused(string text) => Assert.False(AgreedTime.TryParse(text, out _));

    [Theory]
    [InlineData("PT48H")]
    [InlineData("P2D")]
    [InlineData("P1DT30M")]
    public void Hours_are_not_written_as_days_nor_days_as_hours(string text)
    {
        Assert.True(AgreedTime.TryParse(text, out var time));
        Assert.Equal(text, time.ToString());
    }

    [Fact]
    public void A_time_that_is_written_is_read_as_the_same() => Prop.ForAll(Times, time =>
    {
        Assert.True(AgreedTime.TryParse(time.ToString(), out var read));
        Assert.Equal(time, read);
        Assert.Equal(time, JsonSerializer.Deserialize<AgreedTime>(JsonSerializer.Serialize(time)));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"P1M\"")]
    [InlineData("4")]
    [InlineData("null")]
    public void JSON_that_is_no_agreed_time_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<AgreedTime>(json));

    [Fact]
    public void No_code_can_make_one_outside_the_ranges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreedTime.InDays(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreedTime.InDays(3_651));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreedTime.InHours(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreedTime.InHours(10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AgreedTime(1, TimeSpan.FromSeconds(30)));
    }
}
