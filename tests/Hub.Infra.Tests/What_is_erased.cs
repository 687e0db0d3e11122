using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Application.Retention;
using Hub.Domain.Contracts;
using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>What the hub erases is gone from the platform in time, and what it keeps the platform keeps too.</summary>
public sealed class What_is_erased
{
    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void A_message_that_the_hub_erased_is_gone_within_days_and_a_photo_within_a_year(string variant)
    {
        foreach (var (account, most) in new[] { ("data", 14), ("evidence", 365) })
        {
            var blobs = Of(variant, "Microsoft.Storage/storageAccounts/blobServices", account)["properties"]!;
            Assert.False(blobs["isVersioningEnabled"]!.GetValue<bool>());
            Assert.InRange(blobs["deleteRetentionPolicy"]!["days"]!.GetValue<int>(), 1, most);
        }
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void The_platform_deletes_messages_that_the_hub_should_have_deleted(string variant)
    {
        var kept = int.Parse(Deployment.Of(variant).Settings["Hub__Retention__RawMessageDays"], CultureInfo.InvariantCulture);
        Assert.Equal(("messages/", kept + 30), Deletion(variant, "data", "messages"));
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void An_erasure_on_request_is_known_for_longer_than_a_backup_can_be_and_then_the_platform_deletes_it(string variant)
    {
        var (prefix, days) = Deletion(variant, "data", "erasures");
        Assert.Equal(("erasures/", (int)Erasure.Kept.TotalDays), (prefix, days));
        Assert.InRange(30, 1, days);
    }

    // Only the hub knows when an order ended. What it can still want is as old as the longest contract and an order that was open for ten years.
    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void The_platform_deletes_no_photo_that_the_hub_may_want(string variant)
    {
        var (prefix, days) = Deletion(variant, "evidence", "evidence");
        Assert.Equal("evidence/", prefix);
        Assert.Equal((Contract.MaxPhotoYears + 10) * 365, days);
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void Photos_go_to_tiers_that_keep_for_less_and_stay_readable_at_once(string variant)
    {
        var rules = Of(variant, "Microsoft.Storage/storageAccounts/managementPolicies", "evidence")["properties"]!["policy"]!["rules"]!.AsArray();
        var tiers = rules.Single(r => Deployment.Text(r!["name"]) == "evidence-tiers")!["definition"]!["actions"]!["baseBlob"]!.AsObject();
        Assert.Equal(
            [("tierToCool", 90), ("tierToCold", 365)], tiers.Select(t => (t.Key, t.Value!["daysAfterModificationGreaterThan"]!.GetValue<int>())));
    }

    [Fact]
    public void Photos_are_immutable_where_a_parameter_says_so_and_no_longer_than_they_are_kept()
    {
        const string Policy = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";
        Assert.Empty(Deployment.Prod.All(Policy));
        var with = Parameters.Deploy("prod", Parameters.Of("prod") + "param photoImmutabilityDays = 2555\nparam longestPhotoYears = 7");
        var policy = with.One(Policy);
        Assert.StartsWith("stevid", Deployment.Text(policy["name"]), StringComparison.Ordinal);
        Assert.Contains("/evidence/", Deployment.Text(policy["name"]), StringComparison.Ordinal);
        var days = policy["properties"]!["immutabilityPeriodSinceCreationInDays"]!.GetValue<int>();
        Assert.Equal(2555, days);
        Assert.InRange(days, 1, int.Parse(with.Settings["Hub__Retention__PhotoYears"], CultureInfo.InvariantCulture) * 365);
    }

    private static (string Prefix, int Days) Deletion(string variant, string account, string container)
    {
        var rules = Of(variant, "Microsoft.Storage/storageAccounts/managementPolicies", account)["properties"]!["policy"]!["rules"]!.AsArray();
        var deletes = rules.Single(r => Deployment.Text(r!["name"]) == $"{container}-delete")!["definition"]!;
        return (Deployment.Text(Assert.Single(deletes["filters"]!["prefixMatch"]!.AsArray())),
            deletes["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!.GetValue<int>());
    }

    private static JsonNode Of(string variant, string type, string account) =>
        Deployment.Of(variant).All(type).Single(r => Deployment.AccountOf(Deployment.Text(r["name"])) == account);
}
