using Hub.Application;
using Hub.Domain.Dwellings;
using Hub.Embedded.Database;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What the administrator hears when the machine fails.</summary>
public sealed class Trouble_with_the_disk : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hub-storage-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_damaged_file_stops_the_start_with_its_name_and_what_to_do()
    {
        File.WriteAllText(Path.Combine(_path, "hub.db"), string.Concat(Enumerable.Repeat("this is no database\n", 500)));
        var e = Assert.Throws<StoreException>(() => HubDatabase.Open(_path));
        Assert.Equal(
            $"The database {Path.Combine(_path, "hub.db")} is damaged or is not a SQLite database: "
            + "put back a backup of it (with its -wal file), or move it away to start empty.",
            e.Message);
    }

    [Fact]
    public void A_data_directory_that_is_a_file_stops_the_start_with_its_name()
    {
        var file = Path.Combine(_path, "data");
        File.WriteAllText(file, "");
        Assert.StartsWith($"The data directory {file} cannot be used:", Assert.Throws<StoreException>(() => HubDatabase.Open(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_is_missing_is_made()
    {
        await using var database = HubDatabase.Open(Path.Combine(_path, "deep", "down"));
        await database.ProbeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_full_disk_is_told_in_a_sentence_and_writes_nothing()
    {
        await using var database = HubDatabase.Open(_path);
        var dwellings = new SqliteDwellings(database);
        await dwellings.ReplaceAsync([Given.Dwelling(1)], new(), CancellationToken.None);
        await LimitPagesAsync(database, 1);

        var e = await Assert.ThrowsAsync<StoreException>(() => dwellings.ReplaceAsync(Many(), new(), CancellationToken.None));
        Assert.Equal("The disk that holds the hub's data is full. Nothing was written; the hub works again when there is space.", e.Message);
        Assert.NotNull(await dwellings.FindAsync("VHE-1", CancellationToken.None));
        Assert.Null(await dwellings.FindAsync("VHE-2", CancellationToken.None));
    }

    [Fact]
    public async Task When_there_is_space_again_the_hub_works_again()
    {
        await using var database = HubDatabase.Open(_path);
        var dwellings = new SqliteDwellings(database);
        await LimitPagesAsync(database, 1);
        await Assert.ThrowsAsync<StoreException>(() => dwellings.ReplaceAsync(Many(), new(), CancellationToken.None));
        await LimitPagesAsync(database, 1_000_000);
        Assert.Equal(5_000, (await dwellings.ReplaceAsync(Many(), new(), CancellationToken.None)).Change.Total);
    }

    // SQLite takes no limit below the size that the file has: 1 is "no page more".
    private static Task LimitPagesAsync(HubDatabase database, int pages) =>
        database.WriteAsync(s => s[$"PRAGMA max_page_count={pages}"].Step(), CancellationToken.None);

    private static Dwelling[] Many() => [.. Enumerable.Range(1, 5_000).Select(n => Given.Dwelling(n))];
}
