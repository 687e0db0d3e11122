using Hub.Domain.Orders;

namespace Hub.Formats.Dutch;

/// <summary>How one format names things in a sentence.</summary>
/// <param name="Status">A status of the order, e.g. <c>PLN</c>.</param>
/// <param name="Event">An event that was reported, by its name in the domain, e.g. <c>AGE</c>.</param>
/// <param name="Possible">What is possible now, each by its name; empty where that is nothing.</param>
internal sealed record PartnerTerms(Func<OrderStatus, string> Status, Func<string, string> Event, Func<RefusalSubject, IEnumerable<string>> Possible);

/// <summary>Words a refusal in Dutch, for partners whose systems and screens are Dutch (VERA, DICO).</summary>
internal static class RefusalSentence
{
    // Whose numbers and amounts are in the English sentence alone: that follows in brackets.
    private static readonly Dictionary<string, string> WithDetail = new(StringComparer.Ordinal)
    {
        ["from-the-future"] = "Volgens het bericht gebeurde dit op een moment dat nog moet komen; controleer klok en tijdzone van de afzender.",
        ["before-the-order"] = "Volgens het bericht gebeurde dit lang voordat de order was geplaatst; controleer de klok van de afzender.",
        ["order-exists"] = "De order bestaat al, met een andere inhoud. Wijzig de order in plaats van hem opnieuw te plaatsen.",
        ["contractor-changed"] = "De order ligt bij een andere opdrachtnemer of een ander contract. Annuleer de order en plaats hem opnieuw.",
        ["contractor-contradicted"] = "De order noemt twee opdrachtnemers: GLN, code, id en overeenkomst horen bij één.",
        ["line-taken"] = "Een regelnummer is al in gebruik op de order of in het gevraagde meerwerk.",
        ["line-twice"] = "Een regelnummer komt twee keer voor.",
        ["extra-work-line"] = "Noem alleen regels van het gevraagde meerwerk, ten minste één, of wijs het meerwerk af.",
        ["key-unusable"] = "Een sleutel bevat tekens die niet elk bericht kan dragen: stuurtekens, regeleinden of onzichtbare tekens, of een nummer past niet in een adres.",
        ["number-taken"] = "Een ander systeem van de corporatie heeft al een order met dit nummer; opdrachtnemers kunnen de twee niet uit elkaar houden.",
        ["too-long"] = "Een sleutel of tekst is te lang, of de order heeft te veel regels.",
        ["dwelling-unknown"] = "De eenheid staat niet in het register van de hub en de order heeft geen adres. Voeg de eenheid toe, of stuur het adres mee.",
        ["quantity"] = "Een hoeveelheid is niet groter dan nul, of te groot.",
        ["price"] = "Een prijs is kleiner dan nul, of te groot.",
        ["price-differs"] = "Een prijs of afrekenwijze wijkt af van het contract.",
        ["total"] = "Het totaalbedrag klopt niet.",
        ["date-range"] = "Een datum ligt buiten het bereik.",
        ["costs-differ"] = "De kosten wijken af van wat is afgesproken.",
        ["not-agreed"] = "Het werk is nog niet akkoord; afronden kan daarna.",
        ["above-mandates"] = "Het bedrag ligt boven elk mandaat van het contract: alleen de beheerder kan beslissen.",
        ["role-missing"] = "Geef aan in welke rol over het bedrag wordt beslist.",
        ["role-mandate"] = "Het mandaat van deze rol reikt niet tot het bedrag.",
        ["photo-id"] = "Het kenmerk van de foto is niet geldig.",
        ["photo-exists"] = "De order heeft al een andere foto met dit kenmerk; geef deze foto een eigen kenmerk.",
        ["too-many-photos"] = "De order heeft het grootste aantal foto's bereikt.",
    };

