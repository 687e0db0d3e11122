using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Application.Notices;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Application.Retention;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Pictures;
using Hub.Testing.Orders;
using Some = Hub.Storage.Tests.Support.Given;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>What a hub keeps after some weeks of work, written by the ports through which it works: each kind of thing, in each state.</summary>
internal static class WorkingHub
{
    private static readonly CancellationToken Never = CancellationToken.None;

    /// <summary>A secret of a partner, which stands in no file in clear.</summary>
    public const string Secret = "whsec_dit-mag-nergens-leesbaar-staan";

    public static async Task FillAsync(HubStores hub)
    {
        OrderStory[] stories = [OrderStory.Awarded(), OrderStory.Completed(), OrderStory.Closed(), OrderStory.Quoting(), OrderStory.Started()];
        foreach (var (number, story) in stories.Index().Select(s => (s.Index + 1, s.Item))) await PlaceAsync(hub, number, story);
        await SettleDeliveriesAsync(hub);
        // A message that was refused before there was an order.
        var refusal = Refusal.Invalid("order-unknown", "Er is geen opdracht 99.");
        await hub.Log.AppendAsync(Some.Order(99), 0, [], ReceiptOf(99, "m-99", refusal), Never);
        await hub.Pending.AddAsync(DeliveriesFollower.FollowerName, Some.Order(2), 2, Never);
        await hub.Pending.AddAsync(ViewsFollower.FollowerName, Some.Order(3), 1, Never);
        await KeepMessagesAsync(hub);
        await KeepPicturesAsync(hub);
        await RegisterAsync(hub);
        await NoteAsync(hub);
        await hub.Erasures.AppendAsync(new Erasure(Some.Order(90), Some.Start, AuditActorKind.Person), Never);
    }

    private static async Task PlaceAsync(HubStores hub, int number, OrderStory story)
    {
        StreamId id = Some.Order(number);
        RecordedEvent[] events = [.. story.Events.Select(e => e with { Stream = id, CausationId = $"m-{number}", TraceParent = "00-11-22-01" })];
        await hub.Log.AppendAsync(id, 0, events[..1], ReceiptOf(number, $"m-{number}", null), Never);
        await hub.Log.AppendAsync(id, 1, events[1..], ReceiptOf(number, $"m-{number}-b", null), Never);
        await hub.Deliveries.EnqueueAsync(Audience.DeliveriesFor(new EventStream(events), 1, Some.Start.AddHours(number)), Never);
        await hub.Contacts.SaveAsync(
            id, new ResidentContact($"Bewoner {number}", "0612345678"), Some.Start.AddHours(number), Some.Start.AddDays(90 + number % 2), Never);
    }

    private static async Task SettleDeliveriesAsync(HubStores hub)
    {
        var all = (await hub.Deliveries.ListAsync(new DeliveryQuery(Limit: 1_000), Never)).Items;
        var at = Some.Start.AddHours(6);
        // Of each lane the first; the rest of it waits behind.
        foreach (var (index, first) in all.GroupBy(d => d.Lane).Select(l => l.First()).Index())
        {
            var delivery = first;
            if (index % 4 != 3)
            {
                var message = new KeptMessage(
                    new OutboundMessage
                    {
                        ContentType = "application/json", Body = """{"naam":"Bewoner"}"""u8.ToArray(), Headers = new Dictionary<string, string> { ["X-A"] = "b" },
                    },
                    "Canonical", NamesPerson: true);
                await hub.Deliveries.KeepMessageAsync(delivery, null, message, Never);
                var claimed = (await hub.Deliveries.TryClaimAsync(delivery, at, at.AddMinutes(2), Never))!;
                delivery = (index % 4) switch
                {
                    0 => claimed with { State = DeliveryState.Delivered, DoneAt = at.AddSeconds(1) },
                    1 => claimed with { State = DeliveryState.Parked, DoneAt = at.AddSeconds(2), Failures = 9, FailuresInAll = 12, Note = "410", WasRefused = true },
                    _ => claimed with { Failures = 1, NextAttemptAt = at.AddMinutes(5), Note = "503" },
                };
                Assert.True(await hub.Deliveries.SettleAsync(delivery, Never));
            }
        }
        var skipped = (await hub.Deliveries.ListAsync(new DeliveryQuery(DeliveryState.Parked, Limit: 1_000), Never)).Items[^1];
        await hub.Deliveries.ReplaceAsync(
            skipped, skipped with { State = DeliveryState.Skipped, DoneAt = at, Note = "niet meer nodig" }, at.AddHours(1), Never);
    }

    private static async Task KeepMessagesAsync(HubStores hub)
    {
        await hub.Archive.StoreAsync(Some.Message("m-1", order: Some.Order(1)), Never);
        await hub.Archive.StoreAsync(Some.Message("m-2", order: Some.Order(2), minute: 1), Never);
        await hub.Archive.EraseBodiesAsync(Some.Order(2), null, Never);
        await hub.Archive.StoreAsync(
            Some.Message("m-3", minute: 2) with { Outcome = MessageOutcome.Unreadable, Reason = "Geen JSON.", ContentType = null }, Never);
        await hub.Archive.StoreAsync(Some.Message("m-4", minute: 1) with { Body = ReadOnlyMemory<byte>.Empty, Size = 0 }, Never);
        // Only bodies of messages are kept of it.
        await hub.Contacts.ReviewAsync(Some.Order(99), Some.Start.AddDays(90), Never);
    }

