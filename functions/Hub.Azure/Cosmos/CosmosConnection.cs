using System.Text.Json;
using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>How the hub connects to Cosmos DB.</summary>
public static class CosmosConnection
{
    /// <summary>Name of the hub's database.</summary>
    public const string DatabaseName = "ketenhub";

    /// <summary>Longest time that the client waits in all for a container that has no request units left, before the hub says that it cannot now.</summary>
    public static readonly TimeSpan LongestThrottling = TimeSpan.FromSeconds(9);

    /// <summary>A client that authenticates with an identity.</summary>
    /// <param name="endpoint">Address of the account, e.g. <c>https://account.documents.azure.com</c>.</param>
    /// <param name="credential">The identity; it needs the data-plane role "Cosmos DB Built-in Data Contributor" on the database.</param>
    /// <param name="gateway">True to reach the service over HTTPS alone, where a firewall lets no other port through; else directly, which is faster.</param>
    public static CosmosClient Open(Uri endpoint, TokenCredential credential, bool gateway) => new(endpoint.ToString(), credential, Options(gateway));

    /// <summary>The options of every client of the hub.</summary>
    /// <param name="gateway">As in <see cref="Open"/>.</param>
    public static CosmosClientOptions Options(bool gateway) => new()
    {
        ApplicationName = "Ketenhub",
        ConnectionMode = gateway ? ConnectionMode.Gateway : ConnectionMode.Direct,
        // What was written is known already: nothing is gained by its coming back.
        EnableContentResponseOnWrite = false,
        MaxRetryAttemptsOnRateLimitedRequests = 9,
        MaxRetryWaitTimeOnRateLimitedRequests = LongestThrottling,
        RequestTimeout = TimeSpan.FromSeconds(5),
        // Of queries' parameters only: documents are read and written as streams, by generated code.
        UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web),
    };
}
