using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <content>How events make the state.</content>
public sealed partial record Order
{
    /// <summary>The state after a whole stream; null where the stream is empty.</summary>
    public static Order? Fold(IEnumerable<RecordedEvent> stream)
    {
        Order? order = null;
        foreach (var recorded in stream) order = Apply(order, recorded);
        return order;
    }

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The stream does not begin with <see cref="OrderPlaced"/>.</exception>
    public static Order Apply(Order? order, RecordedEvent recorded)
    {
        if (order is null)
        {
            if (recorded.Event is not OrderPlaced placed)
                throw new InvalidOperationException($"The stream of order {recorded.OrderId} begins with {recorded.Event.Name}.");
            order = new Order
            {
                Id = recorded.OrderId,
                ErpId = recorded.By.PartnerId ?? "",
                Content = placed.Content,
                Dwelling = placed.Dwelling,
                QuotationSettled = !placed.Content.QuotationAsked,
                PlacedAt = recorded.OccurredAt,
            };
        }
        return order.After(recorded) with { Version = recorded.Version, ChangedAt = recorded.RecordedAt };
    }

    private Order After(RecordedEvent r) => r.Event switch
    {
        OrderPlaced => this,
        OrderAmended e => this with
        {
            Content = e.Content, Dwelling = e.Dwelling, Accepted = Accepted && !e.AcceptAgain, Prices = e.Prices ?? [], Terms = e.Terms ?? Terms,
            // Another urgency is another agreement on time, and time that passed before does not count against it.
            // The corporation may take agreed extra work over into the order itself; then it is that line, and counts once.
            AgreedExtraLines = [.. AgreedExtraLines.Where(l => e.Content.Lines.All(c => c.Number != l.Number))],
            AgreedExtraPrices = [.. AgreedExtraPrices.Where(l => e.Content.Lines.All(c => c.Number != l.Number))],
            ClockFrom = e.Terms is { } terms && ClockFrom is not null && terms.ServiceLevel?.Urgency != Terms?.ServiceLevel?.Urgency ? r.OccurredAt : ClockFrom,
        },
        CancellationRequested e => this with { CancellationRequested = new Pending(r.By.Role, r.OccurredAt, e.Reason) },
        OrderCancelled => Ended(OrderStatus.Cancelled, r),
        OrderAwarded e => this with
        {
            Progress = e.ForQuotation ? OrderStatus.Quoting : OrderStatus.Awarded,
            ContractorId = e.ContractorId, ContractNumber = e.ContractNumber, Accepted = false, Unrouted = null,
            Terms = e.Terms, Prices = e.Prices ?? [], ClockFrom = r.OccurredAt, PendingApproval = null, ApprovalSince = null,
        },
        ApprovalWithdrawn => this with { PendingApproval = null, ApprovalSince = null, ApprovalWaited = ApprovalWaited + Waited(ApprovalSince, r) },
        OrderUnrouted e => this with { Progress = OrderStatus.Registered, Unrouted = e.Reason, PendingApproval = null, ApprovalSince = null },
        OrderAccepted => this with { Accepted = true },
        OrderRefused => WithoutContractor(r.By.PartnerId ?? ""),
        AppointmentMade e => Planned(e.Window, r),
        AppointmentMoved e => Planned(e.Window, r),
        AppointmentCancelled => IsDone || r.OccurredAt < AppointmentAsOf ? this : this with
        {
            Appointment = null, AppointmentAsOf = r.OccurredAt,
            Progress = Progress is OrderStatus.Planned ? OrderStatus.Awarded : Progress,
        },
        WorkStarted => Working(r),
        WorkResumed => Working(r),
        WorkInterrupted e => Interrupted(e, r),
        TemporarilyRestored => this,
        Hub.Domain.Orders.ResponseRequired e => this with { ResponseRequired = new Pending(r.By.Role, r.OccurredAt, e.Question) },
        ResponseGiven => Answered(ResponseRequired is { AskedBy: PartyRole.Contractor } asked ? asked.Since : null, r) with { ResponseRequired = null },
        Hub.Domain.Orders.InformationRequested e => this with { InformationRequested = new Pending(r.By.Role, r.OccurredAt, e.Question) },
        InformationGiven => this with { InformationRequested = InformationRequested?.AskedBy == r.By.Role ? InformationRequested : null },
        LeadTimeExtended e => this with { ExtendedTo = e.Until, ExtensionSince = r.OccurredAt },
        LeadTimeAgreed e => this with { AgreedUntil = e.Until ?? ExtendedTo ?? AgreedUntil, ExtensionSince = null },
        LeadTimeDeclined => this with { ExtensionSince = null },
        KeysReceived e => this with { KeysReceivedAt = e.On is { } day ? DutchTime.StartOf(day) : r.OccurredAt, KeysByCorporation = r.By.Role is PartyRole.Corporation },
        PreInspectionHeld => this with { PreInspectedAt = r.OccurredAt },
        ExtraWorkRequested e => this with { ExtraWork = new PendingExtraWork(r.OccurredAt, e.Reason, e.Lines ?? [], e.Prices ?? [], e.Roles) },
        ExtraWorkApproved e => Answering(e.LineNumbers, e.Role, r),
        ExtraWorkDeclined e => Answering([], e.Role, r),
        ExtraWorkAcknowledged => this with { ExtraWorkDecisions = [.. ExtraWorkDecisions.Select(d => d with { AcknowledgedAt = d.AcknowledgedAt ?? r.OccurredAt })] },
        ApprovalRequired e => this with { PendingApproval = e, ApprovalSince = ApprovalSince ?? r.OccurredAt, Prices = e.Prices ?? Prices, Unrouted = null },
        OrderApproved e => Answered(ContractorId is null ? null : ApprovalSince, r) with
        {
            Decided = new MandateDecision(PendingApproval?.Amount ?? 0, e.Role), PendingApproval = null, ApprovalSince = null,
            DecidedBeforeAward = ContractorId is null ? new MandateDecision(PendingApproval?.Amount ?? 0, e.Role) : DecidedBeforeAward,
            ApprovalWaited = ApprovalWaited + Waited(ApprovalSince, r),
        },
        OrderDeclined => Ended(OrderStatus.Cancelled, r),
        QuotationGiven e => this with { Quotation = e },
        QuotationAwarded e => AtQuotedPrices(e, r),
        QuotationDeclined => WithoutContractor(ContractorId),
        PhotoAnnounced e => this with
        {
            AwaitedPhotos = [.. AwaitedWithout(e.PhotoId), new AwaitedPhoto(e, r.By, r.RecordedAt)], RejectedPhotos = RejectedWithout(e.PhotoId),
        },
        PhotoAdded e => this with { Photos = [.. Photos, new Photo(e, r.By, r.RecordedAt)], AwaitedPhotos = AwaitedWithout(e.PhotoId), RejectedPhotos = RejectedWithout(e.PhotoId) },
        PhotoRejected e => this with
        {
            AwaitedPhotos = AwaitedWithout(e.PhotoId),
            RejectedPhotos =
            [
                .. RejectedWithout(e.PhotoId).TakeLast(PhotoRules.MostRejectedShown - 1),
                .. AwaitedPhotos.Where(p => p.Announced.PhotoId == e.PhotoId).Select(p => new RejectedPhoto(e, p, r.RecordedAt)),
            ],
        },
        PhotoDeleted e => this with
        {
            Photos = [.. Photos.Select(p => p.Id == e.PhotoId ? p with { Deleted = new DeletedPhoto(e.Cause, e.Reason, e.DecidedBy, r.By, r.RecordedAt) } : p)],
        },
        PhotosMissing => this with { MissingPhotosReported = true },
        WorkCompleted e => this with
        {
            // Said once more of work that is done, with other costs, it only mends the claim.
            Progress = IsDone ? Progress : OrderStatus.TechnicallyComplete, CompletedAt = IsDone ? CompletedAt : r.OccurredAt, StartedAt = StartedAt ?? r.OccurredAt,
            MissingPhotosReported = IsDone && MissingPhotosReported,
            ReadyOn = e.ReadyOn ?? ReadyOn, Interruption = null, Appointment = null, Standstills = [.. Standstills, new StandstillMark(r.OccurredAt, null)],
            Claim = e.Total is null && e.Lines is not { Count: > 0 } ? Claim : new CostClaim(e.Total, e.Lines is { Count: > 0 } ? e.Lines : null),
        },
        SamplePicked => this with { Progress = OrderStatus.InSample },
        InspectionPassed => this with { Progress = OrderStatus.Settling, InspectedAt = r.OccurredAt },
        InspectionFailed => Reopened(r) with { FailedInspections = FailedInspections + 1 },
        WorkAgreed => this with { Progress = OrderStatus.Settling },
        CostsDiffer e => this with { CostDifferences = e.Differences },
        CostsSettled e => this with
        {
            Decided = e.Role is null || e.Total is not { } settled || settled <= Decided?.Amount ? Decided : new MandateDecision(settled, e.Role),
            Progress = OrderStatus.Settling, SettledAt = r.OccurredAt, SettledTotal = e.Total ?? SettledTotal, CostDifferences = e.Differences ?? [],
        },
        OrderClosed => Ended(OrderStatus.Closed, r),
        OrderReopened => Reopened(r),
        ComplaintRegistered e => this with { OpenComplaints = [.. OpenComplaints, e.Reference] },
        ComplaintAnswered e => this with { OpenComplaints = [.. OpenComplaints.Where(c => c != e.Reference)] },
        _ => throw new InvalidOperationException($"Order.Apply does not know {r.Event.Name}."),
    };

