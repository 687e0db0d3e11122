using Hub.Application.Intake;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>What the hub understands of an order as the ERP sends it.</summary>
public sealed class Reading_an_order
{
    [Fact]
    public void A_typical_order_is_read_whole()
    {
        var content = Placed(Typical);
        var expected = new OrderContent
        {
            Number = "OO-2026-00123",
            Keys = new ErpKeys("4711", "OO-2026-00123", "R123"),
            Kind = OrderKind.Repair,
            Description = "Lekkende kraan in de keuken",
            DwellingId = "VHE-00017",
            GivenAddress = new Address("Dorpsstraat", "12", "B", "3", "1234AB", "Ons Dorp"),
            Urgency = "spoed",
            Agreement = AgreementMethod.UnitPrice,
            ReverseCharge = true,
            OrderedOn = new DateOnly(2026, 3, 2),
            StartOn = new DateOnly(2026, 3, 2),
            DueOn = new DateOnly(2026, 3, 12),
            RequestedVisit = new TimeWindow(new(2026, 3, 5, 7, 0, 0, TimeSpan.Zero), new(2026, 3, 5, 11, 0, 0, TimeSpan.Zero)),
            Contractor = new ContractorReference("8712345678906", "CR-0042", null, "RO-2026-1"),
            ParentNumber = "OO-2026-00100",
            Remarks = "Sleutel bij de huismeester",
            Lines = content.Lines,
        };
        Assert.Equal(expected, content);
    }

    [Fact]
    public void Its_tasks_become_lines() => Assert.Equal(
        [
            new OrderLine
            {
                Number = "1", Description = "Kraan vervangen", PriceCode = "KR-10", Quantity = 2, Unit = "PCE", Price = 45.25m,
                Specialism = "LOO", Ledo = new Ledo("KEU", "KRA", "LEK", "SLT"),
            },
            new OrderLine { Number = "2", Description = "Tegelwerk herstellen" },
        ],
        Placed(Typical).Lines);

