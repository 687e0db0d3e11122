using Hub.Core.Intake;
using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Formats.Vera;

/// <summary>
/// Reads the body of POST, PUT and PATCH <c>/onderhoudsorders</c> as the ERP sends it (VERA 4.3, OHD).
/// POST places the order. PUT sends it anew, then answers (<c>antwoord</c>), then asks for a status that is not one of a new
/// order. PATCH changes what it names, then answers, then decides on extra work (<c>meerwerk</c>), then asks for a status. <c>null</c>, blank texts and empty lists are
/// "nothing said" everywhere: no member is emptied by them. In a PATCH <c>onderhoudSoort</c>, <c>opdrachtdatum</c> and
/// <c>bovenliggendeOrder</c> are checked and otherwise passed over, for they do not change.
/// </summary>
public sealed class VeraReader : IMessageReader
{
    /// <inheritdoc/>
    public Language Language => Language.Vera;

    /// <inheritdoc/>
    public ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context)
    {
        var faults = new Faults();
        var sentAt = SentAt(context, faults);
        using var document = VeraJson.Parse(body, faults);
        if (document is null) return new ReadResult.Failed(faults.All);

        var root = new VeraNode(document.RootElement, Place.Root, faults, context.Partner.Connection);
        var draft = VeraOrderReading.Read(root, whole: context.Operation is not Operation.Patch);
        var naming = VeraNaming.Of(root, draft.Keys, context);
        var commands = context.Operation switch
        {
            Operation.Post => Placed(root, draft, naming),
            Operation.Put => Replaced(draft, naming),
            _ => Patched(root, draft),
        };
        if (faults.Count > 0 || naming.Reference is null) return new ReadResult.Failed(faults.All);

        var reference = context.Header("x-stuurgegevens-referentienummer");
        return new ReadResult.Read(
        [
            new IncomingMessage
            {
                MessageId = reference,
                CorrelationId = reference,
                Order = naming.Reference,
                Commands = commands,
                OccurredAt = sentAt,
                Contact = draft.Contact,
            },
        ]);
    }

    private static DateTimeOffset? SentAt(ReadContext context, Faults faults)
    {
        if (context.Header("x-stuurgegevens-tijdstip-bericht") is not { } text) return null;
        if (VeraTime.TryRead(text, out var moment)) return moment;
        faults.AddHeader(VeraNames.MomentHeader, VeraTime.Expected);
        return null;
    }

    private static IReadOnlyList<OrderCommand> Placed(VeraNode root, VeraDraft draft, VeraNaming naming)
    {
        if (draft.Status is not (null or OrderStatus.Registered or OrderStatus.Awarded or OrderStatus.Quoting))
            root.Fault("status", "REG, GUN, OFF or no status where an order is placed");
        if (draft.Answer is not null)
            root.Fault("extra-attributen", "no antwoord where an order is placed: nothing was asked yet");
        return Content(draft, naming) is { } content ? [new PlaceOrder(content)] : [];
    }

    private static List<OrderCommand> Replaced(VeraDraft draft, VeraNaming naming)
    {
        var commands = new List<OrderCommand>(1);
        if (Content(draft, naming) is { } content) commands.Add(new ReplaceOrder(content));
        if (draft.Answer is { } answer) commands.Add(new AnswerQuestion(answer));
        if (draft.Status is { } status and not (OrderStatus.Registered or OrderStatus.Awarded or OrderStatus.Quoting))
            commands.Add(new MoveTo(status, draft.Explanation));
        return commands;
    }

    private static List<OrderCommand> Patched(VeraNode root, VeraDraft draft)
    {
        var commands = new List<OrderCommand>(2);
        if (draft.Change() is { } change) commands.Add(new AmendOrder(change));
        if (draft.Answer is { } answer) commands.Add(new AnswerQuestion(answer));
        if (draft.ExtraWorkAgreed is { } agreed)
            commands.Add(new Report(agreed ? new ExtraWorkApproved(draft.Explanation) : new ExtraWorkDeclined(draft.Explanation)));
        if (draft.Status is { } status) commands.Add(new MoveTo(status, draft.Explanation));
        if (commands.Count == 0 && draft.Contact is null && root.FaultCount == 0)
            root.Fault("something that the hub can change: omschrijving, defecten, onderhoudstaken, afspraken, afrekenwijze, btwVerlegd, begindatum, "
                + "uitersteGereeddatum, relaties, overeenkomst, status, or urgentie, opmerking, antwoord or meerwerk in extra-attributen");
        return commands;
    }

    private static OrderContent? Content(VeraDraft draft, VeraNaming naming) =>
        draft.Kind is { } kind && naming.Number is { } number ? draft.Content(number, naming.Keys, kind) : null;
}
