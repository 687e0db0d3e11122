using System.Security.Cryptography;
using Hub.Application.Archive;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Storage.Tests.Support;

/// <summary>Small things to store.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The codecs of every kind of stream that the tests store.</summary>
    public static readonly EventCodecs Codecs = new([new OrderEventCodec()]);

    public static OrderId Order(int number = 1) => OrderId.For("erp", $"{number}");

    public static RecordedEvent Event(OrderId order, int version, OrderEvent? e = null) => new()
    {
        Stream = order, Version = version, Event = e ?? new OrderAccepted($"version {version}"), By = new Actor(PartyRole.Contractor, "alfa"),
        OccurredAt = Start.AddMinutes(version), RecordedAt = Start.AddMinutes(version + 1), CausationId = $"m-{version}", CorrelationId = "talk-1",
        TraceParent = "00-trace-1",
    };

    public static RecordedEvent[] Events(OrderId order, int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(v => Event(order, v))];

    public static Receipt Receipt(OrderId order, string message = "m-1", int version = 1, Refusal? refusal = null) =>
        new("alfa", message, new string('a', 64), OrderId.Uuid5(message), order, version, refusal, Start.AddMinutes(version));

    public static Delivery Delivery(OrderId order, int version, string partner = "alfa") => new()
    {
        Stream = order, Recipient = Recipient.OfPartner(partner), Version = version, EventName = "OrderAwarded",
        CreatedAt = Start.AddMinutes(version),
    };

    public static ArchivedMessage Message(string id, string partner = "alfa", OrderId? order = null, int minute = 0, string hash = "aa") => new()
    {
        ReceiptId = OrderId.Uuid5($"{partner} {id} {hash}"), PartnerId = partner, MessageId = id, Hash = hash, ContentType = "application/json",
        Request = "Vera Post",
        Body = "what was sent"u8.ToArray(), Size = 13, ReceivedAt = Start.AddMinutes(minute), Subject = order,
    };

    public static Dwelling Dwelling(int number, string street = "Merelstraat") =>
        new($"VHE-{number}", new Address(street, $"{number}", "a", "bis", "1234AB", "Lindedam"), "C-1", "Noord", "flat");

    public static PriceLine Price(int number) => new($"K-{number}", $"Taak {number}", "PCE", number, AgreementMethod.UnitPrice);

    public static OrderSummary Row(int number, int version = 1) => new()
    {
        OrderId = Order(number), Version = version, ErpId = "erp", Number = $"{number}", Keys = new ErpKeys($"id-{number}", $"ext-{number}", $"code-{number}"),
        Kind = OrderKind.Repair, Status = OrderStatus.Awarded, Phase = AortaPhase.Examine, ContractorId = "alfa", ContractNumber = "C-ALFA",
        DwellingId = $"VHE-{number}",
        Complex = "C-1", Area = "Noord", Urgency = "urgent", PlacedAt = Start.AddMinutes(number), ChangedAt = Start.AddHours(number),
    };

    /// <summary>Bytes that look like nothing, the same for the same number.</summary>
    public static byte[] Picture(int number = 1, int length = 200)
    {
        var bytes = new byte[length];
        // Insecure random is what is wanted: the same bytes in every run.
#pragma warning disable CA5394
        new Random(number).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    public static EvidenceKey Key(byte[] picture, int order = 1) => new(Order(order), Convert.ToHexStringLower(SHA256.HashData(picture)));

    public static EvidenceInfo Info(string photo = "p-1", string mediaType = "image/jpeg") => new(mediaType, photo, Start);

    public static Partner Partner(string id = "alfa") => new()
    {
        Id = id, Role = PartnerRole.Contractor, Name = "Alfa Onderhoud", Gln = "8712345000011",
        Connection = new Connection
        {
            Language = Language.Canonical, Transport = Transport.Webhook, Url = new Uri("https://alfa.example/hook"), Secrets = ["whsec_1"],
            Headers = new Dictionary<string, string> { ["X-Key"] = "key-1" },
        },
    };
}
