using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>
/// Every fact and command against every status, by either side, as the domain's rules want it. The world has two
/// contractors: Alfa has the order, Beta is next.
/// </summary>
public sealed class Decision_table
{
    // A status by its VERA code: taken, and the order then stands there. "-": taken, nothing new. "=" before another word:
    // with that code refused. "/": the row's preface cannot be in this column.
    //   WOG: waits for approval before it is awarded    MEE: in progress, waits for an answer on extra work
    //   OFF: a quotation was given                      GUN: awarded, not yet accepted
    private const string Legend = """
        .      wrong-state
        who    not-yours-to-say
        corp   corporation-only
        hub    hub-says-that
        exists order-exists
        noWish status-not-for-corporation
        noQ    no-question
        noX    no-extra-work
        noA    no-approval
        noC    no-complaint
        noV    no-appointment
        pendX  extra-work-pending
        notC   cancel-not-asked
        notF   not-agreed
        turnO  turnovers-only
        noU    no-extension
        noW    no-answer
        """;

    private const string ByTheCorporation = """
                                   REG  WOG  OFF  GUN  PLN  INB  MEE  TEC  STE  FIN  AFG  GEA
        CancellationRequested      REG  WOG  OFF  GUN  PLN  INB  WOG  .    .    .    .    .
        OrderCancelled             GEA  GEA  GEA  GEA  GEA  GEA  GEA  .    .    .    .    -
        OrderAccepted              who  who  who  who  who  who  who  who  who  who  who  who
        OrderRefused               who  who  who  who  who  who  who  who  who  who  who  who
        AppointmentMade            who  who  who  who  who  who  who  who  who  who  who  who
        AppointmentMoved           who  who  who  who  who  who  who  who  who  who  who  who
        AppointmentCancelled       who  who  who  who  who  who  who  who  who  who  who  who
        WorkStarted                who  who  who  who  who  who  who  who  who  who  who  who
        WorkInterrupted            who  who  who  who  who  who  who  who  who  who  who  who
        WorkResumed                who  who  who  who  who  who  who  who  who  who  who  who
        TemporarilyRestored        who  who  who  who  who  who  who  who  who  who  who  who
        ResponseRequired           .    .    .    GUN  PLN  INB  WOG  .    .    .    .    .
        ResponseGiven              .    .    .    noQ  noQ  noQ  noQ  noQ  noQ  noQ  .    .
        ResponseGiven+asked        /    /    /    GUN  PLN  INB  WOG  /    /    /    /    /
        InformationRequested       .    .    OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  .    .
        InformationGiven           .    .    OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  .    .
        LeadTimeExtended           who  who  who  who  who  who  who  who  who  who  who  who
        LeadTimeAgreed             .    .    .    noU  noU  noU  noU  .    .    .    .    .
        LeadTimeDeclined           .    .    .    noU  noU  noU  noU  .    .    .    .    .
        KeysReceived               turnO turnO turnO turnO turnO turnO turnO . .  .    .    .
        PreInspectionHeld          turnO turnO turnO turnO turnO turnO turnO . .  .    .    .
        ExtraWorkRequested         who  who  who  who  who  who  who  who  who  who  who  who
        ExtraWorkAcknowledged      who  who  who  who  who  who  who  who  who  who  who  who
        ExtraWorkApproved          .    .    .    noX  noX  noX  INB  .    .    .    .    .
        ExtraWorkDeclined          .    .    .    noX  noX  noX  INB  .    .    .    .    .
        OrderApproved              noA  GUN  noA  noA  noA  noA  noA  .    .    .    .    .
        OrderDeclined              noA  GEA  noA  noA  noA  noA  noA  .    .    .    .    .
        QuotationGiven             who  who  who  who  who  who  who  who  who  who  who  who
        QuotationAwarded           .    .    GUN  .    .    .    .    .    .    .    .    .
        QuotationDeclined          .    .    OFF  .    .    .    .    .    .    .    .    .
        PhotoAnnounced             REG  WOG  OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  .
        PhotoAdded                 REG  WOG  OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  .
        WorkCompleted              who  who  who  who  who  who  who  who  who  who  who  who
        InspectionPassed           .    .    .    .    .    .    .    FIN  FIN  .    .    .
        InspectionFailed           .    .    .    .    .    .    .    INB  INB  .    .    .
        CostsSettled               .    .    .    .    .    .    .    FIN  .    FIN  -    .
        OrderClosed                .    .    .    .    .    .    .    AFG  .    AFG  -    .
        OrderReopened              .    .    .    .    .    .    .    INB  INB  INB  .    .
        ComplaintRegistered        REG  WOG  OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  GEA
        ComplaintAnswered          noC  noC  noC  noC  noC  noC  noC  noC  noC  noC  noC  noC
        ComplaintAnswered+open     REG  WOG  OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  GEA
        OrderPlaced                hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        OrderAmended               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        OrderAwarded               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        OrderUnrouted              hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        ApprovalRequired           hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        ApprovalWithdrawn          hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        WorkAgreed                 hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        CostsDiffer                hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        SamplePicked               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PhotoRejected              hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PhotoDeleted               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PhotosMissing              hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PlaceOrder:same            -    -    -    -    -    -    -    -    -    -    -    -
        PlaceOrder:other           exists exists exists exists exists exists exists exists exists exists exists exists
        ReplaceOrder:same          -    -    -    -    -    -    -    -    -    -    -    -
        ReplaceOrder:other         GUN  GUN  OFF  GUN  PLN  INB  WOG  .    .    .    .    .
        AmendOrder:same            -    -    -    -    -    -    -    -    -    -    -    -
        AmendOrder:other           GUN  GUN  OFF  GUN  PLN  INB  WOG  .    .    .    .    .
        AnswerQuestion             .    .    OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  .    .
        MoveTo:REG                 -    noWish OFF noWish noWish noWish noWish noWish noWish noWish noWish noWish
        MoveTo:WOG                 noWish - noWish noWish noWish noWish - noWish noWish noWish noWish noWish
        MoveTo:OFF                 noWish noWish - noWish noWish noWish noWish noWish noWish noWish noWish noWish
        MoveTo:GUN                 noWish GUN GUN - noWish noWish noWish noWish noWish noWish noWish noWish
        MoveTo:PLN                 noWish noWish noWish noWish - noWish noWish noWish noWish noWish noWish noWish
        MoveTo:INB                 noWish noWish noWish noWish noWish - INB INB INB INB noWish noWish
        MoveTo:TEC                 noWish noWish noWish noWish noWish noWish noWish - noWish noWish noWish noWish
        MoveTo:STE                 noWish noWish noWish noWish noWish noWish noWish noWish - noWish noWish noWish
        MoveTo:FIN                 noWish noWish noWish noWish noWish noWish noWish FIN FIN - noWish noWish
        MoveTo:AFG                 .    .    .    .    .    .    .    AFG  .    AFG  -    .
        MoveTo:GEA                 GEA  GEA  GEA  GEA  GEA  GEA  GEA  .    .    .    .    -
        """;

