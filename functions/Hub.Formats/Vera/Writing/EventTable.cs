using System.Collections.Frozen;
using System.Globalization;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>Parts of an Onderhoudsorder that a PATCH for an event carries beside keys, status and extra-attributen.</summary>
[Flags]
internal enum Says
{
    None = 0,

    /// <summary><c>afspraken</c>: the visit that stands, or that it is off.</summary>
    Visit = 1,

    /// <summary><c>onderhoudstaken[].status</c> and <c>detailStatus</c>.</summary>
    Tasks = 2,

    /// <summary><c>relaties</c> (OPN), <c>overeenkomst</c>, <c>uitvoerendeSoort</c>.</summary>
    Contractor = 4,

    /// <summary>
    /// <c>technischGereeddatum</c>, <c>financieelGereeddatum</c>, <c>einddatum</c>: when it ended, else the day that the contractor
    /// asks for while it waits for an answer, else the day that the client agreed to.
    /// </summary>
    Dates = 8,

    /// <summary>Extra work as <c>onderhoudstaken</c> with <c>voorcalculaties</c>.</summary>
    ExtraWork = 16,

    /// <summary><c>offertes</c>, with its lines as <c>onderhoudstaken</c>.</summary>
    Quotation = 32,

    /// <summary><c>onderhoudsbestedingen</c> of the tasks.</summary>
    Costs = 64,

    /// <summary><c>defecten[].aangetroffenOorzaak</c>.</summary>
    Cause = 128,

    /// <summary>Until when, in <c>extra-attributen</c>: for events after which a deadline falls otherwise, or its clock stands or runs again.</summary>
    Deadlines = 256,

    /// <summary>Keys and pre-inspection of a turnover, in <c>extra-attributen</c>.</summary>
    Turnover = 512,
}

/// <summary>How one event is told to the ERP.</summary>
/// <param name="Says">The parts of the order that go with it.</param>
/// <param name="Text">Its remark, reason or question; null where it has none.</param>
/// <param name="Extra">Further <c>extra-attributen</c>; those without a value are left out.</param>
/// <param name="Lines">The lines that it is about, for <see cref="Says.Costs"/> and <see cref="Says.Quotation"/>.</param>
internal sealed record EventRow(
    Says Says,
    Func<OrderEvent, string?> Text,
    Func<OrderEvent, IReadOnlyList<(string Name, string? Value)>> Extra,
    Func<OrderEvent, IReadOnlyList<OrderLine>?> Lines);

