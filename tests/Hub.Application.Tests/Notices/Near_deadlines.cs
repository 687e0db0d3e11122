using Hub.Application.Notices;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>
/// What is said of deadlines: of a repair that is to be done in 24 hours round the clock, and begun within 4; and of one of ten working days.
/// </summary>
public sealed class Near_deadlines
{
    private readonly NoticeBench _bench = new();

    [Fact]
    public async Task A_deadline_is_named_when_the_lead_is_left_and_only_once()
    {
        var story = Story("spoed");
        story.Alfa(new WorkStarted()).EventNames();
        Show(story);
        await _bench.PassAsync(TimeSpan.FromHours(20) - TimeSpan.FromMinutes(1));
        Assert.Empty(_bench.Mail.Sent);

        await _bench.PassAsync(TimeSpan.FromHours(10));
        var (message, audience) = Assert.Single(_bench.Mail.Sent);
        Assert.Equal([NoticeBench.Watcher], audience.Mail);
        Assert.Equal("Opdracht 4711: een termijn loopt bijna af", message.Text.Title);
        Assert.Equal(["opdracht 4711: klaar uiterlijk dinsdag 3 maart 2026 om 10.00 uur"], message.Text.Items);
    }

    [Fact]
    public async Task Of_a_short_time_half_must_have_passed()
    {
        Show(Story("spoed"));
        await _bench.PassAsync(TimeSpan.FromHours(2) - TimeSpan.FromMinutes(1));
        Assert.Empty(_bench.Mail.Sent);
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["opdracht 4711: reactie uiterlijk maandag 2 maart 2026 om 14.00 uur"], Assert.Single(_bench.Mail.Sent).Message.Text.Items);
    }

    [Fact]
    public async Task The_lead_counts_working_hours_where_the_deadline_does()
    {
        // Ten working days from Monday: until Monday the 16th at 16.30; four working hours before that is 12.30.
        var story = Story(null);
        story.Alfa(new AppointmentMade(Given.Visit())).EventNames();
        Show(story);
        _bench.Clock.Advance(new DateTimeOffset(2026, 3, 16, 11, 29, 0, TimeSpan.Zero) - Given.Start);
        await _bench.Hub.TickAsync();
        Assert.Empty(_bench.Mail.Sent);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.Hub.TickAsync();
        Assert.Equal(["opdracht 4711: klaar uiterlijk maandag 16 maart 2026 om 16.30 uur"], Assert.Single(_bench.Mail.Sent).Message.Text.Items);
    }

    [Fact]
    public async Task The_watchers_of_the_ERP_are_told_too_and_who_has_the_order()
    {
        _bench.Registry.Partners[_bench.Registry.Partners.IndexOf(Given.Erp)] = Given.Erp with { Watchers = ["planning@corporatie.example"] };
        Show(Story("spoed"));
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(
            ["opdracht 4711 (Alfa Onderhoud): reactie uiterlijk maandag 2 maart 2026 om 14.00 uur"],
            _bench.Mail.Sent.Single(s => s.Audience.Mail.Contains("planning@corporatie.example")).Message.Text.Items);
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task Those_of_many_orders_come_in_one_notice_an_hour()
    {
        for (var i = 1; i <= 30; i++) Show(Story("spoed"), i);
        await _bench.PassAsync(TimeSpan.FromHours(3));
        var text = Assert.Single(_bench.Mail.Sent).Message.Text;
        Assert.Equal("30 termijnen van opdrachten lopen bijna af", text.Title);
        Assert.Equal((21, "en nog 10 andere"), (text.Items.Count, text.Items[^1]));
    }

    [Fact]
    public async Task One_that_would_pass_within_the_hour_does_not_wait_for_it()
    {
        var urgent = new ContractStory(ContractStory.Usual with
        {
            ServiceLevels = [new ServiceLevel { Kind = OrderKind.Repair, RespondWithin = AgreedTime.InHours(1), Clock = ServiceClockKind.AroundTheClock }],
        });
        Show(Story("spoed"), 1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(_bench.Mail.Sent);

        urgent.Now = _bench.Clock.GetUtcNow();
        urgent.Place(ContractStory.Repair()).EventNames();
        Show(urgent, 2);
        await _bench.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Equal("Opdracht 2: een termijn loopt bijna af", _bench.Mail.Titles[1]);
    }

    [Fact]
    public async Task What_is_met_or_passed_or_stands_still_is_not_named()
    {
        var met = Story("spoed");
        met.Now = Given.Start.AddHours(1);
        met.Alfa(new WorkStarted()).EventNames();
        met.Alfa(new WorkCompleted()).EventNames();
        Show(met, 1);
        var still = Story("urgent");
        still.Alfa(new WorkInterrupted(InterruptionReason.NoAccess)).EventNames();
        Show(still, 2);
        await _bench.PassAsync(TimeSpan.FromDays(3));
        Assert.Empty(_bench.Mail.Sent);

        Show(Story("spoed"), 3);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(_bench.Mail.Sent);
    }

    [Fact]
    public async Task One_that_is_moved_to_another_week_is_named_again_then()
    {
        var story = Story("spoed");
        story.Alfa(new WorkStarted()).EventNames();
        Show(story);
        await _bench.PassAsync(TimeSpan.FromHours(21));
        Assert.Single(_bench.Mail.Sent);

        story.Now = _bench.Clock.GetUtcNow();
        story.Alfa(new LeadTimeExtended(new DateOnly(2026, 3, 9))).EventNames();
        story.Corporation(new LeadTimeAgreed(new DateOnly(2026, 3, 9))).EventNames();
        Show(story);
        await _bench.PassAsync(TimeSpan.FromDays(7));
        Assert.Equal(2, _bench.Mail.Sent.Count);
        Assert.Contains("dinsdag 10 maart 2026 om 00.00 uur", _bench.Mail.Sent.Last().Message.Text.Items[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_moved_by_no_more_than_the_lead_is_the_same()
    {
        var story = Story("spoed");
        story.Alfa(new WorkStarted()).EventNames();
        Show(story);
        await _bench.PassAsync(TimeSpan.FromHours(21));
        Assert.Single(_bench.Mail.Sent);
        // A stop of an hour moves it on by an hour.
        story.Now = _bench.Clock.GetUtcNow();
        story.Alfa(new WorkInterrupted(InterruptionReason.NoAccess)).EventNames();
        Show(story);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        story.Now = _bench.Clock.GetUtcNow();
        story.Alfa(new WorkResumed()).EventNames();
        Show(story);
        await _bench.PassAsync(TimeSpan.FromHours(10));
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task How_far_it_is_moved_is_counted_in_working_hours_where_the_deadline_does()
    {
        var friday = new DateTimeOffset(2026, 3, 13, 15, 30, 0, TimeSpan.Zero);
        Show(Due(Story(null), friday));
        _bench.Clock.Advance(friday.AddHours(-2) - Given.Start);
        await _bench.Hub.TickAsync();
        Assert.Single(_bench.Mail.Sent);

        // To Monday morning is a weekend, and less than the lead in which is worked.
        Show(Due(Story(null), friday.AddHours(66)));
        await _bench.PassAsync(TimeSpan.FromHours(64));
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task Of_very_many_at_once_none_is_left_out()
    {
        for (var i = 1; i <= 1_100; i++) Show(Story("spoed"), i);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(["1000 termijnen van opdrachten lopen bijna af"], _bench.Mail.Titles);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("100 termijnen van opdrachten lopen bijna af", _bench.Mail.Titles[1]);
    }

    [Fact]
    public async Task One_that_passed_before_it_was_found_is_named_an_hour_after_the_last_notice()
    {
        Show(Story("spoed"), 1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(_bench.Mail.Sent);
        // What is left of it begins and ends while nobody looks; there is no hurry any more.
        Show(Short(), 2);
        _bench.Clock.Advance(TimeSpan.FromMinutes(45));
        await _bench.PassAsync(TimeSpan.FromMinutes(13));
        Assert.Single(_bench.Mail.Sent);

        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(2, _bench.Mail.Sent.Count);
        Assert.Equal("Opdracht 2: een termijn is verlopen", _bench.Mail.Titles[1]);
        Assert.Equal(
            ["opdracht 2: reactie uiterlijk maandag 2 maart 2026 om 12.40 uur (is verlopen)"], _bench.Mail.Sent.Last().Message.Text.Items);
    }

    [Fact]
    public async Task What_passed_and_what_is_about_to_pass_are_one_notice()
    {
        Show(Story("spoed"), 1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Show(Short(), 2);
        Show(Due(Story("spoed"), Given.Start.AddMinutes(195)), 3);
        _bench.Clock.Advance(TimeSpan.FromMinutes(61));
        await _bench.Hub.TickAsync();
        Assert.Contains("2 termijnen van opdrachten zijn verlopen of lopen bijna af", _bench.Mail.Titles);
    }

    [Fact]
    public async Task A_notice_that_could_not_be_sent_before_its_deadline_says_after_it_that_it_passed()
    {
        _bench.Mail.Fails();
        Show(Story("spoed"), 1);
        // What passes while another notice is queued is in the next one too.
        Show(Short(), 2);
        await _bench.PassAsync(TimeSpan.FromHours(5));
        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromHours(30));
        Assert.Equal("2 termijnen van opdrachten zijn verlopen", Assert.Single(_bench.Mail.Titles, t => t.EndsWith("verlopen", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_passed_days_ago_is_no_news_to_a_new_watcher()
    {
        _bench.Watch(Given.Alfa);
        Show(Story("spoed"));
        await _bench.PassAsync(TimeSpan.FromDays(2));
        _bench.Watch(Given.Alfa, NoticeBench.Watcher);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(_bench.Mail.Sent);
    }

    [Fact]
    public async Task Only_those_are_remembered_that_could_be_found_again()
    {
        var subject = new NoticeSubject(NoticeKind.Deadlines, Given.Alfa);
        await _bench.Store.TrySaveAsync(NoticeState.Of(subject) with
        {
            NoticedUpTo = Given.Start.AddDays(-1),
            NoticedDeadlines =
            [
                .. Enumerable.Range(1, 2_000)
                    .Select(i => new NoticedDeadline(OrderId.For("old", $"{i}").Value, DeadlineKind.Complete, Given.Start.AddHours(-1))),
            ],
        }, CancellationToken.None);
        Show(Story("spoed"));
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(DeadlineKind.Respond, Assert.Single(_bench.Store.Find(NoticeKind.Deadlines, Given.Alfa)!.NoticedDeadlines).Kind);
    }

    [Fact]
    public async Task One_partner_whose_notice_cannot_be_written_down_keeps_nothing_from_the_others()
    {
        _bench.Watch(Given.ErpId, "planning@corporatie.example");
        _bench.Store.BeforeSave = s => s.Subject.PartnerId == Given.Alfa ? throw new InvalidOperationException("Too large.") : Task.CompletedTask;
        Show(Story("spoed"));
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(["planning@corporatie.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);
    }

    private static ContractStory Story(string? urgency)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair() with { Urgency = urgency }).EventNames();
        story.Alfa(new OrderAccepted()).EventNames();
        return story;
    }

    // Placed two hours after the start; to be responded to within 40 minutes.
    private static OrderSummary Short() => Due(Story("spoed"), Given.Start.AddMinutes(160)) with { PlacedAt = Given.Start.AddHours(2) };

    private static OrderSummary Due(ContractStory story, DateTimeOffset by)
    {
        var row = OrderSummary.Of(story.Order!);
        return row with
        {
            Standing = row.Standing with { Deadlines = row.Standing.Deadlines! with { All = [new Deadline(DeadlineKind.Respond, by, null)] } },
        };
    }

    // As the follower of the log would, for an order of this number.
    private void Show(ContractStory story, int? number = null) => Show(OrderSummary.Of(story.Order!), number);

    private void Show(OrderSummary row, int? number = null)
    {
        if (number is { } n) row = row with { OrderId = OrderId.For(Given.ErpId, $"{n}"), Number = $"{n}" };
        _bench.Views.All[row.OrderId] = row;
    }
}
