using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// Reads MaintenanceStatus, DICO SALES005, as contractors send it. All three generations of status codes are taken from
/// everybody (see <see cref="StatusTable"/>), and how main status, detail and lines become one status is explained at
/// <see cref="StatusReader"/>. Elements may come in any order and unknown ones are passed over; a missing part that is
/// needed, a value of a wrong type and an unknown code are errors, all reported at once.
/// <para>
/// MessageDate without MessageTime is no moment, so the message counts as happening when it comes in; midnight would
/// flatter every response time. REG carries no command: it confirms that a message arrived.
/// </para>
/// <para>
/// Photos come in as attachments, of the message, of its order or of a line, with whatever it reports, REG too; <see cref="PhotoReader"/>
/// decides which attachments are photos. All others are passed over.
/// </para>
/// </summary>
public sealed class MessageReader : IMessageReader
{
    /// <inheritdoc/>
    public Language Language => Language.Dico;

    /// <inheritdoc/>
    public ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context)
    {
        var root = XmlReading.Read(body, context.ContentType, out var meaning, out var broken);
        if (root is null) return new ReadResult.Failed([broken ?? new ReadError("/ (line 1)", "Een document wordt verwacht.")]);
        if (RootError(root) is { } error) return new ReadResult.Failed([error]);

        var fields = new Fields(context.Partner.Connection);
        var message = Message(root, fields, context);
        return fields.Errors.Count > 0 || message is null
            ? new ReadResult.Failed(fields.Errors)
            : new ReadResult.Read([meaning!.Of(message)]);
    }

    /// <summary>
    /// The body without the content of its AttachedData elements, photos or not; all else stays byte for byte. What breaks off within one is
    /// cut to the end. Empty where a body in UTF-16 or UTF-32 has such an element.
    /// </summary>
    public ReadOnlyMemory<byte> WithoutPictures(ReadOnlyMemory<byte> body) => PictureRemoval.Without(body);

    private static ReadError? RootError(Element root)
    {
        const string taken =
            $"{ElementNames.MaintenanceStatus} in de namespace {ElementNames.StatusNamespace} wordt verwacht: iets anders neemt de hub in DICO niet aan.";
        return root.Name switch
        {
            ElementNames.MaintenanceStatus when root.Namespace == ElementNames.StatusNamespace => null,
            // The name of any other root is the sender's own text, and stays out of the answer.
            ElementNames.MaintenanceStatus or ElementNames.MaintenanceInstruction => new ReadError(root.Place, taken),
            _ => new ReadError($"/* (line {root.Line})", taken),
        };
    }

    private static IncomingOrderMessage? Message(Element root, Fields fields, ReadContext context)
    {
        var connection = context.Partner.Connection;
        var number = fields.RequiredText(root, ElementNames.MessageNumber, Limits.KeyLength);
        var key = number is null ? null : fields.Key(root, ElementNames.MessageNumber);
        var date = fields.RequiredDate(root, ElementNames.MessageDate);
        var time = fields.Time(root, ElementNames.MessageTime);
        fields.Code(root, ElementNames.ReverseChargeIndicator, CodeMaps.ReverseCharges);
        var buyer = fields.RequiredGln(fields.RequiredGroup(root, ElementNames.Buyer));
        var contractor = fields.RequiredGln(fields.RequiredGroup(root, ElementNames.Contractor));
        if (fields.RequiredGroup(root, ElementNames.InstructionData) is not { } data) return null;

        var order = fields.RequiredText(data, ElementNames.InstructionNumber, Limits.KeyLength);
        var part = fields.Key(data, ElementNames.InstructionSubNumber);
        var commands = Commands(data, fields, connection);
        var photos = new PhotoReader(fields, connection).Read(root, commands);
        if (fields.Errors.Count > 0) return null;
        return new IncomingOrderMessage
        {
            MessageId = key,
            EarlierMessageId = key == number ? null : number,
            Order = new OrderReference.ByNumber(order!, part, buyer, contractor),
            OccurredAt = date is { } day && time is { } clock ? Timestamps.Past(day, clock, context.ReceivedAt) : null,
            Commands = commands,
            Photos = photos,
        };
    }

    private static IReadOnlyList<OrderCommand> Commands(Element data, Fields fields, Connection connection)
    {
        var lines = data.All(ElementNames.InstructionLine).ToList();
        var incoming = new StatusReader(fields, connection).Read(data, lines);
        var ready = fields.Date(data, ElementNames.DateReady);
        var total = fields.Number(data, ElementNames.TotalAmount);
        var words = fields.Text(data, ElementNames.FreeText);
        var before = fields.Errors.Count;
        var (window, until) = new AppointmentReader(fields).Read(data);
        var appointmentIsBroken = fields.Errors.Count > before;
        var reading = new LineReader(fields);
        var read = reading.Read(lines);
        if (incoming is null) return [];

        Status[] statuses = incoming.Joined is null ? [incoming.Main] : [incoming.Main, incoming.Joined];
        if (statuses.Any(s => s.NeedsAppointment) && window is null && !appointmentIsBroken)
            fields.Fail(data.PlaceOf(ElementNames.AppointmentDateTimeInformation),
                "Bij deze status is AppointmentDateTimeInformation verplicht, met een DeliveryTimeFrame of een RequiredDeliveryDate.");
        var work = statuses.Any(s => s.HasLines) ? reading.Reported(read) : null;
        if (fields.Errors.Count > 0) return [];

        var facts = new StatusFacts(words ?? incoming.Words, window, until, ready?.Day, LineReader.Cause(read), total, work);
        return [.. statuses.Where(s => s.Becomes is not null).Select(s => new Report(s.Becomes!.Make(facts)))];
    }
}
