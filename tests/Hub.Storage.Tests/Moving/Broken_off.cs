using Hub.Application;
using Hub.Azure.Cosmos;
using Hub.Embedded.Moving;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Moving;

/// <summary>A move that was killed goes on when it is run again, and gives the same.</summary>
[Collection(nameof(Azurite))]
public sealed class Broken_off(Azurite azurite) : IAsyncLifetime
{
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

    [Fact]
    public async Task An_export_goes_on()
    {
        var folder = _folder.File("broken");
        var runs = await UntilDoneAsync(fuse => Moves.ExportAsync(fuse.In(_home.Movable), folder), 2, 5, 9, 33);
        Assert.Equal(4, runs);
        Moves.Same(Whole, folder);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder).Select(Path.GetFileName), f => f is "export.json" || Path.GetExtension(f) is ".part");
    }

    [Fact]
    public async Task An_export_goes_on_behind_the_last_line_that_is_whole()
    {
        var folder = _folder.File("torn");
        await Assert.ThrowsAsync<Fuse.BlownException>(() => Moves.ExportAsync(new Fuse(3).In(_home.Movable), folder));
        var draft = Path.Combine(folder, "streams.jsonl.part");
        // What a power failure may leave of the last blocks.
        await using (var file = File.OpenWrite(draft))
        {
            file.Position = file.Length - 40;
            file.Write(new byte[400]);
        }
        await Moves.ExportAsync(_home.Movable, folder);
        Moves.Same(Whole, folder);
    }

    [Fact]
    public async Task An_import_into_one_machine_goes_on()
    {
        await using var target = new OneMachine();
        Assert.True(await UntilDoneAsync(fuse => Moves.ImportAsync(fuse.In(target.Movable), Whole), 1, 2, 3, 2, 3, 4, 9, 16) > 6);
        await Moves.ExportAsync(target.Movable, _folder.File("again"));
        Moves.Same(Whole, _folder.File("again"));
        // Once more there is nothing to do.
        await Moves.ImportAsync(target.Movable, Whole);
    }

    [Fact]
    public async Task An_import_into_Azure_goes_on()
    {
        await using var target = await InAzure.StartAsync(azurite);
        Assert.True(await UntilDoneAsync(fuse => Moves.ImportAsync(fuse.In(target.Movable), Whole, HubPlace.Azure), 1, 2, 3, 4, 2, 9, 16) > 6);
        await Moves.ExportAsync(target.Movable, _folder.File("again"), HubPlace.Azure);
        Moves.Same(Whole, _folder.File("again"));
    }

    [Fact]
    public async Task As_long_as_an_import_is_not_finished_no_hub_starts_on_it()
    {
        await using var machine = new OneMachine();
        await using var azure = await InAzure.StartAsync(azurite);
        await Assert.ThrowsAsync<Fuse.BlownException>(() => Moves.ImportAsync(new Fuse(4).In(machine.Movable), Whole));
        await Assert.ThrowsAsync<Fuse.BlownException>(() => Moves.ImportAsync(new Fuse(4).In(azure.Movable), Whole, HubPlace.Azure));
        var refusal = Assert.Throws<StoreException>(() => ImportFile.RefuseUnfinished(machine.Path));
        Assert.StartsWith("The import into", refusal.Message, StringComparison.Ordinal);
        Assert.True(await new CosmosImport(azure.Database).IsUnfinishedAsync(CancellationToken.None));

        await Moves.ImportAsync(machine.Movable, Whole);
        ImportFile.RefuseUnfinished(machine.Path);
    }

    [Fact]
    public async Task Services_that_are_throttled_or_away_are_asked_again()
    {
        await using var target = await InAzure.StartAsync(azurite);
        var clock = new FakeClock();
        var said = new StringWriter();
        var patience = new Patience(HubPlace.Azure, new MoveConsole(said, clock), clock);
        var tries = 0;
        var doing = patience.DoAsync(
            () => ++tries < 3 ? throw new StoreException("Cosmos DB has no request units left for the moment.") : Task.CompletedTask, CancellationToken.None);
        foreach (var seconds in (int[])[1, 2])
        {
            await clock.WhenArmedAsync(clock.GetUtcNow().AddSeconds(seconds));
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }
        await doing;
        Assert.Equal(3, tries);
        Assert.Contains("Tried again in 2 s.", said.ToString(), StringComparison.Ordinal);

        // A disk that is full stays so.
        await Assert.ThrowsAsync<StoreException>(() => new Patience(HubPlace.Embedded, new MoveConsole(said, clock), clock)
            .DoAsync(() => throw new StoreException("The disk is full."), CancellationToken.None));
    }

    // The number of runs that it took: each ends at its place, and the last at none.
    private static async Task<int> UntilDoneAsync(Func<Fuse, Task> run, params int[] places)
    {
        for (var runs = 0; ; runs++)
        {
            try
            {
                await run(new Fuse(runs < places.Length ? places[runs] : int.MaxValue));
                return runs;
            }
            catch (Fuse.BlownException) when (runs < places.Length)
            {
                // The next run goes on.
            }
        }
    }
}
