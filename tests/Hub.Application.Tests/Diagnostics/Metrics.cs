using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Application.Tests.Support;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Diagnostics;

public sealed class Metrics
{
    [Fact]
    public void Every_instrument_has_its_unit()
    {
        using var measured = new Measured(new LaneBench().Metrics);
        Assert.Equal(
            [
                "ketenhub.cosmos.ru {ru}", "ketenhub.deliveries.delivered {delivery}", "ketenhub.deliveries.enqueued {delivery}",
                "ketenhub.deliveries.failed {attempt}", "ketenhub.deliveries.oldest_pending_age s", "ketenhub.deliveries.parked {delivery}",
                "ketenhub.deliveries.waiting_parked {delivery}", "ketenhub.followers.lag s",
                "ketenhub.messages.accepted {message}", "ketenhub.messages.refused {message}",
                "ketenhub.notices.failed {attempt}", "ketenhub.notices.sent {notice}", "ketenhub.photos.bytes By", "ketenhub.signals.lost {signal}",
            ],
            measured.Units.Select(u => $"{u.Key} {u.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_message_counts_by_role_and_language_and_a_repeated_one_once()
    {
        var door = new Door();
        using var measured = new Measured(door.Metrics);
        await door.ErpSaysAsync(Door.Message("m-1", new PlaceOrder(Given.Content())));
        await door.ErpSaysAsync(Door.Message("m-1", new PlaceOrder(Given.Content())));
        Assert.Equal(["messages.accepted erp vera 1"], measured.Of("messages"));
    }

    [Fact]
    public async Task A_refused_an_unreadable_and_a_reused_message_count_as_refused()
    {
        var door = new Door(OrderStory.Awarded());
        using var measured = new Measured(door.Metrics);
        await door.AlfaSaysAsync(Door.Message("m-2", new OrderClosed()));
        await door.AlfaSaysAsync(Door.Message("m-2", new OrderClosed()), "another body");
        await door.GibberishAsync("{", new ReadError("", "JSON"));
        Assert.Equal(["messages.refused contractor canonical 2", "messages.refused erp vera 1"], measured.Of("messages"));
    }

    [Fact]
    public async Task A_delivery_counts_when_it_goes_out()
    {
        var bench = new LaneBench(OrderStory.Completed());
        using var measured = new Measured(bench.Metrics);
        bench.Enqueue(Given.Alfa, 2, 3);
        await bench.RunAsync();
        Assert.Equal(["deliveries.delivered contractor canonical 2"], measured.Of("deliveries"));
    }

    [Fact]
    public async Task A_notice_counts_by_its_channel()
    {
        var bench = new NoticeBench();
        using var measured = new Measured(bench.Metrics);
        bench.Mail.Fails();
        await bench.ParkAsync(1);
        await bench.Hub.TickAsync();
        bench.Mail.Recovers();
        await bench.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["notices.failed mail 1", "notices.sent mail 1"], measured.Of("notices"));
    }

    [Fact]
    public async Task A_failed_attempt_counts_and_so_does_a_delivery_that_is_parked()
    {
        var bench = new LaneBench(OrderStory.Completed());
        using var measured = new Measured(bench.Metrics);
        bench.Enqueue(Given.Alfa, 2);
        bench.Connector.Fails();
        await bench.RunAsync();
        bench.Clock.Advance(TimeSpan.FromDays(4));
        await bench.RunAsync();
        Assert.Equal(
            ["deliveries.failed contractor canonical 2", "deliveries.parked contractor canonical 1"],
            measured.Of("deliveries"));
        await Sweep(bench).SweepAsync(CancellationToken.None);
        Assert.Contains("deliveries.waiting_parked 1", measured.Of("deliveries"));
    }

    [Fact]
    public async Task A_mailbox_message_counts_as_delivered_when_its_partner_takes_it_off()
    {
        var bench = new LaneBench(OrderStory.Completed());
        using var measured = new Measured(bench.Metrics);
        bench.Enqueue(Given.Alfa, 2);
        await bench.Manage.AcknowledgeAsync(Given.PartnerAlfa, bench.At(2).Id, CancellationToken.None);
        await bench.Manage.AcknowledgeAsync(Given.PartnerAlfa, bench.At(2).Id, CancellationToken.None);
        Assert.Contains("deliveries.delivered contractor canonical 1", measured.Of("deliveries"));
    }

    [Fact]
    public async Task The_age_of_the_oldest_pending_delivery_grows_with_the_clock_and_ends_with_the_delivery()
    {
        var bench = new LaneBench(OrderStory.Completed());
        using var measured = new Measured(bench.Metrics);
        var sweep = Sweep(bench);
        bench.Enqueue(Given.Alfa, 2);
        await sweep.SweepAsync(CancellationToken.None);
        bench.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Contains("deliveries.oldest_pending_age 90", measured.Of("deliveries"));
        await bench.RunAsync();
        await sweep.SweepAsync(CancellationToken.None);
        Assert.Contains("deliveries.oldest_pending_age 0", measured.Of("deliveries"));
    }

    [Fact]
    public async Task A_gauge_that_nobody_reported_for_five_minutes_says_nothing_for_another_instance_may_report_by_now()
    {
        var bench = new LaneBench(OrderStory.Completed());
        using var measured = new Measured(bench.Metrics);
        bench.Enqueue(Given.Alfa, 2);
        await Sweep(bench).SweepAsync(CancellationToken.None);
        bench.Metrics.ReportLag("views", TimeSpan.FromSeconds(3));
        Assert.Equal(["followers.lag views 3"], measured.Of("followers"));
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(measured.Of("deliveries"));
        Assert.Empty(measured.Of("followers"));
    }

    [Fact]
    public async Task Photos_count_by_the_bytes_that_are_kept()
    {
        var bench = new PhotoBench();
        using var measured = new Measured(bench.Metrics);
        await bench.AlfaAddsAsync();
        var kept = bench.Order.Photos.Received.Single().Picture.Size;
        Assert.Equal([$"photos.bytes {kept}"], measured.Of("photos"));
    }

    private static SweepLanes Sweep(LaneBench bench) => new(bench.Store, bench.Cache, bench.Signal, bench.Backoff, bench.Clock, bench.Metrics);
}
