using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Dico.Codes;

/// <summary>What a code is in one generation's list.</summary>
public enum CodeUse
{
    /// <summary>The generation does not know it.</summary>
    Unknown,

    /// <summary>A main status.</summary>
    Main,

    /// <summary>A detail, in StatusDescription under a main status.</summary>
    Detail,

    /// <summary>An event, which leaves the status as it is.</summary>
    Event,
}

/// <summary>What a detail's code in StatusDescription does to a main status.</summary>
public enum DetailRule
{
    /// <summary>A detail has no place here: it contradicts the status.</summary>
    Contradicts,

    /// <summary>The detail is reported beside the status: accepted, and an appointment made.</summary>
    Joins,

    /// <summary>The detail is what happened; the main status only reports that work is interrupted.</summary>
    Decides,
}

/// <summary>What a message has beside its status.</summary>
internal sealed record StatusFacts(
    string? Remark, TimeWindow? Appointment, DateOnly? Until, DateOnly? ReadyOn, string? Cause, decimal? Total, IReadOnlyList<OrderLine>? Lines);

/// <summary>The event that a status reports.</summary>
/// <param name="Event">Its record.</param>
/// <param name="Make">Makes it of what the message has beside the status.</param>
internal sealed record ReportedStatus(Type Event, Func<StatusFacts, OrderEvent> Make);

/// <summary>One status code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Meaning">What it means; two codes with one meaning are the same thing in two generations.</param>
/// <param name="A">Its use in the oldest lists.</param>
/// <param name="B">Its use in lists with details under main statuses.</param>
/// <param name="C">Its use in the newest lists.</param>
public sealed record Status(string Code, string Meaning, CodeUse A, CodeUse B, CodeUse C)
{
    /// <summary>What a detail beside it does.</summary>
    public DetailRule Detail { get; init; }

    /// <summary>True where the message must have the time of the visit.</summary>
    public bool NeedsAppointment { get; init; }

    /// <summary>True where the lines of the message belong to what is reported.</summary>
    public bool HasLines { get; init; }

    /// <summary>False for a code whose meaning nobody has written down: it is refused.</summary>
    public bool Understood { get; init; } = true;

    /// <summary>True where the code is a detail in some generation.</summary>
    public bool IsDetail => B is CodeUse.Detail || C is CodeUse.Detail;

    /// <summary>The event that it reports; null where it reports no more than that the message arrived.</summary>
    internal ReportedStatus? Becomes { get; init; }
}

/// <summary>The status codes of all three generations: reading takes them all, from everybody.</summary>
public static class StatusTable
{
    private const CodeUse No = CodeUse.Unknown, Main = CodeUse.Main, Det = CodeUse.Detail, Evt = CodeUse.Event;
    private const DetailRule Joins = DetailRule.Joins, Decides = DetailRule.Decides;

