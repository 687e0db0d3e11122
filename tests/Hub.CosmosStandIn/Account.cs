using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn;

/// <summary>The account: its databases and their containers.</summary>
internal sealed class Account(TimeProvider clock)
{
    private readonly Dictionary<string, Database> _databases = [];

    public Microsoft.Azure.Cosmos.ConsistencyLevel DefaultConsistency { get; set; } = Microsoft.Azure.Cosmos.ConsistencyLevel.BoundedStaleness;

    public JsonObject Description(string address)
    {
        JsonObject Location() => new() { ["name"] = "Here", ["databaseAccountEndpoint"] = address };
        JsonObject Policy() => new() { ["asyncReplication"] = false, ["minReplicaSetSize"] = 3, ["maxReplicasetSize"] = 4 };
        return new()
        {
            ["id"] = "ketenhub",
            ["_rid"] = "ketenhub.documents.example",
            ["_self"] = "",
            ["media"] = "//media/",
            ["addresses"] = "//addresses/",
            ["_dbs"] = "//dbs/",
            ["writableLocations"] = new JsonArray(Location()),
            ["readableLocations"] = new JsonArray(Location()),
            ["enableMultipleWriteLocations"] = false,
            ["userReplicationPolicy"] = Policy(),
            ["systemReplicationPolicy"] = Policy(),
            ["userConsistencyPolicy"] = new JsonObject
            {
                ["defaultConsistencyLevel"] = DefaultConsistency.ToString(), ["maxStalenessPrefix"] = 100_000, ["maxIntervalInSeconds"] = 300,
            },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["queryEngineConfiguration"] = """{"maxSqlQueryInputLength":262144,"maxInExpressionItemsCount":16000}""",
        };
    }

    public Database? Find(string idOrRid) => _databases.GetValueOrDefault(idOrRid) ?? _databases.Values.FirstOrDefault(d => d.Rid == idOrRid);

    /// <summary>Adds a database; null where it is there.</summary>
    public Database? Add(string id)
    {
        var database = new Database(id, _databases.Count + 1, clock);
        return _databases.TryAdd(id, database) ? database : null;
    }
}

/// <summary>A database.</summary>
internal sealed class Database(string id, int number, TimeProvider clock)
{
    private readonly Dictionary<string, Container> _containers = [];

    public string Rid { get; } = ResourceIds.Database(number);

    public JsonObject Description() => new() { ["id"] = id, ["_rid"] = Rid, ["_self"] = $"dbs/{Rid}/", ["_etag"] = "\"0\"", ["_colls"] = "colls/", ["_ts"] = 1 };

    public Container? Find(string idOrRid) => _containers.GetValueOrDefault(idOrRid) ?? _containers.Values.FirstOrDefault(c => c.Rid == idOrRid);

    /// <summary>Adds a container; null where it is there.</summary>
    public Container? Add(JsonObject properties)
    {
        var container = new Container(properties, ResourceIds.Container(number, _containers.Count + 1), Rid, clock);
        return _containers.TryAdd(container.Id, container) ? container : null;
    }
}

/// <summary>Resource ids (<c>_rid</c>), which the client takes apart: 4 bytes a database, 4 more a container, 8 more a document.</summary>
internal static class ResourceIds
{
    public static string Database(int number) => Text([(byte)number, (byte)(number >> 8), 7, 7]);

    public static string Container(int database, int number) =>
        Text([(byte)database, (byte)(database >> 8), 7, 7, 0x80, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    public static string Document(string container, long number) =>
        Text([.. Convert.FromBase64String(container.Replace('-', '/')), .. BitConverter.GetBytes(number)]);

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).Replace('/', '-');
}
