using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Losing_the_contractor
{
    [Fact]
    public void A_refused_order_goes_to_the_contractor_of_the_next_rank()
    {
        var story = OrderStory.Awarded();
        Assert.Equal(["OrderRefused", "OrderAwarded"], story.Report(Given.ContractorAlfa, new OrderRefused("No capacity.")).EventNames());
        Assert.Equal(Given.Beta, story.Order!.Assignment.ContractorId);
    }

    [Fact]
    public void An_order_that_everybody_refused_waits_with_the_reason()
    {
        var story = OrderStory.Awarded();
        story.Report(Given.ContractorAlfa, new OrderRefused());
        Assert.Equal(["OrderRefused", "OrderUnrouted"], story.Report(Given.ContractorBeta, new OrderRefused()).EventNames());
        Assert.Equal(OrderStatus.Registered, story.Order!.Status);
        Assert.Equal("Every contractor whose contract covers this work refused it.", story.Order.Routing.UnroutedReason);
    }

    [Fact]
    public void An_order_that_the_corporation_wants_to_cancel_is_given_to_nobody_else()
    {
        var story = OrderStory.Awarded().Record(Given.Corporation, new CancellationRequested("Not needed."));
        Assert.Equal(["OrderRefused", "OrderUnrouted"], story.Report(Given.ContractorAlfa, new OrderRefused()).EventNames());
    }

    [Fact]
    public void Nothing_that_the_first_contractor_left_waiting_holds_up_the_next()
    {
        var story = OrderStory.Awarded()
            .Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam."))
            .Record(Given.ContractorAlfa, new ResponseRequired("Which colour?"))
            .Record(Given.ContractorAlfa, new InformationRequested("Which floor?"))
            .Record(Given.ContractorAlfa, new CancellationRequested("Too busy."))
            .Record(Given.ContractorAlfa, new LeadTimeExtended(new DateOnly(2026, 9, 1)));
        story.Report(Given.ContractorAlfa, new OrderRefused());

        var order = story.Order!;
        Assert.Equal(OrderStatus.Awarded, order.Status);
        Assert.Null(order.ExtraWork.Pending);
        Assert.Null(order.Questions.ResponseRequired);
        Assert.Null(order.Questions.InformationRequested);
        Assert.Null(order.CancellationRequested);
        Assert.Null(order.LeadTime.RequestedUntil);
    }

    [Fact]
    public void The_next_contractor_is_asked_for_a_price_too_where_a_price_was_asked()
    {
        var story = OrderStory.Quoting().Record(Given.ContractorAlfa, new QuotationGiven(250m)).Record(Given.Corporation, new QuotationAwarded());
        story.Report(Given.ContractorAlfa, new OrderRefused());
        Assert.Equal(OrderStatus.Quoting, story.Order!.Status);
    }

    [Fact]
    public void A_declined_quotation_offers_the_order_to_the_next_contractor()
    {
        var story = OrderStory.Quoting().Record(Given.ContractorAlfa, new QuotationGiven(250m))
            .Record(Given.ContractorAlfa, new InformationRequested("Which floor?"));
        Assert.Equal(["QuotationDeclined", "OrderAwarded"], story.Report(Given.Corporation, new QuotationDeclined("Too much.")).EventNames());
        Assert.Equal(Given.Beta, story.Order!.Assignment.ContractorId);
        Assert.Null(story.Order.Questions.InformationRequested);
    }

    [Fact]
    public void The_appointment_of_the_first_contractor_says_nothing_of_the_next()
    {
        var story = OrderStory.Accepted().Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit()), Given.Start.AddHours(3));
        story.Report(Given.ContractorAlfa, new OrderRefused());
        story.Report(Given.ContractorBeta, new AppointmentMade(Given.Visit(6)), Given.Start.AddHours(2));
        Assert.Equal(Given.Visit(6), story.Order!.Visit.Appointment);
    }

    [Fact]
    public void An_order_that_nobody_covers_stays_registered_with_the_reason()
    {
        var story = new OrderStory();
        Assert.Equal(["OrderPlaced", "OrderUnrouted"], story.Command(new PlaceOrder(Given.Content()), Given.NoContracts).EventNames());
        Assert.Equal("No contract covers this work.", story.Order!.Routing.UnroutedReason);
    }

    [Fact]
    public void Looking_again_in_vain_says_nothing_new()
    {
        var story = new OrderStory();
        story.Command(new PlaceOrder(Given.Content()), Given.NoContracts);
        Assert.Empty(OrderDecisions.Reroute(story.Order!, Given.Statement(Actor.TheHub, Given.Start), Given.Context(Given.NoContracts)));
    }

    [Fact]
    public void Looking_again_awards_the_order_once_a_contract_covers_it()
    {
        var story = new OrderStory();
        story.Command(new PlaceOrder(Given.Content()), Given.NoContracts);
        var found = Assert.Single(OrderDecisions.Reroute(story.Order!, Given.Statement(Actor.TheHub, story.Now), Given.Context()));
        var awarded = Assert.IsType<OrderAwarded>(found.Event);
        Assert.Equal((Given.Alfa, "C-ALFA"), (awarded.ContractorId, awarded.ContractNumber));
    }

    [Fact]
    public void Looking_again_leaves_an_order_alone_that_has_a_contractor() =>
        Assert.Empty(OrderDecisions.Reroute(OrderStory.Awarded().Order!, Given.Statement(Actor.TheHub, Given.Start), Given.Context()));

    [Fact]
    public void Looking_again_sees_a_dwelling_that_came_into_the_register_since()
    {
        var router = new Hub.Domain.Contracts.Router([Given.PartnerAlfa],
            [Given.Contract("C-1", Given.Alfa) with { Areas = [new Hub.Domain.Contracts.ContractArea(Area: "Noord")] }]);
        var content = Given.Content() with { GivenAddress = Given.Home.Address };
        var story = new OrderStory().Record(Given.Corporation, new OrderPlaced(content)).Record(Actor.TheHub, new OrderUnrouted("No contract."));
        var found = Assert.Single(OrderDecisions.Reroute(story.Order!, Given.Statement(Actor.TheHub, story.Now), Given.Context(router)));
        Assert.IsType<OrderAwarded>(found.Event);
    }
}