    /// <summary>The table, one row a code.</summary>
    public static readonly IReadOnlyList<Status> All =
    [
        //   code   meaning                               A     B     C
        new("ACC", "accepted",                            Main, Main, Main) { Becomes = Read(f => new OrderAccepted(f.Remark)), Detail = Joins },
        new("WEI", "refused",                             Main, Main, Main) { Becomes = Read(f => new OrderRefused(f.Remark)) },
        new("AFH", "appointment with the resident",       Main, Det,  Evt) { Becomes = Read(Visit), NeedsAppointment = true },
        new("UIT", "in progress",                         Main, No,   No) { Becomes = Read(f => new WorkStarted(f.Remark)) },
        new("OND", "interrupted",                         No,   Main, No) { Becomes = Interrupted(InterruptionReason.Other), Detail = Decides },
        new("ONH", "interrupted",                         No,   No,   Evt) { Becomes = Interrupted(InterruptionReason.Other), Detail = Decides },
        new("REX", "resumed",                             No,   No,   Evt) { Becomes = Read(f => new WorkResumed(f.Remark)) },
        new("THD", "temporarily restored",                No,   Det,  Evt) { Becomes = Read(f => new TemporarilyRestored(f.Remark)) },
        new("BNT", "resident not present",                Main, Det,  Det) { Becomes = Interrupted(InterruptionReason.NoAccess) },
        new("BBT", "resident will call back",             Main, Det,  Det) { Becomes = Interrupted(InterruptionReason.ResidentCallsBack) },
        new("AFN", "making an appointment failed",        No,   Det,  Det) { Becomes = Interrupted(InterruptionReason.NoAppointment) },
        new("MIB", "material on order",                   Main, Det,  Det) { Becomes = Interrupted(InterruptionReason.Material) },
        new("OHD", "part not available",                  No,   Det,  Det) { Becomes = Interrupted(InterruptionReason.Material) },
        new("AFW", "waiting for weather",                 Main, Det,  Det) { Becomes = Interrupted(InterruptionReason.Weather) },
        new("AFR", "awaiting the inspector's answer",     Main, Det,  Det) { Becomes = Interrupted(InterruptionReason.AwaitingClient) },
        new("VBW", "at the resident's request",           Main, Det,  Det) { Becomes = Interrupted(InterruptionReason.ResidentRequest) },
        new("AVW", "extra work needed, answer required",  No,   Det,  Det) { Becomes = Read(f => new ExtraWorkRequested(f.Remark, f.Lines)), HasLines = true },
        new("AWE", "extra work by another contractor",    No,   Det,  Det) { Becomes = Interrupted(InterruptionReason.OtherContractor) },
        new("VER", "lead time extended",                  Main, Main, Evt) { Becomes = Read(f => new LeadTimeExtended(f.Until, f.Remark)), Detail = Joins },
        new("REV", "response required",                   No,   Main, Main) { Becomes = Read(f => new ResponseRequired(f.Remark)), Detail = Joins },
        new("REA", "response",                            No,   Main, Main) { Becomes = Read(f => new ResponseGiven(f.Remark)) },
        new("VIN", "information asked",                   No,   Main, Evt) { Becomes = Read(f => new InformationRequested(f.Remark)), Detail = Joins },
        new("AIN", "information given",                   No,   Main, Evt) { Becomes = Read(f => new InformationGiven(f.Remark)) },
        new("VAN", "asked to cancel",                     No,   Main, Main) { Becomes = Read(f => new CancellationRequested(f.Remark)) },
        new("ANN", "cancelled",                           Main, Main, Main) { Becomes = Read(f => new OrderCancelled(f.Remark)) },
        new("QUA", "quotation awarded",                   No,   No,   Main) { Becomes = Read(f => new QuotationAwarded(f.Remark)) },
        new("QUR", "quotation not awarded",               No,   Det,  Main) { Becomes = Read(f => new QuotationDeclined(f.Remark)) },
        new("GER", "technically complete",                Main, No,   No) { Becomes = Read(Completed), HasLines = true },
        new("TGE", "technically complete",                No,   Main, Main) { Becomes = Read(Completed), HasLines = true },
        new("AGE", "administratively complete",           No,   Main, Main) { Becomes = Read(f => new OrderClosed(f.Remark)) },
        new("REG", "registered, sent",                    No,   Main, Main) { Detail = Joins },
        new("TFC", "unknown",                             Main, No,   No) { Understood = false },
    ];

    private static readonly Dictionary<string, Status> ByCode = All.ToDictionary(r => r.Code, KeyText.Codes);

    /// <summary>The row with this code, or null.</summary>
    public static Status? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The codes that a contractor may send, for a sentence.</summary>
    public static readonly string Listed = string.Join(", ", All.Where(IsTaken).Select(r => r.Code));

    /// <summary>The codes that are a detail somewhere, for a sentence.</summary>
    public static readonly string ListedDetails = string.Join(", ", All.Where(r => r.IsDetail && IsTaken(r)).Select(r => r.Code));

    // What the corporation says has codes too, and a contractor that sends one is refused.
    private static bool IsTaken(Status row) =>
        row.Understood && (row.Becomes is null || EventCatalogue.Of(row.Becomes.Event).By.HasFlag(Sides.Contractor));

    /// <summary>The code that reports an event, by its name in the domain, of the newest list that has one; null where none does.</summary>
    public static string? CodeOf(string eventName)
    {
        var rows = All.Where(r => r.Becomes?.Event.Name == eventName).ToList();
        return (rows.Find(r => r.C is not No) ?? rows.Find(r => r.B is not No) ?? rows.FirstOrDefault())?.Code;
    }

    private static ReportedStatus Read<T>(Func<StatusFacts, T> make) where T : OrderEvent => new(typeof(T), make);

    private static ReportedStatus Interrupted(InterruptionReason reason) => Read(f => new WorkInterrupted(reason, f.Remark));

    private static AppointmentMade Visit(StatusFacts f) => new(f.Appointment!, f.Remark);

    private static WorkCompleted Completed(StatusFacts f) => new(f.ReadyOn, f.Cause, f.Total, f.Lines, f.Remark);
}
