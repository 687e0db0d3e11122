using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Tests.Support;
using Hub.Formats.Vera.Codes;
using Hub.Testing;
using Hub.Testing.Vera;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>What the ERP hears of each event.</summary>
public sealed class Written_events
{
    private static readonly OrderLine Line =
        new() { Number = "1", Description = "Kraan vervangen", PriceCode = "KR-10", Quantity = 2, Unit = "PCE", Price = 45.25m };
    private static readonly OrderLine Extra = new() { Number = "1", Description = "Leiding vervangen", Quantity = 3, Unit = "HUR", Price = 50 };
    private static readonly OrderLine Other = new() { Number = "9", Description = "Voorrijden", Price = 25 };
    private static readonly TimeWindow Visit = new(Now.AddDays(3), Now.AddDays(3).AddHours(4));
    private static readonly OrderAwarded Awarded = new("vakwerk", "RO-2026-1");
    private static readonly LinePrice[] Prices = [new("1", AgreementMethod.UnitPrice, 50), new("9", AgreementMethod.UnitPrice, 25)];
    private static readonly CostDifference[] Differences =
        [new(CostDifferenceKind.Price, "1", 45.25m, 50), new(CostDifferenceKind.Total, null, 90.5m, 100)];

    /// <summary>Each event, after what must have happened before it.</summary>
    private static readonly OrderEvent[][] Stories =
    [
        [new OrderPlaced(Placed(Typical))],
        [new OrderAmended(Placed(Typical))],
        [Awarded, new CancellationRequested("Huurder heeft het zelf gedaan")],
        [new OrderCancelled("Dubbel")],
        [Awarded with { Terms = Terms }],
        [new OrderUnrouted("Geen contract voor deze eenheid")],
        [Awarded, new OrderAccepted("Akkoord")],
        [Awarded, new OrderRefused("Geen capaciteit")],
        [Awarded, new AppointmentMade(Visit)],
        [Awarded, new AppointmentMade(Visit), new AppointmentMoved(new TimeWindow(Now.AddDays(4), Now.AddDays(4).AddHours(2)), "Eerder lukt niet")],
        [Awarded, new AppointmentMade(Visit), new AppointmentCancelled("Op vakantie", ByResident: true)],
        [Awarded, new WorkStarted()],
        [Awarded, new WorkStarted(), new WorkInterrupted(InterruptionReason.NoAccess, "Niemand thuis")],
        [Awarded, new WorkStarted(), new WorkInterrupted(InterruptionReason.Weather), new WorkResumed()],
        [Awarded, new WorkStarted(), new TemporarilyRestored("Noodreparatie")],
        [Awarded, new ResponseRequired("Mag de muur open?")],
        [Awarded, new ResponseRequired(), new ResponseGiven("Ja")],
        [Awarded, new InformationRequested("Welke kleur?")],
        [Awarded, new InformationRequested(), new InformationGiven("Wit")],
        [Awarded, new LeadTimeExtended(new DateOnly(2026, 4, 1), "Levertijd")],
        [Awarded with { Terms = Terms }, new LeadTimeExtended(new DateOnly(2026, 4, 1)), new LeadTimeAgreed(new DateOnly(2026, 3, 27), "Niet later")],
        [Awarded, new LeadTimeExtended(new DateOnly(2026, 4, 1)), new LeadTimeDeclined("Te laat")],
        [Awarded with { Terms = Terms }, new KeysReceived(new DateOnly(2026, 3, 4))],
        [Awarded, new PreInspectionHeld("Schoon")],
        [Awarded, new WorkStarted(), new ExtraWorkRequested("Leiding verrot", [Extra with { Price = null }, Other], Prices, ["verhuurmakelaar", "opzichter"])],
        [Awarded, new WorkStarted(), new ExtraWorkRequested(null, [Extra with { Price = null }, Other], Prices),
            new ExtraWorkApproved("Alleen de leiding", ["1"], "opzichter")],
        [Awarded, new WorkStarted(), new ExtraWorkRequested(null, [Extra]), new ExtraWorkDeclined("Te duur", "opzichter")],
        [Awarded, new WorkStarted(), new ExtraWorkRequested(null, [Extra]), new ExtraWorkApproved(), new ExtraWorkAcknowledged("Gezien")],
        [new ApprovalRequired("Boven het mandaat", "opzichter", 1750.5m, ["opzichter", "directeur"])],
        [new ApprovalRequired("Boven het mandaat"), new ApprovalWithdrawn("Weer binnen het mandaat")],
        [new ApprovalRequired("Boven het mandaat"), new OrderApproved("Akkoord", "opzichter")],
        [new ApprovalRequired("Boven het mandaat"), new OrderDeclined("Niet nodig", "opzichter")],
        [Awarded with { ForQuotation = true }, new QuotationGiven(115.5m, [Line, Other], "Geldig tot 1 mei")],
        [Awarded with { ForQuotation = true }, new QuotationGiven(115.5m), new QuotationAwarded(null, "opzichter")],
        [Awarded with { ForQuotation = true }, new QuotationGiven(115.5m), new QuotationDeclined("Te duur")],
        [Awarded, new PhotoAdded("f-1", PhotoMoment.Before, Picture, "1", Remark: "Kraan lekt")],
        [Awarded, new PhotoAnnounced("f-1", PhotoMoment.After, "https://vakwerk.example/geheim")],
        [Awarded, new PhotoAnnounced("f-1", PhotoMoment.After, "https://vakwerk.example/1"), new PhotoRejected("f-1", "not-found", "Er is niets op dit adres")],
        [Awarded, new PhotoAdded("f-1", PhotoMoment.After, Picture),
            new PhotoDeleted("f-1", PhotoDeletion.Privacy, "Herkenbaar kind", "functionaris gegevensbescherming")],
        [Awarded, new WorkCompleted(), new PhotosMissing([new("1", 0, 1), new("2", 1, 2)])],
        [Awarded, new WorkStarted(), new WorkCompleted(new DateOnly(2026, 3, 1), "OUD", 115.5m, [Line, Other], "Gereed")],
        [Awarded, new WorkCompleted(), new SamplePicked(0.1m)],
        [Awarded, new WorkCompleted(), new InspectionPassed("Netjes")],
        [Awarded, new WorkCompleted(), new InspectionFailed("Lekt nog")],
        [Awarded, new WorkCompleted(), new WorkAgreed("Geen controle")],
        [Awarded, new WorkCompleted(), new WorkAgreed(), new CostsDiffer(Differences)],
        [Awarded, new WorkCompleted(), new CostsSettled(90.5m, [Line], null, Differences)],
        [Awarded, new WorkCompleted(), new OrderClosed()],
        [Awarded, new WorkCompleted(), new OrderReopened("Lekt weer")],
        [Awarded, new WorkCompleted(), new ComplaintRegistered("K-1", "Niet opgeruimd")],
        [Awarded, new WorkCompleted(), new ComplaintRegistered("K-1"), new ComplaintAnswered("K-1", "Alsnog opgeruimd")],
    ];

