using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Fingerprints;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Events;

namespace Hub.Formats.Vera.Reading;

/// <summary>
/// Reads the body of POST, PUT and PATCH <c>/onderhoudsorders</c> as the ERP sends it (VERA 4.3, OHD).
/// POST places the order. PUT sends it anew, then answers (<c>antwoord</c>), then asks for a status that is not one of a new
/// order. <c>null</c>, blank texts and empty lists count as absent everywhere: no member is emptied by them.
/// <para>
/// PATCH does, in this order, whatever of it is in the document: it changes what it names; answers (<c>antwoord</c>); reports keys
/// (<c>sleutelsOntvangen</c>) and the pre-inspection (<c>voorinspectie</c>) of a turnover; decides on more time (<c>uitstel</c>)
/// and on extra work (<c>meerwerk</c>, with <c>regels</c> for some lines of it only); asks for status <c>FIN</c>, by which work is
/// agreed before it is paid; settles; and asks for any other status. <c>rol</c> is the role of the decisions,
/// <c>toelichting</c> the words to all. All but the first and <c>status</c> are in <c>extra-attributen</c>: see
/// <see cref="MemberNames.Extra"/>. In a PATCH <c>onderhoudSoort</c>, <c>opdrachtdatum</c> and <c>bovenliggendeOrder</c> are checked and
/// otherwise passed over, for they do not change.
/// </para>
/// <para>
/// A PATCH with <c>financieelGereeddatum</c> settles: at the costs in <c>onderhoudsbestedingen</c> of its tasks (<see cref="SettlementReader"/>)
/// and the total in the extra attribute <c>bedrag</c>, or, without either, as agreed. Its tasks then change no content. A PUT and a POST
/// never settle.
/// </para>
/// <para>
/// Every operation may bring photos: <c>informatieobjecten</c> of kind <c>FOT</c>, at most 50, each with its picture in base64
/// (<c>bestand</c>, at most 20 MiB) or its address (<c>bestandslocatie</c>). Other kinds are passed over. The key of a photo (<c>idExtern</c>,
/// <c>id</c> or <c>code</c>, by the connection's setting) identifies what is sent again; without one the picture or the address itself does.
/// What it shows is in <c>onderwerp.code</c>, else in <c>titel</c> as the whole or as the first word: <c>VOOR</c>, <c>NA</c> or
/// <c>SCHADE</c> (also <c>BEFORE</c>, <c>AFTER</c>, <c>DAMAGE</c>), in any case; without any of them, it is damage, for what an ERP
/// sends with an order is what is to be repaired. <c>subonderwerp</c>, by the keys of a task, is the line that it is about, <c>beschrijving</c> its remark.
/// </para>
/// <para>
/// An ERP that gets an order and sends it back unchanged changes nothing: parts that the hub added bear its mark
/// (<see cref="MemberNames.HubMark"/>), deadlines and the like are not read, and facts that a PATCH could report are recognised
/// (<see cref="LoopGuard"/>).
/// </para>
/// </summary>
public sealed class MessageReader : IMessageReader
{
    /// <inheritdoc/>
    public Language Language => Language.Vera;

