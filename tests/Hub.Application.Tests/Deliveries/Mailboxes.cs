using Hub.Application.Deliveries;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Mailboxes
{
    private readonly LaneBench _bench = new(OrderStory.Completed());

    private async Task<string[]> FetchAsync() =>
        [.. (await _bench.Manage.MailboxAsync(Given.PartnerAlfa, 10, CancellationToken.None)).Select(m => $"{m.Delivery.Version} {m.Delivery.EventName}")];

    [Fact]
    public async Task What_waits_is_given_until_it_is_acknowledged()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        await FetchAsync();
        Assert.True(await _bench.Manage.AcknowledgeAsync(Given.PartnerAlfa, _bench.At(2).Id, CancellationToken.None));
        Assert.Equal(["3 OrderAccepted"], await FetchAsync());
    }

    [Fact]
    public async Task Acknowledging_twice_is_fine()
    {
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.Manage.AcknowledgeAsync(Given.PartnerAlfa, _bench.At(2).Id, CancellationToken.None);
        Assert.True(await _bench.Manage.AcknowledgeAsync(Given.PartnerAlfa, _bench.At(2).Id, CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_acknowledges_what_is_anothers()
    {
        _bench.Enqueue(Given.Alfa, 2);
        Assert.False(await _bench.Manage.AcknowledgeAsync(Given.PartnerBeta, _bench.At(2).Id, CancellationToken.None));
        Assert.Equal(DeliveryState.Pending, _bench.At(2).State);
    }

    [Fact]
    public async Task What_cannot_be_written_is_parked_and_nothing_of_its_lane_overtakes_it()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Writer.Instead = o => o.Recorded.Version == 2 ? new WriteResult.Unwritable("No GLN.") : null;
        Assert.Empty(await FetchAsync());
        Assert.Equal((DeliveryState.Parked, DeliveryState.Pending), (_bench.At(2).State, _bench.At(3).State));
    }

    [Fact]
    public async Task A_message_that_the_hub_cannot_make_keeps_no_other_order_from_the_reader()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Writer.Instead = o => o.Recorded.Version == 2 ? throw new InvalidOperationException("A defect.") : null;
        Assert.Empty(await FetchAsync());
        Assert.Equal((DeliveryState.Parked, DeliveryState.Pending), (_bench.At(2).State, _bench.At(3).State));
        Assert.Contains("InvalidOperationException", _bench.At(2).Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_message_is_skipped()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Writer.Instead = o => o.Recorded.Version == 2 ? new WriteResult.NothingToSay("No such message.") : null;
        Assert.Equal(["3 OrderAccepted"], await FetchAsync());
        Assert.Equal(DeliveryState.Skipped, _bench.At(2).State);
    }

    [Fact]
    public async Task What_is_done_is_not_skipped_any_more()
    {
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.RunAsync();
        Assert.False(await _bench.Manage.SkipAsync(_bench.At(2).Id, "why", CancellationToken.None));
    }

    [Fact]
    public async Task What_is_not_parked_is_not_replayed()
    {
        _bench.Enqueue(Given.Alfa, 2);
        Assert.False(await _bench.Manage.ReplayAsync(_bench.At(2).Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_not_there_is_neither() => Assert.Null(await _bench.Manage.ReplayAsync("dlv_404", CancellationToken.None));

    [Fact]
    public async Task All_parked_deliveries_of_a_partner_are_replayed_at_once_and_rung_for()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Enqueue(Given.ErpId, 2);
        _bench.Writer.Instead = _ => new WriteResult.Unwritable("No GLN.");
        await _bench.RunAsync();
        await _bench.RunAsync(Given.ErpId);
        Assert.Equal(1, await _bench.Manage.ReplayAllAsync(new DeliveryQuery(Recipient: Recipient.OfPartner(Given.Alfa)), CancellationToken.None));
        Assert.Equal([(LaneBench.Lane(), (DateTimeOffset?)null)], _bench.Signal.Signals);
        Assert.Equal((DeliveryState.Pending, DeliveryState.Parked), (_bench.At(2).State, _bench.At(2, Given.ErpId).State));
    }
}
