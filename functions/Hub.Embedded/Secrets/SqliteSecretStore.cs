using System.Security.Cryptography;
using System.Text;
using Hub.Application;
using Hub.Application.Registry;
using Hub.Embedded.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Embedded.Secrets;

/// <summary>
/// Secrets on SQLite, encrypted by ASP.NET Data Protection. Its keys are files of a folder: without them a copy of the database opens no secret.
/// </summary>
public sealed class SqliteSecretStore : ISecretStore, IDisposable
{
    private const string Purpose = "ketenhub secrets";

    private readonly HubDatabase _database;
    // Made when it is first needed: a hub without secrets has no keys, and the start must be short.
    private readonly Lazy<IDataProtectionProvider> _keys;
    private readonly Lazy<ServiceProvider>? _own;

    /// <summary>Keeps secrets in a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="keys">Gives the hub's key ring; asked when it is first needed.</param>
    public SqliteSecretStore(HubDatabase database, Func<IDataProtectionProvider> keys) => (_database, _keys) = (database, new(keys));

    /// <summary>Keeps secrets in a database, with a key ring of its own.</summary>
    /// <param name="database">The database.</param>
    /// <param name="keyFolder">Folder of the keys; made when it is first needed.</param>
    public SqliteSecretStore(HubDatabase database, string keyFolder)
    {
        _database = database;
        _own = new Lazy<ServiceProvider>(() => new ServiceCollection().AddKeyFiles(keyFolder)
            .AddDataProtection(o => o.ApplicationDiscriminator = "ketenhub").Services.BuildServiceProvider());
        _keys = new(() => _own.Value.GetRequiredService<IDataProtectionProvider>());
    }

    /// <inheritdoc/>
    public Task SaveAsync(string name, string value, CancellationToken cancel)
    {
        byte[] encrypted;
        try
        {
            encrypted = Protector(name).Protect(Encoding.UTF8.GetBytes(value));
        }
        catch (CryptographicException e)
        {
            throw new StoreException($"A secret cannot be encrypted: {e.Message}", e);
        }
        return _database.WriteAsync(s => s["INSERT OR REPLACE INTO secrets (name, value) VALUES (?, ?)"].Bind(name).Bind(encrypted).Execute(), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<string?> FindAsync(string name, CancellationToken cancel)
    {
        var encrypted = _database.Read(s =>
        {
            var row = s["SELECT value FROM secrets WHERE name = ?"].Bind(name);
            return row.Step() ? row.Blob(0) : null;
        });
        if (encrypted is null) return ValueTask.FromResult<string?>(null);
        try
        {
            return ValueTask.FromResult<string?>(Encoding.UTF8.GetString(Protector(name).Unprotect(encrypted)));
        }
        catch (CryptographicException)
        {
            // The key is gone, or the row was changed: the port's answer for both.
            return ValueTask.FromResult<string?>(null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<string>>(_database.Read(s =>
    {
        var names = new List<string>();
        var rows = s["SELECT name FROM secrets"];
        while (rows.Step()) names.Add(rows.Text(0));
        return names;
    }));

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancel) =>
        _database.EraseAsync(s => s["DELETE FROM secrets WHERE name = ?"].Bind(name).Execute(), cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_own is { IsValueCreated: true }) _own.Value.Dispose();
    }

    // Bound to its name: a row that is moved to another name opens nothing.
    private IDataProtector Protector(string name) => _keys.Value.CreateProtector(Purpose).CreateProtector(name);
}
