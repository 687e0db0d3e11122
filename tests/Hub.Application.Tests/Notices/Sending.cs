using Hub.Application.Notices;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>What becomes of a notice whatever breaks.</summary>
public sealed class Sending
{
    private readonly NoticeBench _bench = new();

    private QueuedNotice? Queued => _bench.Store.Find(NoticeKind.Parked, Given.Alfa)?.Queued;

    [Fact]
    public async Task Two_instances_that_look_and_send_at_once_send_one()
    {
        await _bench.ParkAsync(1);
        var other = _bench.Another();
        for (var i = 0; i < 20; i++) await Task.WhenAll(Task.Run(_bench.Hub.TickAsync), Task.Run(other.TickAsync));
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task After_a_restart_within_the_hour_nothing_is_said_again()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        await _bench.ParkAsync(2);
        await _bench.Another().TickAsync();
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task One_whose_instance_dies_before_it_is_sent_is_sent_by_another()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        // The claim is written, and its instance is no more.
        _bench.Store.AfterSave = _ => throw new OperationCanceledException("Killed.");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Hub.Sending.SendAsync(CancellationToken.None));
        _bench.Store.AfterSave = _ => Task.CompletedTask;

        var other = _bench.Another();
        await other.TickAsync();
        Assert.Empty(_bench.Mail.Sent);
        _bench.Clock.Advance(SendNotices.Hold);
        await other.TickAsync();
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task One_whose_instance_dies_before_it_is_written_down_comes_again_under_the_same_id()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        _bench.Store.BeforeSave = s => s.Queued is null ? throw new StoreException("Killed.", new IOException()) : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => _bench.Hub.Sending.SendAsync(CancellationToken.None));
        _bench.Store.BeforeSave = _ => Task.CompletedTask;

        var other = _bench.Another();
        _bench.Clock.Advance(SendNotices.Hold);
        await other.TickAsync();
        var sent = _bench.Mail.Sent.Select(s => s.Message).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal((sent[0].Id, sent[0].At, sent[0].Text.ToPlainText("")), (sent[1].Id, sent[1].At, sent[1].Text.ToPlainText("")));
        await other.TickAsync();
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task One_that_cannot_be_written_down_cancels_no_other()
    {
        _bench.Watch(Given.Beta, "beheer@beta.example");
        await _bench.ParkAsync(1);
        await _bench.ParkAsync(2, Given.Beta);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        var isWritten = new TaskCompletionSource();
        _bench.Store.BeforeSave = s => s.Subject.PartnerId == Given.Alfa ? throw new StoreException("Away.", new IOException()) : Task.CompletedTask;
        // The other one is on its way when that breaks.
        _bench.Mail.Answer = async (_, cancel) =>
        {
            await isWritten.Task.WaitAsync(cancel);
            return null;
        };
        var sending = _bench.Hub.Sending.SendAsync(CancellationToken.None);
        while (_bench.Mail.Attempts == 0) await Task.Yield();
        isWritten.SetResult();
        await Assert.ThrowsAsync<StoreException>(() => sending);
        Assert.Equal(["beheer@beta.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);
        Assert.Null(_bench.Store.Find(NoticeKind.Parked, Given.Beta)!.Queued);
    }

    [Fact]
    public async Task An_instance_that_is_slower_than_its_claim_changes_nothing_of_what_another_wrote_down()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        var other = _bench.Another();
        _bench.Mail.Fails();
        _bench.Store.BeforeSave = async s =>
        {
            if (s.Queued?.Note is null) return;
            _bench.Store.BeforeSave = _ => Task.CompletedTask;
            _bench.Mail.Recovers();
            _bench.Clock.Advance(SendNotices.Hold);
            await other.Sending.SendAsync(CancellationToken.None);
        };
        await _bench.Hub.Sending.SendAsync(CancellationToken.None);
        Assert.Single(_bench.Mail.Sent);
        Assert.Null(Queued);
    }

    [Fact]
    public async Task What_one_channel_sent_is_not_sent_by_it_again_when_another_fails()
    {
        _bench.Registry.Partners.RemoveAll(p => p.Id == Given.Alfa);
        _bench.Registry.Partners.Add(Given.PartnerAlfa with { Watchers = [NoticeBench.Watcher], TeamsWorkflow = new Uri("https://teams.example/1") });
        _bench.Teams.Fails();
        await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Single(_bench.Mail.Sent);
        Assert.Equal(["mail"], Queued!.SentBy);

        _bench.Teams.Recovers();
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(_bench.Mail.Sent.Single().Message.Id, _bench.Teams.Sent.Single().Message.Id);
        Assert.Null(Queued);
    }

    [Fact]
    public async Task A_Teams_workflow_that_is_gone_keeps_nobody_from_the_mails_that_follow()
    {
        _bench.Registry.Partners.RemoveAll(p => p.Id == Given.Alfa);
        _bench.Registry.Partners.Add(Given.PartnerAlfa with { Watchers = [NoticeBench.Watcher], TeamsWorkflow = new Uri("https://teams.example/1") });
        _bench.Teams.Fails();
        await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromMinutes(30));
        await _bench.ParkAsync(2);
        await _bench.PassAsync(TimeSpan.FromMinutes(29));
        Assert.Single(_bench.Mail.Sent);
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("2 berichten aan Alfa Onderhoud komen niet aan", _bench.Mail.Titles[1]);

        // Nor is anything said again when its card is given up.
        await _bench.PassAsync(NoticeQueue.KeptFor + TimeSpan.FromHours(3));
        Assert.Equal(2, _bench.Mail.Sent.Count);
        Assert.Null(Queued);
    }

    [Fact]
    public async Task One_notice_that_cannot_be_written_down_holds_up_no_other()
    {
        _bench.Registry.Partners[_bench.Registry.Partners.IndexOf(Given.PartnerBeta)] = Given.PartnerBeta with { Watchers = ["beheer@beta.example"] };
        await _bench.ParkAsync(1);
        await _bench.ParkAsync(2, Given.Beta);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        _bench.Store.BeforeSave = s => s.Subject.PartnerId == Given.Alfa ? throw new StoreException("Away.", new IOException()) : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => _bench.Hub.Sending.SendAsync(CancellationToken.None));
        Assert.Equal(["beheer@beta.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);
        Assert.Null(_bench.Store.Find(NoticeKind.Parked, Given.Beta)!.Queued);
    }

    [Fact]
    public async Task A_defect_of_a_channel_is_tried_again_like_a_failure()
    {
        _bench.Mail.Answer = (_, _) => throw new InvalidOperationException("beheer@alfa.example");
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        Assert.Equal("The hub could not make the message (InvalidOperationException); its log says why.", Queued!.Note);
        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task One_that_could_not_be_sent_for_three_days_is_said_anew_with_what_is_so_then()
    {
        _bench.Mail.Fails();
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        var first = Queued!.Id;
        await _bench.ParkAsync(2);
        await _bench.PassAsync(NoticeQueue.KeptFor + TimeSpan.FromHours(1));
        Assert.NotEqual(first, Queued!.Id);
        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(["2 berichten aan Alfa Onderhoud komen niet aan"], _bench.Mail.Titles);
    }

    [Fact]
    public async Task One_that_could_not_be_sent_and_is_not_so_any_more_is_withdrawn()
    {
        _bench.Mail.Fails();
        var parked = await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.SkipAsync(parked);
        await _bench.Hub.TickAsync();
        Assert.Null(Queued);
        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(_bench.Mail.Sent);
    }

    [Fact]
    public async Task One_whose_last_watcher_is_gone_goes_too_and_the_next_watcher_hears_of_it()
    {
        _bench.Mail.Fails();
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        _bench.Registry.Partners.RemoveAll(p => p.Id == Given.Alfa);
        _bench.Registry.Partners.Add(Given.PartnerAlfa);
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Null(Queued);

        // Nobody was told: who becomes a watcher then is.
        _bench.Mail.Recovers();
        _bench.Watch(Given.Alfa, "nieuw@alfa.example");
        await _bench.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(["nieuw@alfa.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);
    }

    [Fact]
    public async Task A_hub_that_stops_gives_an_attempt_up_and_the_next_start_makes_it_soon()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.Problems.FindAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        _bench.Mail.Answer = async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Hub.Sending.SendAsync(stop.Token));
        _bench.Mail.Recovers();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.Another().TickAsync();
        Assert.Single(_bench.Mail.Sent);
    }
}
