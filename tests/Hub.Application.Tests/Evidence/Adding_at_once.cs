using Hub.Application.Evidence;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

/// <summary>Several uploads at once, and what breaks between picture and event.</summary>
public sealed class Adding_at_once
{
    private readonly PhotoBench _bench = new();
    private readonly TaskCompletionSource _appending = new();
    private readonly TaskCompletionSource _goOn = new();

    /// <summary>Begins an upload whose picture is in the store and whose event waits.</summary>
    private async Task<Task<PhotoAnswer>> HalfWayAsync()
    {
        _bench.Log.BeforeAppend = () =>
        {
            _appending.SetResult();
            return _goOn.Task;
        };
        var adding = _bench.AlfaAddsAsync();
        await _appending.Task;
        return adding;
    }

    private void TheLogBreaks() => _bench.Log.BeforeAppend = () => throw new StoreException("The log is away.", new IOException());

    [Fact]
    public async Task The_same_photo_twice_at_once_is_one_photo_with_one_answer()
    {
        var first = await HalfWayAsync();
        var second = _bench.AlfaAddsAsync();
        _goOn.SetResult();
        Assert.Equal((await first).Photo(), (await second).Photo());
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task Of_two_photos_with_one_id_at_once_one_wins_and_the_other_leaves_no_picture()
    {
        var first = await HalfWayAsync();
        (await _bench.AlfaAddsAsync(picture: 2)).Photo();
        _goOn.SetResult();
        Assert.Equal("photo-exists", (await first).Code());
        Assert.Equal([PhotoBench.Key(2)], _bench.Store.Keys);
        Assert.Equal([PhotoBench.Key(2).Sha256], _bench.Agenda.All.Select(i => i.Item));
    }

    [Fact]
    public async Task One_picture_under_two_ids_at_once_is_two_photos_of_it()
    {
        var first = await HalfWayAsync();
        var second = _bench.AlfaAddsAsync("P-2");
        _goOn.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(["P-1", "P-2"], _bench.Order.Photos.Received.Select(p => p.Id));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task Something_else_that_happens_meanwhile_does_not_keep_the_photo_from_coming()
    {
        _bench.Log.BeforeAppend = () =>
        {
            _bench.Record(Given.Corporation, new InformationRequested("When?"));
            return Task.CompletedTask;
        };
        await _bench.AlfaAddsAsync();
        Assert.Equal(["InformationRequested", "PhotoAdded"], _bench.LastEvents(2));
    }

    [Fact]
    public async Task Who_lost_the_order_meanwhile_is_told_of_no_order_and_its_picture_goes()
    {
        _bench.Log.BeforeAppend = () =>
        {
            _bench.Record(Given.ContractorAlfa, new OrderRefused());
            _bench.Record(Actor.TheHub, new OrderAwarded(Given.Beta, "C-BETA"));
            return Task.CompletedTask;
        };
        Assert.Equal("order-not-found", (await _bench.AlfaAddsAsync()).Code());
        Assert.Empty(_bench.Store.Keys);
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task A_photo_that_is_deleted_meanwhile_under_another_id_does_not_come()
    {
        await _bench.AlfaAddsAsync("P-0");
        var first = await HalfWayAsync();
        var deletion = _bench.DeleteAsync("P-0");
        _goOn.SetResult();
        await Task.WhenAll(first, deletion);
        Assert.All(_bench.Order.Photos.Received, p => Assert.NotNull(p.Deleted));
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task A_broken_store_answers_nothing_and_no_event_tells_of_the_photo()
    {
        _bench.Store.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => _bench.AlfaAddsAsync());
        Assert.Empty(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task After_a_broken_store_a_reminder_stands()
    {
        _bench.Store.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => _bench.AlfaAddsAsync());
        Assert.Equal(new AgendaItem(Given.Id, AgendaKind.Picture, PhotoBench.Key().Sha256, _bench.Now.AddDays(1)), Assert.Single(_bench.Agenda.All));
    }

    [Fact]
    public async Task A_photo_whose_event_did_not_come_is_taken_when_it_is_sent_again()
    {
        TheLogBreaks();
        await Assert.ThrowsAsync<StoreException>(() => _bench.AlfaAddsAsync());
        (await _bench.AlfaAddsAsync()).Photo();
        await _bench.SweepPicturesAsync(TimeSpan.FromDays(1));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task A_picture_whose_event_never_came_goes_after_a_day()
    {
        TheLogBreaks();
        await Assert.ThrowsAsync<StoreException>(() => _bench.AlfaAddsAsync());
        await _bench.SweepPicturesAsync(TimeSpan.FromDays(1));
        Assert.Empty(_bench.Store.Keys);
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task And_not_before()
    {
        TheLogBreaks();
        await Assert.ThrowsAsync<StoreException>(() => _bench.AlfaAddsAsync());
        await _bench.SweepPicturesAsync(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }
}
