using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

/// <summary>The resident goes to the contractor of the order and to nobody else.</summary>
public sealed class Who_gets_the_contact
{
    private static readonly ResidentContact Resident = new("A. Bewoner", "0612345678");

    private static async Task<ResidentContact?> ToldAsync(OrderStory story, string partner, int version)
    {
        var bench = new LaneBench(story);
        await bench.Contacts.SaveAsync(Given.Id, Resident, Given.Start, Given.Start, CancellationToken.None);
        bench.Enqueue(partner, version);
        await bench.RunAsync(partner);
        return bench.Writer.Written.Single().Contact;
    }

    [Fact]
    public async Task The_orders_contractor_gets_it() => Assert.Equal(Resident, await ToldAsync(OrderStory.Awarded(), Given.Alfa, 2));

    [Fact]
    public async Task The_erp_does_not() => Assert.Null(await ToldAsync(OrderStory.Awarded(), Given.ErpId, 2));

    [Fact]
    public async Task Who_loses_the_order_does_not_get_it_with_the_news() => Assert.Null(await ToldAsync(
        OrderStory.Quoting().Record(Given.ContractorAlfa, new QuotationGiven()).Record(Given.Corporation, new QuotationDeclined()), Given.Alfa, 4));

    [Fact]
    public async Task Who_has_lost_the_order_does_not_get_it_with_older_news()
    {
        var story = OrderStory.Awarded();
        story.Report(Given.ContractorAlfa, new OrderRefused());
        Assert.Null(await ToldAsync(story, Given.Alfa, 2));
    }
}
