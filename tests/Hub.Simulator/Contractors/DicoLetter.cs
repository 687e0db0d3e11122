using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Hub.Core.Orders;
using Hub.Formats.Dico;

namespace Hub.Simulator.Contractors;

/// <summary>Writes a MaintenanceStatus as a contractor's system does: Dutch local time to the second, no offsets.</summary>
internal static class DicoLetter
{
    private static readonly XNamespace Ns = DicoNames.StatusNamespace;
    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static byte[] Write(string buyerGln, string contractorGln, string number, string subNumber, string codes, OrderEvent fact, DateTimeOffset at)
    {
        var code = codes.Split(' ');
        var document = new XElement(Ns + DicoNames.MaintenanceStatus,
            Value(DicoNames.MessageNumber, Guid.NewGuid().ToString("N")),
            Value(DicoNames.MessageDate, Date(at)),
            Value(DicoNames.MessageTime, Time(at)),
            new XElement(Ns + DicoNames.Buyer, Value(DicoNames.Gln, buyerGln)),
            new XElement(Ns + DicoNames.Contractor, Value(DicoNames.Gln, contractorGln)),
            new XElement(Ns + DicoNames.InstructionData,
                Value(DicoNames.InstructionNumber, number),
                Value(DicoNames.InstructionSubNumber, subNumber),
                Value(DicoNames.Status, code[0]),
                Value(DicoNames.StatusDescription, code.ElementAtOrDefault(1)),
                Value(DicoNames.DateReady, fact is WorkCompleted { ReadyOn: { } day } ? Day(day) : null),
                Value(DicoNames.TotalAmount, fact is WorkCompleted { Total: { } total } ? Number(total) : null),
                Value(DicoNames.FreeText, WordsOf(fact)),
                When(fact),
                LinesOf(fact).Select(Line)));
        return Encoding.UTF8.GetBytes(new XDeclaration("1.0", "utf-8", null) + document.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement? Value(string name, string? value) => value is null ? null : new XElement(Ns + name, value);

    private static XElement? When(OrderEvent fact) => fact switch
    {
        AppointmentMade made => Visit(made.Window),
        AppointmentMoved moved => Visit(moved.Window),
        LeadTimeExtended { Until: { } until } => new XElement(Ns + DicoNames.AppointmentDateTimeInformation, Value(DicoNames.RequiredDeliveryDate, Day(until))),
        _ => null,
    };

    private static XElement Visit(TimeWindow window) => new(Ns + DicoNames.AppointmentDateTimeInformation, new XElement(Ns + DicoNames.DeliveryTimeFrame,
        Value(DicoNames.DeliveryDateEarliest, Date(window.From)), Value(DicoNames.DeliveryTimeEarliest, Time(window.From)),
        Value(DicoNames.DeliveryDateLatest, Date(window.Until)), Value(DicoNames.DeliveryTimeLatest, Time(window.Until))));

    private static XElement Line(OrderLine line) => new(Ns + DicoNames.InstructionLine,
        Value(DicoNames.LineNumber, line.Number),
        Value(DicoNames.Quantity, Number(line.Quantity)),
        Value(DicoNames.MeasurementUnitQuantity, line.Unit),
        Value(DicoNames.NormPriceCode, line.PriceCode),
        Value(DicoNames.ShortDescription, line.Description),
        line.Price is { } price ? new XElement(Ns + DicoNames.PriceInformation, Value(DicoNames.Price, Number(price))) : null);

    private static string? WordsOf(OrderEvent fact) => fact switch
    {
        OrderAccepted e => e.Remark,
        OrderRefused e => e.Reason,
        AppointmentMade e => e.Remark,
        AppointmentMoved e => e.Remark,
        WorkStarted e => e.Remark,
        WorkInterrupted e => e.Remark,
        WorkResumed e => e.Remark,
        TemporarilyRestored e => e.Remark,
        ResponseRequired e => e.Question,
        ResponseGiven e => e.Answer,
        InformationRequested e => e.Question,
        InformationGiven e => e.Answer,
        LeadTimeExtended e => e.Reason,
        ExtraWorkRequested e => e.Reason,
        CancellationRequested e => e.Reason,
        OrderCancelled e => e.Reason,
        WorkCompleted e => e.Remark,
        OrderClosed e => e.Remark,
        _ => null,
    };

    private static IReadOnlyList<OrderLine> LinesOf(OrderEvent fact) => fact switch
    {
        ExtraWorkRequested { Lines: { } lines } => lines,
        WorkCompleted { Lines: { } lines } => lines,
        _ => [],
    };

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Date(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Dutch).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Dutch).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