    private IReadOnlyList<AwaitedPhoto> AwaitedWithout(string photoId) => [.. AwaitedPhotos.Where(p => p.Announced.PhotoId != photoId)];

    private IReadOnlyList<RejectedPhoto> RejectedWithout(string photoId) => [.. RejectedPhotos.Where(p => p.Rejected.PhotoId != photoId)];

    private Order Planned(TimeWindow window, RecordedEvent r)
    {
        var made = this with
        {
            FirstVisitMadeAt = FirstVisitMadeAt is { } first && first < r.OccurredAt ? first : r.OccurredAt,
            // Before work began, an interruption is about the visit (nobody home): a new visit ends it.
            Standstills = StartedAt is null ? [.. Standstills, new StandstillMark(r.OccurredAt, null)] : Standstills,
        };
        return IsDone || r.OccurredAt < AppointmentAsOf ? made : made with
        {
            Appointment = window,
            AppointmentAsOf = r.OccurredAt,
            Progress = Progress is OrderStatus.Awarded ? OrderStatus.Planned : Progress,
            Interruption = StartedAt is null ? null : Interruption,
        };
    }

    private Order Interrupted(WorkInterrupted e, RecordedEvent r)
    {
        // Told only when all is done, it is on record and moves no deadline any more.
        if (IsDone) return this;
        var marked = this with { Standstills = [.. Standstills, new StandstillMark(r.OccurredAt, e.Reason)] };
        return r.OccurredAt < WorkAsOf ? marked : marked with { Interruption = new Interruption(e.Reason, r.OccurredAt), WorkAsOf = r.OccurredAt };
    }

