using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Application.Settings;
using Hub.Domain.Documents;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dico.Reading;
using Hub.Formats.Dico.Writing;

namespace Hub.Formats.Tests.Support;

/// <summary>A MaintenanceStatus, an element a line: what is null is left out, and InstructionData begins on line 8.</summary>
internal sealed record StatusDocument
{
    public string? MessageNumber { get; init; } = "<MessageNumber>M-1001</MessageNumber>";

    public string? MessageDate { get; init; } = "<MessageDate>2026-03-02</MessageDate>";

    public string? MessageTime { get; init; } = "<MessageTime>10:15:00</MessageTime>";

    public string? Buyer { get; init; } = $"<Buyer><GLN>{DicoGiven.CorporationGln}</GLN></Buyer>";

    public string? Contractor { get; init; } = $"<Contractor><GLN>{DicoGiven.ContractorGln}</GLN></Contractor>";

    public string? InstructionNumber { get; init; } = "<InstructionNumber>4711</InstructionNumber>";

    public string? InstructionSubNumber { get; init; } = "<InstructionSubNumber>1</InstructionSubNumber>";

    /// <summary>What follows in InstructionData, from line 11 on.</summary>
    public string[] Data { get; init; } = [];

    public static StatusDocument Saying(string status, params string[] more) => new() { Data = [$"<Status>{status}</Status>", .. more] };

    public static StatusDocument Under(string status, string detail, params string[] more) =>
        Saying(status, [$"<StatusDescription>{detail}</StatusDescription>", .. more]);

    public override string ToString()
    {
        string?[] lines =
        [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>", $"<MaintenanceStatus xmlns=\"{ElementNames.StatusNamespace}\">",
            MessageNumber, MessageDate, MessageTime, Buyer, Contractor, "<InstructionData>", InstructionNumber, InstructionSubNumber, .. Data,
            "</InstructionData>", "</MaintenanceStatus>",
        ];
        return string.Join('\n', lines.Where(l => l is not null));
    }
}

/// <summary>Parties, orders and shortcuts of the DICO tests.</summary>
internal static class DicoGiven
{
    public const string CorporationGln = "8712345000011";
    public const string ContractorGln = "8712345000028";

    public const string Appointment =
        "<AppointmentDateTimeInformation><DeliveryTimeFrame><DeliveryDateEarliest>2026-03-05</DeliveryDateEarliest><DeliveryTimeEarliest>08:00:00</DeliveryTimeEarliest>"
        + "<DeliveryDateLatest>2026-03-05</DeliveryDateLatest><DeliveryTimeLatest>12:00:00</DeliveryTimeLatest></DeliveryTimeFrame></AppointmentDateTimeInformation>";

    public static readonly TimeWindow Morning = new(Winter(5, 8), Winter(5, 12));

    public static readonly ResidentContact Resident = new("Bewoner van VHE-100", "0600000001", "0100000002", "bewoner@voorbeeld.example");

    public static readonly OrderContent Content = new()
    {
        Number = "4711",
        Kind = OrderKind.Repair,
        Description = "Kraan keuken lekt",
        DwellingId = "VHE-100",
        Urgency = "Spoed",
        Agreement = AgreementMethod.UnitPrice,
        ReverseCharge = true,
        OrderedOn = new DateOnly(2026, 3, 1),
        StartOn = new DateOnly(2026, 3, 3),
        DueOn = new DateOnly(2026, 3, 10),
        RequestedVisit = new TimeWindow(Winter(4, 8), Winter(4, 12)),
        ParentNumber = "4700",
        Remarks = "Sleutel bij de beheerder",
        Lines =
        [
            new OrderLine
            {
                Number = "1", Description = "Kraan vervangen", LongDescription = "Keukenmengkraan vervangen, wandmodel", PriceCode = "510.20", Quantity = 1,
                Unit = "PCE", Price = 145.5m, VatPercentage = 21, Ledo = new Ledo("KEU", "KRN", "LEK", "SLT"),
            },
            new OrderLine { Number = "2", Description = "Meterkast nazien", Quantity = 0.75m, Unit = "HUR", Price = 58m, VatPercentage = 0,
                Agreement = AgreementMethod.TimeAndMaterials },
        ],
    };

