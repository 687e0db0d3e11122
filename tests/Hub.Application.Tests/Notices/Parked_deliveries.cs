using Hub.Application.Notices;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>What is said of parked deliveries.</summary>
public sealed class Parked_deliveries
{
    private readonly NoticeBench _bench = new();

    [Fact]
    public async Task The_watchers_of_the_partner_are_told_and_nobody_else()
    {
        await _bench.ParkAsync(1);
        await _bench.ParkAsync(1, Given.Beta);
        await _bench.Hub.TickAsync();

        var (message, audience) = Assert.Single(_bench.Mail.Sent);
        Assert.Equal([NoticeBench.Watcher], audience.Mail);
        Assert.Equal("1 bericht aan Alfa Onderhoud komt niet aan", message.Text.Title);
        Assert.Empty(_bench.Teams.Sent);
    }

    [Fact]
    public async Task It_says_since_when_and_how_many_and_nothing_that_a_partner_wrote()
    {
        for (var order = 1; order <= 3; order++) await _bench.ParkAsync(order);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.Hub.TickAsync();

        var text = Assert.Single(_bench.Mail.Sent).Message.Text.ToPlainText("n");
        Assert.Contains("De hub kan 3 berichten aan Alfa Onderhoud niet bezorgen", text, StringComparison.Ordinal);
        Assert.Contains("Dat is zo sinds maandag 2 maart 2026 om 10.00 uur.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zonnebloem", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Merelstraat", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_the_orders_by_their_numbers_and_says_where_there_are_more()
    {
        var id = OrderId.For(Given.ErpId, "1");
        _bench.Log.Put(id, OrderStory.Awarded(Given.Content("4711")).Events);
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        Assert.Equal(["opdracht 4711"], Assert.Single(_bench.Mail.Sent).Message.Text.Items);

        for (var order = 2; order <= 25; order++) await _bench.ParkAsync(order);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(["opdracht 4711", "en andere opdrachten"], _bench.Mail.Sent.Last().Message.Text.Items);
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_is_told_without_its_number()
    {
        _bench.Log.BeforeLoad = _ => throw new InvalidOperationException("This stream cannot be read.");
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        Assert.Empty(Assert.Single(_bench.Mail.Sent).Message.Text.Items);
    }

    [Fact]
    public async Task What_is_parked_within_the_hour_is_one_notice_at_its_end_that_says_how_many()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        for (var order = 2; order <= 5; order++)
        {
            await _bench.ParkAsync(order);
            await _bench.PassAsync(TimeSpan.FromMinutes(10));
        }
        Assert.Single(_bench.Mail.Sent);

        await _bench.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(["1 bericht aan Alfa Onderhoud komt niet aan", "5 berichten aan Alfa Onderhoud komen niet aan"], _bench.Mail.Titles);
    }

    [Fact]
    public async Task What_stays_parked_is_not_said_again()
    {
        await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(5));
        Assert.Single(_bench.Mail.Sent);
    }

    [Fact]
    public async Task One_that_is_parked_in_the_place_of_one_that_was_solved_is_news()
    {
        var first = await _bench.ParkAsync(1);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.SkipAsync(first);
        await _bench.ParkAsync(2);
        await _bench.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task Also_one_that_an_earlier_version_of_the_hub_parked_is_said_once()
    {
        var parked = await _bench.ParkAsync(1);
        await _bench.Deliveries.ReplaceAsync(parked, parked with { DoneAt = null }, _bench.Clock.GetUtcNow(), CancellationToken.None);
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.DoesNotContain("sinds", Assert.Single(_bench.Mail.Sent).Message.Text.ToPlainText("n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_a_watcher_later_hears_what_is_parked_then()
    {
        await _bench.ParkAsync(1, Given.Beta);
        await _bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(_bench.Mail.Sent);

        _bench.Registry.Partners[_bench.Registry.Partners.IndexOf(Given.PartnerBeta)] = Given.PartnerBeta with { Watchers = ["nieuw@beta.example"] };
        await _bench.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["nieuw@beta.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);
    }

    [Fact]
    public async Task A_partner_with_a_Teams_workflow_gets_a_card_too()
    {
        var workflow = new Uri("https://teams.example/1?sig=geheim");
        _bench.Registry.Partners[_bench.Registry.Partners.IndexOf(Given.PartnerBeta)] = Given.PartnerBeta with { TeamsWorkflow = workflow };
        await _bench.ParkAsync(1, Given.Beta);
        await _bench.Hub.TickAsync();
        Assert.Equal(workflow, Assert.Single(_bench.Teams.Sent).Audience.Teams);
        Assert.Empty(_bench.Mail.Sent);
    }

    [Fact]
    public async Task What_each_partner_hears_is_a_subject_of_its_own()
    {
        _bench.Registry.Partners[_bench.Registry.Partners.IndexOf(Given.PartnerBeta)] = Given.PartnerBeta with { Watchers = ["beheer@beta.example"] };
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        await _bench.ParkAsync(2, Given.Beta);
        await _bench.Hub.TickAsync();
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task After_the_clock_was_set_back_what_is_parked_is_said_all_the_same()
    {
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        _bench.Clock.SetWall(TimeSpan.FromDays(-1));
        await _bench.ParkAsync(2);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Contains("2 berichten aan Alfa Onderhoud komen niet aan", _bench.Mail.Titles);
    }

    [Fact]
    public async Task After_a_clock_that_was_ahead_what_is_parked_is_said_all_the_same()
    {
        var one = await _bench.ParkAsync(1);
        var ahead = one with { DoneAt = _bench.Clock.GetUtcNow().AddDays(300) };
        await _bench.Deliveries.ReplaceAsync(one, ahead, _bench.Clock.GetUtcNow(), CancellationToken.None);
        await _bench.Hub.TickAsync();
        await _bench.SkipAsync(ahead);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        await _bench.ParkAsync(2);
        await _bench.Hub.TickAsync();
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task Also_one_that_takes_the_place_of_one_that_a_clock_parked_that_was_ahead()
    {
        var one = await _bench.ParkAsync(1);
        var ahead = one with { DoneAt = _bench.Clock.GetUtcNow().AddDays(300) };
        await _bench.Deliveries.ReplaceAsync(one, ahead, _bench.Clock.GetUtcNow(), CancellationToken.None);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(_bench.Mail.Sent);

        await _bench.SkipAsync(ahead);
        await _bench.ParkAsync(2);
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task One_partner_whose_notice_cannot_be_written_down_keeps_nothing_from_the_others()
    {
        _bench.Watch(Given.Beta, "beheer@beta.example");
        _bench.Store.BeforeSave = s => s.Subject.PartnerId == Given.Alfa ? throw new InvalidOperationException("Too large.") : Task.CompletedTask;
        await _bench.ParkAsync(1);
        await _bench.ParkAsync(2, Given.Beta);
        await _bench.Hub.TickAsync();
        Assert.Equal(["beheer@beta.example"], Assert.Single(_bench.Mail.Sent).Audience.Mail);

        _bench.Store.BeforeSave = _ => Task.CompletedTask;
        await _bench.Hub.TickAsync();
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }
}
