using Hub.Application;
using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Hub.Azure.Cosmos;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Domain.Streams;
using Hub.Testing;
using Hub.Testing.Orders;
using Given = Hub.Storage.Tests.Support.Given;

namespace Hub.Storage.Tests.Moving;

/// <summary>A move that would lose or double something is refused in a sentence.</summary>
[Collection(nameof(Azurite))]
public sealed class Refused_moves(Azurite azurite) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly OneMachine _home = new();
    private readonly OneMachine _target = new();

    private string Export => _folder.File("export");

    public async Task InitializeAsync()
    {
        await WorkingHub.FillAsync(_home.Stores);
        await Moves.ExportAsync(_home.Movable, Export);
    }

    public async Task DisposeAsync()
    {
        await _home.DisposeAsync();
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_folder_that_is_damaged_or_not_whole_is_refused_by_the_name_of_the_file_and_nothing_is_written()
    {
        await RefusedAsync("deliveries.jsonl is damaged", () => Change("deliveries.jsonl", t => t.Replace("Pending", "Parked", StringComparison.Ordinal)));
        await RefusedAsync("contacts.jsonl is missing", () => File.Delete(PathOf("contacts.jsonl")));
        var picture = Directory.EnumerateFiles(PathOf("pictures"), "*", SearchOption.AllDirectories).First();
        await RefusedAsync($"{Path.GetFileName(picture)} is missing", () => File.Delete(picture));
        await RefusedAsync($"{Path.GetFileName(picture)} is damaged", () => File.WriteAllBytes(picture, [1, 2, 3]));
        await RefusedAsync("manifest.json is missing", () => File.Delete(PathOf("manifest.json")));
        await RefusedAsync("has format 2", () => Change("manifest.json", t => t.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)));
        Assert.True(await _target.Movable.Target.IsEmptyAsync(CancellationToken.None));

        // As long as it is, but another.
        var bytes = File.ReadAllBytes(picture);
        bytes[0] ^= 1;
        File.WriteAllBytes(picture, bytes);
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(_target.Movable, Export));
        Assert.Contains($"{Path.GetFileName(picture)} is damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_that_hold_a_hub_are_refused()
    {
        await _target.Stores.Contacts.SaveAsync(Given.Order(7), new ResidentContact("Iemand"), Given.Start, Given.Start, CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(_target.Movable, Export));
        Assert.Equal("There is a hub with data: an import needs empty stores.", refusal.Message);

        await using var azure = await InAzure.StartAsync(azurite);
        await azure.Stores.Contacts.SaveAsync(Given.Order(7), new ResidentContact("Iemand"), Given.Start, Given.Start, CancellationToken.None);
        Assert.Equal(refusal.Message, (await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(azure.Movable, Export, HubPlace.Azure))).Message);
    }

    [Fact]
    public async Task Two_exports_are_not_imported_into_one_place()
    {
        await Assert.ThrowsAsync<Fuse.BlownException>(() => Moves.ImportAsync(new Fuse(4).In(_target.Movable), Export));
        await Moves.ExportAsync(_home.Movable, _folder.File("other"));
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(_target.Movable, _folder.File("other")));
        Assert.StartsWith("Another export is being imported there", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_which_there_is_something_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ExportAsync(_home.Movable, Export));
        Assert.StartsWith("The export in", refusal.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("full"));
        await File.WriteAllTextAsync(_folder.File("full/mine.txt"), "");
        refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ExportAsync(_home.Movable, _folder.File("full")));
        Assert.Contains("is not empty", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_refused_keeps_its_rights()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode rights = (UnixFileMode)0b111_111_101;
        var full = Directory.CreateDirectory(_folder.File("full")).FullName;
        await File.WriteAllTextAsync(Path.Combine(full, "mine.txt"), "");
        File.SetUnixFileMode(full, rights);
        await Assert.ThrowsAsync<MoveException>(() => Moves.ExportAsync(_home.Movable, full));
        Assert.Equal(rights, File.GetUnixFileMode(full));

        // As /tmp is.
        var shared = Directory.CreateDirectory(_folder.File("shared")).FullName;
        File.SetUnixFileMode(shared, rights | UnixFileMode.StickyBit);
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ExportAsync(_home.Movable, shared));
        Assert.Contains("is shared with others", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(rights | UnixFileMode.StickyBit, File.GetUnixFileMode(shared));
    }

    [Fact]
    public async Task Services_that_cannot_be_used_are_told_before_anything_is_written()
    {
        for (var container = 0; container < 3; container++)
        {
            await using var azure = await InAzure.StartAsync(azurite);
            await azurite.WithKey(azure.Containers[container]).DeleteAsync();
            await Assert.ThrowsAsync<StoreException>(() => azure.Movable.Target.CheckAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_hub_of_one_machine_that_worked_between_two_runs_of_an_export_is_noticed()
    {
        await Assert.ThrowsAsync<Fuse.BlownException>(() => Moves.ExportAsync(new Fuse(3).In(_home.Movable), _folder.File("broken")));
        await _home.Stores.Log.AppendAsync(Given.Order(50), 0, Given.Events(Given.Order(50), 1, 1), null, CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ExportAsync(_home.Movable, _folder.File("broken")));
        Assert.Contains("has worked on", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_in_Azure_that_works_is_noticed()
    {
        await using var azure = await InAzure.StartAsync(azurite);
        await azure.Stores.Log.AppendAsync(Given.Order(1), 0, Given.Events(Given.Order(1), 1, 3), null, CancellationToken.None);
        await new CosmosDueTimes(azure.Database).ReviewAsync(
            azure.Clock.GetUtcNow(), TimeSpan.Zero, new(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue), CancellationToken.None);
        var works = await Assert.ThrowsAsync<StoreException>(() => Moves.ExportAsync(azure.Movable, _folder.File("works"), HubPlace.Azure));
        Assert.StartsWith("A hub has worked on these services at 2026-03-03 09:00:00Z. Stop the function app", works.Message, StringComparison.Ordinal);

        azure.Clock.Advance(TimeSpan.FromMinutes(2));
        var movable = azure.Movable;
        // A stream that changes while others are read.
        Task ChangeAsync() => azure.Stores.Log.AppendAsync(Given.Order(1), 3, Given.Events(Given.Order(1), 4, 4), null, CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ExportAsync(
            movable with { Notices = new Meanwhile(movable.Notices, ChangeAsync) }, _folder.File("changed"), HubPlace.Azure));
        Assert.StartsWith("The container streams was changed since this export was begun.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_stand_in_no_file_and_open_with_the_passphrase_alone()
    {
        Assert.Contains(Moves.Secrets(Export), s => s.Contains(WorkingHub.Secret, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(Export), f => Assert.DoesNotContain(WorkingHub.Secret, File.ReadAllText(f), StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(_target.Movable, Export, passphrase: "een heel andere zin"));
        Assert.StartsWith("The passphrase is not the one", refusal.Message, StringComparison.Ordinal);
        Assert.True(await _target.Movable.Target.IsEmptyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_told_and_keeps_nothing_from_being_moved()
    {
        await _home.Secrets.RemoveAsync((await _home.Secrets.NamesAsync(CancellationToken.None))[0], CancellationToken.None);
        using var told = new StringWriter();
        await Moves.ExportAsync(_home.Movable, _folder.File("without"), told: told);
        Assert.Contains("Of partners' secrets 1 cannot be read", told.ToString(), StringComparison.Ordinal);
        await Moves.ImportAsync(_target.Movable, _folder.File("without"));
    }

    [Fact]
    public async Task A_photo_that_is_not_there_is_told_and_keeps_nothing_from_being_moved()
    {
        var bytes = Given.Picture(8, 4_008);
        var key = Given.Key(bytes, 60);
        var added = new PhotoAdded("p-8", PhotoMoment.After, new StoredPicture(key.Sha256, key.Sha256, "image/jpeg", bytes.Length, 9, 9));
        RecordedEvent[] events = [.. OrderStory.Awarded().Events.Select(e => e with { Stream = Given.Order(60) })];
        await _home.Stores.Log.AppendAsync(
            Given.Order(60), 0, [.. events, events[^1] with { Version = events.Length + 1, Event = added }], null, CancellationToken.None);
        using var told = new StringWriter();
        await Moves.ExportAsync(_home.Movable, _folder.File("without"), told: told);
        Assert.Contains("Of photos that orders hold 1 were not there", told.ToString(), StringComparison.Ordinal);

        await _home.Stores.Evidence.PutAsync(key, new Pictures.PictureBytes(bytes), Given.Info(), CancellationToken.None);
        using var whole = new StringWriter();
        await Moves.ExportAsync(_home.Movable, _folder.File("with"), told: whole);
        Assert.DoesNotContain("Of photos", whole.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"parts\": [", "\"parts\": null, \"x\": [")]
    [InlineData("\"seal\": {", "\"seal\": null, \"x\": {")]
    [InlineData("\"iterations\": 10", "\"iterations\": 0")]
    public async Task A_manifest_that_was_changed_is_refused(string was, string becomes)
    {
        Change("manifest.json", t => t.Replace(was, becomes, StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(_target.Movable, Export));
        Assert.Contains("manifest.json is damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_refused_leaves_nothing_behind()
    {
        await File.WriteAllTextAsync(_folder.File("passphrase"), "een heel andere zin");
        var data = _folder.File("data");
        const string inside = "must not be one in the other";
        foreach (var (folder, why) in new[] { (Export, "The passphrase is not the one"), (Path.Combine(data, "export"), inside), (_folder.Path, inside) })
        {
            using var errors = new StringWriter();
            string[] command = ["import", folder, "--to", "embedded", "--passphrase-file", _folder.File("passphrase"), $"--Hub:DataDirectory={data}"];
            Assert.Equal(1, await MoveCommand.RunAsync(command, TextWriter.Null, errors, CancellationToken.None));
            Assert.Contains(why, errors.ToString(), StringComparison.Ordinal);
            Assert.False(Directory.Exists(data));
        }
        // An address of each service may stand in the command line.
        Assert.Single(MoveArguments.Parse(["import", "f", "--to", "azure", "--Evidence:serviceUri=https://a.example"]).Settings);
    }

    [Fact]
    public void An_export_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        foreach (var entry in Directory.EnumerateFileSystemEntries(Export, "*", SearchOption.AllDirectories).Append(Export))
            Assert.Equal(default, File.GetUnixFileMode(entry) & others);
    }

    private string PathOf(string name) => Path.Combine(Export, name);

    private void Change(string file, Func<string, string> change) => File.WriteAllText(PathOf(file), change(File.ReadAllText(PathOf(file))));

    // The folder is as it was afterwards.
    private async Task RefusedAsync(string reason, Action damage)
    {
        using var before = new TempFolder();
        Copy(Export, before.Path);
        damage();
        var refusal = await Assert.ThrowsAsync<MoveException>(() => Moves.ImportAsync(_target.Movable, Export));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Copy(before.Path, Export);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
    }
}
