using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Hub.Infra.Tests.Support;

/// <summary>What would be deployed: the snapshot of a parameter file, which is checked in beside it.</summary>
internal sealed partial class Deployment
{
    private Deployment(string snapshot) => Resources = [.. JsonNode.Parse(snapshot)!["predictedResources"]!.AsArray().Select(r => r!)];

    // Dev closes the app as well, and goes on with a restored account.
    private static readonly Lazy<Deployment> DevPrivate = new(() => Parameters.Deploy("dev", Parameters.Of("dev")
        + "param privateNetworking = { addressPrefix: '10.20.0.0/24', clientPrefixes: ['10.30.0.0/24'], isAppPublic: false }\n"
        + "param cosmosAccountName = 'cosmos-restored'"));

    private static readonly Lazy<Deployment> ProdPrivate =
        new(() => Parameters.Deploy("prod", Parameters.Of("prod") + "param privateNetworking = { addressPrefix: '10.20.0.0/22', busCapacity: 2 }"));

    /// <summary>For trying out.</summary>
    public static Deployment Dev { get; } = new(Repository.Read("infra", "main.dev.snapshot.json"));

    /// <summary>For partners.</summary>
    public static Deployment Prod { get; } = new(Repository.Read("infra", "main.prod.snapshot.json"));

    /// <summary>Every resource.</summary>
    public IReadOnlyList<JsonNode> Resources { get; }

    /// <summary>What a snapshot tells.</summary>
    public static Deployment From(string snapshot) => new(snapshot);

    /// <summary>The parameter files.</summary>
    public static TheoryData<string> Environments => ["dev", "prod"];

    /// <summary>The parameter files, each without and with private networking.</summary>
    public static TheoryData<string> Variants => ["dev", "prod", "dev-private", "prod-private"];

    /// <summary>The deployment of an environment, or of one of its variants.</summary>
    public static Deployment Of(string variant) => variant switch
    {
        "dev" => Dev,
        "prod" => Prod,
        "dev-private" => DevPrivate.Value,
        "prod-private" => ProdPrivate.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "There is no such variant."),
    };

    /// <summary>The resources of a type.</summary>
    public IEnumerable<JsonNode> All(string type) => Resources.Where(r => Text(r["type"]) == type);

    /// <summary>The one resource of a type.</summary>
    public JsonNode One(string type) => All(type).Single();

    /// <summary>The last part of a resource's name.</summary>
    public static string Name(JsonNode resource) => Text(resource["name"]).Split('/')[^1];

    /// <summary>The text of a value.</summary>
    public static string Text(JsonNode? value) => value!.GetValue<string>();

    /// <summary>The settings of the app, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings => One("Microsoft.Web/sites")["properties"]!["siteConfig"]!["appSettings"]!.AsArray()
        .ToDictionary(s => Text(s!["name"]), s => Text(s!["value"]));

    /// <summary>The settings as the app reads them. What only a deployment knows has a value such as it would have.</summary>
    public IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection(Settings.Select(s => KeyValuePair.Create(
        s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value.StartsWith('[') || s.Value.StartsWith('@') ? Deployed(s.Key) : s.Value))!).Build();

    /// <summary>A role that an identity has.</summary>
    /// <param name="PrincipalId">Whose it is.</param>
    /// <param name="Right">The role and its scope, as <c>role on scope</c>.</param>
    /// <param name="Reason">What the portal shows beside it; null for roles of data in Cosmos DB, which have none.</param>
    public sealed record Assignment(string PrincipalId, string Right, string? Reason);

    /// <summary>What is allowed to whom.</summary>
    public IEnumerable<Assignment> Assignments =>
    [
        .. All("Microsoft.Authorization/roleAssignments").Select(r => AssignmentOf(r["properties"]!, ScopeOf().Match(Text(r["id"])).Groups[1].Value)),
        .. All("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments").Select(r => AssignmentOf(r["properties"]!, Text(r["properties"]!["scope"]))),
    ];

    private static Assignment AssignmentOf(JsonNode properties, string scope) => new(
        Text(properties["principalId"]), $"{RoleName(Text(properties["roleDefinitionId"]).Split('/')[^1])} on {Scope(scope)}",
        (string?)properties["description"]);

    private static string Deployed(string name) => name switch
    {
        "Cosmos__accountEndpoint" => "https://account.documents.azure.com:443/",
        "Blobs__serviceUri" => "https://account.blob.core.windows.net/",
        "Evidence__serviceUri" => "https://photos.blob.core.windows.net/",
        "KeyVault__vaultUri" => "https://vault.vault.azure.net/",
        "ServiceBus__fullyQualifiedNamespace" => "bus.servicebus.windows.net",
        "Hub__Notices__TeamsWorkflow" => "https://environment.powerplatform.com/workflow",
        _ => "value",
    };

    // The ids of Azure's own roles. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static string RoleName(string id) => id switch
    {
        "3913510d-42f4-4e42-8a64-420c390055eb" => "Monitoring Metrics Publisher",
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b" => "Storage Blob Data Owner",
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe" => "Storage Blob Data Contributor",
        "db58b8e5-c6ad-4a2a-8342-4190687cbf4a" => "Storage Blob Delegator",
        "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39" => "Azure Service Bus Data Sender",
        "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0" => "Azure Service Bus Data Receiver",
        "b86a8fe4-44ce-4948-aee5-eccb2c155cd7" => "Key Vault Secrets Officer",
        "00000000-0000-0000-0000-000000000002" => "Cosmos DB Built-in Data Contributor",
        _ => $"the unknown role {id}",
    };

    /// <summary>Whose a storage account is: that of the <c>host</c>, of the <c>evidence</c>, or of the hub's other <c>data</c>.</summary>
    /// <param name="name">Its name, or that of a resource in it.</param>
    public static string AccountOf(string name) => name switch
    {
        _ when name.StartsWith("sthost", StringComparison.Ordinal) => "host",
        _ when name.StartsWith("stevid", StringComparison.Ordinal) => "evidence",
        _ when name.StartsWith("stdata", StringComparison.Ordinal) => "data",
        _ => $"the unknown account {name}",
    };

    private static string Scope(string id)
    {
        var steps = id.Split('/');
        return (steps[^2], steps[^1]) switch
        {
            ("components", _) => "Application Insights",
            ("storageAccounts", var name) => $"the account of the {AccountOf(name)}",
            ("containers", var name) => $"the container `{name}`",
            ("queues", var name) => $"the queue `{name}`",
            ("vaults", _) => "the vault",
            ("dbs", var name) => $"the database `{name}`",
            _ => id,
        };
    }

    // An expression where the name of the assignment is known only once the identity is there; else a path.
    [GeneratedRegex(@"^(?:\[extensionResourceId\(')?(/subscriptions/[^']+?)(?:'|/providers/Microsoft\.Authorization/)")]
    private static partial Regex ScopeOf();
}
