using System.Collections.Frozen;
using System.Globalization;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Events;

/// <summary>How an event goes to the ERP and, where the ERP reports it in a PATCH, how it comes from there.</summary>
/// <param name="Event">The event's record.</param>
/// <param name="Parts">The parts of the order that go with it.</param>
/// <param name="Text">Its remark, reason or question; null where it has none.</param>
/// <param name="Extra">Further <c>extra-attributen</c>; those without a value are left out.</param>
/// <param name="Lines">The lines that it is about, for <see cref="OrderParts.Costs"/> and <see cref="OrderParts.Quotation"/>.</param>
/// <param name="Read">The event, where a PATCH reports it; null where a PATCH does not, or none can.</param>
internal sealed record EventRow(
    Type Event,
    OrderParts Parts,
    Func<OrderEvent, string?> Text,
    Func<OrderEvent, IReadOnlyList<(string Name, string? Value)>> Extra,
    Func<OrderEvent, IReadOnlyList<OrderLine>?> Lines,
    Func<Patch, OrderEvent?> Read);

/// <summary>
/// Every event of the domain: what of it goes to the ERP, and how the ERP reports it. What the ERP asks by a status has no row of its own: see
/// <see cref="RequestedStatus"/>.
/// </summary>
internal static class EventTable
{
    private static readonly IReadOnlyList<EventRow> All =
    [
        Row<OrderPlaced>(OrderParts.None),
        Row<OrderAmended>(OrderParts.Deadlines),
        Row<CancellationRequested>(OrderParts.None, e => e.Reason),
        Row<OrderCancelled>(OrderParts.Tasks | OrderParts.Dates, e => e.Reason),
        Row<OrderAwarded>(OrderParts.Contractor | OrderParts.Deadlines),
        Row<OrderUnrouted>(OrderParts.None, e => e.Reason),
        Row<OrderAccepted>(OrderParts.Contractor, e => e.Remark),
        Row<OrderRefused>(OrderParts.None, e => e.Reason),
        Row<AppointmentMade>(OrderParts.Visit | OrderParts.Tasks | OrderParts.Deadlines, e => e.Remark),
        Row<AppointmentMoved>(OrderParts.Visit | OrderParts.Tasks | OrderParts.Deadlines, e => e.Remark),
        Row<AppointmentCancelled>(
            OrderParts.Visit | OrderParts.Tasks, e => e.Reason, e => [(MemberNames.Extra.Reason, e.ByResident ? "ByResident" : null)]),
        Row<WorkStarted>(OrderParts.Tasks | OrderParts.Deadlines, e => e.Remark),
        Row<WorkInterrupted>(
            OrderParts.Tasks | OrderParts.Deadlines, e => e.Remark, e => [(MemberNames.Extra.Reason, e.Reason.ToString())]),
        Row<WorkResumed>(OrderParts.Tasks | OrderParts.Deadlines, e => e.Remark),
        Row<TemporarilyRestored>(OrderParts.None, e => e.Remark),
        Row<ResponseRequired>(OrderParts.Deadlines, e => e.Question),
        Row<ResponseGiven>(OrderParts.Deadlines, e => e.Answer),
        Row<InformationRequested>(OrderParts.None, e => e.Question),
        Row<InformationGiven>(OrderParts.None, e => e.Answer),
        Row<LeadTimeExtended>(OrderParts.Dates, e => e.Reason),
        Row<KeysReceived>(OrderParts.Turnover | OrderParts.Deadlines, read: p => p.Decisions.KeysReceivedOn is { } day ? new KeysReceived(day) : null),
        Row<PreInspectionHeld>(OrderParts.Turnover, e => e.Remark, read: p => p.Decisions.PreInspected ? new PreInspectionHeld(p.Words) : null),
        Row<LeadTimeAgreed>(
            OrderParts.Dates | OrderParts.Deadlines, e => e.Remark, read: p => p.Decisions.Extension is true ? new LeadTimeAgreed(p.DueOn, p.Words) : null),
        Row<LeadTimeDeclined>(OrderParts.Dates, e => e.Reason, read: p => p.Decisions.Extension is false ? new LeadTimeDeclined(p.Words) : null),
        Row<ExtraWorkRequested>(
            OrderParts.ExtraWork | OrderParts.Deadlines, e => e.Reason,
            e =>
            [
                (MemberNames.Extra.RoleNeeded, e.Roles is [var lowest, ..] ? lowest : null), (MemberNames.Extra.Roles, Joined(e.Roles)),
                (MemberNames.Extra.Amount, Amount(Asked(e))),
            ]),
        Row<ExtraWorkApproved>(
            OrderParts.ExtraWork | OrderParts.Deadlines, e => e.Remark,
            e => [(MemberNames.Extra.DecidedBy, e.Role), (MemberNames.Extra.LineNumbers, Joined(e.LineNumbers))],
            read: p => p.Decisions is { ExtraWork: true } d ? new ExtraWorkApproved(p.Words, d.LineNumbers, d.Role) : null),
        Row<ExtraWorkDeclined>(
            OrderParts.Deadlines, e => e.Reason, e => [(MemberNames.Extra.DecidedBy, e.Role)],
            read: p => p.Decisions is { ExtraWork: false } d ? new ExtraWorkDeclined(p.Words, d.Role) : null),
        Row<ExtraWorkAcknowledged>(OrderParts.None, e => e.Remark),
        Row<ApprovalRequired>(
            OrderParts.Deadlines, e => e.Reason,
            e => [(MemberNames.Extra.RoleNeeded, e.Role), (MemberNames.Extra.Roles, Joined(e.Roles)), (MemberNames.Extra.Amount, Amount(e.Amount))]),
        Row<ApprovalWithdrawn>(OrderParts.Deadlines, e => e.Reason),
        Row<OrderApproved>(OrderParts.Deadlines, e => e.Remark, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        Row<OrderDeclined>(OrderParts.Tasks | OrderParts.Dates, e => e.Reason, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        Row<QuotationGiven>(
            OrderParts.Quotation, e => e.Remark, e => [(MemberNames.Extra.Amount, Amount(e.Total))], e => e.Lines),
        Row<QuotationAwarded>(OrderParts.Contractor | OrderParts.Deadlines, e => e.Remark, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        Row<QuotationDeclined>(OrderParts.None, e => e.Reason),
        Row<PhotoAdded>(
            OrderParts.None, e => e.Remark,
            e => [(MemberNames.Extra.PhotoId, e.PhotoId), (MemberNames.Extra.PhotoMoment, e.Moment.ToString()), (MemberNames.Extra.LineNumbers, e.LineNumber)]),
        Row<PhotoAnnounced>(OrderParts.None, e => e.Remark, e => [(MemberNames.Extra.PhotoId, e.PhotoId)]),
        Row<PhotoRejected>(OrderParts.None, e => e.Reason, e => [(MemberNames.Extra.PhotoId, e.PhotoId), (MemberNames.Extra.Reason, e.Code)]),
        Row<PhotoDeleted>(
            OrderParts.None, e => e.Reason,
            e => [(MemberNames.Extra.PhotoId, e.PhotoId), (MemberNames.Extra.Reason, e.Cause.ToString()), (MemberNames.Extra.DecidedBy, e.DecidedBy)]),
        Row<PhotosMissing>(
            OrderParts.None, e => MissingPhotosText.Sentence(e.Missing), e => [(MemberNames.Extra.MissingPhotos, MissingPhotosText.Text(e.Missing))]),
        Row<WorkCompleted>(
            OrderParts.Tasks | OrderParts.Dates | OrderParts.Costs | OrderParts.Cause, e => e.Remark,
            e => [(MemberNames.Extra.Amount, Amount(e.Total))], e => e.Lines),
        Row<SamplePicked>(OrderParts.None),
        Row<InspectionPassed>(OrderParts.None, e => e.Remark),
        Row<InspectionFailed>(OrderParts.Tasks | OrderParts.Deadlines, e => e.Remark),
        Row<WorkAgreed>(OrderParts.None, e => e.Remark),
        Row<CostsDiffer>(OrderParts.None, e => Sentences(e.Differences)),
        Row<CostsSettled>(
            OrderParts.Tasks | OrderParts.Dates | OrderParts.Costs, e => e.Remark,
            e =>
            [
                (MemberNames.Extra.Amount, Amount(e.Total)), (MemberNames.Extra.Differences, Sentences(e.Differences)), (MemberNames.Extra.DecidedBy, e.Role),
            ],
            e => e.Lines,
            p => p.Settled is { } costs ? new CostsSettled(costs.Total, costs.Lines, p.Words, Role: p.Decisions.Role) : null),
        Row<OrderClosed>(OrderParts.Tasks | OrderParts.Dates, e => e.Remark),
        Row<OrderReopened>(OrderParts.Tasks | OrderParts.Deadlines, e => e.Reason),
        Row<ComplaintRegistered>(OrderParts.None, e => e.Summary, e => [(MemberNames.Extra.Complaint, e.Reference)]),
        Row<ComplaintAnswered>(OrderParts.None, e => e.Answer, e => [(MemberNames.Extra.Complaint, e.Reference)]),
    ];

    private static readonly FrozenDictionary<Type, EventRow> ByEvent = All.ToFrozenDictionary(r => r.Event);

    /// <summary>The row of an event; null where the table has none.</summary>
    public static EventRow? Find(OrderEvent happened) => ByEvent.GetValueOrDefault(happened.GetType());

    /// <summary>The events that a PATCH reports, in the order in which they are decided on.</summary>
    public static IEnumerable<OrderEvent> Read(Patch patch) => All.Select(row => row.Read(patch)).OfType<OrderEvent>();

    private static EventRow Row<T>(
        OrderParts parts,
        Func<T, string?>? text = null,
        Func<T, IReadOnlyList<(string, string?)>>? extra = null,
        Func<T, IReadOnlyList<OrderLine>?>? lines = null,
        Func<Patch, T?>? read = null)
        where T : OrderEvent => new(
            typeof(T),
            parts,
            e => text?.Invoke((T)e),
            e => extra?.Invoke((T)e) ?? [],
            e => lines?.Invoke((T)e),
            patch => read?.Invoke(patch));

    private static string? Amount(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Joined(IReadOnlyList<string>? words) => words is null ? null : string.Join(',', words);

    private static string? Sentences(IReadOnlyList<CostDifference>? differences) =>
        differences is null ? null : string.Join(' ', differences.Select(d => d.Sentence));

    // Without a line that has no price yet the sum would be too low.
    private static decimal? Asked(ExtraWorkRequested e)
    {
        var lines = OrderMoney.Of(e.Lines ?? [], e.Prices ?? [], reverseCharge: null, isExtra: true).Where(l => !l.IsCovered).ToList();
        return e.Lines is null or { Count: 0 } || lines.Any(l => l.Amount is null) ? null : lines.Sum(l => l.Amount);
    }
}
