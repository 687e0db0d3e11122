using Hub.Application.Evidence;
using Hub.Domain.Calendar;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Formats.Canonical;

/// <summary>The words by which the canonical JSON names the values of an enumeration: one table each, never derived from code names.</summary>
internal static class WireNames
{
    public static readonly WireNameList<OrderKind> Kind = new(
        (OrderKind.Repair, "repair"), (OrderKind.Turnover, "turnover"), (OrderKind.Inspection, "inspection"));

    public static readonly WireNameList<AgreementMethod> Agreement = new(
        (AgreementMethod.LumpSum, "lumpSum"), (AgreementMethod.UnitPrice, "unitPrice"), (AgreementMethod.FixedSum, "fixedSum"),
        (AgreementMethod.TimeAndMaterials, "timeAndMaterials"), (AgreementMethod.Warranty, "warranty"));

    public static readonly WireNameList<InterruptionReason> Interruption = new(
        (InterruptionReason.Other, "other"), (InterruptionReason.NoAccess, "noAccess"),
        (InterruptionReason.ResidentCallsBack, "residentCallsBack"), (InterruptionReason.NoAppointment, "noAppointment"),
        (InterruptionReason.Material, "material"), (InterruptionReason.Weather, "weather"),
        (InterruptionReason.AwaitingClient, "awaitingClient"), (InterruptionReason.ResidentRequest, "residentRequest"),
        (InterruptionReason.OtherContractor, "otherContractor"), (InterruptionReason.WrongDiscipline, "wrongDiscipline"),
        (InterruptionReason.NotEnoughTime, "notEnoughTime"));

    public static readonly WireNameList<PhotoMoment> Moment = new(
        (PhotoMoment.Before, "before"), (PhotoMoment.After, "after"), (PhotoMoment.Damage, "damage"));

    public static readonly WireNameList<PhotoDeletion> Deletion = new((PhotoDeletion.Privacy, "privacy"), (PhotoDeletion.Retention, "retention"));

    public static readonly WireNameList<ProofState> Proof = new(
        (ProofState.Intact, "intact"), (ProofState.Changed, "changed"), (ProofState.Missing, "missing"), (ProofState.Deleted, "deleted"));

    public static readonly WireNameList<CostDifferenceKind> Difference = new(
        (CostDifferenceKind.NotOrdered, "notOrdered"), (CostDifferenceKind.Covered, "covered"), (CostDifferenceKind.Price, "price"),
        (CostDifferenceKind.PriceCode, "priceCode"), (CostDifferenceKind.Quantity, "quantity"), (CostDifferenceKind.Unit, "unit"),
        (CostDifferenceKind.NoAgreedPrice, "noAgreedPrice"), (CostDifferenceKind.Total, "total"),
        (CostDifferenceKind.Sum, "sum"),
        (CostDifferenceKind.AboveMandate, "aboveMandate"));

    public static readonly WireNameList<SettlementHold> Hold = new(
        (SettlementHold.Sample, "sample"), (SettlementHold.FinalInspection, "finalInspection"), (SettlementHold.Approval, "approval"),
        (SettlementHold.Evidence, "evidence"), (SettlementHold.CostDifferences, "costDifferences"), (SettlementHold.Costs, "costs"));

    public static readonly WireNameList<TurnoverPhase> Turnover = new(
        (TurnoverPhase.PreInspection, "preInspection"), (TurnoverPhase.Works, "works"), (TurnoverPhase.FinalInspection, "finalInspection"),
        (TurnoverPhase.Delivered, "delivered"));

    public static readonly WireNameList<DeadlineKind> Deadline = new(
        (DeadlineKind.Respond, "respond"), (DeadlineKind.Complete, "complete"), (DeadlineKind.LeadTime, "leadTime"));

    public static readonly WireNameList<ServiceClockKind> Clock = new(
        (ServiceClockKind.AroundTheClock, "aroundTheClock"), (ServiceClockKind.WorkingDays, "workingDays"));

    public static readonly WireNameList<OrderStatus> Status = new(
        (OrderStatus.Registered, "registered"), (OrderStatus.AwaitingApproval, "awaitingApproval"), (OrderStatus.Quoting, "quoting"),
        (OrderStatus.Awarded, "awarded"), (OrderStatus.Planned, "planned"), (OrderStatus.InProgress, "inProgress"),
        (OrderStatus.TechnicallyComplete, "technicallyComplete"), (OrderStatus.InSample, "inSample"),
        (OrderStatus.Settling, "settling"), (OrderStatus.Closed, "closed"), (OrderStatus.Cancelled, "cancelled"));

    public static readonly WireNameList<AortaPhase> Phase = new(
        (AortaPhase.Leave, "leave"), (AortaPhase.Report, "report"), (AortaPhase.Examine, "examine"), (AortaPhase.Repair, "repair"),
        (AortaPhase.ReportBack, "reportBack"));

    public static readonly WireNameList<PartyRole> Role = new(
        (PartyRole.Corporation, "corporation"), (PartyRole.Contractor, "contractor"), (PartyRole.Hub, "hub"),
        (PartyRole.SurveyBureau, "surveyBureau"));

    public static readonly WireNameList<RefusalKind> Refusal = new(
        (RefusalKind.NotFound, "notFound"), (RefusalKind.NotAllowed, "notAllowed"), (RefusalKind.WrongState, "wrongState"),
        (RefusalKind.Invalid, "invalid"), (RefusalKind.Exists, "exists"), (RefusalKind.NotYet, "notYet"));

    private static readonly Dictionary<Type, IReadOnlyList<string>> Readable = new()
    {
        [typeof(OrderKind)] = Kind.All,
        [typeof(AgreementMethod)] = Agreement.All,
        [typeof(InterruptionReason)] = Interruption.All,
        [typeof(PhotoMoment)] = Moment.All,
        [typeof(PhotoDeletion)] = Deletion.All,
        [typeof(CostDifferenceKind)] = Difference.All,
    };

    /// <summary>The words of an enumeration that partners may send.</summary>
    public static IReadOnlyList<string> Of(Type meaning) => Readable[meaning];
}

/// <summary>A two-way table of words; every value has exactly one.</summary>
internal sealed class WireNameList<T> where T : struct, Enum
{
    private readonly Dictionary<T, string> _words;
    private readonly Dictionary<string, T> _values;

    public WireNameList(params (T Value, string Word)[] rows)
    {
        _words = rows.ToDictionary(r => r.Value, r => r.Word);
        _values = rows.ToDictionary(r => r.Word, r => r.Value, StringComparer.Ordinal);
        All = [.. rows.Select(r => r.Word)];
    }

    public IReadOnlyList<string> All { get; }

    public string this[T value] => _words[value];

    public T this[string word] => _values[word];

    public string? Word(T? value) => value is { } v ? _words[v] : null;

    public T? Value(string? word) => string.IsNullOrWhiteSpace(word) ? null : _values[word];
}
