using System.Collections.Frozen;
using System.Globalization;
using Hub.Domain;

namespace Hub.Functions.Http;

/// <summary>The faults of requests in Dutch, for the answers of VERA and DICO: what their systems show is read by people in the Netherlands.</summary>
internal static class DutchFaults
{
    // A null keeps the detail of the case.
    private static readonly FrozenDictionary<string, (string Title, string? Detail)> Words = new Dictionary<string, (string, string?)>(StringComparer.Ordinal)
    {
        ["unauthorized"] = ("Niet herkend", "Stuur de sleutel van een partner als X-API-KEY (khk_...), of een bearer token van de ingestelde uitgever."),
        ["not-found"] = ("Niet gevonden", "Onder dit adres is hier niets voor u."),
        ["method-not-allowed"] = ("Dit kan hier niet", "Dit adres kent andere methoden, die in Allow staan; /api/docs noemt ze alle."),
        ["query"] = ("De zoekvraag klopt niet", null),
        ["header-twice"] = ("Een header staat er meer dan eens", "Er is niets bewaard of gewijzigd."),
        ["too-many-at-once"] = ("Te veel verzoeken tegelijk", "Wacht op antwoorden voordat u meer verzoeken doet."),
        ["reader-key"] = ("Deze sleutel mag alleen lezen", "Met deze sleutel leest u cijfers, lijsten van opdrachten en opdrachten, en verder niets."),
        ["partner-disabled"] = ("Partner uitgeschakeld", "De beheerder van de hub heeft deze partner uitgeschakeld."),
        ["media-type"] = ("Dit soort bericht wordt hier niet gelezen", null),
        ["content-encoding"] = ("Het bericht is gecomprimeerd", "Stuur het bericht zonder Content-Encoding."),
        ["too-large"] = ("Het bericht is te groot",
            $"Een bericht mag {Dutch(Limits.MessageBytes)} bytes hebben, en {Dutch(Limits.MessageWithPhotosBytes)} met de foto's erin; "
            + "het eerste deel is bewaard."),
        ["unreadable"] = ("Het bericht is niet te lezen", "Het is bewaard, en er is niets gewijzigd."),
        ["message-id-reused"] = ("Dit kenmerk is al gebruikt", "Onder dit kenmerk is een ander bericht verstuurd. Geef elk bericht een eigen kenmerk."),
        ["idempotency-key"] = ("De Idempotency-Key klopt niet",
            "Stuur er één, tussen aanhalingstekens, van 1 tot en met 255 zichtbare tekens in ASCII, zoals \"b7c1e0f2\". Er is niets bewaard of gewijzigd."),
        ["still-running"] = ("Het bericht is nog in behandeling", "Hetzelfde bericht wordt op dit moment verwerkt; vraag het opnieuw."),
        ["too-many-requests"] = ("Te veel verzoeken", "Er kwamen er meer per minuut dan een partner mag doen; wacht zo lang als Retry-After zegt."),
        ["too-much-at-once"] = ("Te veel tegelijk",
            "Er komen te veel grote berichten van u tegelijk langzaam binnen. Stuur dit opnieuw als andere klaar zijn."),
        ["store-unavailable"] = ("De hub kan nu niet opslaan",
            "Misschien is niet alles opgeslagen. Stuur hetzelfde bericht later opnieuw: niets gebeurt twee keer."),
        ["bad-request"] = ("Het verzoek is niet te lezen", null),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fault with Dutch words; as it is where it has none.</summary>
    public static Fault Of(Fault fault) =>
        Words.TryGetValue(fault.Slug, out var words) ? fault with { Title = words.Title, Detail = words.Detail ?? fault.Detail } : fault;

    // The runtime has no cultures.
    private static string Dutch(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');
}
