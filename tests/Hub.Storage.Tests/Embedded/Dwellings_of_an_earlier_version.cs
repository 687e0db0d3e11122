using Hub.Application.Registry;
using Hub.Embedded.Database;
using Hub.Sqlite;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>Ids of dwellings that were stored before keys had one form.</summary>
public sealed class Dwellings_of_an_earlier_version : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_dwelling_is_found_in_the_one_form_until_the_next_register()
    {
        using (var before = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations))
        {
            await before.WriteAsync(s => s["INSERT INTO dwellings (id, street, number) VALUES (?, 'Kade', '1')"].Bind("VHE\u00A0e\u0301").Execute());
            await before.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        var dwellings = new SqliteDwellings(now);
        Assert.Equal(("VHE é", "Kade"), await dwellings.FindAsync("VHE é ", CancellationToken.None) is { } found ? (found.Id, found.Address.Street) : default);

        await dwellings.ReplaceAsync([Given.Dwelling(1)], new Replacement(Confirmed: 1), CancellationToken.None);
        Assert.Null(await dwellings.FindAsync("VHE é", CancellationToken.None));
    }
}
