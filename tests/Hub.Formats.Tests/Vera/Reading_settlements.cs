using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>A PATCH with <c>financieelGereeddatum</c> settles.</summary>
public sealed class Reading_settlements
{
    private const string Settled = """ "financieelGereeddatum": "2026-03-20T00:00:00Z" """;

    [Fact]
    public void Without_costs_it_is_settled_as_agreed() => Assert.Equal([new Report(new CostsSettled())], Commands(Settled));

    [Fact]
    public void The_total_is_the_extra_attribute_bedrag() => Assert.Equal(
        new CostsSettled(115.5m, null, "Conform"),
        Costs($$"""{{Settled}}, "extra-attributen": [ { "naam": "bedrag", "waarde": "115.50" }, { "naam": "toelichting", "waarde": "Conform" } ]"""));

    [Fact]
    public void The_costs_of_a_task_are_a_line() => Assert.Equal(
        [new OrderLine { Number = "1", Description = "Kraan", PriceCode = "KR-10", Quantity = 2, Unit = "PCE", Price = 45.25m }],
        Lines("""{ "code": "1", "onderhoudsbestedingen": [ { "code": "KR-10", "omschrijving": "Kraan", "aantal": 2, "bedrag": 90.5, "meeteenheid": { "code": "STU" } } ] }"""));

    [Fact]
    public void Several_costs_of_a_task_are_as_many_lines() => Assert.Equal(
        [("7.1", 50m), ("7.2", 12m)],
        Lines("""{ "code": "7", "onderhoudsbestedingen": [ { "aantal": 1.5, "bedrag": 75 }, { "bedrag": 12 } ] }""").Select(l => (l.Number, l.Price!.Value)));

    [Fact]
    public void A_task_without_costs_is_passed_over() =>
        Assert.Equal("2", Assert.Single(Lines("""{ "code": "1" }, { "code": "2", "onderhoudsbestedingen": [ { "bedrag": 12 } ] }""")).Number);

    [Fact]
    public void A_task_without_a_key_is_numbered_by_its_place_among_the_ERPs_own() => Assert.Equal("2", Assert.Single(Lines(
        """{ "code": "meerwerk-9", "idGegevensbeheerder": "ketenhub" }, { "omschrijving": "a" }, { "omschrijving": "b", "onderhoudsbestedingen": [ { "bedrag": 1 } ] }""")).Number);

    [Theory]
    [InlineData("meerwerk-9", "9")]
    [InlineData("meerwerk-9.1", "9.1")]
    [InlineData("kosten-voorrijden-2", "voorrijden-2")]
    [InlineData("offerte-3", "3")]
    public void A_task_of_the_hubs_own_is_the_line_that_it_was_made_for(string key, string number) => Assert.Equal(number, Assert.Single(Lines(
        $$"""{ "code": "{{key}}", "idGegevensbeheerder": "ketenhub", "onderhoudsbestedingen": [ { "bedrag": 12 } ] }""")).Number);

    [Fact]
    public void A_task_of_the_ERPs_own_may_be_named_as_the_hubs_are() =>
        Assert.Equal("meerwerk-9", Assert.Single(Lines("""{ "code": "meerwerk-9", "onderhoudsbestedingen": [ { "bedrag": 12 } ] }""")).Number);

    [Fact]
    public void Costs_that_the_hub_marked_say_which_line_they_are_of() => Assert.Equal("7.2", Assert.Single(Lines(
        """{ "code": "7", "onderhoudsbestedingen": [ { "idExtern": "7.2", "idGegevensbeheerder": "ketenhub", "bedrag": 12 } ] }""")).Number);

    [Theory]
    [InlineData("""{ "code": "1", "omschrijving": "Taak", "onderhoudsbestedingen": [ { "code": "K", "bedrag": 1 } ] }""", "Taak")]
    [InlineData("""{ "code": "1", "onderhoudsbestedingen": [ { "code": "K", "bedrag": 1 } ] }""", "K")]
    [InlineData("""{ "code": "1", "onderhoudsbestedingen": [ { "bedrag": 1 } ] }""", "1")]
    public void Costs_without_a_text_have_the_tasks_else_their_code(string task, string text) => Assert.Equal(text, Assert.Single(Lines(task)).Description);

    [Fact]
    public void Its_tasks_change_no_content() => Assert.Equal(
        [new AmendOrder(new OrderContentChange { Remarks = "Let op" }), new Report(new CostsSettled())],
        Commands($$"""{{Settled}}, "onderhoudstaken": [ { "code": "1", "omschrijving": "Anders" } ], "extra-attributen": [ { "naam": "opmerking", "waarde": "Let op" } ]"""));

    [Fact]
    public void Work_is_agreed_before_it_is_settled() =>
        Assert.Equal([new ChangeStatus(OrderStatus.Settling), new Report(new CostsSettled())], Commands($$"""{{Settled}}, "status": { "code": "FIN" }"""));

    [Fact]
    public void An_order_is_closed_after_it_is_settled() =>
        Assert.Equal([new Report(new CostsSettled()), new ChangeStatus(OrderStatus.Closed)], Commands($$"""{{Settled}}, "status": { "code": "AFG" }"""));