    // Without the columns in which nobody has the order: to a contractor such an order does not exist, see Receiving.
    private const string ByTheContractor = """
                                   OFF  GUN  PLN  INB  MEE  TEC  STE  FIN  AFG  GEA
        CancellationRequested      OFF  GUN  PLN  INB  WOG  .    .    .    .    .
        OrderCancelled             notC notC notC notC notC .    .    .    .    -
        OrderCancelled+asked       GEA  GEA  GEA  GEA  GEA  /    /    /    /    /
        OrderAccepted              .    GUN  -    -    -    -    -    -    .    .
        OrderRefused               OFF  GUN  GUN  .    .    .    .    .    .    .
        AppointmentMade            .    PLN  PLN  INB  WOG  .    .    .    .    .
        AppointmentMoved           .    PLN  PLN  INB  WOG  .    .    .    .    .
        AppointmentCancelled       .    noV  GUN  INB  WOG  .    .    .    .    .
        WorkStarted                .    INB  INB  -    -    .    .    .    .    .
        WorkInterrupted            .    GUN  PLN  INB  WOG  .    .    .    .    .
        WorkResumed                .    INB  INB  -    -    .    .    .    .    .
        TemporarilyRestored        .    GUN  PLN  INB  WOG  .    .    .    .    .
        ResponseRequired           .    GUN  PLN  INB  WOG  .    .    .    .    .
        ResponseGiven              .    noQ  noQ  noQ  noQ  noQ  noQ  noQ  .    .
        ResponseGiven+asked        /    GUN  PLN  INB  WOG  /    /    /    /    /
        InformationRequested       OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  .    .
        InformationGiven           OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  .    .
        LeadTimeExtended           .    GUN  PLN  INB  WOG  .    .    .    .    .
        LeadTimeAgreed             who  who  who  who  who  who  who  who  who  who
        LeadTimeDeclined           who  who  who  who  who  who  who  who  who  who
        KeysReceived               turnO turnO turnO turnO turnO . .  .    .    .
        PreInspectionHeld          who  who  who  who  who  who  who  who  who  who
        ExtraWorkRequested         .    WOG  WOG  WOG  pendX .   .    .    .    .
        ExtraWorkAcknowledged      .    noW  noW  noW  noW  noW  noW  noW  .    .
        ExtraWorkApproved          who  who  who  who  who  who  who  who  who  who
        ExtraWorkDeclined          who  who  who  who  who  who  who  who  who  who
        OrderApproved              who  who  who  who  who  who  who  who  who  who
        OrderDeclined              who  who  who  who  who  who  who  who  who  who
        QuotationGiven             OFF  .    .    .    .    .    .    .    .    .
        QuotationAwarded           who  who  who  who  who  who  who  who  who  who
        QuotationDeclined          who  who  who  who  who  who  who  who  who  who
        PhotoAnnounced             OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  .
        PhotoAdded                 OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  .
        WorkCompleted              .    TEC  TEC  TEC  pendX -   -    -    -    .
        InspectionPassed           who  who  who  who  who  who  who  who  who  who
        InspectionFailed           who  who  who  who  who  who  who  who  who  who
        CostsSettled               .    .    .    .    .    notF .    FIN  -    .
        OrderClosed                .    .    .    .    .    AFG  .    AFG  -    .
        OrderReopened              who  who  who  who  who  who  who  who  who  who
        ComplaintRegistered        who  who  who  who  who  who  who  who  who  who
        ComplaintAnswered          noC  noC  noC  noC  noC  noC  noC  noC  noC  noC
        ComplaintAnswered+open     OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  AFG  GEA
        OrderPlaced                hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        OrderAmended               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        OrderAwarded               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        OrderUnrouted              hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        ApprovalRequired           hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        SamplePicked               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PhotoRejected              hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PhotoDeleted               hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PhotosMissing              hub  hub  hub  hub  hub  hub  hub  hub  hub  hub
        PlaceOrder:same            corp corp corp corp corp corp corp corp corp corp
        ReplaceOrder:other         corp corp corp corp corp corp corp corp corp corp
        AmendOrder:other           corp corp corp corp corp corp corp corp corp corp
        AnswerQuestion             OFF  GUN  PLN  INB  WOG  TEC  STE  FIN  .    .
        MoveTo:AFG                 corp corp corp corp corp corp corp corp corp corp
        MoveTo:GEA                 corp corp corp corp corp corp corp corp corp corp
        """;

