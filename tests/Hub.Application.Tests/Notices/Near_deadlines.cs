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
    public async Task A_notice_that_could_not_be_sent_before_its_deadline_is_not_sent_after_it()
    {
        _bench.Mail.Fails();
        Show(Story("spoed"));
        await _bench.PassAsync(TimeSpan.FromHours(5));
        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(_bench.Mail.Sent);
    }

    private static ContractStory Story(string? urgency)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair() with { Urgency = urgency }).EventNames();
        story.Alfa(new OrderAccepted()).EventNames();
        return story;
    }

    // As the follower of the log would, for an order of this number.
    private void Show(ContractStory story, int? number = null)
    {
        var row = OrderSummary.Of(story.Order!);
        if (number is { } n) row = row with { OrderId = OrderId.For(Given.ErpId, $"{n}"), Number = $"{n}" };
        _bench.Views.All[row.OrderId] = row;
    }
}
