using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

public sealed class Round_trips
{
    public static TheoryData<string> Facts =>
        new(Events.Keys.Except(HubOnly).Except(["order.placed", "order.amended", "extra-work.requested", "costs.settled"]));

    public static TheoryData<InterruptionReason> Reasons => new(Enum.GetValues<InterruptionReason>());

    public static TheoryData<OrderKind> Kinds => new(Enum.GetValues<OrderKind>());

    public static TheoryData<AgreementMethod> Agreements => new(Enum.GetValues<AgreementMethod>());

    [Theory]
    [MemberData(nameof(Facts))]
    public void What_the_hub_writes_it_reads_as_the_same_event(string type) =>
        Assert.Equivalent(Events[type], Assert.IsType<Report>(CommandOf(Events[type])).Fact, strict: true);

    [Fact]
    public void Requested_extra_work_comes_back_without_what_the_hub_found() =>
        Assert.Equivalent(new ExtraWorkRequested("Leiding verrot", Lines), Assert.IsType<Report>(CommandOf(Events["extra-work.requested"])).Fact, strict: true);

    [Fact]
    public void Differences_that_the_hub_found_do_not_come_back() =>
        Assert.Null(Assert.IsType<CostsSettled>(Assert.IsType<Report>(CommandOf(Events["costs.settled"])).Fact).Differences);

    [Fact]
    public void Settled_costs_come_back_in_cents() =>
        Assert.Equal(50.01m, Assert.IsType<CostsSettled>(Assert.IsType<Report>(CommandOf(Events["costs.settled"])).Fact).Total);

    [Fact]
    public void A_placed_order_comes_back_whole() =>
        Assert.True(Assert.IsType<PlaceOrder>(CommandOf(new OrderPlaced(Content))).Content.SameAs(Content));

    [Fact]
    public void An_amended_order_comes_back_as_that_change() =>
        Assert.True(Assert.IsType<AmendOrder>(CommandOf(new OrderAmended(Content))).Change.ApplyTo(new OrderContent
        {
            Number = Content.Number, Kind = Content.Kind, Keys = Content.Keys, OrderedOn = Content.OrderedOn, QuotationAsked = true,
            ParentNumber = Content.ParentNumber,
        }).SameAs(Content));

    [Fact]
    public void A_bare_order_comes_back_bare()
    {
        var bare = new OrderContent { Number = "1", Kind = OrderKind.Turnover };
        Assert.True(Assert.IsType<PlaceOrder>(CommandOf(new OrderPlaced(bare))).Content.SameAs(bare));
    }

    [Fact]
    public void The_resident_of_an_amended_order_comes_back() => Assert.Equal(Resident, MessageOf(Events["order.amended"]).Contact);

    [Fact]
    public void The_order_comes_back_by_its_id() =>
        Assert.Equal(new OrderReference.ByIdOrNumber(Id.ToString()), MessageOf(Events["work.started"]).Order);

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_of_an_interruption_comes_back(InterruptionReason reason) =>
        Assert.Equal(new Report(new WorkInterrupted(reason)), CommandOf(new WorkInterrupted(reason)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_comes_back(OrderKind kind) =>
        Assert.Equal(kind, Assert.IsType<PlaceOrder>(CommandOf(new OrderPlaced(Content with { Kind = kind }))).Content.Kind);

    [Theory]
    [MemberData(nameof(Agreements))]
    public void Every_agreement_comes_back(AgreementMethod agreement) =>
        Assert.Equal(agreement, Assert.IsType<PlaceOrder>(CommandOf(new OrderPlaced(Content with { Agreement = agreement }))).Content.Agreement);

    private static IncomingOrderMessage MessageOf(OrderEvent e) =>
        Assert.IsType<IncomingOrderMessage>(Assert.Single(Assert.IsType<ReadResult.Read>(Read(Written(Outgoing(e, Resident)).Body)).Messages));

    private static OrderCommand CommandOf(OrderEvent e) => Assert.Single(MessageOf(e).Commands);
}
