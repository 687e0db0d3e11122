using Hub.Application.Deliveries;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Notices;

/// <summary>What is said of dead letters.</summary>
public sealed class Dead_letters
{
    private readonly NoticeBench _bench = new();

    private void Letter(long sequence, string queue = "lanes") =>
        _bench.Letters.All.Add(new DeadLetter(queue, sequence, _bench.Clock.GetUtcNow(), 10, "MaxDeliveryCountExceeded", null));

    [Fact]
    public async Task The_administrators_are_told_how_many_of_which_queue_and_why()
    {
        Letter(1);
        Letter(2);
        Letter(1, "inbound");
        await _bench.Hub.TickAsync();

        var (message, audience) = Assert.Single(_bench.Mail.Sent);
        Assert.Equal([NoticeBench.Administrator], audience.Mail);
        Assert.Equal("3 berichten in een wachtrij van de hub zijn mislukt", message.Text.Title);
        Assert.Equal(
            [
                "wachtrij lanes: 2 berichten", "wachtrij inbound: 1 bericht", "melding in wachtrij lanes: MaxDeliveryCountExceeded (2 keer)",
                "melding in wachtrij inbound: MaxDeliveryCountExceeded (1 keer)",
            ],
            message.Text.Items);
    }

    [Fact]
    public async Task The_same_ones_are_said_once_and_a_new_one_after_an_hour()
    {
        Letter(7);
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Single(_bench.Mail.Sent);
        // Numbers are given when a message is enqueued: one that fails later may have a lower one.
        Letter(3);
        await _bench.Hub.TickAsync();
        Letter(4);
        await _bench.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(2, _bench.Mail.Sent.Count);
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("3 berichten in een wachtrij van de hub zijn mislukt", _bench.Mail.Titles[2]);
    }

    [Fact]
    public async Task Very_many_are_more_than_a_hundred()
    {
        for (var i = 1; i <= 150; i++) Letter(i);
        await _bench.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(["Meer dan 100 berichten in een wachtrij van de hub zijn mislukt"], _bench.Mail.Titles);
    }

    [Fact]
    public async Task While_there_are_more_than_can_be_seen_it_is_said_again_once_a_day()
    {
        for (var i = 1; i <= 150; i++) Letter(i);
        await _bench.PassAsync(TimeSpan.FromHours(23));
        Assert.Single(_bench.Mail.Sent);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task Very_many_of_one_queue_hide_none_of_another()
    {
        for (var i = 1; i <= 150; i++) Letter(i);
        await _bench.PassAsync(TimeSpan.FromHours(2));
        Letter(1, "inbound");
        await _bench.Hub.TickAsync();
        Assert.Equal(["wachtrij lanes: minstens 100 berichten", "wachtrij inbound: 1 bericht"], _bench.Mail.Sent.Last().Message.Text.Items.Take(2));
    }

    [Fact]
    public async Task One_of_a_queue_that_counts_from_one_again_after_a_restart_is_news()
    {
        Letter(1);
        await _bench.Hub.TickAsync();
        _bench.Letters.All.Clear();
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        Letter(1);
        await _bench.Hub.TickAsync();
        Assert.Equal(2, _bench.Mail.Sent.Count);
    }

    [Fact]
    public async Task While_the_queue_is_away_everything_else_is_said()
    {
        _bench.Letters.IsAway = true;
        await _bench.ParkAsync(1);
        await _bench.Hub.TickAsync();
        Assert.Single(_bench.Mail.Sent);
    }
}
