using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Application.Deliveries;
using Hub.Azure.Cosmos;
using Hub.Functions.Settings;
using Hub.Infra.Tests.Support;
using Hub.LocalRuntime;

namespace Hub.Infra.Tests;

/// <summary>The templates have every container and queue that the code uses, as the code expects it, and no other.</summary>
public sealed partial class Stores_of_the_hub
{
    private static IEnumerable<TriggerBindingAttribute> Triggers => typeof(HubOptions).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        .SelectMany(m => m.GetParameters()).SelectMany(p => p.GetCustomAttributes(inherit: true)).OfType<TriggerBindingAttribute>();

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void Each_Cosmos_container_has_the_partition_key_time_to_live_and_indexes_of_the_table_that_the_code_reads(string variant)
    {
        var deployed = Deployment.Of(variant).All("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers")
            .ToDictionary(Deployment.Name, c => c["properties"]!["resource"]!);
        var leases = Triggers.OfType<CosmosDBTriggerAttribute>().Select(t => t.LeaseContainerName!).Distinct().Single();
        Assert.Equal([.. CosmosContainers.All.Select(c => c.Id).Append(leases).Order()], deployed.Keys.Order());
        Assert.All(JsonNode.Parse(Repository.Read("functions", "Hub.Azure", "Cosmos", "containers.json"))!.AsArray(), expected =>
            Assert.True(JsonNode.DeepEquals(expected, deployed[Deployment.Text(expected!["id"])]), $"{expected["id"]} differs."));
        // What the change feed's extension expects of it.
        Assert.Equal("/id", Deployment.Text(deployed[leases]["partitionKey"]!["paths"]![0]));
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void The_database_is_the_one_that_the_code_opens_and_no_instance_reads_what_another_has_replaced(string variant)
    {
        var deployment = Deployment.Of(variant);
        var names = Triggers.OfType<CosmosDBTriggerAttribute>().Select(t => t.DatabaseName).Append(CosmosConnection.DatabaseName).Distinct();
        Assert.Equal([Deployment.Name(deployment.One("Microsoft.DocumentDB/databaseAccounts/sqlDatabases"))], names);
        var account = deployment.One("Microsoft.DocumentDB/databaseAccounts")["properties"]!;
        Assert.Equal("BoundedStaleness", Deployment.Text(account["consistencyPolicy"]!["defaultConsistencyLevel"]));
        Assert.Equal("Continuous", Deployment.Text(account["backupPolicy"]!["type"]));
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void Each_queue_is_as_that_of_the_local_runtime_and_drops_no_signal_as_a_copy(string variant)
    {
        var queues = Deployment.Of(variant).All("Microsoft.ServiceBus/namespaces/queues").ToList();
        var used = Triggers.OfType<ServiceBusTriggerAttribute>().Select(t => t.QueueName).Append(QueueNames.Outbound);
        Assert.Equal(used.Order(), queues.Select(Deployment.Name).Order());
        Assert.All(queues.Select(q => q["properties"]!), q =>
        {
            Assert.Equal("PT5M", Deployment.Text(q["lockDuration"]));
            Assert.Equal(10, q["maxDeliveryCount"]!.GetValue<int>());
            Assert.False(q["requiresDuplicateDetection"]!.GetValue<bool>());
            Assert.False(q["requiresSession"]!.GetValue<bool>());
        });
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void Each_blob_container_is_one_that_the_code_opens(string variant)
    {
        var deployed = Deployment.Of(variant).All("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Where(c => Deployment.AccountOf(Deployment.Text(c["name"])) != "host").Select(Deployment.Name);
        var opened = ContainerOfCode().Matches(Repository.Read("functions", "Hub.Functions", "Settings", "AzureSettings.cs")).Select(m => m.Groups[1].Value);
        Assert.Equal(opened.Order(), deployed.Order());
    }

    [GeneratedRegex(@" => Container\(\w+, ""(\w+)""\)")]
    private static partial Regex ContainerOfCode();
}
