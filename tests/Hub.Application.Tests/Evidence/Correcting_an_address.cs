using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

/// <summary>A sender names another address for a photo that has not come yet.</summary>
public sealed class Correcting_an_address
{
    private readonly PhotoBench _bench = new();

    private AgendaItem Item => Assert.Single(_bench.Agenda.All, i => i.Kind is AgendaKind.Fetch);

    // The item is written before the event, and a sweep may read it between the two.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_found_at_the_earlier_address_is_no_word_on_the_corrected_one(bool isFinal)
    {
        _bench.Announce();
        _bench.Source.Answer = _ =>
        {
            _bench.Record(Given.ContractorAlfa, Given.Announced() with { Url = "https://alfa.example/photos/better.jpg" });
            return new FetchResult.Failed(new SendResult.Failed(FailureKind.Broken, 500, null, "The address answered 500."), isFinal);
        };
        await _bench.SweepFetchesAsync();
        Assert.Equal((0, null, _bench.Now), (Item.Failures, Item.Note, Item.DueAt));
        Assert.Single(_bench.Order.Photos.Awaited);
    }

    [Fact]
    public async Task The_picture_at_the_earlier_address_is_not_taken_for_the_corrected_one()
    {
        _bench.Announce();
        _bench.Source.Answer = _ =>
        {
            _bench.Announce("P-1", "https://alfa.example/photos/better.jpg");
            return new FetchResult.Fetched(PhotoBench.Picture());
        };
        await _bench.SweepFetchesAsync();
        Assert.Empty(_bench.Order.Photos.Received);
        Assert.Empty(_bench.Store.Keys);
        Assert.Equal(_bench.Now, Item.DueAt);

        _bench.Source.Answer = _ => new FetchResult.Fetched(PhotoBench.Picture());
        await _bench.SweepFetchesAsync();
        Assert.Equal("https://alfa.example/photos/better.jpg", _bench.Source.Asked[^1].Split(' ')[1]);
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task An_address_that_was_corrected_meanwhile_does_not_wait_for_the_earlier_one()
    {
        _bench.Announce();
        _bench.Source.Answer = _ =>
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            _bench.Announce("P-1", "https://alfa.example/photos/better.jpg");
            return new FetchResult.Failed(new SendResult.Failed(FailureKind.Broken, 500, null, "The address answered 500."), IsFinal: false);
        };
        await _bench.SweepFetchesAsync();
        Assert.Equal((0, _bench.Now), (Item.Failures, Item.DueAt));
    }
}
