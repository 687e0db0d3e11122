using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Embedded.Database;
using Hub.Embedded.Leases;
using Hub.Sqlite;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What was erased is in no file of the data directory any more, while the hub runs.</summary>
public sealed class Erased_is_erased : IAsyncLifetime
{
    private const string Mark = "Zonnebloem-Merkteken";

    private readonly EmbeddedFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private static byte[] Body(int number, int length) => Encoding.UTF8.GetBytes($"<{number}>{Mark}-{number}.".PadRight(length, '.'));

    private async Task<int> FoundAsync(string text)
    {
        while (!await _folder.Database.TryTruncateLogAsync())
        {
        }
        return Found(_folder.Path, text);
    }

    private static int Found(string folder, string text) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        // The log may become shorter while it is read.
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsSpan(0, length).Count(Encoding.UTF8.GetBytes(text));
    });

    [Fact]
    public async Task Contacts_and_bodies_short_and_long_of_some_among_many()
    {
        var contacts = new SqliteContacts(_folder.Database);
        var archive = new SqliteMessageArchive(_folder.Database);
        var gone = Enumerable.Range(0, 600).Where(i => i % 7 is 1 or 2 or 5).ToList();
        await Task.WhenAll(Enumerable.Range(0, 600).Select(async i =>
        {
            await contacts.SaveAsync(Given.Order(i), new ResidentContact($"{Mark}-{i}.", new string('6', i % 300)), Given.Start, Given.Start, CancellationToken.None);
            var message = Given.Message($"m-{i}", order: i % 3 == 0 ? null : Given.Order(i)) with { Body = Body(i, (i * 37 % 9_000) + 60) };
            await archive.StoreAsync(message, CancellationToken.None);
        }));
        Assert.NotEqual(0, await FoundAsync($"{Mark}-{gone[0]}."));

        foreach (var i in gone) await contacts.EraseAsync(Given.Order(i), null, CancellationToken.None);
        foreach (var i in gone) await archive.EraseBodiesAsync(Given.Order(i), null, CancellationToken.None);
        await archive.EraseUnassignedBodiesAsync(m => gone.Contains(int.Parse(m.MessageId[2..], System.Globalization.CultureInfo.InvariantCulture)), CancellationToken.None);

        await FoundAsync(Mark);
        Assert.All(gone, i => Assert.Equal(0, Found(_folder.Path, $"{Mark}-{i}.")));
        Assert.Equal($"{Mark}-0.", (await contacts.FindAsync(Given.Order(0), CancellationToken.None))!.Name);
    }

    [Fact]
    public async Task A_contact_that_another_replaced()
    {
        var contacts = new SqliteContacts(_folder.Database);
        await contacts.SaveAsync(Given.Order(), new ResidentContact(Mark), Given.Start, Given.Start, CancellationToken.None);
        await contacts.SaveAsync(Given.Order(), new ResidentContact("Ander"), Given.Start, Given.Start, CancellationToken.None);
        Assert.Equal(0, await FoundAsync(Mark));
    }

    [Fact]
    public async Task A_contact_that_a_message_replaced_soon_without_anybody_asking()
    {
        var store = new SqliteIntakeStore(new SqliteEventLog(_folder.Database, Given.Codecs), _folder.Database);
        foreach (var (message, name, version) in ((string, string, int)[])[("m-1", Mark, 0), ("m-2", "Ander", 1)])
        {
            await store.CommitAsync(new IntakeCommit
            {
                ExpectedVersion = version, Events = Given.Events(Given.Order(), version + 1, version + 1), Receipt = Given.Receipt(Given.Order(), message),
                Message = Given.Message(message, order: Given.Order()), Contact = new ContactToSave(new ResidentContact(name), Given.Start, Given.Start),
            }, CancellationToken.None);
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Found(_folder.Path, Mark) > 0) await looks.WaitForNextTickAsync(patience.Token);
    }

    [Fact]
    public async Task A_message_to_a_partner_that_names_who_is_no_longer_the_contact()
    {
        var contacts = new SqliteContacts(_folder.Database);
        var store = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        var delivery = Given.Delivery(Given.Order(), 1);
        await contacts.SaveAsync(Given.Order(), new ResidentContact(Mark), Given.Start, Given.Start, CancellationToken.None);
        await store.EnqueueAsync([delivery], CancellationToken.None);
        await store.KeepMessageAsync(
            delivery, null, new KeptMessage(new OutboundMessage { ContentType = "text/plain", Body = Body(1, 60) }, Mark, NamesPerson: true), CancellationToken.None);
        await contacts.SaveAsync(Given.Order(), new ResidentContact("Ander"), Given.Start, Given.Start, CancellationToken.None);
        Assert.Null(await store.FindMessageAsync(delivery, CancellationToken.None));
        Assert.Equal(0, await FoundAsync(Mark));
    }

    [Fact]
    public async Task Messages_to_partners_that_name_the_person_among_many()
    {
        var store = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        var all = Enumerable.Range(0, 400).Select(i => Given.Delivery(Given.Order(i), 1)).ToList();
        await store.EnqueueAsync(all, CancellationToken.None);
        // Of any length: the marks lie at any place of a page. The body is base64 in the file.
        await Task.WhenAll(all.Select((d, i) => store.KeepMessageAsync(d, null, new KeptMessage(
            new OutboundMessage { ContentType = "text/plain", Body = Body(i, (i * 41 % 7_000) + 60) }, $"{Mark}-{i}.", i % 4 > 0), CancellationToken.None)));
        foreach (var i in Enumerable.Range(0, 400).Where(i => i % 3 == 0)) await store.EraseMessagesAsync(Given.Order(i), CancellationToken.None);
        await FoundAsync(Mark);
        for (var i = 0; i < 400; i++) Assert.Equal(i % 3 == 0 && i % 4 > 0, Found(_folder.Path, $"{Mark}-{i}.") == 0);
    }

    [Fact]
    public async Task Messages_that_are_purged_leave_neither_themselves_nor_their_neighbours()
    {
        var archive = new SqliteMessageArchive(_folder.Database);
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(
            i => archive.StoreAsync(Given.Message($"m-{i}", minute: i) with { Body = Body(i, 60) }, CancellationToken.None)));
        var before = Given.Start.AddMinutes(3_333);
        while (await archive.PurgeAsync(before, before, 500, CancellationToken.None) > 0)
        {
        }
        // The rest is emptied after its neighbours went.
        await archive.EraseUnassignedBodiesAsync(_ => true, CancellationToken.None);
        Assert.Equal(0, await FoundAsync(Mark));
        await archive.StoreAsync(Given.Message("next") with { Body = Body(1, 60) }, CancellationToken.None);
        Assert.Equal(60, (await archive.FindAsync(Given.Message("next").ReceiptId, CancellationToken.None))!.Body.Length);
    }

    [Fact]
    public async Task What_an_earlier_version_deleted_is_gone_after_the_file_was_written_anew_once()
    {
        var folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;
        try
        {
            using (var before = SqliteDatabase.Open(Path.Combine(folder, "hub.db"), Schema.Migrations[..10]))
            {
                await before.WriteAsync(s =>
                {
                    s["PRAGMA secure_delete=OFF"].Execute();
                    for (var i = 0; i < 50; i++)
                        s["INSERT INTO contacts (stream_id, body, review_at) VALUES (?, ?, 0)"].Bind(Given.Order(i)).Bind(Body(i, 6_000)).Execute();
                    return s["DELETE FROM contacts WHERE stream_id <> ?"].Bind(Given.Order(7)).Execute();
                });
                await before.StopAsync();
            }
            Assert.NotEqual(0, Found(folder, $"{Mark}-3."));

            await using var now = HubDatabase.Open(folder);
            Assert.True(await now.RewriteOnceAsync(Given.Start, CancellationToken.None));
            Assert.False(await now.RewriteOnceAsync(Given.Start, CancellationToken.None));
            while (!await now.TryTruncateLogAsync())
            {
            }

            Assert.Equal(0, Found(folder, $"{Mark}-3."));
            Assert.NotEqual(0, Found(folder, $"{Mark}-7."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
