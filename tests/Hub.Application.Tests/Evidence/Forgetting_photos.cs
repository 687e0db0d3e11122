using Hub.Application.Evidence;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

public sealed class Forgetting_photos
{
    private readonly PhotoBench _bench = new();

    private static PhotoBench Under(int? photoYears)
    {
        var story = new ContractStory(ContractStory.Usual with { PhotoYears = photoYears }).Start();
        story.Alfa(new WorkCompleted()).EventNames();
        return new PhotoBench(story.Events);
    }

    private static async Task<PhotoBench> EndedAsync(int? photoYears = null)
    {
        var bench = Under(photoYears);
        await bench.AlfaAddsAsync();
        // The first look: whether the event came.
        await bench.SweepPicturesAsync(TimeSpan.FromDays(1));
        return bench;
    }

    private static async Task LookAtAsync(PhotoBench bench, DateTimeOffset moment) => await bench.SweepPicturesAsync(moment - bench.Now);

    [Fact]
    public async Task A_picture_that_no_photo_tells_of_goes()
    {
        await _bench.Agenda.SetAsync(new AgendaItem(Given.Id, AgendaKind.Picture, PhotoBench.Key().Sha256, _bench.Now), CancellationToken.None);
        await _bench.SweepPicturesAsync();
        Assert.Equal("strike Picture", _bench.Steps[^1]);
    }

    [Fact]
    public async Task A_picture_of_an_order_that_never_came_goes()
    {
        await _bench.Agenda.SetAsync(new AgendaItem(OrderId.For(Given.ErpId, "none"), AgendaKind.Picture, PhotoBench.Key().Sha256, _bench.Now), CancellationToken.None);
        await _bench.SweepPicturesAsync();
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task The_photo_of_an_order_that_has_ended_is_looked_at_when_its_years_are_over()
    {
        var bench = await EndedAsync();
        Assert.Equal(bench.Order.EndedAt!.Value.AddYears(7), Assert.Single(bench.Agenda.All).DueAt);
    }

    [Fact]
    public async Task It_is_kept_until_then()
    {
        var bench = await EndedAsync();
        await LookAtAsync(bench, bench.Order.EndedAt!.Value.AddYears(7).AddSeconds(-1));
        Assert.Null(bench.Order.Photos.Received.Single().Deleted);
        Assert.Equal([PhotoBench.Key()], bench.Store.Keys);
    }

    [Fact]
    public async Task Then_it_goes_and_the_order_tells_why()
    {
        var bench = await EndedAsync();
        await LookAtAsync(bench, bench.Order.EndedAt!.Value.AddYears(7));
        Assert.Equal(
            new DeletedPhoto(PhotoDeletion.Retention, "7 years have passed since the order ended.", null, Actor.TheHub, bench.Now), bench.Order.Photos.Received.Single().Deleted);
        Assert.Empty(bench.Store.Keys);
        Assert.Empty(bench.Agenda.All);
    }

    [Fact]
    public async Task The_contracts_years_go_before_the_settings()
    {
        var bench = await EndedAsync(1);
        await LookAtAsync(bench, bench.Order.EndedAt!.Value.AddYears(1));
        Assert.Equal("1 year has passed since the order ended.", bench.Order.Photos.Received.Single().Deleted?.Reason);
    }

    [Fact]
    public async Task They_go_before_the_settings_where_they_are_longer_too()
    {
        var bench = await EndedAsync(10);
        await LookAtAsync(bench, bench.Order.EndedAt!.Value.AddYears(10).AddSeconds(-1));
        Assert.Null(bench.Order.Photos.Received.Single().Deleted);
    }

    [Fact]
    public void Years_are_those_of_the_calendar()
    {
        var story = OrderStory.Started().Record(Given.Corporation, new OrderCancelled(), new DateTimeOffset(2028, 2, 29, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(new DateTimeOffset(2035, 2, 28, 12, 0, 0, TimeSpan.Zero), PhotoRules.DeleteAt(story.Order!, 7));
    }

    [Fact]
    public async Task The_photo_of_an_open_order_is_kept_and_looked_at_again_in_a_year()
    {
        await _bench.AlfaAddsAsync();
        await _bench.SweepPicturesAsync(TimeSpan.FromDays(1));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
        Assert.Equal(_bench.Now.AddYears(1), Assert.Single(_bench.Agenda.All).DueAt);
    }

    [Fact]
    public async Task The_photo_of_an_order_that_is_open_for_many_years_stays()
    {
        await _bench.AlfaAddsAsync();
        for (var year = 0; year < 10; year++) await _bench.SweepPicturesAsync(TimeSpan.FromDays(366));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    // By the corporation, before anybody had the order: how long the contract wants it kept was not known then.
    [Fact]
    public async Task Years_that_were_agreed_only_after_the_photo_came_hold_for_it()
    {
        var story = new ContractStory(ContractStory.Usual with { PhotoYears = 1 }).Start();
        var bench = new PhotoBench(OrderStory.Placed().Record(Actor.TheHub, new OrderUnrouted("none")));
        await bench.AddAsync(Given.Corporation, new PhotoToAdd("P-1", PhotoMoment.Before), PhotoBench.Picture());
        await bench.SweepPicturesAsync(TimeSpan.FromDays(1));

        bench.Record(Actor.TheHub, new OrderAwarded(Given.Alfa, "RC-1", Terms: story.Order!.Assignment.Terms));
        bench.Record(Given.Corporation, new OrderCancelled());
        for (var week = 0; week < 53; week++) await bench.SweepPicturesAsync(TimeSpan.FromDays(7));
        Assert.Empty(bench.Store.Keys);
    }

    [Fact]
    public async Task A_late_photo_of_an_order_whose_years_are_over_goes_at_its_first_look()
    {
        var bench = Under(1);
        bench.Clock.Advance(TimeSpan.FromDays(800));
        await bench.AlfaAddsAsync();
        await bench.SweepPicturesAsync(TimeSpan.FromDays(1));
        Assert.Equal(PhotoDeletion.Retention, bench.Order.Photos.Received.Single().Deleted?.Cause);
    }

    [Fact]
    public async Task One_that_cannot_be_removed_does_not_keep_the_others()
    {
        var bench = Under(1);
        await bench.AlfaAddsAsync("P-1", 1);
        await bench.AlfaAddsAsync("P-2", 2);
        bench.Store.Unremovable = PhotoBench.Key(1);
        await LookAtAsync(bench, bench.Now.AddYears(1).AddDays(1));
        Assert.Equal([PhotoBench.Key(1)], bench.Store.Keys);
    }

    [Fact]
    public async Task One_that_cannot_be_removed_is_tried_again_in_some_hours()
    {
        var bench = await EndedAsync(1);
        bench.Store.Unremovable = PhotoBench.Key();
        await LookAtAsync(bench, bench.Now.AddYears(1));
        Assert.Equal(bench.Now.AddHours(6), Assert.Single(bench.Agenda.All).DueAt);
        bench.Store.Unremovable = null;
        await bench.SweepPicturesAsync(TimeSpan.FromHours(6));
        Assert.Empty(bench.Store.Keys);
    }

    [Fact]
    public async Task However_many_are_due_all_are_looked_at()
    {
        for (var i = 0; i < 450; i++)
            await _bench.Agenda.SetAsync(new AgendaItem(Given.Id, AgendaKind.Picture, $"{i:x4}{new string('0', 60)}", _bench.Now), CancellationToken.None);
        await _bench.SweepPicturesAsync();
        Assert.Empty(_bench.Agenda.All);
    }
}
