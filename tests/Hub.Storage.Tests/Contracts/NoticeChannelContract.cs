using Hub.Application.Notices;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>A notice as it came to those whom it is for.</summary>
/// <param name="Identity">By this a copy is recognised.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">All of its text.</param>
/// <param name="To">Mail addresses that got it; empty where it came otherwise.</param>
public sealed record ReceivedNotice(string Identity, string Title, string Text, IReadOnlyList<string> To);

/// <summary>What every channel of notices promises.</summary>
public abstract class NoticeChannelContract
{
    /// <summary>A notice.</summary>
    protected static NoticeMessage Notice { get; } = new("01a230f6-7d96-7d52-892d-fa3836ac7bcc", Given.Start, new NoticeText(
        "3 berichten aan Timmer & Zn — Eén [x](https://evil.example) <b> komen niet aan",
        ["De hub kan 3 berichten niet bezorgen. Dat is zo sinds maandag 2 maart 2026 om 10.00 uur.", "Er is niets kwijt: € 0,00 \"schade\" — ÿ."],
        ["opdracht 4711 [klik](https://evil.example)", ".", "From here on"],
        ["Kijk waarom.", "Los het op."], new Uri("https://hub.woonhart.example/")));

    /// <summary>The channel.</summary>
    protected abstract INoticeChannel Channel { get; }

    /// <summary>Whom it reaches.</summary>
    protected abstract NoticeAudience Audience { get; }

    /// <summary>Whom it does not reach: all others.</summary>
    protected abstract NoticeAudience Others { get; }

    /// <summary>What came, in order; a copy that takes the place of the first one counts once.</summary>
    protected abstract Task<IReadOnlyList<ReceivedNotice>> ReceivedAsync();

    /// <summary>Lets nothing be sent, or again.</summary>
    protected abstract void Break(bool isBroken);

    /// <summary>Makes an attempt.</summary>
    protected Task<NoticeResult> SendAsync(NoticeMessage? message = null, NoticeAudience? audience = null) =>
        Channel.SendAsync(message ?? Notice, audience ?? Audience, CancellationToken.None);

    [Fact]
    public async Task A_notice_arrives_whole_with_every_letter_as_it_is()
    {
        Assert.IsType<NoticeResult.Sent>(await SendAsync());

        var received = Assert.Single(await ReceivedAsync());
        Assert.Equal(Notice.Text.Title, received.Title);
        var text = Notice.Text;
        foreach (var part in (IEnumerable<string>)[.. text.Paragraphs, .. text.Items, .. text.Steps, NoticeText.WhatToDo, NoticeText.HowOften])
            Assert.Contains(part, received.Text, StringComparison.Ordinal);
        Assert.Contains("https://hub.woonhart.example/", received.Text, StringComparison.Ordinal);
        Assert.Contains(Notice.Id, received.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_to_all_whom_it_is_for()
    {
        await SendAsync();
        Assert.Equal(Audience.Mail.Order(StringComparer.Ordinal), (await ReceivedAsync())[0].To.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_is_sent_twice_is_recognised()
    {
        await SendAsync();
        await SendAsync();
        var received = await ReceivedAsync();
        Assert.Single(received.Select(r => (r.Identity, r.Title, r.Text)).Distinct());
        await SendAsync(Notice with { Id = "01a230f6-7d96-7d52-892d-fa3836ac7bcd" });
        Assert.Equal(2, (await ReceivedAsync()).Select(r => r.Identity).Distinct().Count());
    }

    [Fact]
    public async Task What_cannot_be_sent_is_a_failure_that_names_no_address_and_it_can_be_sent_later()
    {
        Break(true);
        var failed = Assert.IsType<NoticeResult.Failed>(await SendAsync());
        Assert.EndsWith(".", failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("@", failed.Why, StringComparison.Ordinal);
        if (Audience.Teams is { } teams) Assert.DoesNotContain(teams.Query, failed.Why, StringComparison.Ordinal);
        Assert.Empty(await ReceivedAsync());

        Break(false);
        Assert.IsType<NoticeResult.Sent>(await SendAsync());
        Assert.Single(await ReceivedAsync());
    }

    [Fact]
    public void It_reaches_its_own_audience_and_no_other()
    {
        Assert.True(Channel.Reaches(Audience));
        Assert.False(Channel.Reaches(Others));
        Assert.False(Channel.Reaches(new NoticeAudience([], null)));
    }

    [Fact]
    public void The_name_of_its_server_holds_no_secret_and_stays_the_same()
    {
        var server = Channel.ServerOf(Audience);
        Assert.Equal(server, Channel.ServerOf(Audience));
        Assert.DoesNotContain("@", server, StringComparison.Ordinal);
        if (Audience.Teams is { } teams) Assert.DoesNotContain(teams.PathAndQuery, server, StringComparison.Ordinal);
    }
}
