using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Moving;

/// <summary>A hub that is moved is the same hub.</summary>
[Collection(nameof(Azurite))]
public sealed class There_and_back(Azurite azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task From_one_machine_to_Azure_and_back_it_is_the_same_to_the_byte()
    {
        await using var home = new OneMachine();
        await WorkingHub.FillAsync(home.Stores);
        await Moves.ExportAsync(home.Movable, _folder.File("home"));
        Assert.All(MovedParts.All, p => Assert.NotEqual(0, new FileInfo(_folder.File($"home/{p.File}")).Length));

        await using var azure = await InAzure.StartAsync(azurite);
        await Moves.ImportAsync(azure.Movable, _folder.File("home"), HubPlace.Azure);
        await Moves.ExportAsync(azure.Movable, _folder.File("azure"), HubPlace.Azure);
        Moves.Same(_folder.File("home"), _folder.File("azure"));

        await using var back = new OneMachine();
        await Moves.ImportAsync(back.Movable, _folder.File("azure"));
        await Moves.ExportAsync(back.Movable, _folder.File("back"));
        Moves.Same(_folder.File("home"), _folder.File("back"));

        await WorksAsync(azure.Stores);
        await WorksAsync(back.Stores);
        // Found at once by every key; a rebuild makes all rows once more.
        foreach (var views in (IViews[])[new CosmosViews(azure.Database), back.Views])
            Assert.Equal(5, (await views.ListAsync(new OrderQuery(), CancellationToken.None)).Items.Count);
        Assert.NotNull((await new CosmosViews(azure.Database).GetStateAsync(CancellationToken.None)).Rebuild);
    }

    [Fact]
    public async Task From_Azure_to_one_machine_it_is_the_same_to_the_byte()
    {
        await using var azure = await InAzure.StartAsync(azurite);
        await WorkingHub.FillAsync(azure.Stores);
        await Moves.ExportAsync(azure.Movable, _folder.File("azure"), HubPlace.Azure);

        await using var machine = new OneMachine();
        await Moves.ImportAsync(machine.Movable, _folder.File("azure"));
        await Moves.ExportAsync(machine.Movable, _folder.File("machine"));
        Moves.Same(_folder.File("azure"), _folder.File("machine"));
    }

    // What partners would notice first.
    private static async Task WorksAsync(HubStores hub)
    {
        var repeated = Given.Receipt(Given.Order(1));
        Assert.Equal(repeated, await hub.Log.FindReceiptAsync(Given.Order(1), "alfa", "m-1", CancellationToken.None));
        var known = await hub.Log.LoadAsync(Given.Order(1), CancellationToken.None);
        Assert.Equal(AppendOutcome.ReceiptExists, await hub.Log.AppendAsync(Given.Order(1), known.Version, [], repeated, CancellationToken.None));
        var alfa = (await hub.Registry.LoadAsync(CancellationToken.None)).Partners.Single(p => p.Id == "alfa");
        Assert.Equal([WorkingHub.Secret], alfa.Connection.Secrets);
        Assert.Equal("Nieuwstraat", (await hub.Dwellings.FindAsync("VHE-7", CancellationToken.None))?.Address.Street);
        Assert.Null(await hub.Dwellings.FindAsync("VHE-2", CancellationToken.None));
        Assert.Equal(248, (await hub.Dwellings.RestoreAsync(new Application.Registry.Replacement(IsDryRun: true), CancellationToken.None))!.Value.Change.Total - 2);
        Assert.Equal(12.5m, (await hub.Registry.FindPricesAsync("C-ALFA", 2, CancellationToken.None))[0].Price);
        Assert.Equal(Application.Registry.RemoveContractResult.InUse, await hub.Registry.RemoveContractAsync("C-ALFA", Given.Start, CancellationToken.None));
        Assert.DoesNotContain((await hub.Registry.LoadAsync(CancellationToken.None)).Contracts, c => c.Number == "C-WEG");
        Assert.Single(await hub.Pending.ListAsync(DeliveriesFollower.FollowerName, 10, CancellationToken.None));
    }
}
