using Microsoft.Azure.Cosmos;
using Newtonsoft.Json;

namespace Hub.Azure.Cosmos;

/// <summary>
/// The containers of the hub's database. Their partition keys, times to live and indexes stand in <c>containers.json</c>, in the form of Azure's resource
/// <c>databaseAccounts/sqlDatabases/containers</c>: the deployment makes them from the same file.
/// </summary>
public static class CosmosContainers
{
    /// <summary>Events and receipts.</summary>
    public const string Streams = "streams";

    /// <summary>Lanes, deliveries and their messages. Messages may name a person.</summary>
    public const string Deliveries = "deliveries";

    /// <summary>Rows of the list of orders, and the state of the projections.</summary>
    public const string Views = "views";

    /// <summary>Archived messages without their bodies, which lie in Blob Storage.</summary>
    public const string Messages = "messages";

    /// <summary>Partners, keys, contracts, price lists and dwellings.</summary>
    public const string Registry = "registry";

    /// <summary>Pending projections.</summary>
    public const string Pending = "pending";

    /// <summary>Residents' contacts: personal data.</summary>
    public const string Contacts = "contacts";

    /// <summary>The agenda of photos.</summary>
    public const string Agenda = "agenda";

    /// <summary>Leases by name. Not <c>leases</c>: that is the change feed's own.</summary>
    public const string Locks = "locks";

    /// <summary>What was noticed and what is to be sent.</summary>
    public const string Notices = "notices";

    /// <summary>Facts of orders, a flat row each.</summary>
    public const string Facts = "facts";

    /// <summary>What facts add up to, by month and contractor.</summary>
    public const string Figures = "figures";

    /// <summary>Quarterly reports.</summary>
    public const string Reports = "reports";

    /// <summary>The audit log.</summary>
    public const string Audit = "audit";

    /// <summary>All containers, as the client describes them.</summary>
    public static IReadOnlyList<ContainerProperties> All { get; } = Load();

    /// <summary>Makes those of the containers that are not there. In Azure the deployment makes them; the hub's identity has no right to.</summary>
    public static async Task CreateAsync(Database database, CancellationToken cancel)
    {
        foreach (var container in All) await database.CreateContainerIfNotExistsAsync(container, cancellationToken: cancel);
    }

    private static List<ContainerProperties> Load()
    {
        using var stream = typeof(CosmosContainers).Assembly.GetManifestResourceStream("Cosmos/containers.json")!;
        using var reader = new StreamReader(stream);
        // The client's own description of a container is annotated for Newtonsoft.Json.
        return JsonConvert.DeserializeObject<List<ContainerProperties>>(reader.ReadToEnd())!;
    }
}
