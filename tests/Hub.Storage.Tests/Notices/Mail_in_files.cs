using Hub.Application.Notices;
using Hub.Embedded.Notices;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Notices.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;
using MimeKit;

namespace Hub.Storage.Tests.Notices;

/// <summary>The promises of a channel, kept by mail in files.</summary>
public sealed class Mail_in_files : NoticeChannelContract, IDisposable
{
    private readonly TempFolder _data = new();
    private readonly FakeClock _clock = new(Given.Start);

    protected override EmlNotices Channel => field ??= new EmlNotices(_data.Path, _clock);

    protected override NoticeAudience Audience => Watchers.ByMail;

    protected override NoticeAudience Others => Watchers.ByTeams;

    private string Folder => Path.Combine(_data.Path, "notices");

    private List<string> Names => [.. Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _data.Dispose();

    protected override async Task<IReadOnlyList<ReceivedNotice>> ReceivedAsync()
    {
        var received = new List<ReceivedNotice>();
        if (!Directory.Exists(Folder)) return received;
        foreach (var file in Directory.GetFiles(Folder).Order(StringComparer.Ordinal)) received.Add(Watchers.Received(await MimeMessage.LoadAsync(file)));
        return received;
    }

    // A file is where the folder would be.
    protected override void Break(bool isBroken)
    {
        if (isBroken) File.WriteAllText(Folder, "");
        else File.Delete(Folder);
    }

    [Fact]
    public async Task The_newest_thousand_are_kept()
    {
        await SendAsync();
        for (var i = 0; i < EmlNotices.MaxKept + 2; i++)
            await File.WriteAllTextAsync(Path.Combine(Folder, $"2026030{i % 2 + 1}T{i:000000}Z-x.eml"), "");
        await SendAsync();
        Assert.Equal(EmlNotices.MaxKept, Names.Count);
        Assert.Equal($"20260302T090000Z-{Notice.Id}.eml", Names[^1]);
    }

    [Fact]
    public async Task Of_those_older_than_ninety_days_the_newest_hundred_are_kept_also_from_a_clock_that_is_ahead()
    {
        await SendAsync();
        for (var i = 0; i < EmlNotices.MinKept + 20; i++)
            await File.WriteAllTextAsync(Path.Combine(Folder, $"20260228T{i:000000}Z-x.eml"), "");
        await SendAsync();
        Assert.Equal(EmlNotices.MinKept + 21, Names.Count);

        _clock.SetWall(TimeSpan.FromDays(91));
        await SendAsync(Notice with { Id = "ahead", At = _clock.GetUtcNow() });
        Assert.Equal(EmlNotices.MinKept, Names.Count);
        Assert.Contains($"20260302T090000Z-{Notice.Id}.eml", Names);
        Assert.EndsWith("-ahead.eml", Names[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_ends_as_mail_does()
    {
        await SendAsync();
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Folder)));
        Assert.Equal(text, text.ReplaceLineEndings("\r\n"));
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_removed_after_a_day()
    {
        await SendAsync();
        var left = Path.Combine(Folder, ".x.eml.1.tmp");
        await File.WriteAllTextAsync(left, "half");
        File.SetLastWriteTimeUtc(left, Given.Start.UtcDateTime);
        _clock.Advance(TimeSpan.FromHours(23));
        await SendAsync();
        Assert.True(File.Exists(left));
        _clock.Advance(TimeSpan.FromHours(2));
        await SendAsync();
        Assert.False(File.Exists(left));
    }
}
