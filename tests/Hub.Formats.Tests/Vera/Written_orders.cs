using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Tests.Support;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Writing;
using Hub.Testing;
using Hub.Testing.Vera;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>The order as the hub serves it, and the same order put back.</summary>
public sealed class Written_orders
{
    private static readonly OrderLine Extra = new() { Number = "1", Description = "Leiding vervangen", Quantity = 3, Unit = "MTR", Price = 20.333m };

    public static TheoryData<string> Stages => [.. Orders.Keys];

    private static readonly Dictionary<string, OrderEvent[]> Orders = new()
    {
        ["placed"] = [],
        ["awarded"] = [new OrderAwarded("vakwerk", "RO-2026-1")],
        ["planned"] = [new OrderAwarded("vakwerk"), new AppointmentMade(new TimeWindow(Now.AddDays(3), Now.AddDays(3).AddHours(4)))],
        ["interrupted"] = [new OrderAwarded("vakwerk"), new WorkStarted(), new WorkInterrupted(InterruptionReason.Material)],
        ["extra work asked"] = [new OrderAwarded("vakwerk"), new WorkStarted(), new ExtraWorkRequested("Leiding verrot", [Extra])],
        ["extra work agreed"] = [new OrderAwarded("vakwerk"), new WorkStarted(), new ExtraWorkRequested(null, [Extra]), new ExtraWorkApproved()],
        ["extended"] = [new OrderAwarded("vakwerk"), new LeadTimeExtended(new DateOnly(2026, 4, 1))],
        ["completed"] = [new OrderAwarded("vakwerk"), new WorkCompleted(new DateOnly(2026, 3, 2), "OUD", 90.5m)],
        ["closed"] = [new OrderAwarded("vakwerk"), new WorkCompleted(), new CostsSettled(90.5m), new OrderClosed()],
        ["with photos"] =
        [
            new OrderAwarded("vakwerk"), new PhotoAdded("f-1", PhotoMoment.Before, Picture, "1", Remark: "Kraan lekt"),
            new PhotoAdded("f-2", PhotoMoment.Damage, Picture), new PhotoDeleted("f-2", PhotoDeletion.Privacy, "Herkenbaar kind"),
            new PhotoAdded("vera-DOC-7", PhotoMoment.After, Picture with { MediaType = "image/png" }),
            new PhotoAnnounced("f-3", PhotoMoment.After, "https://vakwerk.example/3"),
        ],
        ["cancelled"] = [new OrderCancelled("Dubbel")],
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_served_order_is_as_agreed(string stage) =>
        Golden.Verify(Pretty(Served(Placed(Typical), Erp(), Orders[stage])), $"order-{stage.Replace(' ', '-')}.json");

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_served_order_keeps_the_schema(string stage) =>
        Assert.Empty(OhdSchema.Validate(OhdSchema.Order, Json(Served(Placed(Typical), Erp(), Orders[stage]))));

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_served_order_put_back_changes_nothing(string stage)
    {
        foreach (var key in (VeraOrderKey?[])[null, VeraOrderKey.Id, VeraOrderKey.IdExtern, VeraOrderKey.Code])
        {
            var content = Placed(Typical, Erp(key));
            Same(content, PutBack(Served(content, Erp(key), Orders[stage]), content.Number, Erp(key)));
        }
    }

    [Theory]
    [InlineData(Small)]
    [InlineData("""{ "code": "C-1", "onderhoudSoort": { "code": "MUT" }, "status": { "code": "OFF" }, "omschrijving": "x", "defecten": [ { "cluster": { "code": "C" } } ] }""")]
    [InlineData("""
        { "id": "5", "onderhoudSoort": { "code": "INS" }, "defecten": [ { "eenheid": { "code": "E" }, "soort": { "code": "LEK" } } ], "onderhoudstaken": [
          { "id": "7", "omschrijving": "Muur", "specialisme": { "code": "STU" }, "voorcalculaties": [
            { "omschrijving": "Tijd", "aantal": 1.5, "bedrag": 75, "meeteenheid": { "code": "UUR" } }, { "standaardprijs": { "code": "ST1", "omschrijving": "Stuc" } } ] },
          { "id": "8", "voorcalculaties": [ { "omschrijving": "Los" }, { "standaardprijs": { "code": "Z" } } ] },
          { "id": "9.1", "omschrijving": "Enkel" } ] }
        """)]
    public void Any_order_served_and_put_back_is_the_same(string body)
    {
        var content = Placed(body);
        Same(content, PutBack(Served(content, Erp(), new OrderAwarded("vakwerk", "RO-9")), content.Number, Erp()));
    }

    [Fact]
    public void An_order_without_an_id_of_the_ERP_has_the_hubs()
    {
        var body = Json(Served(Placed(Small), Erp()));
        Assert.Equal(OrderId.For(ErpId, "OO-1").ToString(), body.GetProperty("id").GetString());
    }

    [Fact]
    public void A_contractor_found_by_the_hub_is_marked_as_the_hubs()
    {
        var role = Json(Served(Placed(Small), Erp(), new OrderAwarded("vakwerk", "RO-9"))).GetProperty("relaties")[0].GetProperty("rollen")[0];
        Assert.Equal(MemberNames.HubMark, role.GetProperty("idGegevensbeheerder").GetString());
    }

    [Fact]
    public void Codes_are_written_as_the_connection_uses_them()
    {
        var erp = Erp(codes: new Dictionary<string, IReadOnlyDictionary<string, string>> { ["status"] = new Dictionary<string, string> { ["NIEUW"] = "REG" } });
        Assert.Equal("NIEUW", Json(Served(Placed(Small), erp)).GetProperty("status").GetProperty("code").GetString());
    }

    [Fact]
    public void A_list_holds_every_order()
    {
        var (order, _) = After(Placed(Small));
        Assert.Equal(2, Json(OrderDocument.WriteList([(order, null), (order, null)], Erp(), HubAddress)).GetArrayLength());
    }

    [Fact]
    public void An_error_body_keeps_the_schema() => Assert.Empty(OhdSchema.Validate(OhdSchema.Error, Json(ErrorBody.Write("x", "y"))));

    [Fact]
    public void An_error_body_tells_each_place()
    {
        var body = Encoding.UTF8.GetString(ErrorBody.Write([new ReadError("/status", "a code"), new ReadError("", "one JSON object")]));
        Assert.Equal("""{"code":"unreadable","omschrijving":"/status: verwacht a code; het document: verwacht one JSON object."}""", body);
    }

    private static byte[] Served(OrderContent content, Partner erp, params OrderEvent[] events)
    {
        var (order, _) = After(content, events);
        return OrderDocument.Write(order, erp, order.Assignment.ContractorId is null ? null : Contractor, HubAddress);
    }

    private static OrderContent PutBack(byte[] body, string number, Partner erp) =>
        Assert.IsType<ReplaceOrder>(Message(Encoding.UTF8.GetString(body), Operation.Put, number, erp).Commands[0]).Content;

    private static void Same(OrderContent expected, OrderContent actual)
    {
        Assert.Equal(expected.Lines, actual.Lines);
        Assert.Equal(expected, actual with { Lines = expected.Lines });
    }
}
