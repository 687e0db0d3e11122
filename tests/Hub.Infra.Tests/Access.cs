using System.Text.RegularExpressions;
using Hub.Functions.Settings;
using Hub.Infra.Tests.Support;
using Hub.LocalRuntime;

namespace Hub.Infra.Tests;

/// <summary>Who may do what in the deployed hub: no keys, and no role without a use.</summary>
public sealed partial class Access
{
    private static readonly string[] RolesOfCode =
    [
        "Cosmos DB Built-in Data Contributor", "Storage Blob Data Contributor", "Storage Blob Delegator", "Key Vault Secrets Officer",
        "Azure Service Bus Data Sender", "Azure Service Bus Data Receiver",
    ];

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void The_identity_has_the_roles_that_the_guide_names_each_with_its_reason_and_no_other(string variant)
    {
        var rows = Rows(Repository.Read("infra", "README.md"), "## Who may do what").ToDictionary(r => $"{r[0]} on {r[1]}", r => r[2]);
        var given = Deployment.Of(variant).Assignments.ToDictionary(a => a.Right, a => a.Reason);
        Assert.Equal(rows.Keys.Order(StringComparer.Ordinal), given.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, Assert.NotEmpty);
        // The portal shows the same reason as the guide.
        Assert.All(given.Where(a => a.Value is not null), a => Assert.Equal($"{char.ToUpperInvariant(rows[a.Key][0])}{rows[a.Key][1..]}.", a.Value));
        Assert.Equal("Cosmos DB Built-in Data Contributor on the database `ketenhub`", Assert.Single(given, a => a.Value is null).Key);
    }

    // The account of the host and Application Insights are the platform's; the code's own clients use the others.
    [Fact]
    public void The_identity_has_every_role_that_the_code_uses_where_it_uses_it()
    {
        var used = Rows(Repository.Read("functions", "Hub.Azure", "README.md"), "# Hub.Azure").Where(r => r[0] is not "Exchange Online")
            .SelectMany(r => Used(r[1], r[2]));
        var given = Deployment.Prod.Assignments.Select(a => a.Right).Where(
            r => !r.EndsWith("the account of the host", StringComparison.Ordinal) && !r.EndsWith("Insights", StringComparison.Ordinal));
        Assert.Equal(used.Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void No_service_takes_a_key_and_none_is_open_to_all(string variant)
    {
        var deployment = Deployment.Of(variant);
        Assert.All(deployment.All("Microsoft.Storage/storageAccounts").Select(a => a["properties"]!), a =>
        {
            Assert.False(a["allowSharedKeyAccess"]!.GetValue<bool>());
            Assert.False(a["allowBlobPublicAccess"]!.GetValue<bool>());
        });
        foreach (var type in new[] { "Microsoft.DocumentDB/databaseAccounts", "Microsoft.ServiceBus/namespaces" })
            Assert.True(deployment.One(type)["properties"]!["disableLocalAuth"]!.GetValue<bool>());
        Assert.True(deployment.One("Microsoft.Insights/components")["properties"]!["DisableLocalAuth"]!.GetValue<bool>());
        Assert.True(deployment.One("Microsoft.OperationalInsights/workspaces")["properties"]!["features"]!["disableLocalAuth"]!.GetValue<bool>());
        var vault = deployment.One("Microsoft.KeyVault/vaults")["properties"]!;
        Assert.True(vault["enableRbacAuthorization"]!.GetValue<bool>());
        Assert.True(vault["enablePurgeProtection"]!.GetValue<bool>());
        Assert.All(deployment.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies"), p => Assert.False(p["properties"]!["allow"]!.GetValue<bool>()));
        Assert.True(deployment.One("Microsoft.Web/sites")["properties"]!["httpsOnly"]!.GetValue<bool>());
    }

    // Below /api partners show keys and tokens that only the hub can check.
    [Fact]
    public void People_sign_in_at_every_route_but_those_of_partners()
    {
        var validation = Deployment.Prod.One("Microsoft.Web/sites/config")["properties"]!["globalValidation"]!;
        Assert.True(validation["requireAuthentication"]!.GetValue<bool>());
        Assert.Equal("/api/*", Deployment.Text(Assert.Single(validation["excludedPaths"]!.AsArray())));
        var routes = typeof(HubOptions).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters())
            .SelectMany(p => p.GetCustomAttributes(inherit: true)).OfType<HttpTriggerAttribute>().Select(t => t.Route!);
        Assert.Equal(["api", "dashboard", "{nothing:maxlength(0)?}"], routes.Select(r => r.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_nobody_signs_in_the_platform_lets_every_request_through_to_the_hub() =>
        Assert.False(Deployment.Dev.One("Microsoft.Web/sites/config")["properties"]!["platform"]!["enabled"]!.GetValue<bool>());

    private static IEnumerable<string> Used(string roles, string scopes) => roles.Split(';').Zip(scopes.Split(';')).SelectMany(pair =>
        from role in RolesOfCode
        where pair.First.Contains(role.Replace("Azure Service Bus ", "", StringComparison.Ordinal), StringComparison.Ordinal)
        from scope in Scopes(pair.Second.Trim())
        select $"{role} on {scope}");

    private static IEnumerable<string> Scopes(string text)
    {
        var names = Quoted().Matches(text).Select(m => m.Value).ToList();
        return names.Count == 0 ? [text] : names.Select(n => $"the {text.TrimStart()["the ".Length..].Split(' ')[0].TrimEnd('s')} {n}");
    }

    // The first table of a section, without its heading.
    private static IEnumerable<string[]> Rows(string text, string heading) =>
        RowOfRole().Matches(Section(text, heading)).Select(m => m.Groups.Values.Skip(1).Select(g => g.Value.Trim()).ToArray()).Skip(2);

    private static string Section(string text, string heading)
    {
        var start = text.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The heading {heading} is not there.");
        var end = text.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"^\|([^|\n]+)\|([^|\n]+)\|([^|\n]+)\|$", RegexOptions.Multiline)]
    private static partial Regex RowOfRole();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Quoted();
}
