using Hub.Application.Deliveries;
using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Leases;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What a restart leaves.</summary>
public sealed class Coming_back : IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        var receipt = Given.Receipt(Given.Order());
        await new SqliteEventLog(_folder.Database, Given.Codecs)
            .AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 2), receipt, CancellationToken.None);
        await new SqliteDwellings(_folder.Database).ReplaceAsync([Given.Dwelling(1)], new(), CancellationToken.None);
        await _folder.ReopenAsync();
        Assert.Equal(Given.Events(Given.Order(), 1, 2),
            (await new SqliteEventLog(_folder.Database, Given.Codecs).LoadAsync(Given.Order(), CancellationToken.None)).Events);
        Assert.Equal(receipt, await new SqliteEventLog(_folder.Database, Given.Codecs).FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
        Assert.NotNull(await new SqliteDwellings(_folder.Database).FindAsync("VHE-1", CancellationToken.None));
    }

    [Fact]
    public async Task Writes_that_wait_are_stored_before_the_database_closes()
    {
        var log = new SqliteEventLog(_folder.Database, Given.Codecs);
        var writes = Enumerable.Range(1, 50)
            .Select(i => log.AppendAsync(Given.Order(i), 0, Given.Events(Given.Order(i), 1, 1), null, CancellationToken.None)).ToList();
        await _folder.ReopenAsync();
        Assert.All(await Task.WhenAll(writes), o => Assert.Equal(AppendOutcome.Appended, o));
        Assert.Equal(50, new SqliteEventLog(_folder.Database, Given.Codecs).ReadChanges(0, 100).Changes.Count);
    }

    [Fact]
    public async Task A_claim_that_a_crash_left_is_let_go_at_the_start()
    {
        var delivery = Given.Delivery(Given.Order(), 1);
        var store = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        await store.EnqueueAsync([delivery], CancellationToken.None);
        Assert.NotNull(await store.TryClaimAsync(delivery, Given.Start, Given.Start.AddDays(1), CancellationToken.None));
        await _folder.ReopenAsync();
        store = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        var read = await store.FindAsync(delivery.Id, CancellationToken.None);
        Assert.NotNull(await store.TryClaimAsync(read!, Given.Start, Given.Start.AddDays(1), CancellationToken.None));
    }
}
