using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Folds the stream of an order into its facts. What counts is when things happened, not when they were reported.</summary>
internal static class OrderFactFold
{
    public static OrderFacts Of(IReadOnlyList<RecordedEvent> stream)
    {
        var seen = new Seen();
        Order? order = null;
        foreach (var recorded in stream)
        {
            var before = order;
            order = Order.Apply(order, recorded);
            seen.Add(recorded, before, order);
        }
        if (order is null) throw new InvalidOperationException("A stream without events has no facts.");

        var fact = Fact(order, seen);
        var judged = seen.Histories.SelectMany(h => AppointmentFold.Of(h).Select(a => (History: h, Appointment: a))).ToList();
        var steps = StepFold.Of(fact, seen.Histories, seen.Decisions);
        if (seen.Present is { } present)
        {
            fact = WithAppointments(fact, [.. judged.Where(j => j.History == present).Select(j => j.Appointment.Outcome)]);
            fact = WithSteps(fact, [.. steps.Where(s => s.ContractorId == present.ContractorId)]);
        }
        return new OrderFacts(fact, [.. judged.Select((j, i) => Appointment(fact, j.History, j.Appointment, i + 1))], steps, PhotosOf(order, fact));
    }

    private static OrderFact Fact(Order order, Seen seen)
    {
        var present = seen.Present;
        // Of an order that has ended, its deadlines are judged by the state before: nothing is waited for any more in the one after.
        var running = present?.Last ?? order;
        var money = order.Money;
        var level = order.Assignment.Terms?.ServiceLevel;
        var deadlines = OrderDeadlines.Of(running);
        var respond = JudgedDeadline.Of(DeadlineKind.Respond, deadlines, order.EndedAt);
        var complete = JudgedDeadline.Of(DeadlineKind.Complete, deadlines, order.EndedAt);
        var leadTime = JudgedDeadline.Of(DeadlineKind.LeadTime, deadlines, order.EndedAt);
        var isTurnover = order.Content.Kind is OrderKind.Turnover;
        return new OrderFact
        {
            OrderId = order.Id.Value,
            ErpId = order.ErpId,
            Number = order.Content.Number,
            ParentNumber = order.Content.ParentNumber,
            Kind = order.Content.Kind,
            Urgency = level?.Urgency ?? order.Content.Urgency,
            GivenUrgency = order.Content.Urgency,
            IsEmergency = level?.IsEmergency ?? false,
            ContractorId = order.Assignment.ContractorId,
            ContractNumber = order.Assignment.ContractNumber,
            ContractVersion = order.Assignment.Terms?.ContractVersion,
            Area = order.Dwelling?.Area,
            Complex = order.Dwelling?.Complex ?? order.Content.Complex,
            DwellingId = order.Content.DwellingId,
            DwellingType = order.Dwelling?.Type,
            Elements = ElementsOf(order.Content),
            Lines = order.Content.Lines.Count,
            Coverage = CoverageOf(order, money),
            Status = order.Status,
            Phase = order.Phase,
            Version = order.Version,

            PlacedAt = order.PlacedAt,
            ChangedAt = order.ChangedAt,
            OrderedOn = order.Content.OrderedOn,
            DueOn = order.Content.DueOn,
            AwardedAt = present?.AwardedAt,
            FirstAwardedAt = seen.Histories is [var first, ..] ? first.AwardedAt : null,
            AcceptedAt = present?.AcceptedAt,
            RefusedAt = seen.RefusedAt,
            FirstAppointmentAt = order.Visit.FirstMadeAt,
            RespondedAt = order.RespondedAt,
            StartedAt = order.Work.StartedAt,
            TemporarilyRestoredAt = seen.TemporarilyRestoredAt,
            FirstCompletedAt = seen.FirstCompletedAt,
            CompletedAt = order.Completion.At,
            ReopenedAt = seen.ReopenedAt,
            KeysReceivedAt = order.Turnover.KeysReceivedAt,
            PreInspectedAt = order.Turnover.PreInspectedAt,
            PassedAt = order.Inspection.PassedAt,
            SettledAt = order.Costs.SettledAt,
            ClosedAt = order.Progress is OrderStatus.Closed ? order.EndedAt : null,
            CancelledAt = order.Progress is OrderStatus.Cancelled ? order.EndedAt : null,

            RespondBy = respond.By,
            ResponseOutcome = respond.Outcome,
            ResponseHours = JudgedDeadline.HoursUntil(running, order.RespondedAt),
            CompleteBy = complete.By,
            RepairOutcome = complete.Outcome,
            RepairHours = JudgedDeadline.HoursUntil(running, order.Completion.At),
            LeadTimeBy = leadTime.By,
            LeadTimeOutcome = leadTime.Outcome,
            ClockStoppedSince = order.EndedAt is null ? deadlines?.Standing?.From : null,
            TurnoverDays = isTurnover && order.Inspection.PassedAt is { } passed
                ? FactTime.Days(order.Turnover.KeysReceivedAt ?? order.PlacedAt, passed)
                : null,
            PreInspectionDays = order.Turnover.PreInspectedAt is { } looked ? FactTime.Days(order.PlacedAt, looked) : null,

            OrderedAmount = money.Ordered,
            InsideLumpSum = money.InsideLumpSum,
            OutsideLumpSum = money.OutsideLumpSum,
            ExtraWorkAmount = money.Lines.Where(l => l.IsExtra).Sum(l => l.Amount ?? 0),
            SettledAmount = order.Costs.SettledTotal is { } settled ? Pricing.Cents(settled) : null,
            UnpricedLines = money.Unpriced.Count,

            Refusals = seen.Histories.Count(h => h.IsRefused),
            Reopenings = seen.Reopenings,
            Visits = present?.Visits.Count ?? 0,
            NoAccessVisits = present?.NoAccess.Count ?? 0,
            PhotosBefore = order.Photos.Received.Count(p => p is { Deleted: null, Added.Moment: PhotoMoment.Before }),
            PhotosAfter = order.Photos.Received.Count(p => p is { Deleted: null, Added.Moment: PhotoMoment.After }),
            ExtraWorkRequests = order.ExtraWork.Decisions.Count + (order.ExtraWork.Pending is null ? 0 : 1),
            ExtraWorkApprovals = seen.ExtraWorkApprovals,

            EvidenceNeeded = order.Assignment.Terms?.Evidence is not null,
            EvidenceComplete = order.Assignment.Terms?.Evidence is not null && PhotoRules.MissingOf(order).Count == 0,
            SamplePickedAt = seen.SamplePickedAt,
            InspectedAt = seen.FirstVerdict?.At,
            PassedFirstTime = seen.FirstVerdict?.IsPassed,
            InspectionFailures = order.Inspection.Failures,
        };
    }

