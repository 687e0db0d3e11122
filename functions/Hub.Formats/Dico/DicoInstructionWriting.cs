using Hub.Core.Deliveries;
using Hub.Core.Dwellings;
using Hub.Core.Intake;
using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Formats.Dico;

/// <summary>
/// Writes a MaintenanceInstruction: the whole order as it now stands, in the order of elements that the standard asks. Urgency, first
/// day, parent order and the deadline of the response have no element and go in FreeText. An order that does not say how it
/// is paid, and whose lines do not agree on it by themselves or by the contract, has no InstructionAgreementMethod: any code would be a promise about
/// money that nobody made.
/// <para>
/// RequiredDeliveryDate and RequiredDeliveryTime are the deadline of the work, a turnover's that of its delivery, as it falls when the
/// event is recorded; where nothing sets one, the day that the corporation asks. An order whose work the inspector did not agree to
/// goes as warranty until it is done.
/// </para>
/// </summary>
internal static class DicoInstructionWriting
{
    /// <summary>The bytes; <paramref name="words"/> open the order's FreeText.</summary>
    public static byte[] Write(Outbound outbound, string? words) =>
        DicoDocument.Write(DicoNames.MaintenanceInstruction, DicoNames.InstructionNamespace, document =>
        {
            var (order, connection) = (outbound.Order, outbound.Recipient.Connection);
            var content = order.Content;
            DicoWriter.Head(document, outbound);
            Party(document, DicoNames.Buyer, outbound.Corporation.Gln, outbound.Corporation.Name);
            Party(document, DicoNames.Contractor, outbound.Recipient.Gln, outbound.Recipient.Name);
            var lines = DicoLineWriting.Of(order);
            var photos = new DicoPhotoWriting(document, outbound, lines.Select(l => l.Line.Number));
            photos.WriteOfOrder();
            document.Group(DicoNames.InstructionData, () =>
            {
                document.Value(DicoNames.InstructionNumber, content.Number);
                document.Value(DicoNames.InstructionSubNumber, OrderMatching.SubNumber);
                document.Value(DicoNames.InstructionDate, content.OrderedOn is { } ordered ? DicoTime.Date(ordered) : null);
                var rework = order.FailedInspections > 0 && !order.IsDone;
                var deadlines = OrderDeadlines.Of(order);
                var agreement = rework ? AgreementMethod.Warranty
                    : content.Agreement ?? (content.Lines.Count == 0 ? order.Terms?.Coverage : OfAllLines(DicoAgreed.Lines(order)));
                Information(document, content, agreement, connection);
                document.Value(DicoNames.FreeText, FreeText(content, words, rework, deadlines, outbound.Recorded.RecordedAt));
                document.GroupIf(order.ContractNumber is not null, DicoNames.ContractReference,
                    () => document.Value(DicoNames.ContractNumber, order.ContractNumber));
                Location(document, order, outbound.Recipient.Id == order.ContractorId ? outbound.Contact : null);
                Appointment(document, content, deadlines, outbound.Recorded.RecordedAt);
                var writing = new DicoLineWriting(document, connection, agreement);
                // How a line is paid otherwise means nothing for work that is not paid.
                foreach (var (line, remark) in lines) writing.Write(rework ? line with { Agreement = null } : line, remark, photos);
            });
        });

    private static void Party(DicoDocument document, string name, string? gln, string party) => document.Group(name, () =>
    {
        document.Value(DicoNames.Gln, gln);
        document.Value(DicoNames.Name, party);
    });

    private static void Information(DicoDocument document, OrderContent content, AgreementMethod? agreement, Connection connection)
    {
        var warranty = agreement is AgreementMethod.Warranty;
        var method = warranty && connection.DicoGeneration is DicoGeneration.A
            ? DicoCodes.WarrantyInGenerationA
            : agreement is { } known ? DicoCodes.Agreements.CodeOf(known) : null;
        document.Group(DicoNames.InstructionInformation, () =>
        {
            document.Value(DicoNames.InstructionType, connection.FromStandard("type", DicoCodes.Types.CodeOf(content.Kind)!));
            document.Value(DicoNames.InstructionAgreementMethod, method is null ? null : connection.FromStandard("agreement", method));
            document.Value(DicoNames.InstructionTypeSpecification, warranty ? DicoCodes.WarrantySpecification : DicoCodes.NormalSpecification);
        });
    }