    private Order Working(RecordedEvent r)
    {
        var started = StartedAt is { } first && first < r.OccurredAt ? first : r.OccurredAt;
        var marked = this with { StartedAt = started, Standstills = [.. Standstills, new StandstillMark(r.OccurredAt, null)] };
        if (IsDone) return marked;
        var older = r.OccurredAt < WorkAsOf;
        return marked with { Progress = OrderStatus.InProgress, WorkAsOf = older ? WorkAsOf : r.OccurredAt, Interruption = older ? Interruption : null };
    }

    // The next contractor starts afresh: nothing that was agreed with this one, or asked by it, holds for another.
    private Order WithoutContractor(string? gone) => this with
    {
        Progress = OrderStatus.Registered, RefusedBy = gone is null ? RefusedBy : [.. RefusedBy, gone],
        ContractorId = null, ContractNumber = null, Terms = null, Prices = [], ClockFrom = null, FirstVisitMadeAt = null,
        Accepted = false, Appointment = null, AppointmentAsOf = default, Interruption = null, WorkAsOf = default, Standstills = [], AnsweredWaits = [],
        ResponseRequired = null, InformationRequested = null, ExtraWork = null, AgreedExtraLines = [], AgreedExtraPrices = [], ExtraWorkDecisions = [],
        ExtendedTo = null, ExtensionSince = null, AgreedUntil = null, PendingApproval = null, ApprovalSince = null, Decided = DecidedBeforeAward,
        Quotation = null, QuotationSettled = !Content.QuotationAsked, AwaitedPhotos = [.. AwaitedPhotos.Where(p => p.By.Role is not PartyRole.Contractor)],
        CancellationRequested = CancellationRequested is { AskedBy: PartyRole.Contractor } ? null : CancellationRequested,
    };

