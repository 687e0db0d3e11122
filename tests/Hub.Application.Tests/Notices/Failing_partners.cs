using Hub.Application.Tests.Support;
using Hub.Domain.Partners;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>What is said of a partner that takes nothing.</summary>
public sealed class Failing_partners
{
    private const string Title = "Alfa Onderhoud neemt geen berichten van de hub aan";

    private readonly NoticeBench _bench = new();

    [Fact]
    public async Task One_that_has_failed_for_an_hour_is_named_then_and_not_before()
    {
        await _bench.FailAsync(1);
        await _bench.FailAsync(2);
        await _bench.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(_bench.Mail.Sent);

        await _bench.PassAsync(TimeSpan.FromMinutes(1));
        var text = Assert.Single(_bench.Mail.Sent).Message.Text;
        Assert.Equal(Title, text.Title);
        Assert.Contains("Dat is zo sinds maandag 2 maart 2026 om 10.00 uur.", text.Paragraphs[0], StringComparison.Ordinal);
        Assert.Contains("Er wachten 2 berichten.", text.Paragraphs[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_whose_endpoint_is_gone_it_says_that_the_connection_must_be_put_again()
    {
        _bench.Registry.Partners.RemoveAll(p => p.Id == Given.Alfa);
        _bench.Registry.Partners.Add(Given.PartnerAlfa with
        {
            Watchers = [NoticeBench.Watcher], Connection = Given.PartnerAlfa.Connection with { DisabledBecause = "The partner's endpoint is no more." },
        });
        await _bench.FailAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Contains("tot de verbinding opnieuw is ingesteld", Assert.Single(_bench.Mail.Sent).Message.Text.Paragraphs[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_message_that_it_does_not_take_is_no_failing_partner()
    {
        await _bench.FailAsync(1);
        await _bench.PassAsync(TimeSpan.FromMinutes(30));
        await _bench.DeliverAsync(2);
        await _bench.PassAsync(TimeSpan.FromHours(5));
        Assert.Empty(_bench.Mail.Sent);
    }

    [Fact]
    public async Task While_it_goes_on_it_is_said_again_once_a_day()
    {
        await _bench.FailAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(24));
        Assert.Single(_bench.Mail.Sent);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal([Title, Title], _bench.Mail.Titles);
    }

    [Fact]
    public async Task One_that_recovered_and_fails_again_is_named_again()
    {
        var failed = await _bench.FailAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.RecoverAsync(failed);
        await _bench.PassAsync(TimeSpan.FromMinutes(10));
        await _bench.FailAsync(2);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal([Title, Title], _bench.Mail.Titles);
    }

    [Fact]
    public async Task One_that_was_stopped_by_hand_or_that_fetches_is_not_named()
    {
        _bench.Registry.Partners.RemoveAll(p => p.Id is Given.Alfa or Given.Beta);
        _bench.Registry.Partners.Add(Given.PartnerAlfa with { Watchers = [NoticeBench.Watcher], Enabled = false });
        _bench.Registry.Partners.Add(
            Given.PartnerBeta with
            {
                Watchers = [NoticeBench.Watcher], Connection = new Connection { Language = Language.Canonical, Transport = Transport.Mailbox },
            });
        await _bench.FailAsync(1);
        await _bench.FailAsync(2, Given.Beta);
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Empty(_bench.Mail.Sent);
    }

    [Fact]
    public async Task After_a_clock_that_was_ahead_it_is_said_all_the_same()
    {
        await _bench.FailAsync(1);
        _bench.Clock.SetWall(TimeSpan.FromDays(300));
        await _bench.Hub.TickAsync();
        _bench.Clock.SetWall(TimeSpan.FromDays(-300));
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal([Title, Title], _bench.Mail.Titles);
    }

    [Fact]
    public async Task Where_nobody_watches_the_deliveries_are_not_asked()
    {
        _bench.Watch(Given.Alfa);
        await _bench.FailAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(0, _bench.Deliveries.DeliveredQueries);
    }
}
