using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Time_taken
{
    private static DateTimeOffset? Read(string? time, string? offset = null, bool littleEndian = false) =>
        Cleaner.Clean(new JpegBuilder().Exif(new ExifBuilder { TakenAt = time, Offset = offset, LittleEndian = littleEndian }.Build()).Build()).TakenAt;

    [Theory]
    [InlineData("2026:07:14 09:30:00", "2026-07-14T07:30:00Z")]
    [InlineData("2026:01:14 09:30:00", "2026-01-14T08:30:00Z")]
    public void Without_an_offset_it_is_Dutch_local_time(string time, string moment) => Assert.Equal(DateTimeOffset.Parse(moment, null), Read(time));

    [Theory]
    [InlineData("+01:00", "2026-07-14T08:30:00Z")]
    [InlineData("-05:30", "2026-07-14T15:00:00Z")]
    [InlineData("+00:00", "2026-07-14T09:30:00Z")]
    public void A_stated_offset_takes_precedence(string offset, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, null), Read("2026:07:14 09:30:00", offset));

    [Theory]
    [InlineData("   :  ")]
    [InlineData("+15:00")]
    [InlineData("+1:00")]
    [InlineData("01:00")]
    public void An_invalid_offset_is_ignored(string offset) =>
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 7, 30, 0, TimeSpan.Zero), Read("2026:07:14 09:30:00", offset));

    [Fact]
    public void A_skipped_hour_is_an_hour_later() => Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:30:00Z", null), Read("2026:03:29 02:30:00"));

    [Fact]
    public void An_ambiguous_hour_is_the_first_of_the_two() => Assert.Equal(DateTimeOffset.Parse("2026-10-25T00:30:00Z", null), Read("2026:10:25 02:30:00"));

    [Fact]
    public void Numbers_may_be_little_endian() =>
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 7, 30, 0, TimeSpan.Zero), Read("2026:07:14 09:30:00", littleEndian: true));

    [Theory]
    [InlineData(null)]
    [InlineData("0000:00:00 00:00:00")]
    [InlineData("    :  :     :  :  ")]
    [InlineData("2026:13:14 09:30:00")]
    [InlineData("2026-07-14 09:30:00")]
    [InlineData("0001:01:01 00:00:00")]
    [InlineData("9999:12:31 23:59:59")]
    [InlineData("")]
    public void An_invalid_time_is_ignored(string? time) => Assert.Null(Read(time, "+14:00"));
}
