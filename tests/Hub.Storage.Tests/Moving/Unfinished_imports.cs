using Hub.Application;
using Hub.Application.Moving;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Moving;

/// <summary>An import that says that it is complete is: whatever became of the stores between two runs of it.</summary>
[Collection(nameof(Azurite))]
public sealed class Unfinished_imports(Azurite azurite) : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly TempFolder _folder = new();
    private readonly OneMachine _home = new();

    private string Whole => _folder.File("whole");

    public async Task InitializeAsync()
    {
        await WorkingHub.FillAsync(_home.Stores);
        await Moves.ExportAsync(_home.Movable, Whole);
    }

    public async Task DisposeAsync()
    {
        await _home.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(6)]
    [InlineData(int.MaxValue)]
    public async Task Where_the_database_of_one_machine_was_deleted_an_import_begins_anew(int fuse)
    {
        await using var first = new OneMachine();
        await UntilAsync(fuse, hub => Moves.ImportAsync(hub, Whole), first.Movable);
        await using var second = new OneMachine();
        File.Copy(Path.Combine(first.Path, "import.json"), Path.Combine(second.Path, "import.json"));

        await Moves.ImportAsync(second.Movable, Whole);
        await Moves.ExportAsync(second.Movable, _folder.File("again"));
        Moves.Same(Whole, _folder.File("again"));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(int.MaxValue)]
    public async Task Where_the_containers_in_Azure_were_emptied_an_import_begins_anew(int fuse)
    {
        await using var first = await InAzure.StartAsync(azurite);
        await UntilAsync(fuse, hub => Moves.ImportAsync(hub, Whole, HubPlace.Azure), first.Movable);
        await using var second = await InAzure.StartAsync(azurite);
        await second.Movable.Target.SaveImportAsync((await first.Movable.Target.FindImportAsync(Never))!, Never);

        await Moves.ImportAsync(second.Movable, Whole, HubPlace.Azure);
        await Moves.ExportAsync(second.Movable, _folder.File("again"), HubPlace.Azure);
        Moves.Same(Whole, _folder.File("again"));
    }

    [Fact]
    public async Task What_was_lost_between_two_runs_is_noticed_and_imported_again()
    {
        await using var target = new OneMachine();
        await UntilAsync(24, hub => Moves.ImportAsync(hub, Whole), target.Movable);
        await target.Secrets.RemoveAsync((await target.Secrets.NamesAsync(Never))[0], Never);

        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(target.Movable, Whole));
        Assert.StartsWith("Of secrets the stores have", refusal.Message, StringComparison.Ordinal);
        await Moves.ImportAsync(target.Movable, Whole);
        await Moves.ExportAsync(target.Movable, _folder.File("again"));
        Moves.Same(Whole, _folder.File("again"));
    }

    [Fact]
    public async Task A_store_with_a_part_of_an_import_is_not_exported()
    {
        await using var machine = new OneMachine();
        await using var azure = await InAzure.StartAsync(azurite);
        await UntilAsync(6, hub => Moves.ImportAsync(hub, Whole), machine.Movable);
        await UntilAsync(6, hub => Moves.ImportAsync(hub, Whole, HubPlace.Azure), azure.Movable);
        foreach (var hub in (MovableHub[])[machine.Movable, azure.Movable])
        {
            var refusal = await Assert.ThrowsAsync<StoreException>(() => Moves.ExportAsync(hub, _folder.File("part")));
            Assert.Contains("is not finished", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static async Task UntilAsync(int fuse, Func<MovableHub, Task> run, MovableHub hub)
    {
        var moving = run(new Fuse(fuse).In(hub));
        if (fuse == int.MaxValue) await moving;
        else await Assert.ThrowsAsync<Fuse.BlownException>(() => moving);
    }
}
