using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Tests.Support;
using Hub.Formats.Vera.Writing;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>An ERP that gets an order, told or served, and sends it back unchanged changes nothing.</summary>
public sealed class Sent_back
{
    private static readonly OrderAwarded Awarded = new("vakwerk", "RO-2026-1", Terms: Terms, Prices: [new("1", AgreementMethod.UnitPrice, 45.25m)]);
    private static readonly OrderLine Extra = new() { Number = "8", Description = "Leiding", Quantity = 3, Unit = "MTR" };
    private static readonly OrderLine Done = new() { Number = "1", Description = "Kraan", PriceCode = "KR-10", Quantity = 2, Unit = "PCE", Price = 45.25m };
    private static readonly ExtraWorkRequested Asked = new("Verrot", [Extra], [new("8", AgreementMethod.UnitPrice, 20.333m)], ["verhuurmakelaar", "opzichter"]);

    private static readonly PhotoAdded Before = new("f-1", PhotoMoment.Before, Picture, "1", Remark: "Kraan lekt");

    private static readonly Dictionary<string, OrderEvent[]> Stories = new()
    {
        ["awarded"] = [Awarded],
        ["accepted"] = [Awarded, new OrderAccepted()],
        ["planned"] = [Awarded, new AppointmentMade(new TimeWindow(Now.AddDays(3), Now.AddDays(3).AddHours(4)))],
        ["keys received"] = [Awarded, new KeysReceived(new DateOnly(2026, 3, 2))],
        ["pre-inspected"] = [Awarded, new KeysReceived(), new PreInspectionHeld("Schoon")],
        ["started after that"] = [Awarded, new KeysReceived(), new PreInspectionHeld(), new WorkStarted()],
        ["standing still"] = [Awarded, new WorkStarted(), new WorkInterrupted(InterruptionReason.NoAccess)],
        ["longer asked"] = [Awarded, new LeadTimeExtended(new DateOnly(2026, 4, 1), "Levertijd")],
        ["longer agreed"] = [Awarded, new LeadTimeExtended(new DateOnly(2026, 4, 1)), new LeadTimeAgreed(new DateOnly(2026, 3, 27))],
        ["longer declined"] = [Awarded, new LeadTimeExtended(new DateOnly(2026, 4, 1)), new LeadTimeDeclined("Te laat")],
        ["response required"] = [Awarded, new ResponseRequired("Mag de muur open?")],
        ["extra work asked"] = [Awarded, new WorkStarted(), Asked],
        ["extra work agreed"] = [Awarded, new WorkStarted(), Asked, new ExtraWorkApproved("Goed", ["8"], "opzichter")],
        ["extra work declined"] = [Awarded, new WorkStarted(), Asked, new ExtraWorkDeclined("Nee", "opzichter")],
        ["approval required"] = [new ApprovalRequired("Boven het mandaat", "opzichter", 1750, ["opzichter"])],
        ["quoted"] = [Awarded with { ForQuotation = true }, new QuotationGiven(115.5m, [Done])],
        ["completed"] = [Awarded, new WorkCompleted(new DateOnly(2026, 3, 2), "OUD", 90.5m, [Done])],
        ["not agreed to"] = [Awarded, new WorkCompleted(), new InspectionFailed("Lekt nog")],
        ["work agreed"] = [Awarded, new WorkCompleted(), new WorkAgreed()],
        ["costs differ"] = [Awarded, new WorkCompleted(), new WorkAgreed(), new CostsDiffer([new(CostDifferenceKind.Total, null, 90.5m, 100)])],
        ["settled"] = [Awarded, new WorkCompleted(), new WorkAgreed(), new CostsSettled(90.5m, [Done])],
        ["complained of"] = [Awarded, new WorkCompleted(), new CostsSettled(90.5m, [Done]), new ComplaintRegistered("K-1")],
        ["closed"] = [Awarded, new WorkCompleted(), new CostsSettled(90.5m, [Done]), new OrderClosed()],
        ["with photos"] = [Awarded, Before, new PhotoAnnounced("f-2", PhotoMoment.After, "https://vakwerk.example/2")],
        ["a photo rejected"] = [Awarded, Before, new PhotoRejected("f-2", "not-found", "Er is niets op dit adres")],
        ["a photo deleted"] = [Awarded, Before, new PhotoDeleted("f-1", PhotoDeletion.Privacy, "Herkenbaar kind", "functionaris gegevensbescherming")],
        ["photos missing"] = [Awarded, Before, new WorkCompleted(), new PhotosMissing([new(null, 0, 2)])],
        ["cancelled"] = [Awarded, new OrderCancelled("Dubbel")],
    };