    [Fact]
    public void The_resident_goes_into_the_contact_and_nowhere_else()
    {
        var message = Message(Typical);
        Assert.Equal(Resident, message.Contact);
        Assert.DoesNotContain("Huurder", System.Text.Json.JsonSerializer.Serialize(Placed(Typical)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resident_who_is_only_an_occupant_is_the_contact_too()
    {
        var body = With(""" "relaties": [ { "aanschrijfnaam": "Mw. Bewoner", "rollen": [ { "soort": { "code": "BEW" } } ] } ] """);
        Assert.Equal(new ResidentContact("Mw. Bewoner"), Message(body).Contact);
    }

    [Fact]
    public void An_order_without_a_resident_has_no_contact() => Assert.Null(Message(Small).Contact);

    [Fact]
    public void The_headers_give_identity_correlation_and_moment()
    {
        var message = Message(Small, headers: new Dictionary<string, string>
        {
            ["x-stuurgegevens-referentienummer"] = "05aa0347",
            ["x-stuurgegevens-tijdstip-bericht"] = "2026-03-02T09:30:00.25Z",
        });
        Assert.Equal(("05aa0347", "05aa0347", Now.AddMilliseconds(250)), (message.MessageId, message.CorrelationId, message.OccurredAt!.Value));
    }

    [Fact]
    public void A_day_is_the_Dutch_day_of_its_moment() =>
        Assert.Equal(new DateOnly(2026, 7, 1), Placed(With(""" "begindatum": "2026-06-30T22:00:00Z" """)).StartOn);

    [Theory]
    [InlineData("REG", false)]
    [InlineData("GUN", false)]
    [InlineData("OFF", true)]
    public void A_new_order_may_have_a_status_of_a_new_order(string status, bool quotation) =>
        Assert.Equal(quotation, Placed(With($$""" "status": { "code": "{{status}}" } """)).QuotationAsked);

    [Fact]
    public void An_order_may_be_about_a_complex() =>
        Assert.Equal("C-7", Placed(With(""" "defecten": [ { "cluster": { "code": "C-7" } } ] """)).Complex);

    [Fact]
    public void Nulls_blanks_and_empty_lists_say_nothing()
    {
        var content =
            Placed(With(""" "afspraken": null, "onderhoudstaken": [], "status": { "code": null, "naam": "" }, "begindatum": " ", "btwVerlegd": null """));
        Assert.Equal(Placed(Small), content with { Lines = Placed(Small).Lines });
    }

    [Fact]
    public void Members_that_the_hub_does_not_use_are_passed_over() =>
        Assert.Equal("OO-1", Placed(With(""" "debiteur": { "id": "9" }, "technischGereeddatum": "morgen", "verzonnen": [1, 2] """)).Number);

    [Fact]
    public void A_members_name_may_be_written_with_escapes() =>
        Assert.Equal("OO-1", Placed(Small.Replace("idExtern\": \"OO", "\\u0069dExtern\": \"OO", StringComparison.Ordinal)).Number);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Equal("OO-1", Placed("\uFEFF" + Small).Number);

    [Theory]
    [InlineData(null, "OO-2026-00123")]
    [InlineData(VeraOrderKey.Id, "4711")]
    [InlineData(VeraOrderKey.IdExtern, "OO-2026-00123")]
    [InlineData(VeraOrderKey.Code, "R123")]
    public void The_connection_says_which_key_is_the_number(VeraOrderKey? key, string number) =>
        Assert.Equal(number, Placed(Typical, Erp(key)).Number);

    [Theory]
    [InlineData(VeraOrderKey.Id, "A")]
    [InlineData(VeraOrderKey.IdExtern, "B")]
    [InlineData(VeraOrderKey.Code, "C")]
    [InlineData(null, "B")]
    public void The_same_key_names_the_dwelling(VeraOrderKey? key, string dwelling)
    {
        var body = With(""" "id": "1", "idExtern": "2", "code": "3", "defecten": [ { "eenheid": { "id": "A", "idExtern": "B", "code": "C" } } ] """);
        Assert.Equal(dwelling, Placed(body, Erp(key)).DwellingId);
    }

    [Fact]
    public void A_connections_own_codes_are_understood()
    {
        var erp = Erp(codes: new Dictionary<string, IReadOnlyDictionary<string, string>> { ["kind"] = new Dictionary<string, string> { ["KLEIN"] = "REP" } });
        Assert.Equal(OrderKind.Repair, Placed(With(""" "onderhoudSoort": { "code": "KLEIN" } """), erp).Kind);
    }

    [Fact]
    public void A_visit_asked_for_goes_before_one_planned()
    {
        var content = Placed(With("""
            "afspraken": [
              { "status": { "code": "ANN" }, "begindatum": "2026-03-01T08:00:00Z" },
              { "status": { "code": "GEP" }, "begindatum": "2026-03-03T08:00:00Z", "einddatum": "2026-03-03T10:00:00Z" },
              { "status": { "code": "AAN" }, "begindatum": "2026-03-04T08:00:00Z" } ]
            """));
        var moment = new DateTimeOffset(2026, 3, 4, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(new TimeWindow(moment, moment), content.RequestedVisit);
    }

    [Fact]
    public void A_contractor_may_be_named_by_its_contract_alone() =>
        Assert.Equal(new ContractorReference(ContractNumber: "77"), Placed(With(""" "overeenkomst": { "id": "77" } """)).Contractor);

    [Fact]
    public void A_key_that_is_no_GLN_is_not_taken_for_one()
    {
        var body = With(""" "relaties": [ { "id": "9", "idGegevensbeheerder": "8712345678907", "rollen": [ { "soort": { "code": "OPN" } } ] } ] """);
        Assert.Equal(new ContractorReference(Id: "9"), Placed(body).Contractor);
    }
}
