using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>
/// What happened while one contractor had the order, as far as figures need it. Facts come late and out of order: they are collected here, and judged by when
/// they happened once all are known.
/// </summary>
/// <param name="contractorId">The contractor.</param>
/// <param name="contractNumber">The contract; null where there is none.</param>
/// <param name="awardedAt">When it got the order.</param>
internal sealed class AssignmentHistory(string contractorId, string? contractNumber, DateTimeOffset awardedAt)
{
    private readonly List<DateTimeOffset> _work = [];
    private readonly List<DateTimeOffset> _noAccess = [];
    private readonly List<DateTimeOffset> _temporary = [];
    private readonly List<DateTimeOffset> _completions = [];
    private readonly List<DateTimeOffset> _reopenings = [];
    private readonly List<AppointmentMark> _appointments = [];

    /// <summary>An appointment agreed, or cancelled where there is no window.</summary>
    internal readonly record struct AppointmentMark(DateTimeOffset At, TimeWindow? Window, bool ByResident);

    public string ContractorId => contractorId;

    public string? ContractNumber => contractNumber;

    public DateTimeOffset AwardedAt => awardedAt;

    public DateTimeOffset? AcceptedAt { get; private set; }

    public bool IsRefused { get; private set; }

    /// <summary>When the contractor lost the order, or the order ended; null while it has it.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The completion that holds; null while the work is not done.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>The order as it was while the contractor last had it, before it ended.</summary>
    public Order? Last { get; private set; }

    public IReadOnlyList<AppointmentMark> Appointments => _appointments;

    /// <summary>When nobody opened, each time once.</summary>
    public IReadOnlyList<DateTimeOffset> NoAccess => [.. _noAccess.Distinct().Order()];

    /// <summary>
    /// When work began, or went on after a standstill, and when the worst was over for the time being. Of work that is only reported as complete it is the
    /// completion: somebody was there then.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Work => [.. _work.Concat(_temporary).Concat(UnreportedStarts()).Order()];

    /// <summary>Visits at which was worked, by the first moment of each: all that began on one day (Europe/Amsterdam) is one visit.</summary>
    public IReadOnlyList<DateTimeOffset> Visits => [.. Work.GroupBy(FactTime.DayOf, (_, day) => day.First())];

    /// <summary>Takes one event. <paramref name="before"/> is the order before it, <paramref name="after"/> with it.</summary>
    public void Add(RecordedEvent recorded, Order before, Order after)
    {
        var at = recorded.OccurredAt;
        switch (recorded.OrderEvent)
        {
            case OrderAccepted:
                AcceptedAt ??= at;
                break;
            case AppointmentMade made:
                _appointments.Add(new AppointmentMark(at, made.Window, false));
                break;
            case AppointmentMoved moved:
                _appointments.Add(new AppointmentMark(at, moved.Window, false));
                break;
            case AppointmentCancelled cancelled:
                _appointments.Add(new AppointmentMark(at, null, cancelled.ByResident));
                break;
            case WorkStarted or WorkResumed:
                _work.Add(at);
                break;
            case WorkInterrupted { Reason: InterruptionReason.NoAccess }:
                _noAccess.Add(at);
                break;
            case TemporarilyRestored:
                _temporary.Add(at);
                break;
            case WorkCompleted when !before.IsDone:
                _completions.Add(at);
                break;
            case OrderReopened or InspectionFailed:
                _reopenings.Add(at);
                break;
            case OrderRefused:
                IsRefused = true;
                break;
        }
        CompletedAt = after.Assignment.ContractorId is null ? CompletedAt : after.Completion.At;
        var isEnd = after.Assignment.ContractorId is null || (after.EndedAt is not null && before.EndedAt is null);
        if (isEnd) (EndedAt, Last) = (at, before);
        else if (EndedAt is null) Last = after;
    }

    // What follows the opening of a completed order, or a temporary repair, is work of its own: without a start its completion is the start.
    private IEnumerable<DateTimeOffset> UnreportedStarts() => _completions.Where(completed =>
    {
        var reopened = _reopenings.Where(r => r <= completed).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var restored = _temporary.Where(t => t >= reopened && t <= completed).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return !_work.Any(w => w >= reopened && w > restored && w <= completed);
    });
}