    private static readonly Dictionary<OrderStatus, string> Codes = new()
    {
        [OrderStatus.Registered] = "REG", [OrderStatus.AwaitingApproval] = "WOG", [OrderStatus.Quoting] = "OFF", [OrderStatus.Awarded] = "GUN",
        [OrderStatus.Planned] = "PLN", [OrderStatus.InProgress] = "INB", [OrderStatus.TechnicallyComplete] = "TEC", [OrderStatus.InSample] = "STE",
        [OrderStatus.Settling] = "FIN", [OrderStatus.Closed] = "AFG", [OrderStatus.Cancelled] = "GEA",
    };

    private static readonly Dictionary<string, string> Tokens = Lines(Legend).Select(Words).ToDictionary(w => w[1], w => w[0]);

    private static readonly Dictionary<string, OrderEvent> Facts = new OrderEvent[]
    {
        new CancellationRequested(), new OrderCancelled(), new OrderAccepted(), new OrderRefused(), new AppointmentMade(Given.Visit(8)),
        new AppointmentMoved(Given.Visit(8)), new AppointmentCancelled(), new WorkStarted(),
        new WorkInterrupted(InterruptionReason.Material), new WorkResumed(),
        new TemporarilyRestored(), new ResponseRequired(), new ResponseGiven(), new InformationRequested(), new InformationGiven(), new LeadTimeExtended(),
        new ExtraWorkRequested(), new ExtraWorkApproved(), new ExtraWorkDeclined(), new OrderApproved(), new OrderDeclined(), new QuotationGiven(100m),
        new QuotationAwarded(), new QuotationDeclined(), Given.Photo(), new WorkCompleted(), new InspectionPassed(), new InspectionFailed(),
        new CostsSettled(), new OrderClosed(), new OrderReopened(), new ComplaintRegistered("K-1"), new ComplaintAnswered("K-1"),
        new OrderPlaced(Given.Content()), new OrderAmended(Given.Content()), new OrderAwarded(Given.Beta), new OrderUnrouted("none"),
        new ApprovalRequired("too much"), new SamplePicked(), new LeadTimeAgreed(), new LeadTimeDeclined(), new KeysReceived(), new PreInspectionHeld(),
        new ExtraWorkAcknowledged(), new WorkAgreed(), new CostsDiffer([]), new ApprovalWithdrawn("none"),
        Given.Announced(), new PhotoRejected("P-1", "photo-not-fetched", "none"), new PhotoDeleted("P-1", PhotoDeletion.Privacy, "none"), new PhotosMissing([]),
    }.ToDictionary(e => e.Name);

    public static TheoryData<string> CorporationRows => Rows(ByTheCorporation);

    public static TheoryData<string> ContractorRows => Rows(ByTheContractor);

