using System.Text;
using System.Text.Json.Nodes;
using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Retention;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Demo.Erp;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.EndToEnd.Tests;

/// <summary>After an erasure, or when its time is over, no byte of a resident's contact is in any file of the data directory.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Erased_contacts : IAsyncLifetime
{
    private const string Name = "Zonnebloem-Merkteken";
    private const string Phone = "0687654321";

    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    private Caller Erp => _chain.As(_chain.Erp);

    [Fact]
    public async Task The_contact_and_every_message_that_names_it_whatever_became_of_the_message()
    {
        var draft = Draft("O-1");
        var body = draft.ToJson();
        var relations = body["relaties"]!.DeepClone();
        // Before its order is there; placed; under an id that was used; unreadable; longer than a message may be; long; amended.
        (await PatchAsync("O-1", Patch(relations), "early")).Expect(404);
        (await PostAsync(body.ToJsonString(), "first")).Expect(201);
        (await PostAsync((Draft("O-1") with { Description = "anders" }).ToJson().ToJsonString(), "first")).Expect(422);
        (await PatchAsync("O-1", Patch(relations)[..^1] + ",x", "unreadable")).Expect(422);
        (await PatchAsync("O-1", Patch(relations)[..^1] + $", \"lang\": \"{new string('y', 1 << 20)}\" }}", "long")).Expect(413);
        (await PatchAsync("O-1", new JsonObject { ["relaties"] = relations.DeepClone(), ["omschrijving"] = new string('z', 3_900) }.ToJsonString(), "more")).Expect(200);
        var id = (await _chain.OrderAsync("O-1")).GetProperty("id").GetString();
        Assert.NotEmpty(FilesWith(Name));

        (await _chain.Manager.DeleteAsync($"api/v1/manage/orders/{id}/contact")).Expect(204);

        await Patience.UntilAsync("no file with the contact", () => Task.FromResult(FilesWith(Name, Phone)), files => files.Count == 0);
        Assert.NotEmpty(await BodylessAsync());
    }

    [Fact]
    public async Task A_message_that_comes_after_the_contact_went_is_kept_no_longer_than_a_contact()
    {
        (await _chain.Erp.PlaceAsync(Draft("O-2").ToJson())).EnsureSuccess();
        (await _chain.Erp.CancelAsync("O-2", "Niet meer nodig")).EnsureSuccess();
        await SweepInAsync(91);
        await Patience.UntilAsync("no file with the contact", () => Task.FromResult(FilesWith(Name, Phone)), files => files.Count == 0);

        (await PatchAsync("O-2", Patch(Draft("O-2").ToJson()["relaties"]!), "late")).Expect(200);
        Assert.NotEmpty(FilesWith(Name));
        await SweepInAsync(91);

        await Patience.UntilAsync("no file with the contact", () => Task.FromResult(FilesWith(Name, Phone)), files => files.Count == 0);
    }

    private NewVeraOrder Draft(string number) => _chain.Draft(_chain.Mailbox, number) with { ResidentName = Name, ResidentPhone = Phone };

    private static string Patch(JsonNode relations) => new JsonObject { ["relaties"] = relations.DeepClone() }.ToJsonString();

    private Task<Reply> PostAsync(string body, string reference) => Erp.PostAsync(Given.Vera, body, "application/json", (Given.Reference, reference));

    private Task<Reply> PatchAsync(string number, string body, string reference) =>
        Erp.SendAsync(HttpMethod.Patch, $"{Given.Vera}/{number}", Encoding.UTF8.GetBytes(body), "application/json", (Given.Reference, reference));

    // As the hub's own sweep would, that many days from now.
    private Task SweepInAsync(int days)
    {
        var hub = _chain.Hub;
        return new EraseContacts(
            hub.Service<IErasureLog>(), hub.Service<IContacts>(), hub.Service<IMessageArchive>(), hub.Service<IDeliveryStore>(), hub.Service<IEventLog>(),
            hub.Service<RetentionPeriods>(),
            new FakeClock(DateTimeOffset.UtcNow.AddDays(days)), NullLogger<EraseContacts>.Instance).SweepAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<ArchivedMessage>> BodylessAsync()
    {
        var archive = _chain.Hub.Service<IMessageArchive>();
        var found = new List<ArchivedMessage>();
        foreach (var message in await archive.ListAsync(new MessageQuery(), CancellationToken.None))
            if ((await archive.FindAsync(message.ReceiptId, CancellationToken.None))!.Body.IsEmpty) found.Add(message);
        return found;
    }

    private List<string> FilesWith(params string[] texts) =>
        [.. Directory.EnumerateFiles(_chain.Hub.DataDirectory, "*", SearchOption.AllDirectories).Where(path => Holds(path, texts))];

    private static bool Holds(string path, string[] texts)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return texts.Any(t => bytes.AsSpan(0, length).IndexOf(Encoding.UTF8.GetBytes(t)) >= 0);
        }
        catch (Exception e) when (e is FileNotFoundException or IOException && path.EndsWith(".lock", StringComparison.Ordinal))
        {
            // A file that went meanwhile, or that the hub holds to itself and that is empty.
            return false;
        }
    }
}
