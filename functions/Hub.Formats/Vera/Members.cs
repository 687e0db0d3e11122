using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Keys;
using Hub.Formats.Fingerprints;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>The names of the members that the reader looks at, each as one string for all documents.</summary>
internal static class Members
{
    private const int Longest = 32;

    private static readonly FrozenDictionary<string, string> Names = new[]
    {
        // every entity
        "id", "idExtern", "idGegevensbeheerder", "code", "naam", "soort", "status", "omschrijving",
        // order
        "onderhoudSoort", "bovenliggendeOrder", "begindatum", "uitersteGereeddatum", "opdrachtdatum", "financieelGereeddatum", "afrekenwijze", "afspraken",
        "btwVerlegd", "defecten", "onderhoudstaken", "overeenkomst", "relaties", "extra-attributen", "waarde", "informatieobjecten",
        // appointment and address
        "einddatum", "bloktijdBegin", "bloktijdEind", "locatie", "huisletter", "huisnummer", "huisnummerToevoeging", "postcode",
        "straatnaam", "woonplaats",
        // defect
        "bouwkundigElement", "cluster", "eenheid", "oorzaak",
        // task
        "specialisme", "voorcalculaties", "onderhoudsbestedingen", "aantal", "bedrag", "meeteenheid", "standaardprijs",
        // relation
        "rollen", "contactgegevens", "netnummer", "abonneenummer", "aanschrijfnaam", "achternaam", "initialen", "roepnaam",
        "tussenvoegsels", "voorletters", "voornaam",
        // document
        "onderwerp", "subonderwerp", "titel", "beschrijving", "bestand", "bestandslocatie",
    }.ToFrozenDictionary(n => n, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByText = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many there are: no object has more that matter.</summary>
    public static int Count => Names.Count;

    /// <summary>True where the reader may look for this member.</summary>
    public static bool Has(string name) => Names.ContainsKey(name);

    /// <summary>Characters of the longest text that a member may have.</summary>
    public static int LongestOf(string name) => name switch
    {
        // Reported where it is read, as what it is.
        "bestandslocatie" => int.MaxValue,
        "code" or "idGegevensbeheerder" => Limits.KeyLength,
        _ => Limits.TextLength,
    };

    /// <summary>The name of a member that the reader looks at; null for any other.</summary>
    public static string? Known(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (raw.Contains((byte)'\\')) return Names.GetValueOrDefault(member.Name);
        Span<char> text = stackalloc char[Longest];
        if (raw.Length > Longest || Ascii.ToUtf16(raw, text, out var length) is not System.Buffers.OperationStatus.Done) return null;
        return ByText.TryGetValue(text[..length], out var name) ? name : null;
    }

    private static readonly FrozenSet<string> Moments = FrozenSet.ToFrozenSet(
        ["begindatum", "einddatum", "uitersteGereeddatum", "opdrachtdatum", "financieelGereeddatum", "bloktijdBegin", "bloktijdEind"], StringComparer.Ordinal);

    /// <summary>What the reader sees in a member.</summary>
    public static MemberKind KindOf(JsonElement owner, string? within, string member) =>
        IsCode(owner, within, member) ? MemberKind.Code
        : Moments.Contains(member) ? MemberKind.Moment
        : member == "aantal" && within is "voorcalculaties" or "standaardprijs" ? MemberKind.OneByDefault
        : Has(member) ? MemberKind.Known
        : MemberKind.Unknown;

    private static bool IsCode(JsonElement owner, string? within, string member) => (within, member) switch
    {
        ("onderhoudSoort" or "status" or "afrekenwijze" or "soort" or "specialisme" or "meeteenheid", "code") => true,
        ("locatie" or "bouwkundigElement" or "oorzaak" or "onderwerp", "code") => true,
        ("standaardprijs", "code" or "idExtern" or "id") => true,
        ("extra-attributen", "naam") => true,
        ("extra-attributen", "waarde") => owner.TryGetProperty("naam", out var name) && name.ValueKind is JsonValueKind.String
            && (KeyText.SameCode(name.GetString(), MemberNames.Extra.Urgency) || KeyText.SameCode(name.GetString(), MemberNames.Extra.Role)),
        _ => false,
    };
}
