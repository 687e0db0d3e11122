using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Sqlite;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What a database of an earlier version of the program keeps.</summary>
public sealed class Coming_from_an_earlier_version : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Contracts_of_the_first_schema_stand_without_a_price_list()
    {
        using (var first = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations[..1]))
        {
            await first.WriteAsync(s => s["INSERT INTO contracts (number, version, body, put_at) VALUES ('C-1', 3, '{}', ?)"]
                .Bind(Given.Start.UtcTicks).Execute());
            await first.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        var registry = new SqliteRegistry(now);
        Assert.Equal([new("C-1", 3, "{}", Given.Start)], (await registry.LoadAsync(CancellationToken.None)).Contracts);
        Assert.Equal(4, (await registry.SavePricesAsync("C-1", [Given.Price(1)], Given.Start, CancellationToken.None))!.PriceList);
    }

    [Fact]
    public async Task A_database_of_before_there_were_photos_gains_their_agenda_and_keeps_the_rest()
    {
        using (var before = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations[..2]))
        {
            await before.WriteAsync(s => s["INSERT INTO dwellings (id, city) VALUES ('VHE-1', 'Lindedam')"].Execute());
            await before.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        var agenda = new SqliteEvidenceAgenda(now);
        var item = new AgendaItem(Given.Order(), AgendaKind.Fetch, "p-1", Given.Start);
        await agenda.SetAsync(item, CancellationToken.None);
        Assert.Equal([item], await agenda.DueAsync(StreamId.Order, AgendaKind.Fetch, Given.Start, 10, CancellationToken.None));
        Assert.Equal("Lindedam", (await new SqliteDwellings(now).FindAsync("VHE-1", CancellationToken.None))!.Address.City);
    }

    [Fact]
    public async Task A_photo_that_was_to_be_fetched_still_is()
    {
        using (var before = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations[..3]))
        {
            await before.WriteAsync(s => s["INSERT INTO evidence_agenda (order_id, kind, item, due_at, failures) VALUES (?, 1, 'p-1', ?, 2)"]
                .Bind(Given.Order()).Bind(Given.Start).Execute());
            await before.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        Assert.Equal(
            [new AgendaItem(Given.Order(), AgendaKind.Fetch, "p-1", Given.Start, Failures: 2)],
            await new SqliteEvidenceAgenda(now).DueAsync(StreamId.Order, AgendaKind.Fetch, Given.Start, 10, CancellationToken.None));
    }

    [Fact]
    public async Task An_orders_rows_of_before_there_were_other_streams_are_still_the_orders()
    {
        using (var before = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations[..4]))
        {
            await before.WriteAsync(s =>
            {
                var order = Given.Order();
                s["INSERT INTO streams (no, order_id) VALUES (7, ?)"].Bind(order.Value).Execute();
                s["INSERT INTO events (no, version, body, by_role, occurred_at, recorded_at) VALUES (7, 1, ?, 2, ?, ?)"]
                    .Bind(OrderEventJson.Write(new OrderAccepted("yes"))).Bind(Given.Start).Bind(Given.Start).Execute();
                s["INSERT INTO contacts (order_id, body, review_at) VALUES (?, '{}', ?)"].Bind(order.Value).Bind(Given.Start).Execute();
                return s["INSERT INTO owed_folds (order_id, version, seq) VALUES (?, 1, 1)"].Bind(order.Value).Execute();
            });
            await before.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        Assert.Equal(new OrderAccepted("yes"),
            Assert.Single((await new SqliteEventLog(now, Given.Codecs).LoadAsync(Given.Order(), CancellationToken.None)).Events).Event);
        Assert.Equal([Given.Order().ToStreamId()], await new SqliteContacts(now).DueAsync(Given.Start, 10, CancellationToken.None));
        Assert.Equal([new PendingProjection(Given.Order(), 1, 0)], await new SqlitePendingProjections(now).ListAsync("deliveries", 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_the_one_relay_still_had_to_process_both_followers_have_to()
    {
        using (var before = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations[..4]))
        {
            await before.WriteAsync(s => s["INSERT INTO owed_folds (order_id, version, seq) VALUES (?, 7, 1), (?, 2, 2)"].Bind(Given.Order(1).Value)
                .Bind(Given.Order(2).Value).Execute());
            await before.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        var pending = new SqlitePendingProjections(now);
        foreach (var follower in (string[])["views", "deliveries"])
            Assert.Equal([new(Given.Order(1), 7, 0), new(Given.Order(2), 2, 0)], await pending.ListAsync(follower, 10, CancellationToken.None));
    }
}