    public static TheoryData<string> Names => [.. Stories.Select(s => s[^1].Name)];

    private static OutboundMessage Told(string name) => Written(Placed(Typical), Erp(), Stories.Single(s => s[^1].Name == name));

    [Fact]
    public void Every_event_of_the_domain_is_told()
    {
        var all = EventCatalogue.All.Select(d => d.Name);
        Assert.Empty(all.Except(Stories.Select(s => s[^1].Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_told_as_agreed(string name) => Golden.Verify(Pretty(Told(name).Body), $"event-{name}.json");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_PATCH_keeps_the_schema(string name) =>
        Assert.Empty(OhdSchema.Validate(OhdSchema.Order, Json(Told(name).Body)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_PUT_in_its_place_keeps_the_schema(string name) =>
        Assert.Empty(OhdSchema.Validate(OhdSchema.Order, Json(Told(name).Instead!.Body)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_PUT_in_its_place_sent_back_changes_no_content(string name)
    {
        var content = Placed(Typical);
        var commands = Message(Encoding.UTF8.GetString(Told(name).Instead!.Body.Span), Operation.Put, content.Number).Commands;
        var back = Assert.IsType<ReplaceOrder>(commands[0]).Content;
        Assert.Equal(content.Lines, back.Lines);
        Assert.Equal(content, back with { Lines = content.Lines });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_event_gives_the_same_bytes(string name) => Assert.Equal(Told(name).Body.ToArray(), Told(name).Body.ToArray());

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_personal_is_told(string name)
    {
        var told = Encoding.UTF8.GetString(Told(name).Body.Span) + Encoding.UTF8.GetString(Told(name).Instead!.Body.Span);
        Assert.DoesNotContain((string[])["de Huurder", "10000001", "1000002", "@example"], personal => told.Contains(personal, StringComparison.Ordinal));
    }

    [Fact]
    public void A_photo_is_told_by_its_address_at_the_hub() => Assert.Equal(
        $"https://hub.example/api/v1/orders/{OrderId.For(ErpId, "OO-2026-00123")}/photos/f-1",
        Json(Told(nameof(PhotoAdded)).Body).GetProperty("informatieobjecten")[0].GetProperty("bestandslocatie").GetString());

    [Fact]
    public void The_address_at_which_a_photo_was_announced_is_told_to_nobody()
    {
        var told = Told(nameof(PhotoAnnounced));
        Assert.DoesNotContain("geheim", Encoding.UTF8.GetString(told.Body.Span) + Encoding.UTF8.GetString(told.Instead!.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_photo_is_listed_no_more() => Assert.False(Json(Told(nameof(PhotoDeleted)).Instead!.Body).TryGetProperty("informatieobjecten", out _));

    [Theory]
    [InlineData(null, 1, 2, "Er ontbreken foto's: 1 voor, 2 na", "voor=1;na=2")]
    [InlineData(null, 0, 1, "Er ontbreken foto's: 1 na", "voor=0;na=1")]
    [InlineData("2", 0, 1, "Er ontbreken foto's: regel 2: 1 na", "2:voor=0;na=1")]
    public void Missing_photos_are_said_to_people_and_to_systems(string? line, int before, int after, string sentence, string text)
    {
        var extras = Extras(Written(Placed(Typical), Erp(), Awarded, new WorkCompleted(), new PhotosMissing([new(line, before, after)])).Body);
        Assert.Equal((sentence, text), (extras["toelichting"], extras["ontbrekendeFotos"]));
    }

    [Theory]
    [InlineData("image/jpeg", "f-1.jpg", "jpg")]
    [InlineData("image/png", "f-1.png", "png")]
    [InlineData("image/webp", "f-1.webp", "webp")]
    [InlineData("image/heic", "f-1.heic", "heic")]
    [InlineData("image/avif", "f-1", null)]
    public void A_photo_has_the_name_of_its_format(string mediaType, string name, string? code)
    {
        var photo = Json(Written(Placed(Typical), Erp(), Awarded, new PhotoAdded("f-1", PhotoMoment.After, Picture with { MediaType = mediaType })).Body)
            .GetProperty("informatieobjecten")[0];
        Assert.Equal(name, photo.GetProperty("bestandsnaam").GetString());
        Assert.Equal(code, photo.TryGetProperty("formaat", out var format) ? format.GetProperty("code").GetString() : null);
    }

    [Fact]
    public void It_goes_to_the_order_at_the_ERP_with_the_headers_of_VERA()
    {
        var message = Told(nameof(WorkStarted));
        Assert.Equal(("PATCH", "onderhoudsorders/OO-2026-00123", "application/json"), (message.Method, message.Path, message.ContentType));
        Assert.Equal(
            [("X-Stuurgegevens-Referentienummer", "d-0001"), ("X-Stuurgegevens-Tijdstip-Bericht", "2026-03-02T11:30:05Z"),
                ("X-Stuurgegevens-Zender-Organisatie", "Ketenhub")],
            message.Headers.Select(h => (h.Key, h.Value)).Order());
    }

    [Fact]
    public void An_ERP_without_PATCH_gets_a_PUT_of_the_whole_order()
    {
        var put = Told(nameof(WorkStarted)).Instead!;
        Assert.Equal(("PUT", "onderhoudsorders/OO-2026-00123"), (put.Method, put.Path));
        Golden.Verify(Pretty(put.Body), "put-WorkStarted.json");
    }

    [Theory]
    [InlineData(VeraOrderKey.Id, "onderhoudsorders/4711")]
    [InlineData(VeraOrderKey.Code, "onderhoudsorders/R123")]
    public void The_connection_says_which_key_stands_in_the_address(VeraOrderKey key, string path) =>
        Assert.Equal(path, Written(Placed(Typical, Erp(key)), Erp(key), Awarded).Path);

    [Fact]
    public void A_key_is_escaped_in_the_address() =>
        Assert.Equal("onderhoudsorders/OO%2F1%20%3F", Written(Placed(With(""" "idExtern": "OO/1 ?" """)), Erp(), Awarded).Path);

    [Theory]
    [InlineData(InterruptionReason.NoAccess, "AFW")]
    [InlineData(InterruptionReason.Material, "MAT")]
    [InlineData(InterruptionReason.AwaitingClient, "INS")]
    [InlineData(InterruptionReason.WrongDiscipline, "DIS")]
    [InlineData(InterruptionReason.NotEnoughTime, "ONV")]
    [InlineData(InterruptionReason.Weather, null)]
    public void An_interruption_has_VERAs_detail_where_there_is_one(InterruptionReason reason, string? detail)
    {
        var task = Json(Written(Placed(Typical), Erp(), Awarded, new WorkStarted(), new WorkInterrupted(reason)).Body).GetProperty("onderhoudstaken")[0];
        Assert.Equal("OND", task.GetProperty("status").GetProperty("code").GetString());
        Assert.Equal(detail, task.TryGetProperty("detailStatus", out var found) ? found.GetProperty("code").GetString() : null);
    }

    [Fact]
    public void A_late_appointment_of_a_completed_order_is_told_with_its_time()
    {
        var visits = Json(Written(Placed(Typical), Erp(), Awarded, new WorkCompleted(), new AppointmentMade(Visit)).Body).GetProperty("afspraken");
        Assert.Equal("2026-03-05T09:30:00Z", visits[0].GetProperty("begindatum").GetString());
    }

    [Fact]
    public void Extra_work_names_who_may_decide_and_on_how_much()
    {
        var extras = Extras(Told(nameof(ExtraWorkRequested)).Body);
        Assert.Equal(("verhuurmakelaar", "verhuurmakelaar,opzichter", "175.00"), (extras["rolNodig"], extras["rollen"], extras["bedrag"]));
    }

    [Fact]
    public void Extra_work_of_which_a_price_is_unknown_names_no_sum() =>
        Assert.DoesNotContain("bedrag",
            Extras(Written(Placed(Typical), Erp(), Awarded, new ExtraWorkRequested(null, [Extra, Other with { Price = null }])).Body));

    [Fact]
    public void Extra_work_that_the_lump_sum_covers_adds_nothing_to_the_sum() => Assert.Equal(
        "25.00",
        Extras(Written(Placed(Typical), Erp(), Awarded,
            new ExtraWorkRequested(null, [Extra, Other], [new("1", AgreementMethod.LumpSum, 50), Prices[1]])).Body)["bedrag"]);

    [Fact]
    public void A_line_of_extra_work_has_the_price_that_the_contract_has_for_it() => Assert.Equal(
        150m,
        Json(Told(nameof(ExtraWorkRequested)).Body).GetProperty("onderhoudstaken")[0].GetProperty("voorcalculaties")[0].GetProperty("bedrag").GetDecimal());

    [Fact]
    public void The_ERPs_own_lines_keep_the_price_that_it_gave_them()
    {
        var awarded = Awarded with { Prices = [new("1", AgreementMethod.UnitPrice, 45.25m), new("2", AgreementMethod.UnitPrice, 80)] };
        Assert.False(Json(Written(Placed(Typical), Erp(), awarded).Instead!.Body).GetProperty("onderhoudstaken")[1].TryGetProperty("voorcalculaties", out _));
    }

    [Theory]
    [InlineData("LeadTimeExtended", "2026-04-01T00:00:00Z")]
    [InlineData("LeadTimeAgreed", "2026-03-27T00:00:00Z")]
    [InlineData("LeadTimeDeclined", null)]
    public void The_end_is_what_is_asked_and_then_what_was_agreed(string name, string? end) =>
        Assert.Equal(end, Json(Told(name).Body).TryGetProperty("einddatum", out var found) ? found.GetString() : null);

    [Fact]
    public void Keys_without_a_day_came_in_on_the_Dutch_day_on_which_it_was_told() =>
        Assert.Equal("2026-03-02", Extras(Written(Placed(Typical), Erp(), Awarded, new KeysReceived()).Body)["sleutelsOntvangen"]);

    [Fact]
    public void Costs_of_one_line_of_a_task_say_which_line_it_is()
    {
        var content = Placed(With(""" "onderhoudstaken": [ { "code": "7", "voorcalculaties": [ { "omschrijving": "a" }, { "omschrijving": "b" } ] } ] """));
        var costs = Json(Written(content, Erp(), Awarded, new WorkCompleted(Lines: [content.Lines[1] with { Price = 10 }])).Body)
            .GetProperty("onderhoudstaken")[0].GetProperty("onderhoudsbestedingen")[0];
        Assert.Equal(("7.2", MemberNames.HubMark), (costs.GetProperty("idExtern").GetString(), costs.GetProperty("idGegevensbeheerder").GetString()));
    }
}