    [Theory]
    [MemberData(nameof(CorporationRows))]
    public void The_corporation_may_say_it_where_the_table_says_so(string row) => Check(ByTheCorporation, row, Given.Corporation, Given.ContractorAlfa);

    [Theory]
    [MemberData(nameof(ContractorRows))]
    public void The_contractor_may_say_it_where_the_table_says_so(string row) => Check(ByTheContractor, row, Given.ContractorAlfa, Given.Corporation);

    [Fact]
    public void The_survey_bureau_says_nothing_of_an_order()
    {
        var taken = from status in Words(Lines(ByTheCorporation)[0])
                    from fact in Facts.Values
                    where At(status).Report(Given.Bureau, fact) is Decision.Accepted
                    select $"{fact.Name} at {status}";
        Assert.Empty(taken);
    }

    [Fact]
    public void Every_fact_that_can_be_told_stands_in_both_tables()
    {
        string[] told = [.. EventCatalogue.All.Where(d => d.IsReported).Select(d => d.Name).Order()];
        Assert.Empty(told.Except(Lines(ByTheCorporation).Select(l => Words(l)[0])));
        Assert.Empty(told.Except(Lines(ByTheContractor).Select(l => Words(l)[0])));
    }

    [Fact]
    public void Every_column_is_the_status_that_it_says()
    {
        var columns = Words(Lines(ByTheCorporation)[0]);
        Assert.Equal(columns.Select(c => c == "MEE" ? "WOG" : c), columns.Select(c => Codes[At(c).Order!.Status]));
    }

    private static void Check(string table, string row, Actor by, Actor other)
    {
        var columns = Words(Lines(table)[0]);
        var expected = Words(row);
        string[] actual = [expected[0], .. columns.Zip(expected[1..], (at, cell) => cell == "/" ? "/" : Cell(at, expected[0], by, other))];
        Assert.Equal(string.Join(' ', columns.Zip(expected[1..], (c, e) => $"{c}:{e}")), string.Join(' ', columns.Zip(actual[1..], (c, e) => $"{c}:{e}")));
    }

    private static string Cell(string at, string what, Actor by, Actor other)
    {
        var story = At(at);
        if (what.Split('+') is [var name, var preface])
        {
            what = name;
            story.Record(preface == "open" ? Given.Corporation : other, name switch
            {
                nameof(ResponseGiven) => new ResponseRequired("Which colour?"),
                nameof(OrderCancelled) => new CancellationRequested(),
                _ => new ComplaintRegistered("K-1"),
            });
        }
        return story.Decide(by, [Command(what, story.Order!.Content)]) switch
        {
            Decision.Refused { Refusal.Code: var code } => Tokens.GetValueOrDefault(code, code),
            Decision.Accepted { Events.Count: 0 } => "-",
            _ => Codes[story.Order!.Status],
        };
    }

    private static OrderCommand Command(string what, OrderContent content) => what.Split(':') switch
    {
        ["PlaceOrder", "same"] => new PlaceOrder(content),
        ["PlaceOrder", _] => new PlaceOrder(content with { Description = "Another" }),
        ["ReplaceOrder", "same"] => new ReplaceOrder(content),
        ["ReplaceOrder", _] => new ReplaceOrder(content with { Description = "Another" }),
        ["AmendOrder", "same"] => new AmendOrder(new OrderContentChange { Description = content.Description }),
        ["AmendOrder", _] => new AmendOrder(new OrderContentChange { Description = "Another" }),
        ["MoveTo", var code] => new ChangeStatus(Codes.Single(c => c.Value == code).Key),
        ["AnswerQuestion"] => new AnswerQuestion("Green."),
        _ => new Report(Facts[what]),
    };

    private static OrderStory At(string code) => code switch
    {
        "REG" => OrderStory.Placed().Record(Actor.TheHub, new OrderUnrouted("No contract covers this work.")),
        "WOG" => OrderStory.Placed().Record(Actor.TheHub, new ApprovalRequired("Above the mandate.")),
        "OFF" => OrderStory.Quoting().Record(Given.ContractorAlfa, new QuotationGiven(250m)),
        "GUN" => OrderStory.Awarded(),
        "PLN" => OrderStory.Accepted().Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit())),
        "INB" => OrderStory.Started(),
        "MEE" => OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam.")),
        "TEC" => OrderStory.Completed(),
        "STE" => OrderStory.Completed().Record(Actor.TheHub, new SamplePicked()),
        "FIN" => OrderStory.Settling(),
        "AFG" => OrderStory.Closed(),
        "GEA" => At("PLN").Record(Given.Corporation, new OrderCancelled()),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
    };

    private static TheoryData<string> Rows(string table) => [.. Lines(table)[1..].Select(l => string.Join(' ', Words(l)))];

    private static string[] Lines(string text) => text.Split('\n');

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
