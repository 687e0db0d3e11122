using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Placing_and_amending
{
    [Fact]
    public void A_placed_order_is_awarded_at_once()
    {
        var story = new OrderStory();
        Assert.Equal(["OrderPlaced", "OrderAwarded"], story.Command(new PlaceOrder(Given.Content())).EventNames());
        Assert.Equal((OrderStatus.Awarded, Given.Alfa, "C-ALFA"),
            (story.Order!.Status, story.Order.Assignment.ContractorId, story.Order.Assignment.ContractNumber));
    }

    [Fact]
    public void An_order_for_which_a_price_is_asked_is_offered_for_quotation()
    {
        var story = new OrderStory();
        story.Command(new PlaceOrder(Given.Content() with { QuotationAsked = true }));
        Assert.Equal(OrderStatus.Quoting, story.Order!.Status);
    }

    [Fact]
    public void The_register_of_that_moment_stays_with_the_order()
    {
        var story = new OrderStory();
        story.Command(new PlaceOrder(Given.Content()));
        Assert.Equal(Given.Home, story.Order!.Dwelling);
    }

    [Fact]
    public void What_the_hub_adds_is_said_by_the_hub()
    {
        var story = new OrderStory();
        story.Command(new PlaceOrder(Given.Content()));
        Assert.Equal([Given.Corporation, Actor.TheHub], story.Events.Select(e => e.By));
    }

    [Fact]
    public void Placing_the_same_order_twice_is_no_event()
    {
        var story = OrderStory.Placed();
        Assert.Empty(story.Command(new PlaceOrder(Given.Content())).EventNames());
    }

    [Fact]
    public void Placing_another_order_under_the_same_number_is_refused() =>
        Assert.Equal("order-exists", OrderStory.Placed().Command(new PlaceOrder(Given.Content() with { Lines = [Given.Line("2")] })).RefusalCode());

    [Fact]
    public void Replacing_an_order_that_is_not_there_places_it() =>
        Assert.Equal(["OrderPlaced", "OrderAwarded"], new OrderStory().Command(new ReplaceOrder(Given.Content())).EventNames());

    [Fact]
    public void Amending_an_order_that_is_not_there_is_refused_as_not_found() =>
        Assert.Equal("order-not-found", new OrderStory().Command(new AmendOrder(new OrderContentChange())).RefusalCode());

    public static TheoryData<string, OrderContentChange> AsksMore => new()
    {
        { "lines", new OrderContentChange { Lines = [Given.Line("1"), Given.Line("2")] } },
        { "start", new OrderContentChange { StartOn = new DateOnly(2026, 3, 9) } },
        { "due", new OrderContentChange { DueOn = new DateOnly(2026, 3, 20) } },
        { "visit", new OrderContentChange { RequestedVisit = Given.Visit() } },
    };

    [Theory]
    [MemberData(nameof(AsksMore))]
    public void Changed_lines_or_dates_must_be_accepted_again(string what, OrderContentChange change)
    {
        var story = OrderStory.Accepted();
        Assert.True(Assert.IsType<OrderAmended>(story.Command(new AmendOrder(change)).OnlyEvent()).AcceptAgain, what);
        Assert.False(story.Order!.Assignment.Accepted);
    }

    [Fact]
    public void A_changed_remark_need_not_be_accepted_again()
    {
        var story = OrderStory.Accepted();
        story.Command(new AmendOrder(new OrderContentChange { Remarks = "Ring twice.", Urgency = "urgent" }));
        Assert.True(story.Order!.Assignment.Accepted);
    }

    [Fact]
    public void An_order_that_was_never_accepted_is_not_to_be_accepted_again()
    {
        var amended = OrderStory.Awarded().Command(new AmendOrder(new OrderContentChange { DueOn = new DateOnly(2026, 3, 20) })).OnlyEvent();
        Assert.False(Assert.IsType<OrderAmended>(amended).AcceptAgain);
    }

    [Fact]
    public void The_same_content_again_is_no_event()
    {
        var story = OrderStory.Accepted();
        Assert.Empty(story.Command(new ReplaceOrder(Given.Content() with { Lines = [Given.Line("1")] })).EventNames());
    }

    [Fact]
    public void What_an_amendment_does_not_name_stays()
    {
        var story = OrderStory.Accepted();
        story.Command(new AmendOrder(new OrderContentChange { Urgency = "urgent" }));
        Assert.True(story.Order!.Content.SameAs(Given.Content() with { Urgency = "urgent" }));
    }

    [Fact]
    public void An_amendment_keeps_the_number_and_the_keys()
    {
        var story = OrderStory.Accepted(Given.Content() with { Keys = new ErpKeys("17") });
        story.Command(new ReplaceOrder(Given.Content("4712") with { Keys = new ErpKeys(Code: "K") }));
        Assert.Equal(("4711", new ErpKeys("17", null, "K")), (story.Order!.Content.Number, story.Order.Content.Keys));
    }

    [Fact]
    public void The_kind_of_an_order_cannot_change() =>
        Assert.Equal("kind-changed", OrderStory.Accepted().Command(new ReplaceOrder(Given.Content() with { Kind = OrderKind.Turnover })).RefusalCode());

    [Fact]
    public void An_amendment_cannot_take_the_order_to_another_contractor() =>
        Assert.Equal("contractor-changed", OrderStory.Accepted()
            .Command(new AmendOrder(new OrderContentChange { Contractor = new ContractorReference(Id: Given.Beta) })).RefusalCode());

    [Fact]
    public void Naming_the_contractor_that_has_the_order_is_fine()
    {
        var change = new OrderContentChange { Contractor = new ContractorReference(Gln: Given.AlfaGln) };
        Assert.IsType<OrderAmended>(OrderStory.Accepted().Command(new AmendOrder(change)).OnlyEvent());
    }

    public static TheoryData<string, OrderContent> Faulty => new()
    {
        { "number-missing", Given.Content(" ") },
        { "place-missing", Given.Content() with { DwellingId = null } },
        { "dwelling-unknown", Given.Content() with { DwellingId = "VHE-404" } },
        { "task-missing", Given.Content() with { Lines = [], Description = " " } },
        { "line-twice", Given.Content() with { Lines = [Given.Line("1"), Given.Line("1")] } },
        { "quantity", Given.Content() with { Lines = [Given.Line("1") with { Quantity = 0 }] } },
        { "price", Given.Content() with { Lines = [Given.Line("1") with { Price = -0.01m }] } },
        { "visit-window", Given.Content() with { RequestedVisit = new TimeWindow(Given.Start, Given.Start.AddMinutes(-1)) } },
        { "dates", Given.Content() with { StartOn = new DateOnly(2026, 3, 3), DueOn = new DateOnly(2026, 3, 2) } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void An_order_that_cannot_be_right_is_refused_with_the_rule(string code, OrderContent content) =>
        Assert.Equal(code, new OrderStory().Command(new PlaceOrder(content)).RefusalCode());

    // An amendment keeps the number, so that fault cannot come with it.
    public static IEnumerable<object[]> FaultyAmendments => Faulty.Where(f => (string)f[0] != "number-missing");

    [Theory]
    [MemberData(nameof(FaultyAmendments))]
    public void An_amendment_that_cannot_be_right_is_refused_likewise(string code, OrderContent content) =>
        Assert.Equal(code, OrderStory.Placed().Command(new ReplaceOrder(content)).RefusalCode());

    [Fact]
    public void A_dwelling_that_is_not_in_the_register_is_fine_where_the_order_carries_the_address()
    {
        var content = Given.Content() with { DwellingId = "VHE-404", GivenAddress = new Address("Kade", "3") };
        Assert.Contains("OrderPlaced", new OrderStory().Command(new PlaceOrder(content)).EventNames());
    }

    [Fact]
    public void Several_commands_are_decided_each_on_what_the_one_before_left()
    {
        var story = OrderStory.Awarded();
        OrderCommand[] commands = [new Report(new OrderAccepted()), new Report(new AppointmentMade(Given.Visit())), new Report(new WorkStarted())];
        Assert.Equal(["OrderAccepted", "AppointmentMade", "WorkStarted"], story.Decide(Given.ContractorAlfa, commands).EventNames());
        Assert.Equal(OrderStatus.InProgress, story.Order!.Status);
    }

    [Fact]
    public void One_refused_command_refuses_the_whole_message()
    {
        var story = OrderStory.Awarded();
        OrderCommand[] commands = [new Report(new OrderAccepted()), new Report(new OrderClosed())];
        Assert.Equal("wrong-state", story.Decide(Given.ContractorAlfa, commands).RefusalCode());
        Assert.Equal(2, story.Order!.Version);
        Assert.False(story.Order.Assignment.Accepted);
    }

    [Fact]
    public void A_refusal_tells_where_the_order_stands()
    {
        var decision = OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested()).Report(Given.Corporation, new OrderClosed());
        Assert.StartsWith(
            "order.closed is not possible while the order is awaitingApproval (the work itself: inProgress); "
            + "possible now: cancellation.requested, order.cancelled, ",
            Assert.IsType<Decision.Refused>(decision).Refusal.Reason, StringComparison.Ordinal);
    }
}
