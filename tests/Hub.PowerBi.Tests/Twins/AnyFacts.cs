using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.PowerBi.Tests.Twins;

/// <summary>
/// Rows of facts in which everything occurs that a figure tells apart, also what the fold of orders seldom makes; the same each time. Moments lie on seconds
/// and between them, on the edges of months and of summer time, and on both sides of the moment at which figures are read.
/// </summary>
internal sealed class AnyFacts(int orders)
{
    private static readonly string?[] Contractors = ["alfa", "alfa", "beta", "gamma", "delta", "-eps", null];
    private static readonly string?[] Areas = ["Noord", "Zuid", "-Oost", null];
    private static readonly string?[] Complexes = ["C-1", "C-2", null];
    private static readonly string?[] Urgencies = ["spoed", "regulier", null];

    private static readonly DateTimeOffset[] Edges =
    [
        .. Enumerable.Range(-1, 3).SelectMany(second => new[]
        {
            new DateTimeOffset(2026, 2, 28, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2025, 10, 31, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 6, 10, 7, 30, 0, TimeSpan.Zero),
        }.Select(edge => edge.AddSeconds(second))),
    ];

    private readonly Random _random = new(20260610);

    /// <summary>The facts, handed on.</summary>
    public T Build<T>(Func<IReadOnlyList<OrderFacts>, IReadOnlyList<DeliveryFact>, T> build) =>
        build([.. Enumerable.Range(1, orders).Select(Order)], [.. Enumerable.Range(1, orders).Select(Delivery)]);

    private OrderFacts Order(int number)
    {
        var placed = Moment();
        var kind = One(OrderKind.Repair, OrderKind.Repair, OrderKind.Turnover, OrderKind.Inspection);
        var contractor = One(Contractors);
        var (inspected, settled, passed) = (Maybe(), Maybe(), Maybe());
        var status = One(Enum.GetValues<OrderStatus>());
        var order = new OrderFact
        {
            OrderId = new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), ErpId = "erp", Number = $"OO-{number}", Kind = kind, Urgency = One(Urgencies),
            IsEmergency = Chance(3), ContractorId = contractor, ContractNumber = Contract(contractor), Area = One(Areas), Complex = One(Complexes),
            DwellingType = One("flat", "eengezins", null), Coverage = One(Enum.GetValues<OrderCoverage>()), Status = status,
            Phase = One(Enum.GetValues<AortaPhase>()), Version = number, PlacedAt = placed, ChangedAt = Moment(),
            TemporarilyRestoredAt = Maybe(), CompletedAt = Maybe(), SettledAt = settled, ClosedAt = status is OrderStatus.Closed ? Moment() : null,
            PassedAt = passed, PreInspectedAt = kind is OrderKind.Turnover ? Maybe() : null,
            SettledAmount = settled is null || Chance(5) ? null : One(0m, 0.01m, 250m, 1100.50m, 149.49m),
            TurnoverDays = kind is OrderKind.Turnover && passed is not null ? Tenths() : null, Visits = _random.Next(3), Reopenings = _random.Next(2),
            EvidenceNeeded = Chance(2), EvidenceComplete = Chance(2), SamplePickedAt = Maybe(), InspectedAt = inspected,
            PassedFirstTime = inspected is null ? null : Chance(2), RepeatOrderId = Chance(4) ? Guid.Empty : null,
        };
        order = order with { PreInspectionDays = order.PreInspectedAt is null ? null : Tenths() };
        if (Outcome() is { } response) order = order with { ResponseOutcome = response, RespondBy = Moment() };
        if (Outcome() is { } repair) order = order with { RepairOutcome = repair, CompleteBy = Moment() };
        if (kind is OrderKind.Turnover && Outcome() is { } leadTime) order = order with { LeadTimeOutcome = leadTime, LeadTimeBy = Moment() };
        return new OrderFacts(
            order, [.. Enumerable.Range(1, _random.Next(3)).Select(i => Appointment(order, i))],
            [.. Enumerable.Range(1, _random.Next(5)).Select(i => Step(order, i))], []);
    }

    private AppointmentFact Appointment(OrderFact order, int sequence)
    {
        var contractor = One(Contractors);
        return new AppointmentFact
        {
            OrderId = order.OrderId, Sequence = sequence, ContractorId = contractor, ContractNumber = Contract(contractor), Area = order.Area,
            Complex = order.Complex, OrderKind = order.Kind, Urgency = order.Urgency, MadeAt = Moment(), WindowFrom = Moment(), WindowUntil = Moment(),
            Outcome = One(Enum.GetValues<AppointmentOutcome>()), PlacedAt = order.PlacedAt, ChangedAt = order.ChangedAt, Version = order.Version,
        };
    }

    private StepFact Step(OrderFact order, int sequence)
    {
        var kind = One(Enum.GetValues<StepKind>());
        var contractor = One(Contractors);
        var ended = kind is StepKind.ExtraWorkDecision || (kind is StepKind.Wait && Chance(2)) ? Moment() : (DateTimeOffset?)null;
        return new StepFact
        {
            OrderId = order.OrderId, Sequence = sequence, ContractorId = contractor, ContractNumber = Contract(contractor), Area = order.Area,
            Complex = order.Complex, OrderKind = order.Kind, Urgency = order.Urgency, Kind = kind, BeganAt = Moment(), EndedAt = ended,
            Reason = kind is StepKind.Wait ? One(Enum.GetValues<InterruptionReason>()) : null, IsRefused = kind is StepKind.Award && Chance(5),
            IsNoAccess = kind is StepKind.Visit && Chance(4), IsAutomatic = kind is StepKind.ExtraWorkDecision && Chance(3),
            WorkingHours = kind is StepKind.ExtraWorkDecision ? _random.Next(40) : null,
            WorkingDays = kind is StepKind.Wait && ended is not null ? _random.Next(900) / 100m : null,
            PlacedAt = order.PlacedAt, ChangedAt = order.ChangedAt, Version = order.Version,
        };
    }

    private DeliveryFact Delivery(int number)
    {
        var (created, state) = (Chance(6) ? Chain.Now.AddSeconds(-One(339, 340, 341)) : Moment(), One(Enum.GetValues<DeliveryOutcome>()));
        return new DeliveryFact
        {
            DeliveryId = $"dlv_{number}", PartnerId = One("alfa", "beta", "gamma", "-eps"), Stream = $"{number}", EventName = "OrderAwarded", State = state,
            Attempts = 1, Failures = One(0, 0, 1, 3), CreatedAt = created,
            // Around five minutes, also by less than a second.
            DoneAt = state is DeliveryOutcome.Pending ? null : created.AddMilliseconds(One(1_000, 299_999, 300_000, 300_001, 900_000)),
        };
    }

    private string? Contract(string? contractor) => contractor switch
    {
        "alfa" => One("C-ALFA", "C-ALFA-2"), "beta" => "C-BETA", "delta" => "C-DELTA", _ => null,
    };

    private DeadlineOutcome? Outcome() => Chance(5) ? null : One(Enum.GetValues<DeadlineOutcome>());

    private DateTimeOffset? Maybe() => Chance(3) ? null : Moment();

    private DateTimeOffset Moment() => Chance(6)
        ? One(Edges)
        : new DateTimeOffset(2025, 5, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(_random.NextInt64(456L * 24 * 3_600_000));

    private decimal Tenths() => _random.Next(400) / 10m;

    private bool Chance(int of) => _random.Next(of) == 0;

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];
}
