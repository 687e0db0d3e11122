using Hub.Application.Notices;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>What becomes of notices when a mail server fails, puts off or refuses.</summary>
public sealed class Servers_of_mail
{
    private readonly NoticeBench _bench = new();

    private QueuedNotice? Queued => _bench.Store.Find(NoticeKind.Parked, Given.Alfa)?.Queued;

    [Fact]
    public async Task After_an_outage_of_the_mail_server_each_subject_comes_once()
    {
        _bench.Registry.Partners[_bench.Registry.Partners.IndexOf(Given.PartnerBeta)] = Given.PartnerBeta with { Watchers = ["beheer@beta.example"] };
        _bench.Mail.Fails();
        for (var order = 1; order <= 20; order++)
        {
            await _bench.ParkAsync(order);
            await _bench.ParkAsync(order, Given.Beta);
            await _bench.PassAsync(TimeSpan.FromMinutes(30));
        }
        // Some ten hours, in which it was asked now and then.
        Assert.InRange(_bench.Mail.Attempts, 10, 60);

        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromMinutes(59));
        Assert.InRange(_bench.Mail.Sent.Count(s => s.Audience.Mail[0] == NoticeBench.Watcher), 1, 1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Contains("20 berichten aan Alfa Onderhoud komen niet aan", _bench.Mail.Titles);
        Assert.Equal(4, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task A_mail_server_that_fails_is_left_alone_for_a_while_whoever_has_mail()
    {
        _bench.Mail.Fails();
        _bench.Letters.All.Add(new("lanes", 1, Given.Start, 10, "Reason", null));
        await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromMinutes(3));
        var attempts = _bench.Mail.Attempts;
        Assert.True(attempts >= 3);
        Assert.Equal("the mail server", Assert.Single(_bench.Hub.Circuits.Failing).Server);
        for (var i = 0; i < 10; i++) await _bench.Hub.TickAsync();
        Assert.Equal(attempts, _bench.Mail.Attempts);
    }

    [Fact]
    public async Task Who_is_put_off_by_the_server_gets_it_later_and_the_others_get_it_once()
    {
        _bench.Watch(Given.Alfa, "vol@alfa.example", "grijs@alfa.example", "beheer@alfa.example");
        _bench.Mail.Answer = (_, _) => Task.FromResult<NoticeResult?>(new NoticeResult.SentToSome(["beheer@alfa.example"], "Put off."));
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        Assert.Equal(["beheer@alfa.example"], Queued!.Settled);
        // The server is well: nothing else waits for it.
        Assert.Empty(_bench.Hub.Circuits.Failing);

        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["vol@alfa.example", "grijs@alfa.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);
        Assert.Null(Queued);
    }

    [Fact]
    public async Task Who_is_put_off_for_longer_than_an_hour_holds_up_nothing_of_the_others()
    {
        _bench.Watch(Given.Alfa, "vol@alfa.example", "beheer@alfa.example");
        var told = new List<string>();
        _bench.Mail.Answer = (audience, _) =>
        {
            string[] reached = [.. audience.Mail.Where(a => a != "vol@alfa.example")];
            told.AddRange(reached);
            return Task.FromResult<NoticeResult?>(
                reached.Length > 0 ? new NoticeResult.SentToSome(reached, "Put off.") : new NoticeResult.Failed("Put off.", IsOfMessage: true));
        };
        await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromMinutes(30));
        await _bench.ParkAsync(2);
        await _bench.PassAsync(TimeSpan.FromMinutes(32));
        Assert.Equal(["beheer@alfa.example", "beheer@alfa.example"], told);
        await _bench.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task A_mail_that_the_server_does_not_take_keeps_it_from_no_other()
    {
        _bench.Watch(Given.Beta, "beheer@beta.example");
        _bench.Mail.Answer = (audience, _) => Task.FromResult<NoticeResult?>(
            audience.Mail[0] == NoticeBench.Watcher ? new NoticeResult.Failed("The mail server refused the mail (550).", IsOfMessage: true) : null);
        await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromMinutes(20));
        Assert.True(Queued!.Attempts > 3);
        Assert.Empty(_bench.Hub.Circuits.Failing);

        await _bench.ParkAsync(2, Given.Beta);
        await _bench.Hub.TickAsync();
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task A_server_that_nobody_asks_any_more_fails_no_more()
    {
        _bench.Mail.Fails();
        var parked = await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        Assert.Single(_bench.Hub.Circuits.Failing);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        await _bench.SkipAsync(parked);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(_bench.Hub.Circuits.Failing);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_holds_up_neither_other_channels_nor_the_next_look()
    {
        _bench.Registry.Partners.RemoveAll(p => p.Id == Given.Beta);
        _bench.Registry.Partners.Add(Given.PartnerBeta with { TeamsWorkflow = new Uri("https://teams.example/1") });
        // It does not even listen to who gives up.
        _bench.Mail.Answer = (_, _) => new TaskCompletionSource<NoticeResult?>().Task;
        await _bench.ParkAsync(1);
        await _bench.ParkAsync(2, Given.Beta);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        var sending = _bench.Hub.Sending.SendAsync(CancellationToken.None);
        await _bench.Clock.WhenArmedAsync(_bench.Clock.GetUtcNow() + SendNotices.Timeout);
        while (_bench.Mail.Attempts == 0 || _bench.Teams.Sent.IsEmpty) await Task.Yield();
        _bench.Clock.Advance(SendNotices.Timeout);
        await sending;
        Assert.Single(_bench.Teams.Sent);
        Assert.Equal("No answer within 20 s.", Queued!.Note);
    }
}