    /// <inheritdoc/>
    public ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context)
    {
        var errors = new ReadErrors();
        var sentAt = SentAt(context, errors);
        var (messageId, reference) = Reference(context, errors);
        using var document = JsonReading.Parse(body, errors);
        if (document is null) return new ReadResult.Failed(errors.All);

        var root = new Node(document.RootElement, Place.Root, errors, context.Partner.Connection);
        var draft = OrderReader.Read(root, whole: context.Operation is not Operation.Patch);
        var naming = OrderNaming.Of(root, context);
        var commands = context.Operation switch
        {
            Operation.Post => Placed(root, draft, naming),
            Operation.Put => Replaced(draft, naming),
            _ => Patched(root, draft),
        };
        if (errors.Count > 0 || naming.Reference is null) return new ReadResult.Failed(errors.All);

        return new ReadResult.Read(
        [
            JsonFingerprint.Of(document.RootElement, Members.KindOf).Of(new IncomingOrderMessage
            {
                MessageId = messageId,
                EarlierMessageId = messageId == reference ? null : reference,
                CorrelationId = messageId,
                Order = naming.Reference,
                Commands = commands,
                OccurredAt = sentAt,
                Contact = draft.Contact,
                Photos = draft.Photos,
                ContractorPlace = draft.ContractorPlace,
                WrongKeys = errors.WrongKeys,
            }),
        ]);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> WithoutPictures(ReadOnlyMemory<byte> body) => PictureRemoval.Without(body);

    // The message's identity, and as it was sent. One that is given and identifies nothing would let the same message count twice.
    private static (string? MessageId, string? AsSent) Reference(ReadContext context, ReadErrors errors)
    {
        var sent = context.Headers?.GetValueOrDefault("x-stuurgegevens-referentienummer");
        var key = KeyText.Given(sent);
        if (sent is not null && key is null) errors.AddHeader(MemberNames.ReferenceHeader, "het kenmerk van het bericht; geen header waar het er geen heeft");
        else if (sent?.Length > Limits.KeyLength || (key is not null && !KeyText.IsUsable(key)))
            errors.AddHeader(MemberNames.ReferenceHeader,
                $"een kenmerk van ten hoogste {Limits.KeyLength} tekens, zonder stuurtekens, regeleinden en onzichtbare of gebroken tekens");
        return (key, sent);
    }

    private static DateTimeOffset? SentAt(ReadContext context, ReadErrors errors)
    {
        if (context.Header("x-stuurgegevens-tijdstip-bericht") is not { } text) return null;
        if (Timestamps.TryRead(text, out var moment)) return moment;
        errors.AddHeader(MemberNames.MomentHeader, Timestamps.Expected);
        return null;
    }

    private static IReadOnlyList<OrderCommand> Placed(Node root, OrderDraft draft, OrderNaming naming)
    {
        if (draft.Status is not (null or OrderStatus.Registered or OrderStatus.Awarded or OrderStatus.Quoting))
            root.AddError("status", "REG, GUN, OFF of geen status waar een order wordt geplaatst");
        if (draft.Answer is not null)
            root.AddError("extra-attributen", "geen antwoord waar een order wordt geplaatst: er is nog niets gevraagd");
        return Content(draft, naming) is { } content ? [new PlaceOrder(content)] : [];
    }

    private static List<OrderCommand> Replaced(OrderDraft draft, OrderNaming naming)
    {
        var commands = new List<OrderCommand>(1);
        if (Content(draft, naming) is { } content) commands.Add(new ReplaceOrder(content));
        if (draft.Answer is { } answer) commands.Add(new AnswerQuestion(answer));
        if (draft is { Status: { } status and not (OrderStatus.Registered or OrderStatus.Awarded or OrderStatus.Quoting), StatusIsFromHub: false })
            commands.Add(new ChangeStatus(status, draft.Explanation));
        return commands;
    }

    private static List<OrderCommand> Patched(Node root, OrderDraft draft)
    {
        var (decisions, words) = (draft.Decisions, draft.Explanation);
        var request = draft is { Status: { } status, StatusIsFromHub: false } ? new ChangeStatus(status, words, decisions.Role) : null;
        var commands = new List<OrderCommand>(2);
        // Beside a consent to more time the day is part of the consent, and no change of the order.
        if ((decisions.Extension is true ? draft with { DueOn = null } : draft).Change() is { } change) commands.Add(new AmendOrder(change));
        if (draft.Answer is { } answer) commands.Add(new AnswerQuestion(answer));
        var settled = draft.Settlement is { News: true } costs ? new CostClaim(costs.Total, costs.Lines) : null;
        var reports = EventTable.Read(new Patch(decisions, words, draft.DueOn, settled)).ToList();
        commands.AddRange(reports.Where(e => e is not CostsSettled).Select(e => new Report(e)));
        // FIN agrees to the work, and that comes before paying for it.
        if (request is { Status: OrderStatus.Settling }) commands.Add(request);
        commands.AddRange(reports.OfType<CostsSettled>().Select(e => new Report(e)));
        if (request is not null and not { Status: OrderStatus.Settling }) commands.Add(request);
        if (commands.Count == 0 && draft is { Contact: null, Settlement: null, Status: null, Photos.Count: 0 } && root.ErrorCount == 0)
            root.AddError(Changeable);
        return commands;
    }

    private const string Changeable = "iets wat de hub kan wijzigen: omschrijving, defecten, onderhoudstaken, afspraken, afrekenwijze, btwVerlegd, "
        + "begindatum, uitersteGereeddatum, relaties, overeenkomst, status, financieelGereeddatum, informatieobjecten (foto's, FOT), "
        + "of urgentie, opmerking, antwoord, meerwerk, uitstel, sleutelsOntvangen of voorinspectie in extra-attributen";

    private static OrderContent? Content(OrderDraft draft, OrderNaming naming) =>
        draft.Kind is { } kind && naming.Number is { } number ? draft.Content(number, naming.Keys, kind) : null;
}