    private static OrderFact WithAppointments(OrderFact fact, IReadOnlyList<AppointmentOutcome> outcomes)
    {
        return fact with
        {
            AppointmentsMade = outcomes.Count,
            AppointmentsMoved = Count(AppointmentOutcome.Moved),
            AppointmentsKept = Count(AppointmentOutcome.Kept) + Count(AppointmentOutcome.NoAccess),
            AppointmentsMissed = Count(AppointmentOutcome.Missed) + Count(AppointmentOutcome.CancelledByContractor),
            AppointmentsCancelledByResident = Count(AppointmentOutcome.CancelledByResident),
        };

        int Count(AppointmentOutcome outcome) => outcomes.Count(o => o == outcome);
    }

    private static OrderFact WithSteps(OrderFact fact, IReadOnlyList<StepFact> steps)
    {
        return fact with
        {
            WaitMaterialDays = Days(WaitGroup.Material),
            WaitWeatherDays = Days(WaitGroup.Weather),
            WaitOtherContractorDays = Days(WaitGroup.OtherContractor),
            WaitClientDays = Days(WaitGroup.Client),
            WaitResidentDays = Days(WaitGroup.Resident),
            WaitOtherDays = Days(WaitGroup.Other),
            ExtraWorkHours = steps.Where(s => s is { Kind: StepKind.ExtraWorkDecision, IsAutomatic: false }).Max(s => s.WorkingHours),
        };

        decimal Days(WaitGroup group) => steps.Where(s => s.Reason is { } reason && WaitGroups.Of(reason) == group).Sum(s => s.WorkingDays ?? 0);
    }

    private static string? ElementsOf(OrderContent content)
    {
        var elements = content.Lines.Select(l => l.Ledo?.Element).OfType<string>().Distinct(KeyText.Codes).Order(StringComparer.Ordinal).ToList();
        return elements.Count == 0 ? null : string.Join(OrderFact.ElementSeparator, elements);
    }

    private static OrderCoverage CoverageOf(Order order, OrderMoney money) =>
        order.IsWithinLumpSum ? OrderCoverage.LumpSum
        : money.Lines.Any(l => l.IsCovered) ? OrderCoverage.Mixed
        : OrderCoverage.Outside;

