using Hub.Embedded.Database;

namespace Hub.Storage.Tests.Support;

/// <summary>A database in a folder of its own, gone with the test.</summary>
public sealed class EmbeddedFolder : IAsyncLifetime
{
    /// <summary>Makes the folder and opens the database in it.</summary>
    public EmbeddedFolder() => Database = HubDatabase.Open(Path);

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("hub-storage-").FullName;

    /// <summary>The database; after <see cref="ReopenAsync"/> another.</summary>
    public HubDatabase Database { get; private set; }

    /// <summary>Closes and opens, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = HubDatabase.Open(Path);
    }

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Path, recursive: true);
    }
}
