using Hub.Application;
using Hub.Application.DueTimes;
using Hub.Application.Moving;
using Hub.Azure.Cosmos;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Moving;

/// <summary>A hub, or another import, that works on the services in Azure during an import is noticed, and nothing that it wrote is overwritten.</summary>
[Collection(nameof(Azurite))]
public sealed class Hubs_that_work_meanwhile(Azurite azurite) : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly TempFolder _folder = new();
    private InAzure _azure = null!;

    private string Export => _folder.File("export");

    public async Task InitializeAsync()
    {
        await using var home = new OneMachine();
        await WorkingHub.FillAsync(home.Stores);
        await Moves.ExportAsync(home.Movable, Export);
        _azure = await InAzure.StartAsync(azurite);
    }

    public async Task DisposeAsync()
    {
        await _azure.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_event_that_a_hub_wrote_is_not_overwritten()
    {
        await BreakOffAsync();
        var own = Given.Events(Given.Order(1), 1, 1);
        await using var other = await InAzure.StartAsync(azurite);
        await other.Movable.Target.SaveImportAsync(new ImportProgress((await _azure.Movable.Target.FindImportAsync(Never))!.Export), Never);
        await other.Stores.Log.AppendAsync(Given.Order(1), 0, own, null, Never);

        var refusal = await Assert.ThrowsAsync<StoreChangedException>(() => Moves.ImportAsync(other.Movable, Export, HubPlace.Azure));
        Assert.Contains("has events that are not of this import", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(own[0].Event, (await other.Stores.Log.LoadAsync(Given.Order(1), Never)).Events[0].Event);
    }

    [Fact]
    public async Task A_hub_that_works_during_an_import_ends_it()
    {
        var hub = _azure.Movable;
        var refusal = await Assert.ThrowsAsync<StoreChangedException>(
            () => Moves.ImportAsync(hub with { Audit = new Beside<Application.Audit.AuditEntry>(hub.Audit, WorkAsync) }, Export, HubPlace.Azure));
        Assert.Contains("A hub has worked on these stores at 2026-03-03 09:00:00Z", refusal.Message, StringComparison.Ordinal);
        Assert.True(await new CosmosImport(_azure.Database).IsUnfinishedAsync(Never));
        // Nor is it taken for finished later.
        _azure.Clock.Advance(TimeSpan.FromMinutes(3));
        await Assert.ThrowsAsync<StoreChangedException>(() => Moves.ImportAsync(_azure.Movable, Export, HubPlace.Azure));
    }

    [Fact]
    public async Task Of_two_imports_at_once_the_earlier_ends()
    {
        var hub = _azure.Movable;
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(
            hub with
            {
                Audit = new Beside<Application.Audit.AuditEntry>(hub.Audit, () => Moves.ImportAsync(_azure.Movable, Export, HubPlace.Azure)),
            },
            Export, HubPlace.Azure));
        Assert.StartsWith("Another import into these stores was begun meanwhile", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull((await _azure.Movable.Target.FindImportAsync(Never))!.FinishedAt);
    }

    [Fact]
    public async Task No_function_runs_until_it_is_known_that_no_import_is_unfinished()
    {
        await BreakOffAsync();
        var isAway = true;
        var import = new UnfinishedImport(
            c => isAway ? throw new StoreException("Cosmos DB is away.") : new CosmosImport(_azure.Database).IsUnfinishedAsync(c));
        var before = new BeforeServing(import, _azure.Movable.Replay);
        Assert.Equal("Cosmos DB is away.", (await Assert.ThrowsAsync<StoreException>(() => before.EnsureAsync(Never))).Message);
        isAway = false;
        Assert.Contains("is not finished", (await Assert.ThrowsAsync<StoreException>(() => before.EnsureAsync(Never))).Message, StringComparison.Ordinal);

        await Moves.ImportAsync(_azure.Movable, Export, HubPlace.Azure);
        await before.EnsureAsync(Never);
        // From then on nothing is asked.
        isAway = true;
        await before.EnsureAsync(Never);
    }

    private Task BreakOffAsync() =>
        Assert.ThrowsAsync<Fuse.BlownException>(() => Moves.ImportAsync(new Fuse(6).In(_azure.Movable), Export, HubPlace.Azure));

    private Task WorkAsync() => new CosmosDueTimes(_azure.Database).ReviewAsync(
        _azure.Clock.GetUtcNow(), TimeSpan.Zero, new(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue), Never);

    private sealed class Beside<T>(IMovedRecords<T> records, Func<Task> happens) : IMovedRecords<T>
        where T : class
    {
        public IAsyncEnumerable<T> ReadAsync(T? after, CancellationToken cancel) => records.ReadAsync(after, cancel);

        public async Task WriteAsync(long first, IReadOnlyList<T> page, DateTimeOffset at, CancellationToken cancel)
        {
            await happens();
            await records.WriteAsync(first, page, at, cancel);
        }
    }
}
