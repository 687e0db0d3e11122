using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>A database that is put back from a backup, in a directory whose log of erasures is left as it is.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Restored_database : IDisposable
{
    private const string Name = "Zonnebloem-Merkteken";

    private readonly TempFolder _data = new();

    private string Database => _data.File("hub.db");

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Whom_somebody_asked_to_be_erased_since_the_backup_is_gone_before_the_hub_listens_and_the_others_are_there()
    {
        OrderId erased, other;
        await using (var chain = await Chain.StartAsync(null, ("Hub:DataDirectory", _data.Path)))
        {
            erased = await PlaceAsync(chain, Name);
            other = await PlaceAsync(chain, "A. Ander");
        }
        var backup = await File.ReadAllBytesAsync(Database);
        await using (var hub = await StartAsync())
            (await hub.Manager.DeleteAsync($"api/v1/manage/orders/{erased}/contact")).Expect(204);
        Assert.DoesNotContain(Name, await File.ReadAllTextAsync(_data.File(Path.Combine("erasures", "erasures.jsonl"))), StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Database, backup);
        await using (var hub = await StartAsync())
        {
            Assert.Null(await hub.Service<IContacts>().FindAsync(erased, CancellationToken.None));
            Assert.Equal("A. Ander", (await hub.Service<IContacts>().FindAsync(other, CancellationToken.None))!.Name);
            var replayed = (await hub.Manager.PostAsync("api/v1/manage/erasures/replay", "", "application/json")).Expect(200).Json;
            Assert.Equal((1, 0), (replayed.GetProperty("entries").GetInt32(), replayed.GetProperty("later").GetArrayLength()));
        }
        Assert.Equal(-1, (await File.ReadAllBytesAsync(Database)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Name)));
    }

    private Task<HubHost> StartAsync() => HubHost.StartAsync(null, ("Hub:DataDirectory", _data.Path));

    private static async Task<OrderId> PlaceAsync(Chain chain, string resident)
    {
        var draft = chain.Draft(chain.Mailbox) with { ResidentName = resident };
        (await chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        Assert.True(OrderId.TryParse((await chain.OrderAsync(draft.Number)).GetProperty("id").GetString(), out var id));
        return id;
    }
}
