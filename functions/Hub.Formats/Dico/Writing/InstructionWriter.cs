using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// Writes a MaintenanceInstruction: the whole order as it is now, in the order of elements that the standard asks. Urgency, first
/// day, parent order and the deadline of the response have no element and go in FreeText. An order that does not say how it
/// is paid, and whose lines do not agree on it by themselves or by the contract, has no InstructionAgreementMethod: any code would be a promise about
/// money that nobody made.
/// <para>
/// RequiredDeliveryDate and RequiredDeliveryTime are the deadline of the work, a turnover's that of its delivery, as it falls when the
/// event is recorded; where nothing sets one, the day that the corporation asks. An order whose work the inspector did not agree to
/// goes as warranty until it is done.
/// </para>
/// </summary>
internal static class InstructionWriter
{
    /// <summary>The bytes; <paramref name="words"/> open the order's FreeText.</summary>
    public static byte[] Write(OutgoingOrderMessage outbound, string? words) =>
        DocumentWriter.Write(ElementNames.MaintenanceInstruction, ElementNames.InstructionNamespace, document =>
        {
            var (order, connection) = (outbound.Order, outbound.Recipient.Connection);
            var content = order.Content;
            MessageWriter.Head(document, outbound);
            Party(document, ElementNames.Buyer, outbound.Corporation.Gln, outbound.Corporation.Name);
            Party(document, ElementNames.Contractor, outbound.Recipient.Gln, outbound.Recipient.Name);
            var lines = LineWriter.Of(order);
            var photos = new PhotoWriter(document, outbound, lines.Select(l => l.Line.Number));
            photos.WriteOfOrder();
            document.Group(ElementNames.InstructionData, () =>
            {
                document.Value(ElementNames.InstructionNumber, content.Number);
                document.Value(ElementNames.InstructionSubNumber, OrderMatching.SubNumber);
                document.Value(ElementNames.InstructionDate, content.OrderedOn is { } ordered ? Timestamps.Date(ordered) : null);
                var rework = order.Inspection.Failures > 0 && !order.IsDone;
                var deadlines = OrderDeadlines.Of(order);
                var agreement = rework ? AgreementMethod.Warranty
                    : content.Agreement ?? (content.Lines.Count == 0 ? order.Assignment.Terms?.Coverage : OfAllLines(AgreedAmounts.Lines(order)));
                Information(document, content, agreement, connection);
                document.Value(ElementNames.FreeText, FreeText(content, words, rework, deadlines, outbound.Recorded.RecordedAt));
                document.GroupIf(order.Assignment.ContractNumber is not null, ElementNames.ContractReference,
                    () => document.Value(ElementNames.ContractNumber, order.Assignment.ContractNumber));
                Location(document, order, outbound.Recipient.Id == order.Assignment.ContractorId ? outbound.Contact : null);
                Appointment(document, content, deadlines, outbound.Recorded.RecordedAt);
                var writing = new LineWriter(document, connection, agreement);
                // How a line is paid otherwise means nothing for work that is not paid.
                foreach (var (line, remark) in lines) writing.Write(rework ? line with { Agreement = null } : line, remark, photos);
            });
        });

    private static void Party(DocumentWriter document, string name, string? gln, string party) => document.Group(name, () =>
    {
        document.Value(ElementNames.Gln, gln);
        document.Value(ElementNames.Name, party);
    });

    private static void Information(DocumentWriter document, OrderContent content, AgreementMethod? agreement, Connection connection)
    {
        var warranty = agreement is AgreementMethod.Warranty;
        var method = warranty && connection.DicoGeneration is DicoGeneration.A
            ? CodeMaps.WarrantyInGenerationA
            : agreement is { } known ? CodeMaps.Agreements.CodeOf(known) : null;
        document.Group(ElementNames.InstructionInformation, () =>
        {
            document.Value(ElementNames.InstructionType, connection.FromStandard("type", CodeMaps.Types.CodeOf(content.Kind)!));
            document.Value(ElementNames.InstructionAgreementMethod, method is null ? null : connection.FromStandard("agreement", method));
            document.Value(ElementNames.InstructionTypeSpecification, warranty ? CodeMaps.WarrantySpecification : CodeMaps.NormalSpecification);
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
            respond is null ? null : $"Reageren voor {Timestamps.Words(deadlines!.ByAt(respond, now))}",
            content.StartOn is { } start ? $"Niet eerder dan {Timestamps.Date(start)}" : null,
            content.ParentNumber is null ? null : $"Hoort bij opdracht {content.ParentNumber}",
        ];
        return string.Join('\n', parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }

    private static void Location(DocumentWriter document, Order order, ResidentContact? contact)
    {
        var address = order.Dwelling?.Address ?? order.Content.GivenAddress ?? new Address();
        var dwelling = order.Dwelling?.Id ?? order.Content.DwellingId;
        document.Group(ElementNames.MaintenanceLocation, () =>
        {
            document.Value(ElementNames.ComplexNumber, order.Dwelling?.Complex ?? order.Content.Complex);
            document.Value(ElementNames.PremisesNumber, dwelling);
            document.Value(ElementNames.RealEstateUnitNumber, dwelling);
            document.Value(ElementNames.Street, address.Street);
            document.Value(ElementNames.HouseNumber, address.HouseNumber);
            document.Value(ElementNames.HouseLetter, address.HouseLetter);
            document.Value(ElementNames.HouseNumberSuffix, address.Suffix);
            document.Value(ElementNames.PostalCode, address.PostalCode);
            document.Value(ElementNames.City, address.City);
            document.Value(ElementNames.ContactPersonName, contact?.Name);
            document.Value(ElementNames.PhoneNumber1, contact?.Phone);
            document.Value(ElementNames.PhoneNumber2, contact?.SecondPhone);
            document.Value(ElementNames.EmailAddress1, contact?.Email);
        });
    }

    private static void Appointment(DocumentWriter document, OrderContent content, OrderDeadlines? deadlines, DateTimeOffset now)
    {
        var deadline = (content.Kind is OrderKind.Turnover ? Of(DeadlineKind.LeadTime) : null) ?? Of(DeadlineKind.Complete);
        var until = deadline is null ? (DateTimeOffset?)null : Timestamps.Until(deadlines!.ByAt(deadline, now));
        var hasDates = until is not null || content.DueOn is not null || content.RequestedVisit is not null;
        document.GroupIf(hasDates, ElementNames.AppointmentDateTimeInformation, () =>
        {
            document.Value(ElementNames.RequiredDeliveryDate, until is { } by ? Timestamps.Date(by) : content.DueOn is { } due ? Timestamps.Date(due) : null);
            document.Value(ElementNames.RequiredDeliveryTime, until is { } at ? Timestamps.Time(at) : null);
            document.GroupIf(content.RequestedVisit is not null, ElementNames.DeliveryTimeFrame, () =>
            {
                document.Value(ElementNames.DeliveryDateEarliest, Timestamps.Date(content.RequestedVisit!.From));
                document.Value(ElementNames.DeliveryTimeEarliest, Timestamps.Time(content.RequestedVisit.From));
                document.Value(ElementNames.DeliveryDateLatest, Timestamps.Date(content.RequestedVisit.Until));
                document.Value(ElementNames.DeliveryTimeLatest, Timestamps.Time(content.RequestedVisit.Until));
            });
        });

        Deadline? Of(DeadlineKind kind) => deadlines?.All.FirstOrDefault(d => d.Kind == kind);
    }
}