/// <summary>Every event of the domain, and what the ERP hears of it.</summary>
internal static class EventTable
{
    private static readonly FrozenDictionary<Type, EventRow> Table = new Dictionary<Type, EventRow>
    {
        [typeof(OrderPlaced)] = Row<OrderPlaced>(Says.None),
        [typeof(OrderAmended)] = Row<OrderAmended>(Says.Deadlines),
        [typeof(CancellationRequested)] = Row<CancellationRequested>(Says.None, e => e.Reason),
        [typeof(OrderCancelled)] = Row<OrderCancelled>(Says.Tasks | Says.Dates, e => e.Reason),
        [typeof(OrderAwarded)] = Row<OrderAwarded>(Says.Contractor | Says.Deadlines),
        [typeof(OrderUnrouted)] = Row<OrderUnrouted>(Says.None, e => e.Reason),
        [typeof(OrderAccepted)] = Row<OrderAccepted>(Says.Contractor, e => e.Remark),
        [typeof(OrderRefused)] = Row<OrderRefused>(Says.None, e => e.Reason),
        [typeof(AppointmentMade)] = Row<AppointmentMade>(Says.Visit | Says.Tasks | Says.Deadlines, e => e.Remark),
        [typeof(AppointmentMoved)] = Row<AppointmentMoved>(Says.Visit | Says.Tasks | Says.Deadlines, e => e.Remark),
        [typeof(AppointmentCancelled)] = Row<AppointmentCancelled>(
            Says.Visit | Says.Tasks, e => e.Reason, e => [(MemberNames.Extra.Reason, e.ByResident ? "ByResident" : null)]),
        [typeof(WorkStarted)] = Row<WorkStarted>(Says.Tasks | Says.Deadlines, e => e.Remark),
        [typeof(WorkInterrupted)] = Row<WorkInterrupted>(
            Says.Tasks | Says.Deadlines, e => e.Remark, e => [(MemberNames.Extra.Reason, e.Reason.ToString())]),
        [typeof(WorkResumed)] = Row<WorkResumed>(Says.Tasks | Says.Deadlines, e => e.Remark),
        [typeof(TemporarilyRestored)] = Row<TemporarilyRestored>(Says.None, e => e.Remark),
        [typeof(ResponseRequired)] = Row<ResponseRequired>(Says.Deadlines, e => e.Question),
        [typeof(ResponseGiven)] = Row<ResponseGiven>(Says.Deadlines, e => e.Answer),
        [typeof(InformationRequested)] = Row<InformationRequested>(Says.None, e => e.Question),
        [typeof(InformationGiven)] = Row<InformationGiven>(Says.None, e => e.Answer),
        [typeof(LeadTimeExtended)] = Row<LeadTimeExtended>(Says.Dates, e => e.Reason),
        [typeof(LeadTimeAgreed)] = Row<LeadTimeAgreed>(Says.Dates | Says.Deadlines, e => e.Remark),
        [typeof(LeadTimeDeclined)] = Row<LeadTimeDeclined>(Says.Dates, e => e.Reason),
        [typeof(KeysReceived)] = Row<KeysReceived>(Says.Turnover | Says.Deadlines),
        [typeof(PreInspectionHeld)] = Row<PreInspectionHeld>(Says.Turnover, e => e.Remark),
        [typeof(ExtraWorkRequested)] = Row<ExtraWorkRequested>(
            Says.ExtraWork | Says.Deadlines, e => e.Reason,
            e =>
            [
                (MemberNames.Extra.RoleNeeded, e.Roles is [var lowest, ..] ? lowest : null), (MemberNames.Extra.Roles, Joined(e.Roles)),
                (MemberNames.Extra.Amount, Amount(Asked(e))),
            ]),
        [typeof(ExtraWorkApproved)] = Row<ExtraWorkApproved>(
            Says.ExtraWork | Says.Deadlines, e => e.Remark, e => [(MemberNames.Extra.DecidedBy, e.Role), (MemberNames.Extra.LineNumbers, Joined(e.LineNumbers))]),
        [typeof(ExtraWorkDeclined)] = Row<ExtraWorkDeclined>(Says.Deadlines, e => e.Reason, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        [typeof(ExtraWorkAcknowledged)] = Row<ExtraWorkAcknowledged>(Says.None, e => e.Remark),
        [typeof(ApprovalRequired)] = Row<ApprovalRequired>(
            Says.Deadlines, e => e.Reason,
            e => [(MemberNames.Extra.RoleNeeded, e.Role), (MemberNames.Extra.Roles, Joined(e.Roles)), (MemberNames.Extra.Amount, Amount(e.Amount))]),
        [typeof(ApprovalWithdrawn)] = Row<ApprovalWithdrawn>(Says.Deadlines, e => e.Reason),
        [typeof(OrderApproved)] = Row<OrderApproved>(Says.Deadlines, e => e.Remark, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        [typeof(OrderDeclined)] = Row<OrderDeclined>(Says.Tasks | Says.Dates, e => e.Reason, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        [typeof(QuotationGiven)] = Row<QuotationGiven>(
            Says.Quotation, e => e.Remark, e => [(MemberNames.Extra.Amount, Amount(e.Total))], e => e.Lines),
        [typeof(QuotationAwarded)] = Row<QuotationAwarded>(Says.Contractor | Says.Deadlines, e => e.Remark, e => [(MemberNames.Extra.DecidedBy, e.Role)]),
        [typeof(QuotationDeclined)] = Row<QuotationDeclined>(Says.None, e => e.Reason),
        [typeof(PhotoAdded)] = Row<PhotoAdded>(
            Says.None, e => e.Remark,
            e => [(MemberNames.Extra.PhotoId, e.PhotoId), (MemberNames.Extra.PhotoMoment, e.Moment.ToString()), (MemberNames.Extra.LineNumbers, e.LineNumber)]),
        [typeof(PhotoAnnounced)] = Row<PhotoAnnounced>(Says.None, e => e.Remark, e => [(MemberNames.Extra.PhotoId, e.PhotoId)]),
        [typeof(PhotoRejected)] = Row<PhotoRejected>(Says.None, e => e.Reason, e => [(MemberNames.Extra.PhotoId, e.PhotoId), (MemberNames.Extra.Reason, e.Code)]),
        [typeof(PhotoDeleted)] = Row<PhotoDeleted>(
            Says.None, e => e.Reason,
            e => [(MemberNames.Extra.PhotoId, e.PhotoId), (MemberNames.Extra.Reason, e.Cause.ToString()), (MemberNames.Extra.DecidedBy, e.DecidedBy)]),
        [typeof(PhotosMissing)] = Row<PhotosMissing>(
            Says.None, e => MissingPhotosText.Sentence(e.Missing), e => [(MemberNames.Extra.MissingPhotos, MissingPhotosText.Text(e.Missing))]),
        [typeof(WorkCompleted)] = Row<WorkCompleted>(
            Says.Tasks | Says.Dates | Says.Costs | Says.Cause, e => e.Remark, e => [(MemberNames.Extra.Amount, Amount(e.Total))], e => e.Lines),
        [typeof(SamplePicked)] = Row<SamplePicked>(Says.None),
        [typeof(InspectionPassed)] = Row<InspectionPassed>(Says.None, e => e.Remark),
        [typeof(InspectionFailed)] = Row<InspectionFailed>(Says.Tasks | Says.Deadlines, e => e.Remark),
        [typeof(WorkAgreed)] = Row<WorkAgreed>(Says.None, e => e.Remark),
        [typeof(CostsDiffer)] = Row<CostsDiffer>(Says.None, e => Sentences(e.Differences)),
        [typeof(CostsSettled)] = Row<CostsSettled>(
            Says.Tasks | Says.Dates | Says.Costs, e => e.Remark,
            e => [(MemberNames.Extra.Amount, Amount(e.Total)), (MemberNames.Extra.Differences, Sentences(e.Differences)), (MemberNames.Extra.DecidedBy, e.Role)], e => e.Lines),
        [typeof(OrderClosed)] = Row<OrderClosed>(Says.Tasks | Says.Dates, e => e.Remark),
        [typeof(OrderReopened)] = Row<OrderReopened>(Says.Tasks | Says.Deadlines, e => e.Reason),
        [typeof(ComplaintRegistered)] = Row<ComplaintRegistered>(Says.None, e => e.Summary, e => [(MemberNames.Extra.Complaint, e.Reference)]),
        [typeof(ComplaintAnswered)] = Row<ComplaintAnswered>(Says.None, e => e.Answer, e => [(MemberNames.Extra.Complaint, e.Reference)]),
    }.ToFrozenDictionary();

    /// <summary>The row of an event; null where the table has none.</summary>
    public static EventRow? Find(OrderEvent happened) => Table.GetValueOrDefault(happened.GetType());

    private static EventRow Row<T>(
        Says says,
        Func<T, string?>? text = null,
        Func<T, IReadOnlyList<(string, string?)>>? extra = null,
        Func<T, IReadOnlyList<OrderLine>?>? lines = null)
        where T : OrderEvent => new(
            says,
            e => text?.Invoke((T)e),
            e => extra?.Invoke((T)e) ?? [],
            e => lines?.Invoke((T)e));

    private static string? Amount(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Joined(IReadOnlyList<string>? words) => words is null ? null : string.Join(',', words);

    private static string? Sentences(IReadOnlyList<CostDifference>? differences) =>
        differences is null ? null : string.Join(' ', differences.Select(d => d.Sentence));

    // A sum without a line that has no price yet would say that less is asked than is.
    private static decimal? Asked(ExtraWorkRequested e)
    {
        var lines = OrderMoney.Of(e.Lines ?? [], e.Prices ?? [], reverseCharge: null, isExtra: true).Where(l => !l.IsCovered).ToList();
        return e.Lines is null or { Count: 0 } || lines.Any(l => l.Amount is null) ? null : lines.Sum(l => l.Amount);
    }
}
