using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Whose_it_is
{
    private static readonly Order Awarded = OrderStory.Awarded().Order!;

    [Fact]
    public void An_order_is_of_its_ERP_and_of_its_contractor()
    {
        Assert.True(Awarded.IsOf(Given.Corporation));
        Assert.True(Awarded.IsOf(Given.ContractorAlfa));
    }

    [Fact]
    public void It_is_of_nobody_else()
    {
        Actor[] others = [Given.ContractorBeta, Given.Bureau, Actor.TheHub, new(PartyRole.Corporation, "erp-2"), new(PartyRole.Contractor, Given.ErpId),
            new(PartyRole.Corporation, Given.Alfa)];
        Assert.All(others, other => Assert.False(Awarded.IsOf(other)));
    }

    [Fact]
    public void Before_it_is_awarded_it_is_of_no_contractor() => Assert.False(OrderStory.Placed().Order!.IsOf(Given.ContractorAlfa));
}
