using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>What PUT and PATCH ask for, and of which order.</summary>
public sealed class Reading_changes
{
    private static readonly string HubId = OrderId.For(ErpId, "OO-1").ToString();

    [Fact]
    public void A_PUT_replaces_the_order() => Assert.Equal(
        new ReplaceOrder(Placed(Small) with { Lines = [] }).Content with { Lines = [] },
        Assert.IsType<ReplaceOrder>(Assert.Single(Message(Small, Operation.Put, "OO-1").Commands)).Content with { Lines = [] });

    [Fact]
    public void A_PUT_with_a_later_status_asks_for_it_after_the_replacement()
    {
        var body = With(""" "status": { "code": "GEA" }, "extra-attributen": [ { "naam": "toelichting", "waarde": "Dubbel" } ] """);
        Assert.Equal(new ChangeStatus(OrderStatus.Cancelled, "Dubbel"), Message(body, Operation.Put, "OO-1").Commands[1]);
    }

    [Fact]
    public void A_PATCH_changes_then_answers_then_asks_for_a_status()
    {
        var commands = Message(
            """{ "omschrijving": "Anders", "status": { "code": "FIN" }, "extra-attributen": [ { "naam": "antwoord", "waarde": "Ja" } ] }""",
            Operation.Patch, "OO-1").Commands;
        Assert.Equal([new AmendOrder(new OrderContentChange { Description = "Anders" }), new AnswerQuestion("Ja"), new ChangeStatus(OrderStatus.Settling)],
            commands);
    }

    [Theory]
    [InlineData("akkoord")]
    [InlineData("afgewezen")]
    public void A_PATCH_decides_on_extra_work_in_an_extra_attribute(string decision)
    {
        var body = $$"""{ "extra-attributen": [ { "naam": "meerwerk", "waarde": "{{decision}}" }, { "naam": "toelichting", "waarde": "Zie bestek" } ] }""";
        Report expected = new(decision == "akkoord" ? new ExtraWorkApproved("Zie bestek") : new ExtraWorkDeclined("Zie bestek"));
        Assert.Equal([expected], Message(body, Operation.Patch, "OO-1").Commands);
    }

    [Fact]
    public void A_PATCH_of_the_status_alone_changes_no_content() =>
        Assert.Equal([new ChangeStatus(OrderStatus.Cancelled)], Message("""{ "status": { "code": "GEA" } }""", Operation.Patch, "OO-1").Commands);

    [Fact]
    public void A_PATCH_may_bring_a_resident_alone()
    {
        var message = Message("""{ "relaties": [ { "achternaam": "Bewoner", "rollen": [ { "soort": { "code": "HUU" } } ] } ] }""", Operation.Patch, "OO-1");
        Assert.Equal((0, "Bewoner"), (message.Commands.Count, message.Contact!.Name));
    }

    [Theory]
    [InlineData("""{ "defecten": [ { "eenheid": { "id": "VHE-2" } } ] }""", "VHE-2")]
    public void A_PATCH_may_change_the_dwelling(string body, string dwelling) => Assert.Equal(dwelling, Amended(body).DwellingId);

    [Fact]
    public void An_empty_list_of_tasks_in_a_PATCH_takes_none_away() =>
        Assert.Null(Amended("""{ "omschrijving": "x", "onderhoudstaken": [] }""").Lines);

    [Fact]
    public void A_PATCH_that_names_a_contractor_names_its_contract_too() => Assert.Equal(
        new ContractorReference(Code: "CR-1", ContractNumber: "RO-1"),
        Amended("""{ "overeenkomst": { "code": "RO-1" }, "relaties": [ { "code": "CR-1", "rollen": [ { "soort": { "code": "OPN" } } ] } ] }""").Contractor);

    [Fact]
    public void The_id_in_the_address_names_the_order() =>
        Assert.Equal(new OrderReference.ByIdOrNumber("OO-1"), Message("""{ "omschrijving": "x" }""", Operation.Patch, "OO-1").Order);

    [Fact]
    public void Without_an_id_in_the_address_the_documents_key_does() =>
        Assert.Equal(new OrderReference.ByNumber("OO-1"), Message("""{ "code": "OO-1", "omschrijving": "x" }""", Operation.Patch).Order);

    [Fact]
    public void Another_key_of_the_ERP_in_the_address_gives_way_to_the_number() =>
        Assert.Equal(new OrderReference.ByNumber("OO-1"), Message("""{ "id": "77", "idExtern": "OO-1", "omschrijving": "x" }""", Operation.Patch, "77").Order);

    [Fact]
    public void The_hubs_own_id_in_the_address_agrees_with_the_number() =>
        Assert.Equal(new OrderReference.ByIdOrNumber(HubId), Message(Small, Operation.Put, HubId).Order);

    [Fact]
    public void The_hubs_own_id_given_back_is_no_key_of_the_ERP()
    {
        var body = With($""" "id": "{HubId}", "code": "OO-1", "idExtern": null """);
        var content = Assert.IsType<ReplaceOrder>(Message(body, Operation.Put, HubId).Commands[0]).Content;
        Assert.Equal(("OO-1", new ErpKeys(Code: "OO-1")), (content.Number, content.Keys));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(VeraOrderKey.Id)]
    [InlineData(VeraOrderKey.IdExtern)]
    [InlineData(VeraOrderKey.Code)]
    public void A_PUT_without_a_key_takes_the_number_from_the_address(VeraOrderKey? key)
    {
        var message = Message(Without("idExtern"), Operation.Put, "OO-9", Erp(key));
        Assert.Equal("OO-9", Assert.IsType<ReplaceOrder>(message.Commands[0]).Content.Number);
    }

    [Fact]
    public void A_PUT_without_a_key_at_the_hubs_id_has_no_number() =>
        Assert.Equal("/idExtern", Assert.Single(Errors(Without("idExtern"), Operation.Put, HubId)).Place);

    [Theory]
    [InlineData(Operation.Put, "OO-2")]
    [InlineData(Operation.Put, "6f2f9c1e-7b1d-5c0a-9a39-2f3f5d1c8e77")]
    [InlineData(Operation.Patch, "OO-2")]
    public void A_key_that_contradicts_the_address_is_an_error(Operation operation, string id) =>
        Assert.Equal("/idExtern", Assert.Single(Errors(Small, operation, id)).Place);

    [Fact]
    public void A_PATCH_that_says_nothing_is_an_error_that_says_so()
    {
        var error = Assert.Single(Errors("""{ "onderhoudSoort": { "code": "REP" } }""", Operation.Patch, "OO-1"));
        Assert.Equal("", error.Place);
        Assert.StartsWith("iets wat de hub kan wijzigen", error.Expected, StringComparison.Ordinal);
    }
}