    [Fact]
    public void The_contractors_claim_sent_on_is_settled_as_claimed()
    {
        var content = Placed(Typical);
        OrderLine[] claimed = [content.Lines[0] with { Price = 45.25m, Specialism = null, Ledo = null },
            new() { Number = "9", Description = "Voorrijden", Price = 25 }];
        var told = Json(Written(content, Erp(), new OrderAwarded("vakwerk"), new WorkCompleted(Total: 115.5m, Lines: claimed)).Body);

        var settled = Costs($$"""{{Settled}}, "onderhoudstaken": {{told.GetProperty("onderhoudstaken").GetRawText()}}, "extra-attributen": {{told.GetProperty("extra-attributen").GetRawText()}}""");

        Assert.Equal(115.5m, settled.Total);
        Assert.Equal(claimed, settled.Lines);
    }

    [Fact]
    public void Agreed_extra_work_is_settled_under_its_own_number()
    {
        OrderLine extra = new() { Number = "8", Description = "Leiding", Quantity = 2, Unit = "MTR" };
        OrderEvent[] story = [new OrderAwarded("vakwerk"), new ExtraWorkRequested(null, [extra], [new("8", AgreementMethod.UnitPrice, 40)]),
            new ExtraWorkApproved(), new WorkCompleted()];
        var (order, _) = After(Placed(Small), story);
        var told = Json(Written(Placed(Small), Erp(), [.. story, new OrderClosed()]).Body).GetProperty("onderhoudstaken")[0];
        var costs = $$"""{ "code": "{{told.GetProperty("code")}}", "idGegevensbeheerder": "{{told.GetProperty("idGegevensbeheerder")}}", "onderhoudsbestedingen": [ { "aantal": 2, "bedrag": 80 } ] }""";

        Assert.Empty(Settlement.Compare(order, new CostClaim(null, Lines(costs))));
    }

    [Theory]
    [InlineData(""" "financieelGereeddatum": "20-3-2026" """, "/financieelGereeddatum", "in UTC")]
    [InlineData(""" "financieelGereeddatum": "20-3-2026", "onderhoudstaken": [ { "code": "1" } ] """, "/financieelGereeddatum", "in UTC")]
    [InlineData(Settled + """, "extra-attributen": [ { "naam": "bedrag", "waarde": "115,50" } ] """, "/extra-attributen/0/waarde", "1234.56")]
    [InlineData(Settled + """, "onderhoudstaken": [ { "code": "1", "onderhoudsbestedingen": [ { "aantal": 0, "bedrag": 5 } ] } ] """,
        "/onderhoudstaken/0/onderhoudsbestedingen/0/aantal", "groter dan 0")]
    [InlineData(Settled + """, "onderhoudstaken": [ { "code": "1", "onderhoudsbestedingen": [ { "bedrag": "5" } ] } ] """,
        "/onderhoudstaken/0/onderhoudsbestedingen/0/bedrag", "zonder aanhalingstekens")]
    [InlineData(Settled + """, "onderhoudstaken": [ { "code": "1", "onderhoudsbestedingen": [ { "meeteenheid": { "code": "EUR" } } ] } ] """,
        "/onderhoudstaken/0/onderhoudsbestedingen/0/meeteenheid", "MEETEENHEID")]
    [InlineData(Settled + """, "onderhoudstaken": [ { "code": "x", "idGegevensbeheerder": "ketenhub", "onderhoudsbestedingen": [ { "bedrag": 5 } ] } ] """,
        "/onderhoudstaken/0/code", "de sleutel die de hub")]
    [InlineData(Settled + """, "onderhoudstaken": [ { "code": "1", "onderhoudsbestedingen": [ { "bedrag": 5 } ] }, { "code": "1", "onderhoudsbestedingen": [ { "bedrag": 5 } ] } ] """, "/onderhoudstaken/1/onderhoudsbestedingen/0", "geen andere kosten")]
    public void A_fault_has_one_error_with_its_place(string members, string place, string expected)
    {
        var error = Assert.Single(Errors($$"""{ {{members}} }""", Operation.Patch, "OO-1"));
        Assert.Equal(place, error.Place);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_POST_and_a_PUT_never_settle()
    {
        var body = With($$"""{{Settled}}, "onderhoudstaken": [ { "code": "1", "omschrijving": "a", "onderhoudsbestedingen": [ { "bedrag": 5 } ] } ] """);
        Assert.Single(Assert.IsType<PlaceOrder>(Assert.Single(Message(body).Commands)).Content.Lines);
        Assert.Single(Assert.IsType<ReplaceOrder>(Assert.Single(Message(body, Operation.Put, "OO-1").Commands)).Content.Lines);
    }

    private static IReadOnlyList<OrderCommand> Commands(string members) => Message($$"""{ {{members}} }""", Operation.Patch, "OO-1").Commands;

    private static CostsSettled Costs(string members) => Assert.IsType<CostsSettled>(Assert.IsType<Report>(Assert.Single(Commands(members))).Fact);

    private static IReadOnlyList<OrderLine> Lines(string tasks) => Costs($$"""{{Settled}}, "onderhoudstaken": [ {{tasks}} ]""").Lines ?? [];
}