    private static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["order-not-found"] = "Deze order bestaat niet voor deze partner.",
        ["buyer-differs"] = "De Buyer van het bericht is niet de corporatie van wie de order is: de GLN is een andere.",
        ["contractor-differs"] = "De Contractor van het bericht is niet de afzender: de GLN is een andere.",
        ["sub-number-unknown"] = "De order heeft geen deel met dit InstructionSubNumber: elke order is één deel, 1.",
        ["corporation-only"] = "Alleen de corporatie mag dit.",
        ["kind-changed"] = "Het soort van een order verandert niet. Annuleer de order en plaats een andere.",
        ["number-missing"] = "Een order heeft een nummer nodig.",
        ["place-missing"] = "Een order heeft een eenheid of een complex nodig.",
        ["task-missing"] = "Een order heeft ten minste één taak of een omschrijving nodig.",
        ["visit-window"] = "De afspraak eindigt voordat hij begint.",
        ["dates"] = "De uiterste gereeddatum ligt voor de begindatum.",
        ["turnovers-only"] = "Sleutels en voorinspectie horen bij een mutatie; deze order is geen mutatie.",
        ["until-missing"] = "De opdrachtnemer noemde geen dag: geef aan tot wanneer het mag duren.",
        ["cancel-not-asked"] = "Alleen de corporatie annuleert. De opdrachtnemer bevestigt een annulering waar de corporatie om vroeg, of vraagt er zelf om.",
        ["no-extension"] = "De opdrachtnemer heeft niet om uitstel gevraagd.",
        ["no-answer"] = "Er is geen antwoord op meerwerk dat nog bevestigd moet worden.",
        ["no-appointment"] = "De order heeft geen afspraak.",
        ["response-required"] = "Er wordt eerst een antwoord gevraagd; het proces wacht daarop.",
        ["no-question"] = "Er wordt van deze kant geen antwoord gevraagd.",
        ["extra-work-pending"] = "Gevraagd meerwerk wacht nog op antwoord van de opdrachtgever.",
        ["no-extra-work"] = "Er wacht geen meerwerk op antwoord.",
        ["approval-pending"] = "De order wacht nog op goedkeuring.",
        ["no-approval"] = "De order wacht niet op goedkeuring.",
        ["under-way"] = "Een opdrachtnemer heeft de order al: wijzig hem terug naar wat was afgesproken, of annuleer hem.",
        ["no-quotation"] = "Er is nog geen offerte gegeven.",
        ["settled-already"] = "De kosten zijn al afgerekend; alleen de corporatie corrigeert ze.",
        ["reopened-since"] = "De order is na deze gereedmelding heropend; het herstelwerk krijgt een eigen gereedmelding.",
        ["keys-known"] = "De corporatie heeft al gemeld wanneer de sleutels binnenkwamen.",
        ["complaint-open"] = "Deze klacht staat al open.",
        ["no-complaint"] = "Er staat geen klacht open met dit kenmerk.",
        ["photo-deleted"] = "Deze foto is om privacyredenen van de order verwijderd en komt niet terug.",
        ["line-unknown"] = "De order heeft geen regel met dit nummer; noem een regel van de order, of geen.",
        ["photo-not-found"] = "De order heeft deze foto niet.",
    };

    /// <summary>The sentence; the English one where no Dutch words are known for the code, or it was stored before refusals had a subject.</summary>
    public static string Of(Refusal refusal, PartnerTerms terms) => Capitalised(refusal switch
    {
        { Subject: { } subject, Code: "wrong-state" } =>
            $"{What(subject, terms)} is niet mogelijk zolang de orderstatus {Status(subject, terms)} is; {Possible(subject, terms)}.",
        { Subject: { } subject, Code: "status-not-for-corporation" } =>
            $"De orderstatus is {Status(subject, terms)}; de corporatie kan er geen {What(subject, terms)} van maken, "
            + $"dat volgt uit wat de opdrachtnemer of de hub doet; {Possible(subject, terms)}.",
        { Subject: { Event: { } e } subject, Code: "not-yours-to-say" } =>
            $"{Reporter(EventCatalogue.Named(e))} mag {terms.Event(e)} melden; {Possible(subject, terms)}.",
        { Subject: { Event: { } e } subject, Code: "hub-says-that" } =>
            $"{terms.Event(e)} volgt uit wat de hub doet; geen partner kan het melden; {Possible(subject, terms)}.",
        _ when Whole.GetValueOrDefault(refusal.Code) is { } sentence => sentence,
        _ when WithDetail.GetValueOrDefault(refusal.Code) is { } sentence => $"{sentence} ({refusal.Reason})",
        _ => refusal.Reason,
    });

    private static string Capitalised(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static string What(RefusalSubject subject, PartnerTerms terms) =>
        subject.Wanted is { } wanted ? $"status {terms.Status(wanted)}" : terms.Event(subject.Event ?? nameof(OrderAmended));

    private static string Status(RefusalSubject subject, PartnerTerms terms) =>
        subject.Progress is { } progress ? $"{terms.Status(subject.Status)} (het werk zelf: {terms.Status(progress)})" : terms.Status(subject.Status);

    private static string Possible(RefusalSubject subject, PartnerTerms terms) =>
        string.Join(", ", terms.Possible(subject).Distinct()) is { Length: > 0 } listed ? $"nu mogelijk: {listed}" : "nu is niets mogelijk";

    private static string Reporter(EventDefinition row) => row.By switch
    {
        Sides.Corporation => "Alleen de corporatie",
        Sides.Contractor => "Alleen de opdrachtnemer van de order",
        _ => "Alleen de corporatie of de opdrachtnemer van de order",
    };
}
