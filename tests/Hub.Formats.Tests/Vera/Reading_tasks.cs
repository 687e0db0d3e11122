using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>How tasks, estimates and defects become lines.</summary>
public sealed class Reading_tasks
{
    private static IReadOnlyList<OrderLine> Lines(string tasks, string? defects = null) => Placed(With(
        $""" "onderhoudstaken": [ {tasks} ], "defecten": [ {defects ?? """{ "eenheid": { "id": "1" } }"""} ] """)).Lines;

    [Fact]
    public void A_task_with_several_estimates_is_as_many_lines() => Assert.Equal(
        [
            new OrderLine { Number = "7.1", Description = "Werktijd", LongDescription = "Muur", Quantity = 1.5m, Unit = "HUR", Price = 50 },
            new OrderLine { Number = "7.2", Description = "Stuc", LongDescription = "Muur", PriceCode = "ST1" },
        ],
        Lines("""
            { "code": "7", "omschrijving": "Muur", "voorcalculaties": [
              { "omschrijving": "Werktijd", "aantal": 1.5, "bedrag": 75, "meeteenheid": { "code": "UUR" } },
              { "standaardprijs": { "code": "ST1", "omschrijving": "Stuc" } } ] }
            """));

    [Fact]
    public void A_task_without_a_key_is_numbered_by_its_place() =>
        Assert.Equal(["1", "2"], Lines("""{ "omschrijving": "a" }, { "omschrijving": "b" }""").Select(l => l.Number));

    [Fact]
    public void An_estimates_amount_is_a_total() =>
        Assert.Equal(33.3333m, Lines("""{ "omschrijving": "a", "voorcalculaties": [ { "aantal": 3, "bedrag": 100 } ] }""")[0].Price);

    [Fact]
    public void A_standard_price_is_for_its_number_of_units() =>
        Assert.Equal(2.5m, Lines("""{ "omschrijving": "a", "voorcalculaties": [ { "standaardprijs": { "aantal": 10, "bedrag": 25 } } ] }""")[0].Price);

    [Fact]
    public void A_single_defect_is_every_tasks() => Assert.All(
        Lines("""{ "omschrijving": "a" }, { "omschrijving": "b" }""", """{ "eenheid": { "id": "1" }, "soort": { "code": "LEK" } }"""),
        l => Assert.Equal(new Ledo(Defect: "LEK"), l.Ledo));

    [Fact]
    public void A_defect_with_a_tasks_key_is_that_tasks_alone() => Assert.Equal(
        [null, new Ledo(Defect: "LEK")],
        Lines("""{ "code": "A", "omschrijving": "a" }, { "code": "B", "omschrijving": "b" }""",
            """{ "code": "B", "eenheid": { "id": "1" }, "soort": { "code": "LEK" } }""")
            .Select(l => l.Ledo));

    [Fact]
    public void An_estimates_text_beside_the_tasks_is_the_long_description()
    {
        var line = Lines("""{ "omschrijving": "Kort", "voorcalculaties": [ { "omschrijving": "Lang" } ] }""")[0];
        Assert.Equal(("Kort", "Lang"), (line.Description, line.LongDescription));
    }
}