    public static DateTimeOffset Winter(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(1));

    public static Partner Contractor(DicoGeneration generation = DicoGeneration.C, params (string List, string Theirs, string Standard)[] codes) => new()
    {
        Id = "constructif",
        Role = PartnerRole.Contractor,
        Name = "Constructif BV",
        Gln = ContractorGln,
        Connection = new Connection
        {
            Language = Language.Dico,
            Transport = Transport.Https,
            Url = new Uri("https://constructif.example/dico"),
            DicoGeneration = generation,
            Codes = codes.GroupBy(c => c.List).ToDictionary(
                g => g.Key, g => (IReadOnlyDictionary<string, string>)g.ToDictionary(c => c.Theirs, c => c.Standard)),
        },
    };

    public static Order Order(OrderContent? content = null) => new()
    {
        Id = OrderId.For("erp", "4711"),
        ErpId = "erp",
        Version = 2,
        Content = content ?? Content,
        Dwelling = new Dwelling("VHE-100", new Address("Merelstraat", "12", "b", "2 hoog", "1234AB", "Voorbeeldstad"), "C-07", "Noord"),
        Assignment = new AssignmentState { ContractorId = "constructif", ContractNumber = "RC-2026-01" },
    };

    /// <summary>The order with a change of its assignment.</summary>
    public static Order Assigned(this Order order, Func<AssignmentState, AssignmentState> change) => order with { Assignment = change(order.Assignment) };

    public static OutgoingOrderMessage Outgoing(OrderEvent told, DicoGeneration generation = DicoGeneration.C, Order? order = null, Partner? recipient = null)
    {
        var contractor = recipient ?? Contractor(generation);
        order ??= Order();
        var recorded = new RecordedEvent
        {
            Stream = order.Id,
            Version = 2,
            Event = told,
            By = new Actor(PartyRole.Corporation, "erp"),
            OccurredAt = Winter(2, 9),
            RecordedAt = Winter(2, 9, 30),
        };
        return new OutgoingOrderMessage("d-0001", recorded, order, contractor, contractor, Resident,
            new Corporation("Woonstichting Voorbeeld", CorporationGln), new Hub.Application.Evidence.PublicAddress(new Uri("https://hub.example/")));
    }

    public static ReadResult Read(string document, Partner? partner = null) => Read(Encoding.UTF8.GetBytes(document), partner);

    public static ReadResult Read(byte[] document, Partner? partner = null) => new MessageReader().Read(document, new ReadContext(partner ?? Contractor()));

    public static IncomingOrderMessage Message(StatusDocument document, Partner? partner = null) => Message(Read(document.ToString(), partner));

    public static IncomingOrderMessage Message(ReadResult result) => result switch
    {
        ReadResult.Read { Messages: [IncomingOrderMessage message] } => message,
        ReadResult.Failed failed => throw new InvalidOperationException(string.Join('\n', failed.Errors)),
        _ => throw new InvalidOperationException("One message was expected."),
    };

    public static IReadOnlyList<OrderEvent> Facts(StatusDocument document, Partner? partner = null) =>
        [.. Message(document, partner).Commands.Cast<Report>().Select(r => r.Fact)];

    public static IReadOnlyList<ReadError> Errors(StatusDocument document, Partner? partner = null) => Errors(Read(document.ToString(), partner));

    public static IReadOnlyList<ReadError> Errors(ReadResult result) =>
        result is ReadResult.Failed failed ? failed.Errors : throw new InvalidOperationException("A reading error was expected.");

    public static string Written(OutgoingOrderMessage outbound) => new MessageWriter().Write(outbound) switch
    {
        WriteResult.Written written => Encoding.UTF8.GetString(written.Message.Body.Span),
        WriteResult.NothingToSay nothing => throw new InvalidOperationException(nothing.Why),
        _ => throw new InvalidOperationException("Unknown result."),
    };

    public static string? Silence(OutgoingOrderMessage outbound) => (new MessageWriter().Write(outbound) as WriteResult.NothingToSay)?.Why;
}