    private static async Task KeepPicturesAsync(HubStores hub)
    {
        // The same picture of two orders, and others.
        foreach (var (order, picture) in ((int, int)[])[(1, 1), (2, 1), (2, 2), (3, 3), (4, 4), (5, 5)])
        {
            var bytes = Some.Picture(picture, 4_000 + picture);
            var key = Some.Key(bytes, order);
            await hub.Evidence.PutAsync(key, new PictureBytes(bytes), Some.Info($"p-{picture} é", picture == 3 ? "image/png" : "image/jpeg"), Never);
            if (picture == 1) await hub.Evidence.PutAsync(key with { IsThumbnail = true }, new PictureBytes(bytes.AsMemory(0, 9)), Some.Info(), Never);
            await hub.Agenda.SetAsync(new AgendaItem(key.OrderId, AgendaKind.Picture, key.Sha256, Some.Start.AddYears(7)), Never);
        }
        await hub.Agenda.SetAsync(
            new AgendaItem(Some.Order(3), AgendaKind.Fetch, "p-9", Some.Start.AddHours(1), 2, Some.Start, "alfa", "404"), Never);
    }

    private static async Task RegisterAsync(HubStores hub)
    {
        var at = Some.Start;
        var alfa = Some.Partner();
        await hub.Registry.PutPartnerAsync(alfa, at, Never);
        await hub.Registry.PutPartnerAsync(alfa with { Connection = alfa.Connection with { Secrets = [Secret] } }, at.AddDays(1), Never);
        await hub.Registry.PutPartnerAsync(Some.Partner("beta"), at, Never);
        await hub.Registry.AddKeyAsync(new PartnerKey("k-2", "alfa", new string('b', 64), at), Never);
        await hub.Registry.AddKeyAsync(new PartnerKey("k-1", "beta", new string('a', 64), at.AddDays(1)), Never);
        await hub.Registry.RecordUseAsync("k-1", at.AddDays(2), Never);
        await hub.Registry.SaveContractAsync("C-ALFA", "alfa", Contract("alfa", 5), at, Never);
        await hub.Registry.SavePricesAsync(
            "C-ALFA", [Some.Price(2) with { Price = 12.50m, From = new DateOnly(2026, 1, 1) }, Some.Price(1)], at, Never);
        await hub.Registry.SaveContractAsync("C-ALFA", "alfa", Contract("alfa", 6), at.AddDays(1), Never);
        await hub.Registry.SavePricesAsync("C-ALFA", [Some.Price(3)], at.AddDays(2), Never);
        await hub.Registry.RecordAwardAsync("C-ALFA", 4, "alfa", Never);
        await hub.Registry.SaveContractAsync("C-WEG", "beta", Contract("beta", 5), at, Never);
        await hub.Registry.RemoveContractAsync("C-WEG", at.AddDays(3), Never);
        await hub.Dwellings.ReplaceAsync([.. Enumerable.Range(1, 250).Select(i => Some.Dwelling(i))], new Replacement(), Never);
        await hub.Dwellings.ReplaceAsync(
            [.. Enumerable.Range(3, 250).Select(i => Some.Dwelling(i, i == 7 ? "Nieuwstraat" : "Merelstraat"))], new Replacement(), Never);
        await hub.Readers.AddAsync(new ReaderKey("r-1", "Power BI", null, new string('c', 64), at, at.AddDays(4)), Never);
    }

    private static async Task NoteAsync(HubStores hub)
    {
        var at = Some.Start;
        await hub.Notices.TrySaveAsync(
            NoticeState.Of(new NoticeSubject(NoticeKind.Parked, "alfa")) with { NoticedCount = 2, NoticedUpTo = at, SentAt = at }, Never);
        await hub.Notices.TrySaveAsync(NoticeState.Of(new NoticeSubject(NoticeKind.DeadLetters)) with
        {
            Queued = new QueuedNotice
            {
                Id = "n-1", Text = new NoticeText("t", ["a"], [], ["s"], null), QueuedAt = at, KeptUntil = at.AddDays(1), Attempts = 2, SentBy = ["teams"],
            },
        }, Never);
        for (var i = 0; i < 3; i++)
        {
            var actor = new AuditActor(AuditActorKind.Person, "dir/obj");
            var entry = new AuditEntry(OrderId.Uuid5($"audit {i}"), at.AddMinutes(i / 2), actor, "partner.put", i == 1 ? null : "alfa");
            await hub.Audit.BeginAsync(entry, Never);
            if (i > 0) await hub.Audit.CompleteAsync(entry with { Outcome = AuditOutcome.Done, Status = 200 }, Never);
        }
    }

    private static Application.Streams.Receipt ReceiptOf(int order, string message, Refusal? refusal) => Some.Receipt(Some.Order(order), message, 1, refusal);

    private static string Contract(string contractor, int minimum) =>
        $$"""{ "contractor": "{{contractor}}", "validFrom": "2026-01-01", "areas": [{ "area": "Noord" }], "minimumCount": {{minimum}} }""";
}
