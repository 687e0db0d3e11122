using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Testing.Orders;

/// <summary>An order under one contract with Alfa, built decision by decision; the clock is set by hand.</summary>
public sealed class ContractStory(Contract? contract = null, params PriceLine[] prices)
{
    public const string Agent = "verhuurmakelaar";
    public const string Inspector = "opzichter";

    private readonly List<RecordedEvent> _events = [];

    /// <summary>Mandates at EUR 1,500, a lump sum for repairs, two packages, and the usual times.</summary>
    public static Contract Usual { get; } = Given.Contract("RC-1", Given.Alfa) with
    {
        Version = 3,
        PriceList = 2,
        Pricing = new ContractPricing(145m, [new PackagePrice("BKT", "Bath, kitchen, toilet", 4_250m), new PackagePrice("MUT-1", "Turnover, small", 950m)]),
        Mandates = [new Mandate(Agent, 1_500m), new Mandate(Inspector, null)],
        ServiceLevels =
        [
            new ServiceLevel { Kind = OrderKind.Repair, Urgency = "spoed", RespondWithin = AgreedTime.InHours(4), CompleteWithin = AgreedTime.InHours(24) },
            new ServiceLevel
            {
                Kind = OrderKind.Repair, Urgency = "urgent", CompleteWithin = AgreedTime.InDays(3), Clock = ServiceClockKind.WorkingDays,
                StopsFor = [InterruptionReason.NoAccess, InterruptionReason.AwaitingClient],
            },
            new ServiceLevel
            {
                Kind = OrderKind.Repair, RespondWithin = AgreedTime.InDays(2), CompleteWithin = AgreedTime.InDays(10), Clock = ServiceClockKind.WorkingDays,
                RespondBy = ResponseBy.Appointment, StopsFor = [InterruptionReason.NoAccess],
            },
            new ServiceLevel { Kind = OrderKind.Turnover, LeadTime = AgreedTime.InDays(10), Clock = ServiceClockKind.WorkingDays,
                StopsFor = [InterruptionReason.AwaitingClient] },
        ],
    };

    public static PriceLine[] UsualPrices { get; } =
    [
        new("K-100", "Replace tap", "PCE", 85m, AgreementMethod.LumpSum), new("E-200", "Replace beam", "MTR", 48.50m, AgreementMethod.UnitPrice),
        new("R-1", "Carpenter", "HUR", 52m, AgreementMethod.TimeAndMaterials),
    ];

    private readonly Contract _contract = contract ?? Usual;

    public DateTimeOffset Now { get; set; } = Given.Start;

    public Order? Order { get; private set; }

    public IReadOnlyList<RecordedEvent> Events => _events;

    public OrderDeadlines? Deadlines => OrderDeadlines.Of(Order!);

    public static OrderLine Line(string number, string? code = null, decimal quantity = 1, decimal? price = null, AgreementMethod? agreement = null,
        decimal? vat = null) => new()
    {
        Number = number, Description = $"Task {number}", PriceCode = code, Quantity = quantity, Price = price, Agreement = agreement, VatPercentage = vat,
    };

    public static OrderContent Repair(params OrderLine[] lines) => Given.Content() with { Lines = lines.Length == 0 ? [Line("1")] : lines };

    public static OrderContent Turnover(params OrderLine[] lines) => Repair(lines) with { Kind = OrderKind.Turnover };

    /// <summary>Places the order, and reports that Alfa accepts it and starts the work.</summary>
    public ContractStory Start(OrderContent? content = null)
    {
        Place(content ?? Repair()).EventNames();
        Alfa(new OrderAccepted()).EventNames();
        Alfa(new WorkStarted()).EventNames();
        return this;
    }

    public Decision Place(OrderContent content) => Decide(Given.Corporation, new PlaceOrder(content));

    public Decision Amend(OrderContentChange change) => Decide(Given.Corporation, new AmendOrder(change));

    public Decision Alfa(OrderEvent fact) => Decide(Given.ContractorAlfa, new Report(fact));

    public Decision Corporation(OrderEvent fact) => Decide(Given.Corporation, new Report(fact));

    public Decision Administrator(OrderEvent fact) => Decide(new Actor(PartyRole.Corporation, null), new Report(fact));

    public Decision Decide(Actor by, OrderCommand command, DateTimeOffset? occurredAt = null)
    {
        var decision = OrderDecisions.Decide(Given.Id, Order, [command], new Statement(by, occurredAt ?? Now, Now, "m", "m"), Context);
        if (decision is Decision.Accepted accepted)
        {
            _events.AddRange(accepted.Events);
            Order = accepted.Order;
        }
        return decision;
    }

    private DecisionContext Context => Given.Context(new Router([Given.Erp, Given.PartnerAlfa, Given.PartnerBeta], [_contract])) with
    {
        AwardedUnder = Order?.Assignment.ContractNumber is null ? null : _contract,
        Books = _contract.PriceList is { } list
            ? new Dictionary<(string, int), PriceBook> { [(_contract.Number, list)] = new(prices.Length == 0 ? UsualPrices : prices) }
            : [],
    };
}
