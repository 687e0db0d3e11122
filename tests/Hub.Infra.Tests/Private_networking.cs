using System.Text.Json.Nodes;
using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>With private networking the services are reached within the network alone, and without it by their public addresses.</summary>
public sealed class Private_networking
{
    private static readonly string[] Services =
    [
        "Microsoft.DocumentDB/databaseAccounts", "Microsoft.KeyVault/vaults", "Microsoft.ServiceBus/namespaces", "Microsoft.Storage/storageAccounts",
    ];

    public static TheoryData<string> Private => ["dev-private", "prod-private"];

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void The_public_addresses_of_all_services_are_closed_or_none_is(string variant)
    {
        var isPrivate = variant.EndsWith("-private", StringComparison.Ordinal);
        var services = Services.SelectMany(Deployment.Of(variant).All).ToList();
        Assert.Equal(6, services.Count);
        Assert.All(services, s => Assert.Equal(isPrivate ? "Disabled" : "Enabled", Deployment.Text(s["properties"]!["publicNetworkAccess"])));
        Assert.All(services.Where(s => s["properties"]!["networkAcls"] is not null), s =>
            Assert.Equal(isPrivate ? "Deny" : "Allow", Deployment.Text(s["properties"]!["networkAcls"]!["defaultAction"])));
        // The tier that can have private endpoints.
        Assert.Equal(isPrivate ? "Premium" : "Standard", Deployment.Text(Deployment.Of(variant).One("Microsoft.ServiceBus/namespaces")["sku"]!["name"]));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Without_it_there_is_no_network_to_pay(string environment) => Assert.DoesNotContain(
        Deployment.Of(environment).Resources, r => Deployment.Text(r["type"]).StartsWith("Microsoft.Network/", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Private))]
    public void Each_service_has_an_endpoint_whose_name_is_found_in_the_network(string variant)
    {
        var deployment = Deployment.Of(variant);
        var endpoints = deployment.All("Microsoft.Network/privateEndpoints").ToDictionary(
            Deployment.Name, e => Deployment.Text(e["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"]![0]));
        string[] app = variant == "dev-private" ? ["sites"] : [];
        Assert.Equal([.. app.Concat(["Sql", "blob", "blob", "blob", "namespace", "vault"]).Order()], endpoints.Values.Order());

        var zones = deployment.All("Microsoft.Network/privateDnsZones").Select(z => Deployment.Text(z["id"])).ToList();
        var records = deployment.All("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").ToDictionary(
            g => Deployment.Text(g["name"]).Split('/')[0],
            g => Deployment.Text(g["properties"]!["privateDnsZoneConfigs"]![0]!["properties"]!["privateDnsZoneId"]));
        Assert.Equal(endpoints.Keys.Order(), records.Keys.Order());
        Assert.Equal(zones.Order(), records.Values.Distinct().Order());
        Assert.All(endpoints, e => Assert.Contains(ZoneOf(e.Value), records[e.Key], StringComparison.Ordinal));
        Assert.Equal(zones.Count, deployment.All("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count());
    }

    // Its target cannot be changed, and the one of the earlier account stays. The guide to a restore makes it by these names before the template comes to it.
    [Theory]
    [InlineData("dev-private", "^(pe|nic)-cosmos-restored$")]
    [InlineData("prod-private", "^(pe|nic)-[a-z0-9]+-cosmos$")]
    public void A_restored_account_has_an_endpoint_of_its_own(string variant, string name)
    {
        var endpoint = Deployment.Of(variant).All("Microsoft.Network/privateEndpoints").Single(
            e => Deployment.Text(e["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"]![0]) == "Sql");
        Assert.Matches(name, Deployment.Name(endpoint));
        Assert.Matches(name, Deployment.Text(endpoint["properties"]!["customNetworkInterfaceName"]));
    }

    [Theory]
    [MemberData(nameof(Private))]
    public void The_app_is_in_the_network_and_reaches_partners_from_one_address_and_no_other_private_network(string variant)
    {
        var deployment = Deployment.Of(variant);
        var app = deployment.One("Microsoft.Web/sites")["properties"]!;
        Assert.Contains("outputs.appSubnetId", Deployment.Text(app["virtualNetworkSubnetId"]), StringComparison.Ordinal);
        var subnet = Subnet(deployment, "app");
        Assert.Equal("Microsoft.App/environments", Deployment.Text(subnet["delegations"]![0]!["properties"]!["serviceName"]));
        Assert.Equal(Deployment.Text(deployment.One("Microsoft.Network/natGateways")["id"]), Deployment.Text(subnet["natGateway"]!["id"]));
        var address = Deployment.Text(deployment.One("Microsoft.Network/publicIPAddresses")["id"]);
        Assert.Equal(address, Deployment.Text(deployment.One("Microsoft.Network/natGateways")["properties"]!["publicIpAddresses"]![0]!["id"]));
        var last = Rules(deployment, subnet, "Outbound")[^1];
        Assert.Equal("Deny", Deployment.Text(last["access"]));
        Assert.Equal(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], last["destinationAddressPrefixes"]!.AsArray().Select(Deployment.Text));
    }

    [Theory]
    [InlineData("dev-private", "10.20.0.0/25", "10.30.0.0/24")]
    [InlineData("prod-private", "10.20.0.0/25")]
    public void Nobody_reaches_the_endpoints_but_the_app_and_the_networks_that_are_named(string variant, params string[] sources)
    {
        var deployment = Deployment.Of(variant);
        var subnet = Subnet(deployment, "endpoints");
        Assert.Equal("NetworkSecurityGroupEnabled", Deployment.Text(subnet["privateEndpointNetworkPolicies"]));
        var rules = Rules(deployment, subnet, "Inbound");
        Assert.Equal(sources, rules.Where(r => Deployment.Text(r["access"]) == "Allow").SelectMany(r =>
            r["sourceAddressPrefix"] is { } one ? [Deployment.Text(one)] : r["sourceAddressPrefixes"]!.AsArray().Select(Deployment.Text)));
        Assert.Equal(("Deny", "*"), (Deployment.Text(rules[^1]["access"]), Deployment.Text(rules[^1]["sourceAddressPrefix"])));
    }

    [Theory]
    [InlineData("dev", "Enabled")]
    [InlineData("prod", "Enabled")]
    [InlineData("prod-private", "Enabled")]
    [InlineData("dev-private", "Disabled")]
    public void Partners_reach_the_app_over_the_internet_unless_a_parameter_closes_it(string variant, string access) =>
        Assert.Equal(access, Deployment.Text(Deployment.Of(variant).One("Microsoft.Web/sites")["properties"]!["publicNetworkAccess"]));

    private static string ZoneOf(string group) => group switch
    {
        "blob" => "privatelink.blob.",
        "Sql" => "privatelink.documents.azure.com",
        "namespace" => "privatelink.servicebus.windows.net",
        "vault" => "privatelink.vaultcore.azure.net",
        _ => "privatelink.azurewebsites.net",
    };

    private static JsonNode Subnet(Deployment deployment, string name) => deployment.One("Microsoft.Network/virtualNetworks")["properties"]!["subnets"]!
        .AsArray().Single(s => Deployment.Text(s!["name"]) == name)!["properties"]!;

    // In the order in which they are applied.
    private static List<JsonNode> Rules(Deployment deployment, JsonNode subnet, string direction)
    {
        var id = Deployment.Text(subnet["networkSecurityGroup"]!["id"]);
        var group = deployment.All("Microsoft.Network/networkSecurityGroups").Single(g => Deployment.Text(g["id"]) == id);
        return [.. group["properties"]!["securityRules"]!.AsArray().Select(r => r!["properties"]!).Where(r => Deployment.Text(r["direction"]) == direction)
            .OrderBy(r => r["priority"]!.GetValue<int>())];
    }
}
