using Hub.Application.Evidence;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

public sealed class Deleting_photos
{
    private readonly PhotoBench _bench = new();

    [Fact]
    public async Task The_picture_goes_and_nothing_of_it_is_left_to_be_looked_at()
    {
        await _bench.AlfaAddsAsync();
        await _bench.DeleteAsync();
        Assert.Empty(_bench.Store.Keys);
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task What_was_told_of_it_stays_with_both_hashes()
    {
        var added = (await _bench.AlfaAddsAsync()).Photo();
        Assert.Equal(added, (await _bench.DeleteAsync()).Photo() with { Deleted = null });
    }

    [Fact]
    public async Task So_do_the_reason_the_role_and_who_told()
    {
        await _bench.AlfaAddsAsync();
        await _bench.DeleteAsync();
        Assert.Equal(
            new DeletedPhoto(PhotoDeletion.Privacy, "The resident is seen on it.", "data protection officer", Given.Corporation, _bench.Now), _bench.Order.Photos.Received.Single().Deleted);
    }

    [Fact]
    public async Task All_photos_of_the_same_picture_go()
    {
        await _bench.AlfaAddsAsync("P-1");
        await _bench.AddAsync(Given.Corporation, new PhotoToAdd("P-2", PhotoMoment.Before), PhotoBench.Picture(1, "another"));
        await _bench.DeleteAsync("P-1");
        Assert.All(_bench.Order.Photos.Received, p => Assert.Equal(PhotoDeletion.Privacy, p.Deleted?.Cause));
    }

    [Fact]
    public async Task Photos_of_other_pictures_stay()
    {
        await _bench.AlfaAddsAsync("P-1");
        await _bench.AlfaAddsAsync("P-2", 2);
        await _bench.DeleteAsync("P-1");
        Assert.Equal(["P-2"], _bench.Order.Photos.Received.Where(p => p.Deleted is null).Select(p => p.Id));
        Assert.Equal([PhotoBench.Key(2)], _bench.Store.Keys);
    }

    [Fact]
    public async Task Deleting_twice_is_fine_and_happens_once()
    {
        await _bench.AlfaAddsAsync();
        var first = (await _bench.DeleteAsync()).Photo();
        var version = _bench.Order.Version;
        Assert.Equal(first, (await _bench.DeleteAsync()).Photo());
        Assert.Equal(version, _bench.Order.Version);
    }

    [Fact]
    public async Task Two_deletions_at_once_are_one()
    {
        await _bench.AlfaAddsAsync();
        await Task.WhenAll(_bench.DeleteAsync(), _bench.DeleteAsync());
        Assert.Equal(["PhotoAdded", "PhotoDeleted"], _bench.LastEvents(2));
    }

    [Fact]
    public async Task What_the_order_does_not_have_is_not_deleted() => Assert.Equal("photo-not-found", (await _bench.DeleteAsync("P-9")).Code());

    [Fact]
    public async Task A_photo_is_deleted_even_of_an_order_that_was_cancelled()
    {
        await _bench.AlfaAddsAsync();
        _bench.Record(Given.Corporation, new OrderCancelled());
        Assert.NotNull((await _bench.DeleteAsync()).Photo().Deleted);
    }

    [Fact]
    public async Task Where_the_store_is_down_the_event_stands()
    {
        await _bench.AlfaAddsAsync();
        _bench.Store.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => _bench.DeleteAsync());
        Assert.NotNull(_bench.Order.Photos.Received.Single().Deleted);
    }

    [Fact]
    public async Task Where_the_store_was_down_the_next_sweep_finishes_it()
    {
        await _bench.AlfaAddsAsync();
        _bench.Store.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => _bench.DeleteAsync());
        _bench.Store.IsBroken = false;
        await _bench.SweepPicturesAsync();
        Assert.Empty(_bench.Store.Keys);
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task Where_the_store_was_down_saying_it_again_finishes_it()
    {
        await _bench.AlfaAddsAsync();
        _bench.Store.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => _bench.DeleteAsync());
        _bench.Store.IsBroken = false;
        await _bench.DeleteAsync();
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task A_deletion_that_never_came_to_the_order_deletes_nothing()
    {
        await _bench.AlfaAddsAsync();
        _bench.Log.BeforeAppend = () => throw new StoreException("The log is away.", new IOException());
        await Assert.ThrowsAsync<StoreException>(() => _bench.DeleteAsync());
        await _bench.SweepPicturesAsync();
        Assert.Null(_bench.Order.Photos.Received.Single().Deleted);
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task Another_orders_proof_with_the_same_bytes_stays()
    {
        var other = OrderId.For(Given.ErpId, "4712");
        _bench.Log.Put(other, OrderStory.Started().Events.Select(e => e with { Stream = other }));
        await _bench.AlfaAddsAsync();
        (await _bench.Add.AddAsync(other, Given.ContractorAlfa, new PhotoToAdd("P-1", PhotoMoment.After), OriginalPicture.Of(PhotoBench.Picture()), CancellationToken.None)).Photo();
        await _bench.DeleteAsync();
        Assert.Equal([PhotoBench.Key(1, other)], _bench.Store.Keys);
    }

    [Fact]
    public async Task Deleting_once_more_takes_with_it_what_came_in_again_since()
    {
        await _bench.AlfaAddsAsync("P-1");
        await _bench.Delete.DeleteAsync(Given.Id, Actor.TheHub, new PhotoDeleted("P-1", PhotoDeletion.Retention, "Its time was over."), CancellationToken.None);
        await _bench.AlfaAddsAsync("P-2");
        await _bench.DeleteAsync("P-1");
        Assert.Equal([PhotoDeletion.Retention, PhotoDeletion.Privacy], _bench.Order.Photos.Received.Select(p => p.Deleted?.Cause));
        Assert.Empty(_bench.Store.Keys);
    }
}