    private static AppointmentFact Appointment(OrderFact fact, AssignmentHistory history, AppointmentFold.Judged judged, int sequence) => new()
    {
        OrderId = fact.OrderId, Sequence = sequence, ContractorId = history.ContractorId, ContractNumber = history.ContractNumber, Area = fact.Area,
        Complex = fact.Complex, OrderKind = fact.Kind, Urgency = fact.Urgency, MadeAt = judged.MadeAt, WindowFrom = judged.Window.From,
        WindowUntil = judged.Window.Until, EndedAt = judged.EndedAt, Outcome = judged.Outcome,
        PlacedAt = fact.PlacedAt, ChangedAt = fact.ChangedAt, Version = fact.Version,
    };

    private static IReadOnlyList<PhotoFact> PhotosOf(Order order, OrderFact fact) =>
    [
        .. order.Photos.Received.Select(p => new PhotoFact
        {
            OrderId = fact.OrderId, PhotoId = p.Id, ContractorId = fact.ContractorId, AddedBy = p.By.Role, AddedById = p.By.PartnerId, Moment = p.Added.Moment,
            LineNumber = p.Added.LineNumber, ReceivedAt = p.ReceivedAt, TakenAt = p.Added.TakenAt, Sha256 = p.Picture.Sha256,
            OriginalSha256 = p.Picture.OriginalSha256, MediaType = p.Picture.MediaType, Size = p.Picture.Size, DeletedAt = p.Deleted?.At,
            PlacedAt = fact.PlacedAt, ChangedAt = fact.ChangedAt, Version = fact.Version,
        }),
    ];

    // What the order itself does not keep.
    private sealed class Seen
    {
        private DateTimeOffset? _lastCompletedAt;

        public List<AssignmentHistory> Histories { get; } = [];

        public AssignmentHistory? Present { get; private set; }

        public List<DecidedExtraWork> Decisions { get; } = [];

        public int ExtraWorkApprovals { get; private set; }

        public int Reopenings { get; private set; }

        public DateTimeOffset? RefusedAt { get; private set; }

        public DateTimeOffset? ReopenedAt { get; private set; }

        public DateTimeOffset? FirstCompletedAt { get; private set; }

        public DateTimeOffset? TemporarilyRestoredAt { get; private set; }

        public DateTimeOffset? SamplePickedAt { get; private set; }

        public (DateTimeOffset At, bool IsPassed)? FirstVerdict { get; private set; }

        public void Add(RecordedEvent recorded, Order? before, Order after)
        {
            var at = recorded.OccurredAt;
            switch (recorded.OrderEvent)
            {
                case OrderAwarded awarded:
                    Present = new AssignmentHistory(awarded.ContractorId, awarded.ContractNumber, at);
                    Histories.Add(Present);
                    break;
                case OrderRefused:
                    RefusedAt = at;
                    break;
                // It counts from the first time on, until the work is complete; reported late, it may be from before that.
                case TemporarilyRestored when !after.IsDone && !(at <= _lastCompletedAt) && !(TemporarilyRestoredAt < at):
                    TemporarilyRestoredAt = at;
                    break;
                case WorkCompleted when !before!.IsDone:
                    FirstCompletedAt ??= at;
                    (_lastCompletedAt, TemporarilyRestoredAt) = (at, null);
                    break;
                case OrderReopened:
                    (Reopenings, ReopenedAt) = (Reopenings + 1, at);
                    break;
                case InspectionFailed:
                    (Reopenings, ReopenedAt) = (Reopenings + 1, at);
                    FirstVerdict ??= (at, false);
                    break;
                case InspectionPassed:
                    FirstVerdict ??= (at, true);
                    break;
                case SamplePicked:
                    SamplePickedAt ??= at;
                    break;
                case ExtraWorkApproved or ExtraWorkDeclined when Present is not null:
                    if (recorded.OrderEvent is ExtraWorkApproved) ExtraWorkApprovals++;
                    Decisions.Add(new DecidedExtraWork(
                        Present, before!.ExtraWork.Pending?.Since ?? at, at, recorded.By.Role is PartyRole.Hub,
                        StepFold.HoursOf(before)));
                    break;
            }
            if (Present is null || before is null) return;
            Present.Add(recorded, before, after);
            if (after.Assignment.ContractorId is null) (Present, ExtraWorkApprovals) = (null, 0);
        }
    }
}
