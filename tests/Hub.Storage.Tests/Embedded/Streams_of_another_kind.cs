using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Leases;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>A kind of stream that the product does not have goes the whole way: log, receipts, feed, lanes, contacts, agenda, and a restart.</summary>
public sealed class Streams_of_another_kind : IAsyncLifetime
{
    private static readonly StreamId Case = new("case", Given.Order().Value);

    private static readonly EventCodecs Codecs = new([new OrderEventCodec(), new CaseCodec()]);

    private static readonly Recipient Alfa = Recipient.OfPartner("alfa");

    private readonly EmbeddedFolder _folder = new();

    private sealed record CaseOpened(string About) : IStreamEvent
    {
        public string Name => nameof(CaseOpened);
    }

    private sealed class CaseCodec : IEventCodec
    {
        public string Kind => "case";

        public byte[] Write(IStreamEvent e) => Encoding.UTF8.GetBytes(((CaseOpened)e).About);

        public IStreamEvent Read(ReadOnlySpan<byte> json) => new CaseOpened(Encoding.UTF8.GetString(json));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private static RecordedEvent Event(int version) => Given.Event(Given.Order(), version) with { Stream = Case, Event = new CaseOpened($"noise {version}") };

    private static Receipt Receipt() => Given.Receipt(Given.Order()) with { Stream = Case };

    private static Task<AppendOutcome> AppendAsync(SqliteEventLog log) => log.AppendAsync(Case, 0, [Event(1), Event(2)], Receipt(), CancellationToken.None);

    [Fact]
    public async Task Its_events_and_its_receipt_come_back_after_a_restart()
    {
        var log = new SqliteEventLog(_folder.Database, Codecs);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(log));
        Assert.Equal([Event(1), Event(2)], (await log.LoadAsync(Case, CancellationToken.None)).Events);

        await _folder.ReopenAsync();
        log = new SqliteEventLog(_folder.Database, Codecs);
        Assert.Equal([Event(1), Event(2)], (await log.LoadAsync(Case, CancellationToken.None)).Events);
        Assert.Equal(Receipt(), await log.FindReceiptAsync(Case, "alfa", "m-1", CancellationToken.None));
        Assert.Equal(AppendOutcome.VersionConflict, await log.AppendAsync(Case, 0, [Event(1)], null, CancellationToken.None));
    }

    [Fact]
    public async Task The_feed_names_it_beside_an_order_with_the_same_uuid()
    {
        var log = new SqliteEventLog(_folder.Database, Codecs);
        await AppendAsync(log);
        await log.AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), null, CancellationToken.None);
        Assert.Equal([new StreamChange(Case, 1), new(Case, 2), new(Given.Order(), 1)], log.ReadChanges(0, 10).Changes);
        Assert.Single((await log.LoadAsync(Given.Order(), CancellationToken.None)).Events);
        Assert.Null(await log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
    }

    [Fact]
    public async Task It_has_a_lane_of_its_own_and_delivers_in_order_across_a_restart()
    {
        var lane = new LaneId(Case, Alfa);
        Assert.True(LaneId.TryParse(lane.ToString(), out var read));
        Assert.Equal(lane, read);

        var store = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        await store.EnqueueAsync(
            [Given.Delivery(Given.Order(), 1), .. new[] { Event(1), Event(2) }.Select(e => Delivery.For(e, Alfa, Given.Start))], CancellationToken.None);
        var first = (await store.PendingInLaneAsync(lane, 10, CancellationToken.None))[0];
        Assert.Equal(($"dlv_case-{Case.Id:N}_1_alfa", "CaseOpened"), (first.Id, first.EventName));
        var claimed = await store.TryClaimAsync(first, Given.Start, Given.Start.AddMinutes(2), CancellationToken.None);
        await store.SettleAsync(claimed! with { State = DeliveryState.Delivered, DoneAt = Given.Start }, CancellationToken.None);

        await _folder.ReopenAsync();
        store = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        Assert.Equal([2], (await store.PendingInLaneAsync(lane, 10, CancellationToken.None)).Select(d => d.Version));
        Assert.Equal(DeliveryState.Delivered, (await store.FindAsync(first.Id, CancellationToken.None))!.State);
        Assert.Single(await store.PendingInLaneAsync(new LaneId(Given.Order(), Alfa), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Its_contact_and_its_agenda_are_its_own()
    {
        var contacts = new SqliteContacts(_folder.Database);
        var agenda = new SqliteEvidenceAgenda(_folder.Database);
        await contacts.SaveAsync(Case, new ResidentContact("R. Bewoner"), Given.Start, Given.Start, CancellationToken.None);
        await agenda.SetAsync(new AgendaItem(Case, AgendaKind.Fetch, "p-1", Given.Start), CancellationToken.None);
        Assert.Null(await contacts.FindAsync(Given.Order(), CancellationToken.None));
        Assert.Empty(await agenda.OfStreamAsync(Given.Order(), AgendaKind.Fetch, CancellationToken.None));
        Assert.Equal([Case], await contacts.DueAsync(Given.Start, 10, CancellationToken.None));
        Assert.Equal([Case], (await agenda.DueAsync(Case.Kind, AgendaKind.Fetch, Given.Start, 10, CancellationToken.None)).Select(i => i.Stream));
    }
}
