using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Dico.Writing;

/// <summary>The message for an event in one generation of DICO.</summary>
internal abstract record OutgoingText
{
    /// <summary>The whole order again; <paramref name="Lead"/> opens its FreeText, before the event's own words.</summary>
    public sealed record Instruction(string? Lead = null) : OutgoingText;

    /// <summary>
    /// A status; <paramref name="Detail"/> is a code or words for StatusDescription, <paramref name="Lead"/> opens FreeText.
    /// </summary>
    public sealed record Status(string Code, string? Detail = null, string? Lead = null) : OutgoingText;

    /// <summary>Nothing: the generation has no message for it.</summary>
    public sealed record Silence(string Why) : OutgoingText;
}

/// <summary>What a status carries beside its code.</summary>
internal sealed record CarriedData(decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null);

/// <summary>The messages to a contractor for an event, a column a generation.</summary>
internal sealed record OutgoingRule(Type Event, OutgoingText A, OutgoingText B, OutgoingText C)
{
    /// <summary>The event's own words, with what the order after it adds to them.</summary>
    public Func<OrderEvent, Order, string?> Words { get; init; } = (_, _) => null;

    /// <summary>What goes along in a status.</summary>
    public Func<OrderEvent, Order, CarriedData> Carries { get; init; } = (_, _) => new CarriedData();
}

/// <summary>The message of every event to contractors, in each generation. Words for contractors are Dutch, as their screens are.</summary>
internal static class Outgoing
{
    private const string MayBill = "Werk akkoord, kosten kunnen worden ingediend";

    private static readonly OutgoingText Anew = new OutgoingText.Instruction();
    private static readonly OutgoingText Ann = new OutgoingText.Status("ANN");
    private static readonly OutgoingText Own = new OutgoingText.Silence("The contractor says this itself; DICO has no message for it to a contractor.");
    private static readonly OutgoingText Inside = new OutgoingText.Silence("This concerns the corporation alone; DICO has no message for it.");
    private static readonly OutgoingText WithAward = new OutgoingText.Silence("The contractor hears of an order when it is awarded.");
    private static readonly OutgoingText NoCode = new OutgoingText.Silence("DICO has no status for this.");
    private static readonly OutgoingText NotInA = new OutgoingText.Silence("The status list of generation A has no code for this.");

    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<OutgoingRule> All =
    [
        //                          generation A                    B                              C
        Row<OrderAwarded>(Anew, Anew, Anew, e => e.ForQuotation ? "Prijsopgave gevraagd, nog niet uitvoeren" : null),
        Row<OrderAmended>(Anew, Anew, Anew, e => e.AcceptAgain ? "Gewijzigde opdracht, graag opnieuw bevestigen" : "Gewijzigde opdracht"),
        Row<OrderApproved>(Again("Akkoord"), Again("Akkoord"), Again("Akkoord"), e => e.Remark),
        Row<InspectionFailed>(Again("Inspectie niet akkoord"), Again("Inspectie niet akkoord"), Again("Inspectie niet akkoord"), e => e.Remark),
        Row<OrderReopened>(Again("Opdracht heropend"), Again("Opdracht heropend"), Again("Opdracht heropend"), e => e.Reason),

        Row<OrderCancelled>(Ann, Ann, Ann, e => e.Reason),
        Row<OrderDeclined>(Status("ANN", lead: "Niet akkoord"), Status("ANN", lead: "Niet akkoord"), Status("ANN", lead: "Niet akkoord"), e => e.Reason),
        Row<CancellationRequested>(NotInA, Status("VAN"), Status("VAN"), e => e.Reason),

        Row<ResponseRequired>(NotInA, Status("REV"), Status("REV"), e => e.Question),
        Row<InformationRequested>(NotInA, Status("VIN"), Status("VIN"), e => e.Question),
        Row<ResponseGiven>(Again("Antwoord"), Status("REA"), Status("REA"), e => e.Answer),
        Row<InformationGiven>(Again("Informatie"), Status("AIN"), Status("AIN"), e => e.Answer),

        Row<LeadTimeAgreed>(Again("Uitstel akkoord"), Decided("Uitstel akkoord"), Decided("Uitstel akkoord"),
            (e, order) => Together(order.LeadTime.AgreedUntil is { } until ? $"tot en met {Timestamps.Date(until)}" : null, e.Remark)),
        Row<LeadTimeDeclined>(Again("Uitstel niet akkoord"), Decided("Uitstel niet akkoord"), Decided("Uitstel niet akkoord"), e => e.Reason),

        // The day of delivery of a turnover runs from the keys: where there is no status for them, the whole order goes again.
        Row<KeysReceived>(Again("Sleutels ontvangen"), Status("AIN", lead: "Sleutels ontvangen"), Status("AIN", lead: "Sleutels ontvangen"),
            (_, order) => order.Turnover.KeysReceivedAt is { } keys ? Timestamps.Date(keys) : null),
        Row<PreInspectionHeld>(NotInA, Status("AIN", lead: "Voorinspectie gehouden"), Status("AIN", lead: "Voorinspectie gehouden"), e => e.Remark),

        Row<ExtraWorkApproved>(Again("Meerwerk akkoord"), Decided("Meerwerk akkoord"), Decided("Meerwerk akkoord"),
            (e, order) => Together(e.Remark, NotAgreed(e, order))) with
        {
            Carries = (e, order) => new CarriedData(Lines: Agreed((ExtraWorkApproved)e, order)),
        },
        Row<ExtraWorkDeclined>(Again("Meerwerk niet akkoord"), Decided("Meerwerk niet akkoord"), Decided("Meerwerk niet akkoord"), e => e.Reason),

        Row<QuotationAwarded>(Again("Prijsopgave akkoord"), Again("Prijsopgave akkoord"), Status("QUA"), e => e.Remark),
        Row<QuotationDeclined>(NotInA, Status("OND", "QUR"), Status("QUR"), e => e.Reason),

        Row<InspectionPassed>(NotInA, Status("AIN", lead: "Inspectie akkoord"), Status("AIN", lead: "Inspectie akkoord"), e => e.Remark),
        Row<WorkAgreed>(NotInA, Status("AIN", lead: MayBill), Status("AIN", lead: MayBill), e => e.Remark),
        // Nothing is paid until the contractor corrects its claim or the client settles otherwise: every generation has a message for it.
        Row<CostsDiffer>(Again("Kosten niet akkoord"), Status("AIN", lead: "Kosten niet akkoord"), Status("AIN", lead: "Kosten niet akkoord"),
            e => CostDifferencesText.Sentences(e.Differences)),
        Row<CostsSettled>(NotInA, Status("AIN", lead: "Kosten akkoord"), Status("AIN", lead: "Kosten akkoord"),
            e => Together(e.Remark, CostDifferencesText.Sentences(e.Differences))) with
        {
            Carries = (e, _) => e is CostsSettled settled ? new CarriedData(settled.Total, settled.Lines) : new CarriedData(),
        },

        // A photo goes with the whole order: a status has a place for it on its lines alone.
        Row<PhotoAdded>(Again("Foto toegevoegd"), Again("Foto toegevoegd"), Again("Foto toegevoegd"), e => e.Remark),
        Row<PhotoDeleted>(NotInA, Status("AIN", lead: "Foto verwijderd"), Status("AIN", lead: "Foto verwijderd"), e => OfPhoto(e.PhotoId, e.Reason)),
        // Nothing is settled until they are there, or sent in another way: every generation has a message for both.
        Row<PhotosMissing>(Again("Foto's ontbreken"), Status("VIN", lead: "Foto's ontbreken"), Status("VIN", lead: "Foto's ontbreken"),
            e => MissingPhotosText.Words(e.Missing)),
        Row<PhotoRejected>(Again("Foto niet opgenomen"), Status("VIN", lead: "Foto niet opgenomen"), Status("VIN", lead: "Foto niet opgenomen"),
            e => OfPhoto(e.PhotoId, e.Reason)),

        Row<OrderClosed>(NotInA, Status("AGE"), Status("AGE"), e => e.Remark),

        Row<OrderPlaced>(WithAward), Row<OrderUnrouted>(Inside), Row<ApprovalRequired>(Inside), Row<ApprovalWithdrawn>(Inside), Row<SamplePicked>(Inside),
        Row<ComplaintRegistered>(NoCode), Row<ComplaintAnswered>(NoCode), Row<AppointmentCancelled>(NoCode),
        Row<OrderAccepted>(Own), Row<OrderRefused>(Own), Row<AppointmentMade>(Own), Row<AppointmentMoved>(Own), Row<WorkStarted>(Own),
        Row<WorkInterrupted>(Own), Row<WorkResumed>(Own), Row<TemporarilyRestored>(Own), Row<LeadTimeExtended>(Own), Row<ExtraWorkRequested>(Own),
        Row<ExtraWorkAcknowledged>(Own), Row<QuotationGiven>(Own), Row<PhotoAnnounced>(Own), Row<WorkCompleted>(Own),
    ];