    private static AgreementMethod? OfAllLines(IReadOnlyList<OrderLine> lines) =>
        lines.Select(l => l.Agreement).Distinct().ToList() is [{ } only] ? only : null;

    private static string FreeText(OrderContent content, string? words, bool rework, OrderDeadlines? deadlines, DateTimeOffset now)
    {
        var respond = deadlines?.All.FirstOrDefault(d => d is { Kind: DeadlineKind.Respond, MetAt: null });
        string?[] parts =
        [
            words,
            rework ? "Herstel op kosten van de aannemer (garantie)" : null,
            content.Description,
            content.Remarks,
            content.Urgency is null ? null : $"Urgentie: {content.Urgency}",
            respond is null ? null : $"Reageren voor {DicoTime.Words(deadlines!.ByAt(respond, now))}",
            content.StartOn is { } start ? $"Niet eerder dan {DicoTime.Date(start)}" : null,
            content.ParentNumber is null ? null : $"Hoort bij opdracht {content.ParentNumber}",
        ];
        return string.Join('\n', parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }

    private static void Location(DicoDocument document, Order order, ResidentContact? contact)
    {
        var address = order.Dwelling?.Address ?? order.Content.GivenAddress ?? new Address();
        var dwelling = order.Dwelling?.Id ?? order.Content.DwellingId;
        document.Group(DicoNames.MaintenanceLocation, () =>
        {
            document.Value(DicoNames.ComplexNumber, order.Dwelling?.Complex ?? order.Content.Complex);
            document.Value(DicoNames.PremisesNumber, dwelling);
            document.Value(DicoNames.RealEstateUnitNumber, dwelling);
            document.Value(DicoNames.Street, address.Street);
            document.Value(DicoNames.HouseNumber, address.HouseNumber);
            document.Value(DicoNames.HouseLetter, address.HouseLetter);
            document.Value(DicoNames.HouseNumberSuffix, address.Suffix);
            document.Value(DicoNames.PostalCode, address.PostalCode);
            document.Value(DicoNames.City, address.City);
            document.Value(DicoNames.ContactPersonName, contact?.Name);
            document.Value(DicoNames.PhoneNumber1, contact?.Phone);
            document.Value(DicoNames.PhoneNumber2, contact?.SecondPhone);
            document.Value(DicoNames.EmailAddress1, contact?.Email);
        });
    }

    private static void Appointment(DicoDocument document, OrderContent content, OrderDeadlines? deadlines, DateTimeOffset now)
    {
        var deadline = (content.Kind is OrderKind.Turnover ? Of(DeadlineKind.LeadTime) : null) ?? Of(DeadlineKind.Complete);
        var until = deadline is null ? (DateTimeOffset?)null : DicoTime.Until(deadlines!.ByAt(deadline, now));
        document.GroupIf(until is not null || content.DueOn is not null || content.RequestedVisit is not null, DicoNames.AppointmentDateTimeInformation, () =>
        {
            document.Value(DicoNames.RequiredDeliveryDate, until is { } by ? DicoTime.Date(by) : content.DueOn is { } due ? DicoTime.Date(due) : null);
            document.Value(DicoNames.RequiredDeliveryTime, until is { } at ? DicoTime.Time(at) : null);
            document.GroupIf(content.RequestedVisit is not null, DicoNames.DeliveryTimeFrame, () =>
            {
                document.Value(DicoNames.DeliveryDateEarliest, DicoTime.Date(content.RequestedVisit!.From));
                document.Value(DicoNames.DeliveryTimeEarliest, DicoTime.Time(content.RequestedVisit.From));
                document.Value(DicoNames.DeliveryDateLatest, DicoTime.Date(content.RequestedVisit.Until));
                document.Value(DicoNames.DeliveryTimeLatest, DicoTime.Time(content.RequestedVisit.Until));
            });
        });

        Deadline? Of(DeadlineKind kind) => deadlines?.All.FirstOrDefault(d => d.Kind == kind);
    }
}
