using Hub.Application;
using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Azure;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Domain.Orders;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What views, contacts, registry and archive promise while Cosmos DB loses answers or ends a write in the middle.</summary>
[Collection(nameof(Azurite))]
public sealed class Bad_days_of_the_rest(Azurite azurite) : IAsyncLifetime
{
    private readonly CosmosAccount _account = new(TimeProvider.System);
    private CosmosMessageArchive _archive = null!;
    private BlobMessageBodies _bodies = null!;

    private PlannedFaults Faults => _account.Service.Faults;

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        _bodies = new BlobMessageBodies(azurite.WithIdentity(await azurite.NewContainerAsync()), TimeProvider.System);
        _archive = new CosmosMessageArchive(_account.Database, _bodies);
    }

    public Task DisposeAsync() => _account.DisposeAsync();

    private static bool IsWrite(Operation operation) => operation.Kind is not (OperationKind.Read or OperationKind.Query);

    private static bool IsReplace(Operation operation) => operation.Kind is OperationKind.Replace;

    [Fact]
    public async Task Contracts_and_partners_get_one_version_when_answers_are_lost()
    {
        var registry = new CosmosRegistry(_account.Database);
        for (var i = 1; i <= 2; i++)
        {
            Faults.LoseAnswers(1, IsWrite);
            var saved = await registry.SaveContractAsync("C-1", "alfa", $"{{\"a\":{i}}}", Given.Start, CancellationToken.None);
            Assert.Equal(i, saved!.Version);
            Faults.LoseAnswers(1, IsWrite);
            await registry.PutPartnerAsync(Given.Partner() with { Name = $"Alfa {i}" }, Given.Start, CancellationToken.None);
        }
        Faults.LoseAnswers(1, IsWrite);
        Assert.True(await registry.RecordAwardAsync("C-1", 2, "alfa", CancellationToken.None));
        Assert.Equal(5, Faults.Befallen);
        Assert.Equal([2, 1], (await registry.ContractVersionsAsync("C-1", CancellationToken.None)).Select(c => c.Version));
        Assert.Equal([2, 1], (await registry.PartnerVersionsAsync("alfa", CancellationToken.None)).Select(v => v.Number));
    }

    [Fact]
    public async Task A_report_whose_answer_is_lost_was_added_once()
    {
        var reports = new CosmosReports(_account.Database);
        var (first, second) = (Contracts.ReportsContract.Report(new(2026, 3)), Contracts.ReportsContract.Report(new(2026, 3), "beta"));
        Faults.LoseAnswers(1, IsWrite);
        Assert.True(await reports.TryAddAsync(first, CancellationToken.None));
        Assert.Equal(1, Faults.Befallen);
        Assert.False(await reports.TryAddAsync(first, CancellationToken.None));
        Assert.True(await reports.TryAddAsync(second, CancellationToken.None));
        Assert.Equal(2, (await reports.ListAsync(new(2026, 3), null, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Of_two_instances_that_award_and_remove_at_once_one_wins()
    {
        var (one, other) = (new CosmosRegistry(_account.Database), new CosmosRegistry(_account.Database));
        for (var i = 1; i <= 5; i++)
        {
            var number = $"C-{i}";
            await one.SaveContractAsync(number, "alfa", "{}", Given.Start, CancellationToken.None);
            var award = Task.Run(() => one.RecordAwardAsync(number, 1, "alfa", CancellationToken.None));
            var remove = Task.Run(() => other.RemoveContractAsync(number, Given.Start, CancellationToken.None));
            Assert.Equal(await award ? RemoveContractResult.InUse : RemoveContractResult.Removed, await remove);
        }
    }

    [Fact]
    public async Task A_rebuild_goes_on_where_answers_were_lost_and_the_swap_is_done_once()
    {
        var views = new CosmosViews(_account.Database);
        await views.PutAsync([Given.Row(1), Given.Row(2)], CancellationToken.None);
        Faults.LoseAnswers(1, IsWrite);
        var begun = (await views.BeginRebuildAsync(2, 2, Given.Start, CancellationToken.None)).Rebuild!;
        var next = begun with { Done = 2, Cursor = "2" };
        Faults.LoseAnswers(3, IsWrite);
        Assert.True(await views.PutRebuiltAsync(begun, [Given.Row(1), Given.Row(2)], next, CancellationToken.None));
        Faults.LoseAnswers(1, IsReplace);
        Assert.True(await views.SwapAsync(next, Given.Start, CancellationToken.None));
        Assert.Equal(2, (await views.ListAsync(new OrderQuery(), CancellationToken.None)).Items.Count);
        Assert.Equal(new ProjectionState(2, Given.Start, null), await views.GetStateAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_contact_is_replaced_and_erased_when_answers_are_lost()
    {
        var contacts = new CosmosContacts(_account.Database, new CosmosDeliveryStore(_account.Database));
        for (var i = 1; i <= 2; i++)
        {
            Faults.LoseAnswers(1, IsWrite);
            await contacts.SaveAsync(Given.Order(), new ResidentContact($"N. Aam {i}", null, null), Given.Start, Given.Start, CancellationToken.None);
        }
        Assert.Equal("N. Aam 2", (await contacts.FindAsync(Given.Order(), CancellationToken.None))!.Name);
        Faults.LoseAnswers(1, IsWrite);
        Assert.Equal(ContactErasure.Erased, await contacts.EraseAsync(Given.Order(), null, CancellationToken.None));
        Assert.Null(await contacts.FindAsync(Given.Order(), CancellationToken.None));
    }

    [Fact]
    public async Task A_message_whose_record_a_crash_left_without_its_body_is_kept_whole_when_it_comes_again()
    {
        var message = Given.Message("m-1", order: Given.Order());
        // The record is written, the body too, and the record does not say so: as if the hub had ended there.
        Faults.Throttle(1_000, TimeSpan.FromMilliseconds(1), IsReplace);
        await Assert.ThrowsAsync<StoreException>(() => _archive.StoreAsync(message, CancellationToken.None));
        Faults.Clear();
        Assert.Single(await _archive.ListAsync(new MessageQuery(), CancellationToken.None));

        await _archive.StoreAsync(message, CancellationToken.None);
        Assert.Equal(13, (await _archive.FindAsync(message.ReceiptId, CancellationToken.None))!.Body.Length);
    }

    [Fact]
    public async Task A_body_that_a_crash_left_is_erased_with_its_subject()
    {
        var message = Given.Message("m-1", order: Given.Order());
        Faults.Throttle(1_000, TimeSpan.FromMilliseconds(1), IsReplace);
        await Assert.ThrowsAsync<StoreException>(() => _archive.StoreAsync(message, CancellationToken.None));
        Faults.Clear();
        Assert.Equal(1, await _archive.EraseBodiesAsync(Given.Order(), null, CancellationToken.None));
        Assert.True((await _bodies.ReadAsync(message.ReceiptId, CancellationToken.None)).IsEmpty);

        await _archive.StoreAsync(message, CancellationToken.None);
        Assert.True((await _bodies.ReadAsync(message.ReceiptId, CancellationToken.None)).IsEmpty);
    }

    [Fact]
    public async Task A_register_of_dwellings_that_could_not_be_put_in_force_leaves_the_one_before()
    {
        var dwellings = new CosmosDwellings(_account.Database);
        await dwellings.ReplaceAsync([Given.Dwelling(1)], new Replacement(), CancellationToken.None);
        Faults.Throttle(1_000, TimeSpan.FromMilliseconds(1), IsReplace);
        await Assert.ThrowsAsync<StoreException>(
            () => dwellings.ReplaceAsync([Given.Dwelling(1), Given.Dwelling(2)], new Replacement(), CancellationToken.None));
        Faults.Clear();
        Assert.Equal(Given.Dwelling(1), await dwellings.FindAsync("VHE-1", CancellationToken.None));
        Assert.Null(await dwellings.FindAsync("VHE-2", CancellationToken.None));
    }
}
