using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Demo.Contractors;

/// <summary>Writes a MaintenanceStatus like a contractor's system: Dutch local time to the second, without offsets.</summary>
internal static class MaintenanceStatusWriter
{
    private static readonly XNamespace Ns = ElementNames.StatusNamespace;
    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static byte[] Write(string buyerGln, string contractorGln, string number, string subNumber, string codes, OrderEvent fact, DateTimeOffset at)
    {
        var code = codes.Split(' ');
        var document = new XElement(Ns + ElementNames.MaintenanceStatus,
            Value(ElementNames.MessageNumber, Guid.NewGuid().ToString("N")),
            Value(ElementNames.MessageDate, Date(at)),
            Value(ElementNames.MessageTime, Time(at)),
            new XElement(Ns + ElementNames.Buyer, Value(ElementNames.Gln, buyerGln)),
            new XElement(Ns + ElementNames.Contractor, Value(ElementNames.Gln, contractorGln)),
            new XElement(Ns + ElementNames.InstructionData,
                Value(ElementNames.InstructionNumber, number),
                Value(ElementNames.InstructionSubNumber, subNumber),
                Value(ElementNames.Status, code[0]),
                Value(ElementNames.StatusDescription, code.ElementAtOrDefault(1)),
                Value(ElementNames.DateReady, fact is WorkCompleted { ReadyOn: { } day } ? Day(day) : null),
                Value(ElementNames.TotalAmount, fact is WorkCompleted { Total: { } total } ? Number(total) : null),
                Value(ElementNames.FreeText, FreeTextOf(fact)),
                AppointmentOf(fact),
                LinesOf(fact).Select(Line)));
        return Encoding.UTF8.GetBytes(new XDeclaration("1.0", "utf-8", null) + document.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement? Value(string name, string? value) => value is null ? null : new XElement(Ns + name, value);

    private static XElement? AppointmentOf(OrderEvent fact) => fact switch
    {
        AppointmentMade made => Visit(made.Window),
        AppointmentMoved moved => Visit(moved.Window),
        LeadTimeExtended { Until: { } until } =>
            new XElement(Ns + ElementNames.AppointmentDateTimeInformation, Value(ElementNames.RequiredDeliveryDate, Day(until))),
        _ => null,
    };

    private static XElement Visit(TimeWindow window) => new(Ns + ElementNames.AppointmentDateTimeInformation, new XElement(Ns + ElementNames.DeliveryTimeFrame,
        Value(ElementNames.DeliveryDateEarliest, Date(window.From)), Value(ElementNames.DeliveryTimeEarliest, Time(window.From)),
        Value(ElementNames.DeliveryDateLatest, Date(window.Until)), Value(ElementNames.DeliveryTimeLatest, Time(window.Until))));

    private static XElement Line(OrderLine line) => new(Ns + ElementNames.InstructionLine,
        Value(ElementNames.LineNumber, line.Number),
        Value(ElementNames.Quantity, Number(line.Quantity)),
        Value(ElementNames.MeasurementUnitQuantity, line.Unit),
        Value(ElementNames.NormPriceCode, line.PriceCode),
        Value(ElementNames.ShortDescription, line.Description),
        line.Price is { } price ? new XElement(Ns + ElementNames.PriceInformation, Value(ElementNames.Price, Number(price))) : null);

    private static string? FreeTextOf(OrderEvent fact) => fact switch
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
