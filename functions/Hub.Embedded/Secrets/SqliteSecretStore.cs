using System.Security.Cryptography;
using System.Text;
using Hub.Application;
using Hub.Application.Registry;
using Hub.Embedded.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Embedded.Secrets;

/// <summary>Secrets on SQLite, encrypted by ASP.NET Data Protection. Its keys are files of a folder: without them a copy of the database opens no secret.</summary>
public sealed class SqliteSecretStore : ISecretStore, IDisposable
{
    private const string Purpose = "ketenhub secrets";

    private readonly HubDatabase _database;
    private readonly string _keyFolder;
    // Made when it is first needed: a hub without secrets has no keys, and the start must be short.
    private readonly Lazy<ServiceProvider> _services;

    /// <summary>Keeps secrets in a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="keyFolder">Folder of the keys; made when it is first needed.</param>
    public SqliteSecretStore(HubDatabase database, string keyFolder)
    {
        _database = database;
        _keyFolder = Path.GetFullPath(keyFolder);
        _services = new Lazy<ServiceProvider>(AddDataProtection);
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
        if (_services.IsValueCreated) _services.Value.Dispose();
    }

    private ServiceProvider AddDataProtection()
    {
        var services = new ServiceCollection();
        services.AddDataProtection(o => o.ApplicationDiscriminator = "ketenhub");
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = new KeyFiles(_keyFolder));
        return services.BuildServiceProvider();
    }

    // Bound to its name: a row that is moved to another name opens nothing.
    private IDataProtector Protector(string name) => _services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose).CreateProtector(name);
}
