using Hub.Application.Notices;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Calendar;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>What becomes of deadlines in a notice that one channel or address took and another did not, when the next notice is due.</summary>
public sealed class Deadlines_that_some_have_missed
{
    private readonly NoticeBench _bench = new();

    public Deadlines_that_some_have_missed()
    {
        var alfa = _bench.Registry.Partners.FindIndex(p => p.Id == Given.Alfa);
        _bench.Registry.Partners[alfa] = _bench.Registry.Partners[alfa] with { TeamsWorkflow = new Uri("https://teams.example/1") };
    }

    private QueuedNotice? Queued => _bench.Store.Find(NoticeKind.Deadlines, Given.Alfa)?.Queued;

    [Fact]
    public async Task Who_had_no_mail_hears_of_them_in_the_next_one()
    {
        _bench.Mail.Fails();
        Show(1, respondIn: TimeSpan.FromHours(6));
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(["opdracht 1"], Orders(_bench.Teams));
        Show(2, respondIn: TimeSpan.FromHours(2));
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(["opdracht 2", "opdracht 1"], Orders(_bench.Teams));

        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(["opdracht 2", "opdracht 1"], Orders(_bench.Mail));
        // For the sake of mail alone nothing is said again to those that heard.
        Assert.Equal(2, _bench.Teams.Sent.Count);
    }

    [Fact]
    public async Task Mail_that_is_away_until_they_passed_says_so_afterwards()
    {
        _bench.Mail.Fails();
        Show(1, respondIn: TimeSpan.FromHours(6));
        await _bench.PassAsync(TimeSpan.FromHours(7));
        _bench.Mail.Recovers();
        await _bench.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal(["Opdracht 1: een termijn is verlopen"], _bench.Mail.Titles);
        Assert.Equal(2, _bench.Teams.Sent.Count);
    }

    [Fact]
    public async Task A_Teams_workflow_that_is_gone_makes_no_mail_name_one_twice()
    {
        _bench.Teams.Fails();
        Show(1, respondIn: TimeSpan.FromHours(6));
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Show(2, respondIn: TimeSpan.FromHours(3));
        await _bench.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal(["Opdracht 1: een termijn loopt bijna af", "Opdracht 2: een termijn loopt bijna af"], _bench.Mail.Titles);
        Assert.Null(Queued);
    }

    [Fact]
    public async Task Who_is_put_off_by_the_server_misses_none_where_one_is_urgent()
    {
        _bench.Watch(Given.Alfa, "grijs@alfa.example", NoticeBench.Watcher);
        _bench.Mail.Answer = (_, _) => Task.FromResult<NoticeResult?>(new NoticeResult.SentToSome([NoticeBench.Watcher], "Put off."));
        Show(1, respondIn: TimeSpan.FromHours(6));
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.NotNull(Queued);

        _bench.Mail.Recovers();
        Show(2, respondIn: TimeSpan.FromMinutes(1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(31));
        await _bench.Hub.TickAsync();
        Assert.Equal(["opdracht 2", "opdracht 1"], Orders(_bench.Mail));
    }

    private static string[] Orders(ScriptedChannel channel) =>
        [.. channel.Sent.Last().Message.Text.Items.Select(i => i[..i.IndexOf(':', StringComparison.Ordinal)])];

    private void Show(int number, TimeSpan respondIn)
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair() with { Urgency = "spoed" }).EventNames();
        story.Alfa(new OrderAccepted()).EventNames();
        var row = OrderSummary.Of(story.Order!);
        var now = _bench.Clock.GetUtcNow();
        row = row with
        {
            OrderId = OrderId.For(Given.ErpId, $"{number}"), Number = $"{number}", PlacedAt = now,
            Standing = row.Standing with { Deadlines = row.Standing.Deadlines! with { All = [new Deadline(DeadlineKind.Respond, now + respondIn, null)] } },
        };
        _bench.Views.All[row.OrderId] = row;
    }
}
