using Hub.Application.Registry;
using Hub.Domain.Orders;
using Hub.Embedded.Database;
using Hub.Sqlite;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What awards in a database of an earlier version of the program protect.</summary>
public sealed class Contracts_of_an_earlier_version : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_contract_under_which_orders_were_awarded_before_cannot_be_removed()
    {
        using (var before = SqliteDatabase.Open(Path.Combine(_folder, "hub.db"), Schema.Migrations[..4]))
        {
            var awarded = OrderEventJson.Write(new OrderAwarded("alfa", "C-1"));
            await before.WriteAsync(s =>
            {
                s["INSERT INTO contracts (number, version, body, put_at) VALUES ('C-1', 1, '{}', 0), ('C-2', 1, '{}', 0)"].Execute();
                return s["INSERT INTO events (no, version, body, by_role, occurred_at, recorded_at) VALUES (1, 1, ?, 0, 0, 0)"].Bind(awarded).Execute();
            });
            await before.StopAsync();
        }

        await using var now = HubDatabase.Open(_folder);
        var registry = new SqliteRegistry(now);
        Assert.Equal(RemoveContractResult.InUse, await registry.RemoveContractAsync("C-1", Given.Start, CancellationToken.None));
        Assert.Equal(RemoveContractResult.Removed, await registry.RemoveContractAsync("C-2", Given.Start, CancellationToken.None));
        Assert.Null(await registry.SaveContractAsync("C-1", "beta", "{}", Given.Start, CancellationToken.None));
    }
}