    public static TheoryData<string> Names => [.. Stories.Keys];

    // A turnover, so that nothing but the hub's own mark keeps keys and a pre-inspection from being news.
    private static readonly OrderContent Content = Placed(With(""" "onderhoudSoort": { "code": "MUT" } """, Typical));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_served_order_that_is_PUT_back_changes_nothing(string name) => Assert.Empty(Taken(name, Served(name), Operation.Put));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_served_order_that_is_PATCHed_back_changes_nothing(string name) => Assert.Empty(Taken(name, Served(name), Operation.Patch));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_PUT_that_told_an_event_changes_nothing_when_it_comes_back(string name) =>
        Assert.Empty(Taken(name, Written(Content, Erp(), Stories[name]).Instead!.Body, Operation.Put));

    // A PATCH that tells how far tasks are has no more of them than that, and comes back as unreadable rather than as news.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_PATCH_that_told_an_event_changes_nothing_when_it_comes_back(string name)
    {
        var body = Written(Content, Erp(), Stories[name]).Body;
        if (Read(Text(body), Operation.Patch, Content.Number) is ReadResult.Failed failed)
            Assert.All(failed.Errors, e => Assert.Matches("^/onderhoudstaken/[0-9]+/omschrijving$", e.Place));
        else Assert.Empty(Taken(name, body, Operation.Patch));
    }

    [Fact]
    public void A_settlement_that_was_told_is_read_as_nothing_new() =>
        Assert.Empty(Message(Text(Written(Content, Erp(), Stories["settled"]).Body), Operation.Patch, Content.Number).Commands);

    [Fact]
    public void A_settlement_on_another_day_is_news_whatever_comes_back_with_it()
    {
        var body = Text(Written(Content, Erp(), Stories["settled"]).Body)
            .Replace("\"financieelGereeddatum\":\"2026-03-02T13:30:00Z\"", "\"financieelGereeddatum\":\"2026-03-20T00:00:00Z\"", StringComparison.Ordinal);
        Assert.Equal(90.5m, Message(body, Operation.Patch, Content.Number).Commands.OfType<Report>().Select(r => r.Fact).OfType<CostsSettled>().Single().Total);
    }

    [Fact]
    public void Keys_on_another_day_are_news_whatever_comes_back_with_them()
    {
        var body = Text(Written(Content, Erp(), Stories["keys received"]).Body)
            .Replace("\"sleutelsOntvangen\",\"waarde\":\"2026-03-02\"", "\"sleutelsOntvangen\",\"waarde\":\"2026-03-03\"", StringComparison.Ordinal);
        Assert.Contains(new Report(new KeysReceived(new DateOnly(2026, 3, 3))), Message(body, Operation.Patch, Content.Number).Commands);
    }

    private static byte[] Served(string name) => OrderDocument.Write(After(Content, Stories[name]).Order, Erp(), Contractor, HubAddress);

    private static IReadOnlyList<RecordedEvent> Taken(string name, ReadOnlyMemory<byte> body, Operation operation)
    {
        var message = Message(Text(body), operation, Content.Number);
        Assert.Empty(message.Photos);
        return Assert.IsType<Decision.Accepted>(Decided(After(Content, Stories[name]).Order, message)).Events;
    }

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
