using Hub.Application.Intake;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>What is given and names nothing is refused: passed over, it would mean something else than its sender meant.</summary>
public sealed class References_that_name_nothing
{
    private const string Relation = "/relaties/0";
    private const string Estimate = "/onderhoudstaken/0/voorcalculaties/0";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u00A0")]
    [InlineData("\u200B")]
    public void A_reference_number_of_nothing_is_refused_and_its_header_named(string reference)
    {
        var headers = new Dictionary<string, string> { ["x-stuurgegevens-referentienummer"] = reference };

        var error = Assert.Single(Assert.IsType<ReadResult.Failed>(Read(Small, headers: headers)).Errors);

        Assert.Equal("header X-Stuurgegevens-Referentienummer", error.Place);
    }

    [Theory]
    [InlineData(""" { "naam": "BKT" } """)]
    [InlineData(""" { "naam": "BKT", "bedrag": 10 } """)]
    [InlineData(""" { "omschrijving": "BKT" } """)]
    [InlineData(""" { "code": " ", "naam": "BKT" } """)]
    [InlineData(""" { "code": "\u200B" } """)]
    [InlineData(""" { "soort": { "code": "BKT" } } """)]
    [InlineData(" {} ")]
    public void A_standard_price_without_code_or_amount_is_refused_in_every_operation(string price)
    {
        var tasks = $$""" "onderhoudstaken": [ { "omschrijving": "x", "voorcalculaties": [ { "standaardprijs": {{price}} } ] } ] """;

        Assert.Equal($"{Estimate}/standaardprijs/code", Assert.Single(Errors(With(tasks))).Place);
        Assert.Equal($"{Estimate}/standaardprijs/code", Assert.Single(Errors($"{{ {tasks} }}", Operation.Patch, "OO-1")).Place);
    }

    [Fact]
    public void A_standard_price_of_an_amount_needs_no_code() => Assert.Equal(10, Assert.Single(
        Placed(With(""" "onderhoudstaken": [ { "omschrijving": "x", "voorcalculaties": [ { "standaardprijs": { "bedrag": 10 } } ] } ] """)).Lines).Price);

    [Theory]
    [InlineData(""" { "code": "CR-0043", "rollen": [ { "soort": {} } ] } """, "/rollen")]
    [InlineData(""" { "code": "CR-0043", "rollen": [ { "code": "OPN" } ] } """, "/rollen")]
    [InlineData(""" { "code": "CR-0043", "rollen": [ { "soort": { "code": "XYZ" } } ] } """, "/rollen")]
    [InlineData(""" { "code": "CR-0043", "rollen": [] } """, "/rollen")]
    [InlineData(""" { "code": "CR-0043" } """, "/rollen")]
    [InlineData(""" { "achternaam": "Bewoner" } """, "/rollen")]
    public void A_relation_without_a_role_of_the_list_is_refused(string relation, string place) =>
        Assert.Equal(Relation + place, Assert.Single(Errors(With($""" "relaties": [ {relation} ] """))).Place);

    [Theory]
    [InlineData("MEL")]
    [InlineData("OPD")]
    [InlineData("OPZ")]
    [InlineData("LEV")]
    [InlineData("cpe ")]
    [InlineData("INS")]
    [InlineData("VVE")]
    public void A_role_that_the_hub_does_not_need_is_passed_over(string role) => Assert.True(
        Placed(With($$""" "relaties": [ { "code": "CR-0043", "rollen": [ { "soort": { "code": "{{role}}" } } ] } ] """)).Contractor.IsOpen);

    [Theory]
    [InlineData(""" "overeenkomst": {} """, "/overeenkomst")]
    [InlineData(""" "overeenkomst": { "code": " " } """, "/overeenkomst")]
    [InlineData(""" "bovenliggendeOrder": { "naam": "x" } """, "/bovenliggendeOrder")]
    [InlineData(""" "defecten": [ { "eenheid": { "idExtern": "VHE-1" }, "cluster": { "naam": "x" } } ] """, "/defecten/0/cluster")]
    [InlineData(""" "defecten": [ { "eenheid": { "idExtern": "VHE-1" }, "bouwkundigElement": { "naam": "x" } } ] """, "/defecten/0/bouwkundigElement")]
    [InlineData(""" "defecten": [ { "eenheid": { "idExtern": "VHE-1" }, "locatie": { "naam": "Keuken" } } ] """, "/defecten/0/locatie/code")]
    [InlineData(""" "afrekenwijze": { "omschrijving": "x" } """, "/afrekenwijze/code")]
    public void A_reference_without_a_key_is_refused_at_its_place(string members, string place) =>
        Assert.Equal(place, Assert.Single(Errors(With(members))).Place);

    [Fact]
    public void A_description_of_invisible_characters_is_none() =>
        Assert.Equal("/onderhoudstaken", Assert.Single(Errors(With(""" "omschrijving": "\u200B" """))).Place);

    [Theory]
    [InlineData("{}", "/onderhoudstaken/0/onderhoudsbestedingen/0")]
    [InlineData("""{ "standaardprijs": { "naam": "BKT" } }""", "/onderhoudstaken/0/onderhoudsbestedingen/0/standaardprijs/code")]
    public void Costs_that_name_nothing_are_refused(string costs, string place) => Assert.Equal(place, Assert.Single(Errors(
        $$"""{ "financieelGereeddatum": "2026-03-06T00:00:00Z", "onderhoudstaken": [ { "code": "1", "onderhoudsbestedingen": [ {{costs}} ] } ] }""",
        Operation.Patch, "OO-1")).Place);

    [Theory]
    [InlineData(""" { "naam": "Keuken" } """)]
    [InlineData(""" { "code": " " } """)]
    [InlineData(""" { "idExtern": "\u200B" } """)]
    [InlineData(" {} ")]
    public void A_photo_of_a_line_that_is_not_named_is_refused(string line) =>
        Assert.Equal("/informatieobjecten/0/subonderwerp/code", Assert.Single(Errors(WithPhotoOf(line))).Place);

    [Theory]
    [InlineData("code")]
    [InlineData("idExtern")]
    [InlineData("id")]
    public void The_line_of_a_photo_is_named_as_tasks_are(string key) => Assert.Equal(
        "9", Assert.Single(Message(WithPhotoOf($$"""{ "{{key}}": " 9 " }""")).Photos).LineNumber);

    private static string WithPhotoOf(string line) => With(
        $$""" "informatieobjecten": [ { "soort": { "code": "FOT" }, "bestandslocatie": "https://erp.example/1", "subonderwerp": {{line}} } ] """);
}
