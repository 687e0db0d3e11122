using System.Text;
using Hub.Formats.Tests.Support;
using Hub.Testing.Vera;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>The validator that holds written bodies to VERA's schema finds what it is there to find.</summary>
public sealed class Schema_checks
{
    [Theory]
    [InlineData("""{ "omschrijvng": "x" }""", "/omschrijvng: the schema knows no such member")]
    [InlineData("""{ "onderhoudstaken": [ { "status": { "cod": "GEP" } } ] }""", "/onderhoudstaken/0/status/cod: the schema knows no such member")]
    [InlineData("""{ "btwVerlegd": "ja" }""", "/btwVerlegd: is String, not a boolean")]
    [InlineData("""{ "begindatum": "2026-03-02" }""", "/begindatum: is String, not a date-time as VERA writes it")]
    [InlineData("""{ "afspraken": [ { "locatie": { "woonplaats": { "plaats": "x" } } } ] }""",
        "/afspraken/0/locatie/woonplaats/plaats: the schema knows no such member")]
    [InlineData("""{ "onderhoudstaken": [ { "onderhoudsbestedingen": [ { "reistijd": "een uur" } ] } ] }""",
        "/onderhoudstaken/0/onderhoudsbestedingen/0/reistijd: is String, not a duration")]
    public void A_fault_is_found_at_its_place(string body, string fault) => Assert.StartsWith(
        fault, Assert.Single(OhdSchema.Validate(OhdSchema.Order, Json(Encoding.UTF8.GetBytes(body)))),
        StringComparison.Ordinal);

    [Fact]
    public void The_example_of_these_tests_keeps_the_schema() =>
        Assert.Empty(OhdSchema.Validate(OhdSchema.Order, Json(Encoding.UTF8.GetBytes(Typical))));
}
