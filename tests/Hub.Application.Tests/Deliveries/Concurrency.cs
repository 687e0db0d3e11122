using Hub.Application.Deliveries;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Concurrency
{
    private readonly PartnerConcurrency _concurrency = new();

    private static LaneId Lane(int order, string partner = Given.Alfa) => new(OrderId.For(Given.ErpId, $"{order}"), Recipient.OfPartner(partner));

    private LaneId? Leave(string partner) => _concurrency.Leave(Recipient.OfPartner(partner));

    private void Fill()
    {
        for (var i = 0; i < 16; i++) Assert.True(_concurrency.TryEnter(Lane(i)));
    }

    [Fact]
    public void A_partner_has_a_quarter_of_the_places_and_no_more()
    {
        Fill();
        Assert.False(_concurrency.TryEnter(Lane(16)));
    }

    [Fact]
    public void A_partner_that_fills_its_places_takes_none_of_another()
    {
        Fill();
        Assert.True(_concurrency.TryEnter(Lane(0, Given.Beta)));
    }

    [Fact]
    public void Who_leaves_calls_the_lane_that_waited_longest()
    {
        Fill();
        _concurrency.TryEnter(Lane(16));
        _concurrency.TryEnter(Lane(17));
        Assert.Equal([Lane(16), Lane(17), null], new[] { Leave(Given.Alfa), Leave(Given.Alfa), Leave(Given.Alfa) });
    }

    [Fact]
    public void A_lane_waits_once_however_often_it_is_rung()
    {
        Fill();
        _concurrency.TryEnter(Lane(16));
        _concurrency.TryEnter(Lane(16));
        Assert.Equal([Lane(16), null], new[] { Leave(Given.Alfa), Leave(Given.Alfa) });
    }
}
