using System.Text.Json;
using Hub.Core.Contracts;

namespace Hub.Core.Tests.Routing;

public sealed class Agreed_times
{
    [Theory]
    [InlineData("PT4H", 0, 240)]
    [InlineData("PT36H", 0, 2_160)]
    [InlineData("P10D", 10, 0)]
    [InlineData("P1DT12H30M", 1, 750)]
    [InlineData("P2W", 14, 0)]
    [InlineData("P3650D", 3_650, 0)]
    public void A_duration_is_read(string text, int days, int minutes)
    {
        Assert.True(AgreedTime.TryParse(text, out var time));
        Assert.Equal(new AgreedTime(days, TimeSpan.FromMinutes(minutes)), time);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4H")]
    [InlineData("P0D")]
    [InlineData("P-1D")]
    [InlineData("PT4H-5M")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("PT1S")]
    [InlineData("PT0.5H")]
    [InlineData("P3651D")]
    [InlineData("P530W")]
    [InlineData("P613566757W")]
    [InlineData("P2147483647W")]
    [InlineData("PT10000H")]
    [InlineData("PT9999H60M")]
    [InlineData("PT9223372036854775807M")]
    public void What_is_no_duration_of_days_and_hours_within_bounds_is_refused(string? text) => Assert.False(AgreedTime.TryParse(text, out _));

    [Theory]
    [InlineData("PT36H")]
    [InlineData("P1DT12H")]
    [InlineData("PT90M", "PT1H30M")]
    public void It_is_written_in_the_days_and_hours_that_were_agreed(string text, string? written = null)
    {
        Assert.True(AgreedTime.TryParse(text, out var time));
        Assert.Equal($"\"{written ?? text}\"", JsonSerializer.Serialize(time));
    }
}
