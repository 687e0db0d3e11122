using System.Text;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Embedded.Database;
using Hub.Embedded.Secrets;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>Partners' secrets lie encrypted, apart from the documents and from the keys.</summary>
public sealed class Secrets_of_an_earlier_version : IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    private string Keys => Path.Combine(_folder.Path, "keys");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task They_are_moved_out_of_the_document_and_no_file_has_them_in_clear()
    {
        var documents = new SqliteRegistry(_folder.Database);
        await documents.SavePartnerAsync(Given.Partner() with { Connection = Given.Partner().Connection with { Secrets = ["whsec_geheim"] } }, CancellationToken.None);
        using var secrets = new SqliteSecretStore(_folder.Database, Keys);
        using var registry = new RegistryWithSecrets(documents, secrets, TimeProvider.System);

        Assert.True(await registry.MoveSecretsAsync(CancellationToken.None));
        Assert.False(await registry.MoveSecretsAsync(CancellationToken.None));
        await _folder.Database.RewriteOnceAsync(Given.Start, CancellationToken.None);

        var stored = (await documents.LoadAsync(CancellationToken.None)).Partners.Single().Connection;
        Assert.Equal((0, 0), (stored.Headers.Count, stored.Secrets.Count));
        var seen = (await registry.LoadAsync(CancellationToken.None)).Partners.Single().Connection;
        Assert.Equal(["whsec_geheim", "key-1"], [.. seen.Secrets, seen.Headers["x-key"]]);
        while (!await _folder.Database.TryTruncateLogAsync())
        {
        }
        foreach (var path in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            foreach (var text in (string[])["whsec_geheim", "key-1"]) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, path);
        }
    }

    [Fact]
    public async Task They_are_still_read_after_a_restart()
    {
        using (var secrets = new SqliteSecretStore(_folder.Database, Keys)) await secrets.SaveAsync("one", "geheim", CancellationToken.None);
        await _folder.ReopenAsync();
        using var again = new SqliteSecretStore(_folder.Database, Keys);
        Assert.Equal("geheim", await again.FindAsync("one", CancellationToken.None));
    }

    [Fact]
    public async Task Without_the_keys_the_partner_is_there_and_says_why_nothing_is_sent_to_it()
    {
        using (var secrets = new SqliteSecretStore(_folder.Database, Keys))
        using (var registry = new RegistryWithSecrets(new SqliteRegistry(_folder.Database), secrets, TimeProvider.System))
            await registry.SavePartnerAsync(Given.Partner(), CancellationToken.None);
        Directory.Delete(Keys, recursive: true);

        using var others = new SqliteSecretStore(_folder.Database, Keys);
        using var without = new RegistryWithSecrets(new SqliteRegistry(_folder.Database), others, TimeProvider.System);
        var partner = (await without.LoadAsync(CancellationToken.None)).Partners.Single();
        Assert.False(partner.CanReceive);
        Assert.Contains("keys", partner.Connection.DisabledBecause, StringComparison.Ordinal);
        await without.SavePartnerAsync(Given.Partner() with { Name = "Alfa Nieuw" }, CancellationToken.None);
        Assert.Equal(["whsec_1"], (await without.LoadAsync(CancellationToken.None)).Partners.Single().Connection.Secrets);
    }

    [Fact]
    public async Task A_secret_that_is_moved_to_another_name_opens_nothing()
    {
        using var secrets = new SqliteSecretStore(_folder.Database, Keys);
        await secrets.SaveAsync("one", "geheim", CancellationToken.None);
        await _folder.Database.WriteAsync(s => s["UPDATE secrets SET name = 'two'"].Execute(), CancellationToken.None);
        Assert.Null(await secrets.FindAsync("two", CancellationToken.None));
    }

    [Fact]
    public async Task Secrets_that_changed_leave_none_of_the_old_behind()
    {
        using var secrets = new SqliteSecretStore(_folder.Database, Keys);
        using var registry = new RegistryWithSecrets(new SqliteRegistry(_folder.Database), secrets, TimeProvider.System);
        for (var i = 0; i < 5; i++)
        {
            var partner = Given.Partner();
            await registry.SavePartnerAsync(partner with { Connection = partner.Connection with { Secrets = [$"whsec_{i / 2}"] } }, CancellationToken.None);
        }
        Assert.Equal(1, _folder.Database.Read(s =>
        {
            var row = s["SELECT count(*) FROM secrets"];
            row.Step();
            return row.Int64(0);
        }));
        await registry.SavePartnerAsync(PartnerWithout(), CancellationToken.None);
        Assert.Equal(0, _folder.Database.Read(s => s["SELECT 1 FROM secrets"].Step() ? 1 : 0));
    }

    private static Partner PartnerWithout() => Given.Partner() with
    {
        Connection = new Connection { Language = Language.Canonical, Transport = Transport.Mailbox },
    };
}
