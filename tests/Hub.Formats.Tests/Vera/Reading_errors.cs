using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Reading;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>Every fault is told with its place and what was expected there.</summary>
public sealed class Reading_errors
{
    [Theory]
    [InlineData(""" "onderhoudSoort": null """, "/onderhoudSoort", "het soort werk")]
    [InlineData(""" "onderhoudSoort": { "code": "PLN" } """, "/onderhoudSoort", "reparaties, mutaties en inspecties")]
    [InlineData(""" "onderhoudSoort": { "code": "XXX" } """, "/onderhoudSoort", "ONDERHOUDSOORT: REP, MUT, INS")]
    [InlineData(""" "onderhoudSoort": "REP" """, "/onderhoudSoort", "een object")]
    [InlineData(""" "onderhoudSoort": { "code": 1 } """, "/onderhoudSoort/code", "een tekst")]
    [InlineData(""" "onderhoudSoort": { "naam": "Reparatie" } """, "/onderhoudSoort/code", "de code die bij naam hoort")]
    [InlineData(""" "idExtern": null """, "/idExtern", "het ordernummer")]
    [InlineData(""" "idExtern": 5 """, "/idExtern", "een tekst")]
    [InlineData(""" "idExtern": ".." """, "/idExtern", "adres")]
    [InlineData(""" "omschrijving": null """, "/onderhoudstaken", "ten minste één taak")]
    [InlineData(""" "omschrijving": ["x"] """, "/omschrijving", "een tekst")]
    [InlineData(""" "status": { "code": "INB" } """, "/status", "REG, GUN, OFF of geen status")]
    [InlineData(""" "status": { "code": "ZZZ" } """, "/status", "ONDERHOUDSORDERSTATUS: REG, WOG, OFF, GUN, PLN, INB, TEC, STE, FIN, AFG, GEA")]
    [InlineData(""" "begindatum": "2026-03-01" """, "/begindatum", "in UTC")]
    [InlineData(""" "begindatum": "2026-03-01T08:00:00" """, "/begindatum", "in UTC")]
    [InlineData(""" "uitersteGereeddatum": "2026-02-30T08:00:00Z" """, "/uitersteGereeddatum", "in UTC")]
    [InlineData(""" "opdrachtdatum": 20260301 """, "/opdrachtdatum", "een tekst")]
    [InlineData(""" "afrekenwijze": { "code": "EHP" } """, "/afrekenwijze", "AFREKENWIJZESOORT: AFK, VPR, NCE, NCR, GAR")]
    [InlineData(""" "btwVerlegd": "ja" """, "/btwVerlegd", "true of false")]
    [InlineData(""" "defecten": null """, "/defecten", "een eenheid")]
    [InlineData(""" "defecten": {} """, "/defecten", "een lijst van objecten")]
    [InlineData(""" "defecten": [ 1, { "eenheid": { "id": "1" } } ] """, "/defecten/0", "een object")]
    [InlineData(""" "defecten": [ { "eenheid": { "id": "1" } }, { "eenheid": { "id": "2" } } ] """, "/defecten/1/eenheid", "over één eenheid")]
    [InlineData(""" "defecten": [ { "cluster": { "id": "1" } }, { "cluster": { "id": "2" } } ] """, "/defecten/1/cluster", "over één complex")]
    [InlineData(""" "defecten": [ { "eenheid": { "id": "1" }, "oorzaak": { "code": "HUU" } } ] """, "/defecten/0/oorzaak", "DEFECTOORZAAK: BEW")]
    [InlineData(""" "onderhoudstaken": [ {} ] """, "/onderhoudstaken/0/omschrijving", "wat er moet gebeuren")]
    [InlineData(""" "onderhoudstaken": [ { "voorcalculaties": [ {} ] } ] """, "/onderhoudstaken/0/voorcalculaties/0/omschrijving", "wat er moet gebeuren")]
    [InlineData(""" "onderhoudstaken": [ { "code": "1", "omschrijving": "a" }, { "code": "1", "omschrijving": "b" } ] """,
        "/onderhoudstaken/1", "geen andere taak")]
    [InlineData(""" "onderhoudstaken": [ { "omschrijving": "a", "voorcalculaties": [ { "aantal": "2" } ] } ] """,
        "/onderhoudstaken/0/voorcalculaties/0/aantal", "zonder aanhalingstekens, zoals 12.50")]
    [InlineData(""" "onderhoudstaken": [ { "omschrijving": "a", "voorcalculaties": [ { "aantal": 1e20 } ] } ] """,
        "/onderhoudstaken/0/voorcalculaties/0/aantal", "twaalf cijfers")]
    [InlineData(""" "onderhoudstaken": [ { "omschrijving": "a", "voorcalculaties": [ { "aantal": 0, "bedrag": 5 } ] } ] """,
        "/onderhoudstaken/0/voorcalculaties/0/aantal", "groter dan 0")]
    [InlineData(""" "onderhoudstaken": [ { "omschrijving": "a", "voorcalculaties": [ { "meeteenheid": { "code": "EUR" } } ] } ] """,
        "/onderhoudstaken/0/voorcalculaties/0/meeteenheid", "MEETEENHEID: STU")]
    [InlineData(""" "afspraken": [ { "status": { "code": "XX" } } ] """, "/afspraken/0/status", "AFSPRAAKSTATUS: AAN, GEP, AFG, ANN")]
    [InlineData(""" "afspraken": [ { "status": { "code": "AAN" }, "begindatum": "2026-03-02T10:00:00Z", "einddatum": "2026-03-02T09:00:00Z" } ] """,
        "/afspraken/0/einddatum", "niet voor")]
    [InlineData(""" "afspraken": [ { "locatie": { "postcode": "12345" } } ] """, "/afspraken/0/locatie/postcode", "vier cijfers en twee letters")]
    [InlineData(""" "relaties": [ { "rollen": [ { "soort": { "code": "OPN" } } ] } ] """, "/relaties/0", "een opdrachtnemer met zijn code")]
    [InlineData(
        """ "relaties": [ { "id": "1", "rollen": [ { "soort": { "code": "OPN" } } ] }, { "id": "2", "rollen": [ { "soort": { "code": "OPN" } } ] } ] """,
        "/relaties/1", "één opdrachtnemer")]
    [InlineData(""" "relaties": 3 """, "/relaties", "een lijst van objecten")]
    [InlineData(""" "extra-attributen": [ { "naam": "urgentie", "waarde": 1 } ] """, "/extra-attributen/0/waarde", "een tekst")]
    [InlineData(""" "extra-attributen": [ { "naam": "urgentie", "waarde": "a" }, { "naam": "Urgentie", "waarde": "b" } ] """, "/extra-attributen/1", "eenmaal")]
    [InlineData(""" "extra-attributen": [ { "naam": "offerteGevraagd", "waarde": "ja" } ] """, "/extra-attributen/0/waarde", "true of false")]
    [InlineData(""" "omschrijving": "LONG" """, "/omschrijving", "ten hoogste 4000 tekens")]
    [InlineData(""" "idExtern": "KEY" """, "/idExtern", "ten hoogste 100 tekens")]
    [InlineData(""" "defecten": [ { "eenheid": { "idExtern": "KEY" } } ] """, "/defecten/0/eenheid/idExtern", "ten hoogste 100 tekens")]
    [InlineData(""" "extra-attributen": [ { "naam": "antwoord", "waarde": "ja" } ] """, "/extra-attributen", "nog niets gevraagd")]
    public void A_fault_has_one_error_with_its_place(string members, string place, string expected)
    {
        var error = Assert.Single(Errors(With(
            members.Replace("LONG", new string('x', 4001), StringComparison.Ordinal).Replace("KEY", new string('k', 101), StringComparison.Ordinal))));
        Assert.Equal(place, error.Place);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_document_are_told() => Assert.Equal(
        ["/onderhoudSoort", "/defecten", "/btwVerlegd", "/begindatum"],
        Errors(With(""" "onderhoudSoort": 1, "defecten": null, "btwVerlegd": 1, "begindatum": "x" """)).Select(e => e.Place));

    [Fact]
    public void No_error_repeats_what_was_found() => Assert.DoesNotContain(
        Errors(With(""" "begindatum": "geheim", "onderhoudSoort": { "code": "geheim" }, "btwVerlegd": "geheim" """)),
        e => e.Expected.Contains("geheim", StringComparison.Ordinal));

    [Fact]
    public void Not_more_than_a_hundred_faults_are_told() =>
        Assert.Equal(100, Errors(With($""" "defecten": [ {string.Join(',', Enumerable.Repeat("1", 500))} ] """)).Count);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{ \"omschrijving\": \"\\ud800\" }")]
    [InlineData("{ \"omschrijving\": \"\\udc00\\ud800\" }")]
    public void A_document_that_is_no_JSON_object_is_an_error_of_the_whole(string body) =>
        Assert.Equal("", Assert.Single(Errors(body)).Place);

