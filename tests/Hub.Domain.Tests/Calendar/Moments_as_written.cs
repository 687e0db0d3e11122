using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

public sealed class Moments_as_written
{
    [Theory]
    [InlineData("2026-03-02T08:30:00Z", "2026-03-02T08:30:00.0000000+00:00")]
    [InlineData("2026-03-02t08:30:00z", "2026-03-02T08:30:00.0000000+00:00")]
    [InlineData("2026-03-02T08:30:00.123456789+01:00", "2026-03-02T08:30:00.1234567+01:00")]
    [InlineData("2026-03-02T08:30:00-00:00", "2026-03-02T08:30:00.0000000+00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00")]
    [InlineData("1990-12-31T15:59:60.5-08:00", "1990-12-31T16:00:00.0000000-08:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    public void RFC_3339_is_read(string text, string moment)
    {
        Assert.True(Rfc3339.TryRead(text, out var read));
        Assert.Equal(moment, read.ToString("O"));
    }

    [Theory]
    [InlineData("2026-03-02T08:30Z", "2026-03-02T08:30:00.0000000+00:00")]
    [InlineData("2026-03-02T08:30+01:00", "2026-03-02T08:30:00.0000000+01:00")]
    [InlineData("2026-03-02T08:30:00.000+0100", "2026-03-02T08:30:00.0000000+01:00")]
    [InlineData("2026-03-02T08:30:00+01", "2026-03-02T08:30:00.0000000+01:00")]
    [InlineData("2026-03-02T08:30:00+01:00[Europe/Amsterdam]", "2026-03-02T08:30:00.0000000+01:00")]
    public void What_libraries_write_is_read_where_it_is_asked_for(string text, string moment)
    {
        Assert.False(Rfc3339.TryRead(text, out _));
        Assert.True(Rfc3339.TryRead(text, out var read, asLibrariesWrite: true));
        Assert.Equal(moment, read.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-02T08:30:00")]
    [InlineData("2026-03-02T08:30")]
    [InlineData("2026-03-02T08:30:")]
    [InlineData("2026-03-02 08:30:00Z")]
    [InlineData("2026-02-30T08:30:00Z")]
    [InlineData("2026-03-02T24:00:00Z")]
    [InlineData("2026-03-02T08:30:60Z")]
    [InlineData("2026-03-02T23:59:60+01:00")]
    [InlineData("2026-03-02T08:30:61Z")]
    [InlineData("2026-03-02T08:30:00.Z")]
    [InlineData("2026-03-02T08:30:00+1:00")]
    [InlineData("2026-03-02T08:30:00+01:60")]
    [InlineData("2026-03-02T08:30:00+15:00")]
    [InlineData("2026-03-02T08:30:00+010")]
    [InlineData("2026-03-02T08:30:00[Europe/Amsterdam]")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("２026-03-02T08:30:00Z")]
    public void What_leaves_a_doubt_is_not(string text) => Assert.False(Rfc3339.TryRead(text, out _, asLibrariesWrite: true));
}