    private Order Reopened(RecordedEvent r) => this with
    {
        Progress = OrderStatus.InProgress, CompletedAt = null, ReadyOn = null, ReopenedAt = r.OccurredAt, InspectedAt = null,
        Claim = null, CostDifferences = [], SettledAt = null, SettledTotal = null,
        // Between "done" and "not so" the contractor waited for the client's look at the work.
        AnsweredWaits = CompletedAt is { } completed && completed < r.OccurredAt ? [.. AnsweredWaits, new ClientWait(completed, r.OccurredAt)] : AnsweredWaits,
    };

    private Order Ended(OrderStatus status, RecordedEvent r) => this with
    {
        Progress = status, EndedAt = r.OccurredAt, Appointment = null, Interruption = null, CancellationRequested = null,
        PendingApproval = null, ApprovalSince = null, ApprovalWaited = ApprovalWaited + Waited(ApprovalSince, r),
        ExtraWork = null, ResponseRequired = null, InformationRequested = null, ExtensionSince = null,
    };

    // To these lines of the request that waits, or to all of it where there is no list.
    private Order Answering(IReadOnlyList<string>? approved, string? role, RecordedEvent r)
    {
        var asked = ExtraWork ?? new PendingExtraWork(r.OccurredAt, null, [], []);
        bool Agreed(string number) => approved?.Contains(number) ?? true;
        OrderLine[] lines = [.. asked.Lines.Where(l => Agreed(l.Number))];
        var decision = new ExtraWorkDecision(
            asked.Since, r.OccurredAt, role, [.. lines.Select(l => l.Number)], [.. asked.Lines.Select(l => l.Number).Where(n => !Agreed(n))]);
        var decided = Answered(ExtraWork?.Since, r) with
        {
            ExtraWork = null,
            AgreedExtraLines = [.. AgreedExtraLines, .. lines],
            AgreedExtraPrices = [.. AgreedExtraPrices, .. asked.Prices.Where(p => Agreed(p.Number))],
            ExtraWorkDecisions = [.. ExtraWorkDecisions, decision],
        };
        // A role that agreed to something answers for the whole of what stands now; the hub's own "within the mandate" does not.
        return role is null || lines.Length == 0 ? decided : decided with { Decided = new MandateDecision(decided.Money.OutsideLumpSum, role) };
    }

    // What was quoted is from now on what was agreed: line by line, or as one sum where no lines were given.
    private Order AtQuotedPrices(QuotationAwarded e, RecordedEvent r)
    {
        var quoted = Quotation?.Lines is { Count: > 0 } lines ? lines
            : Quotation?.Total is { } total ? [new OrderLine { Number = Pricing.QuotationLine, Description = "Quotation", Price = total, Agreement = AgreementMethod.FixedSum }]
            : (IReadOnlyList<OrderLine>)[];
        if (quoted.Count == 0) return this with { Progress = OrderStatus.Awarded, QuotationSettled = true, ClockFrom = r.OccurredAt };
        var own = Content.Lines.Select(l => l.Number).ToHashSet();
        var awarded = this with
        {
            Progress = OrderStatus.Awarded,
            QuotationSettled = true,
            ClockFrom = r.OccurredAt,
            // A line of the order that was not quoted by itself is part of the others' price.
            Prices = [.. Content.Lines.Select(l => new LinePrice(l.Number, AgreementMethod.FixedSum, quoted.FirstOrDefault(q => q.Number == l.Number)?.Price ?? 0))],
            AgreedExtraLines = [.. quoted.Where(q => !own.Contains(q.Number))],
            AgreedExtraPrices = [.. quoted.Where(q => !own.Contains(q.Number)).Select(q => new LinePrice(q.Number, AgreementMethod.FixedSum, q.Price))],
        };
        return e.Role is null ? awarded : awarded with { Decided = new MandateDecision(awarded.Money.OutsideLumpSum, e.Role) };
    }

    private Order Answered(DateTimeOffset? asked, RecordedEvent r) =>
        asked is { } since && since < r.OccurredAt ? this with { AnsweredWaits = [.. AnsweredWaits, new ClientWait(since, r.OccurredAt)] } : this;

    private static TimeSpan Waited(DateTimeOffset? since, RecordedEvent r) => since is { } from && from < r.OccurredAt ? r.OccurredAt - from : TimeSpan.Zero;
}