    [Fact]
    public void Bytes_that_are_no_UTF8_are_an_error_of_the_whole()
    {
        var bytes = Encoding.Latin1.GetBytes(With(""" "omschrijving": "x" """).Replace("\"x\"", "\"é\"", StringComparison.Ordinal));
        var failed = Assert.IsType<ReadResult.Failed>(new MessageReader().Read(bytes, new ReadContext(Erp())));
        Assert.Contains("UTF-8", Assert.Single(failed.Errors).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_escaped_surrogates_is_one_character() =>
        Assert.Equal("😀", Placed(Small.Replace("Deur klemt", "\\uD83D\\uDE00", StringComparison.Ordinal)).Description);

    [Fact]
    public void A_repeated_member_is_an_error_at_its_place() => Assert.Equal(
        "/defecten/0/eenheid/id",
        Assert.Single(Errors("""{ "defecten": [ { "eenheid": { "id": "1", "id": "2" } } ] }""")).Place);

    [Fact]
    public void A_document_deeper_than_64_levels_is_an_error()
    {
        var body = Small.Insert(1, $"\"diep\": {new string('[', 64)}{new string(']', 64)},");
        Assert.Contains("64 niveaus", Assert.Single(Errors(body)).Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "omschrijving": "a\u0000b" """, "/omschrijving")]
    [InlineData(""" "onderhoudstaken": [ { "omschrijving": "a\u001bb" } ] """, "/onderhoudstaken/0/omschrijving")]
    [InlineData(""" "extra-attributen": [ { "naam": "opmerking", "waarde": "a\u0085b" } ] """, "/extra-attributen/0/waarde")]
    public void A_control_character_in_a_free_text_is_an_error_at_its_place(string member, string place) => Assert.Equal(
        new(place, "tekst zonder stuurtekens, anders dan tabs en regeleinden"), Assert.Single(Errors(With(member))));

    [Fact]
    public void An_agreement_without_a_key_is_not_passed_over() => Assert.Equal(
        "/overeenkomst", Assert.Single(Errors(With(""" "overeenkomst": { "naam": "Raamovereenkomst" } """))).Place);

    [Fact]
    public void A_wrong_moment_in_the_headers_is_an_error_that_names_the_header()
    {
        var result = Read(Small, headers: new Dictionary<string, string> { ["x-stuurgegevens-tijdstip-bericht"] = "gisteren" });
        Assert.Equal("header X-Stuurgegevens-Tijdstip-Bericht", Assert.Single(Assert.IsType<ReadResult.Failed>(result).Errors).Place);
    }

    [Theory]
    [InlineData("m\u20281")]
    [InlineData("m\u200B1")]
    [InlineData("longer than a key, longer than a key, longer than a key, longer than a key, longer than a key, longer than")]
    public void A_reference_that_is_no_key_is_an_error_that_names_the_header(string reference)
    {
        var result = Read(Small, headers: new Dictionary<string, string> { ["x-stuurgegevens-referentienummer"] = reference });
        var error = Assert.Single(Assert.IsType<ReadResult.Failed>(result).Errors);
        Assert.Equal("header X-Stuurgegevens-Referentienummer", error.Place);
        Assert.StartsWith("een kenmerk van ten hoogste 100 tekens", error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VeraOrderKey.Id, "/id")]
    [InlineData(VeraOrderKey.Code, "/code")]
    public void The_number_is_expected_in_the_connections_key(VeraOrderKey key, string place) =>
        Assert.Equal(place, Assert.Single(Errors(Small, erp: Erp(key))).Place);
}
