using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>What tells people that something is wrong, what keeps them from deleting data, and what outlives a zone.</summary>
public sealed class Watching
{
    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void Each_alert_says_what_is_wrong_and_goes_to_the_action_group(string variant)
    {
        var deployment = Deployment.Of(variant);
        var people = Deployment.Text(deployment.One("Microsoft.Insights/actionGroups")["id"]);
        var metrics = deployment.All("Microsoft.Insights/metricAlerts").ToList();
        var queries = deployment.All("Microsoft.Insights/scheduledQueryRules").ToList();
        Assert.All(metrics, a => Assert.Equal(people, Deployment.Text(a["properties"]!["actions"]![0]!["actionGroupId"])));
        Assert.All(queries, a => Assert.Equal(people, Deployment.Text(a["properties"]!["actions"]!["actionGroups"]![0])));
        Assert.All(metrics.Concat(queries), a => Assert.EndsWith(".", Deployment.Text(a["properties"]!["description"]), StringComparison.Ordinal));
        Assert.Equal(
            [
                "cosmos-availability", "cosmos-throttled", "dead-letters", "deliveries-parked", "delivery-age", "evidence-availability", "follower-lag",
                "function-failed", "host-availability", "http-5xx", "logs-capped", "storage-availability", "vault-availability",
            ],
            metrics.Concat(queries).Select(a => Deployment.Name(a).Split('-', 2)[1]).Order(StringComparer.Ordinal));
    }

    // USD 1.50 a month for a log alert that looks every five minutes, 0.50 for one every quarter of an hour; 0.10 for a series of a metric alert.
    // https://azure.microsoft.com/pricing/details/monitor
    [Theory]
    [MemberData(nameof(Deployment.Environments), MemberType = typeof(Deployment))]
    public void The_alerts_cost_at_most_six_dollars_a_month(string environment)
    {
        var deployment = Deployment.Of(environment);
        var queues = deployment.All("Microsoft.ServiceBus/namespaces/queues").Count();
        var metrics = deployment.All("Microsoft.Insights/metricAlerts")
            .Sum(a => Deployment.Name(a).EndsWith("dead-letters", StringComparison.Ordinal) ? 0.10m * queues : 0.10m);
        var queries = deployment.All("Microsoft.Insights/scheduledQueryRules")
            .Sum(a => Deployment.Text(a["properties"]!["evaluationFrequency"]) == "PT5M" ? 1.50m : 0.50m);
        Assert.InRange(metrics + queries, 1m, 6m);
    }

    [Fact]
    public void In_production_the_stores_cannot_be_deleted_by_one_command()
    {
        var locked = Deployment.Prod.All("Microsoft.Authorization/locks").ToList();
        Assert.All(locked, l => Assert.Equal("CanNotDelete", Deployment.Text(l["properties"]!["level"])));
        foreach (var store in new[] { "Microsoft.DocumentDB/databaseAccounts/", "Microsoft.Storage/storageAccounts/", "Microsoft.KeyVault/vaults/" })
        {
            Assert.Equal(store.StartsWith("Microsoft.Storage", StringComparison.Ordinal) ? 2 : 1,
                locked.Count(l => Deployment.Text(l["id"]).Contains(store, StringComparison.Ordinal)));
        }
        Assert.Empty(Deployment.Dev.All("Microsoft.Authorization/locks"));
    }

    [Fact]
    public void In_production_no_data_are_in_one_zone_alone()
    {
        Assert.True(Deployment.Prod.One("Microsoft.DocumentDB/databaseAccounts")["properties"]!["locations"]![0]!["isZoneRedundant"]!.GetValue<bool>());
        Assert.All(Deployment.Prod.All("Microsoft.Storage/storageAccounts"), a => Assert.Equal("Standard_ZRS", Deployment.Text(a["sku"]!["name"])));
    }

    // In all zones the app costs more than everything else together.
    [Fact]
    public void In_production_the_app_is_in_one_zone_with_one_instance_that_is_always_up()
    {
        Assert.False(Deployment.Prod.One("Microsoft.Web/serverfarms")["properties"]!["zoneRedundant"]!.GetValue<bool>());
        var scale = Deployment.Prod.One("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        Assert.Equal((512, 1), (scale["instanceMemoryMB"]!.GetValue<int>(), scale["alwaysReady"]![0]!["instanceCount"]!.GetValue<int>()));
    }

    // The platform has them anyway, and there the alerts read them; in the logs each row is paid.
    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void No_metric_of_a_service_is_paid_as_a_log(string variant) => Assert.All(
        Deployment.Of(variant).All("Microsoft.Insights/diagnosticSettings"), s => Assert.Null(s["properties"]!["metrics"]));

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void Each_store_and_the_bus_tell_the_workspace_who_changed_what(string variant)
    {
        var settings = Deployment.Of(variant).All("Microsoft.Insights/diagnosticSettings").Select(s => Deployment.Text(s["id"])).ToList();
        foreach (var service in new[] { "Microsoft.DocumentDB", "Microsoft.Storage", "Microsoft.KeyVault", "Microsoft.ServiceBus" })
            Assert.Equal(service == "Microsoft.Storage" ? 2 : 1, settings.Count(s => s.Contains($"/{service}/", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void What_is_spent_and_what_is_logged_has_a_limit_or_a_warning(string variant)
    {
        var deployment = Deployment.Of(variant);
        Assert.InRange(deployment.One("Microsoft.OperationalInsights/workspaces")["properties"]!["workspaceCapping"]!["dailyQuotaGb"]!.GetValue<int>(), 1, 100);
        var budget = deployment.One("Microsoft.Consumption/budgets")["properties"]!;
        Assert.All(budget["notifications"]!.AsObject(), n => Assert.NotEmpty(n.Value!["contactGroups"]!.AsArray()));
    }
}