    private static readonly Dictionary<Type, OutgoingRule> ByEvent = All.ToDictionary(r => r.Event);

    /// <summary>The row of an event.</summary>
    /// <exception cref="InvalidOperationException">The table lacks it: a test holds that it lacks none.</exception>
    public static OutgoingRule Of(OrderEvent e) =>
        ByEvent.GetValueOrDefault(e.GetType()) ?? throw new InvalidOperationException($"The DICO table does not have {e.Name}.");

    private static OutgoingRule Row<T>(OutgoingText a, OutgoingText b, OutgoingText c, Func<T, string?> words) where T : OrderEvent =>
        Row<T>(a, b, c, (e, _) => words(e));

    private static OutgoingRule Row<T>(OutgoingText a, OutgoingText b, OutgoingText c, Func<T, Order, string?> words) where T : OrderEvent =>
        new(typeof(T), a, b, c) { Words = (e, order) => words((T)e, order) };

    private static OutgoingRule Row<T>(OutgoingText all) where T : OrderEvent => new(typeof(T), all, all, all);

    private static OutgoingText.Instruction Again(string lead) => new(lead);

    private static OutgoingText.Status Status(string code, string? detail = null, string? lead = null) => new(code, detail, lead);

    private static string OfPhoto(string id, string reason) => $"foto {id}: {reason}";

    // The decision is given both where systems show a status and where they show words.
    private static OutgoingText.Status Decided(string decision) => new("REA", decision, decision);

    // The state has what was agreed so far, not by which request: without numbers, all of it is included.
    private static IReadOnlyList<OrderLine> Agreed(ExtraWorkApproved e, Order order) =>
        [.. AgreedAmounts.ExtraLines(order).Where(l => e.LineNumbers?.Contains(l.Number) ?? true)];

    private static string? NotAgreed(ExtraWorkApproved e, Order order) =>
        e.LineNumbers is not null && order.ExtraWork.Decisions is [.., { Declined: { Count: > 0 } declined }]
            ? $"Niet akkoord: {(declined.Count == 1 ? "regel" : "regels")} {string.Join(", ", declined)}"
            : null;

    private static string? Together(params string?[] words) =>
        string.Join('\n', words.Where(w => !string.IsNullOrWhiteSpace(w))) is { Length: > 0 } all ? all : null;
}
