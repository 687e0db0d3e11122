using System.Text.RegularExpressions;
using Hub.Functions;
using Hub.Functions.Settings;
using Hub.Infra.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Hub.Infra.Tests;

/// <summary>The app's settings in the templates are those that the code reads.</summary>
public sealed partial class Settings_of_the_app
{
    // Of a hub on one machine; in Azure each of them stops the start or does nothing.
    private static readonly string[] OnOneMachine =
    [
        "DataDirectory", "KeyDirectory", "ErasureDirectory", "ManageKey", "AllowPrivateEndpoints", "SignIn:Authority", "SignIn:ClientId", "SignIn:ClientSecret",
        "SignIn:ClientSecretFile", "Smtp:Host", "Smtp:From", "Smtp:Port", "Smtp:Security", "Smtp:User", "Smtp:Password",
    ];

    // Read by the Functions host, the triggers' extensions, the platform or the SDK of identities.
    private static readonly string[] OfThePlatform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "AZURE_CLIENT_ID",
        "AZURE_TOKEN_CREDENTIALS",
        "AzureWebJobsDisableHomepage", "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
        "Cosmos__clientId", "Cosmos__credential", "OTEL_EXPORTER_OTLP_ENDPOINT", "ServiceBus__clientId", "ServiceBus__credential",
    ];

    [Theory]
    [MemberData(nameof(Deployment.Variants), MemberType = typeof(Deployment))]
    public void A_hub_with_the_deployed_settings_starts(string variant)
    {
        var configuration = Deployment.Of(variant).Configuration;
        var options = HubOptions.From(configuration, allowPrivateByDefault: false);
        Assert.NotNull(options.PublicUrl);
        Assert.False(options.AllowPrivateEndpoints);
        var azure = AzureSettings.From(configuration);
        Assert.Equal("https://photos.blob.core.windows.net/evidence", azure.EvidenceContainer.AbsoluteUri);
        Assert.True(azure.CosmosByGateway);
    }

    [Fact]
    public void A_setting_that_is_not_given_is_the_default_of_the_code()
    {
        var deployed = HubOptions.From(Deployment.Dev.Configuration, allowPrivateByDefault: false);
        var bare = HubOptions.From(new ConfigurationBuilder().Build(), allowPrivateByDefault: false);
        Assert.Equal(
            (bare.Retention, bare.Replacements, bare.RequestsPerMinute, bare.Notices.DeadlineLead),
            (deployed.Retention, deployed.Replacements, deployed.RequestsPerMinute, deployed.Notices.DeadlineLead));
    }

    [Fact]
    public void Every_setting_of_the_hub_can_be_given_by_a_parameter_and_no_other_is()
    {
        var given = NameInTemplate().Matches(Repository.Read("infra", "modules", "functionapp.bicep")).Select(m => m.Groups[1].Value)
            .Where(n => n.Contains('_', StringComparison.Ordinal) || n.StartsWith("Azure", StringComparison.Ordinal)).ToList();
        Assert.Equal(given.Count, given.Distinct().Count());
        var used = HubOptions.Names.Except(OnOneMachine).Select(n => $"Hub__{n.Replace(":", "__", StringComparison.Ordinal)}")
            .Concat(OfAzure()).Concat(OfThePlatform);
        Assert.Equal(used.Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_setting_that_is_left_out_of_the_templates_is_one_of_the_code() => Assert.Empty(OnOneMachine.Except(HubOptions.Names));

    [Fact]
    public void A_secret_is_given_by_its_name_in_the_vault() => Assert.Contains(
        "'@Microsoft.KeyVault(VaultName=${vaultName};SecretName=", Repository.Read("infra", "modules", "functionapp.bicep"), StringComparison.Ordinal);

    // The rows of the table of settings in Azure that are not the hub's own.
    private static IEnumerable<string> OfAzure() => RowOfSetting().Matches(Repository.Read("README.md")).Select(m => m.Groups[1].Value)
        .Select(n => n.Replace(":", "__", StringComparison.Ordinal));

    [GeneratedRegex(@"name: '(\w+)'")]
    private static partial Regex NameInTemplate();

    [GeneratedRegex(@"^\| `((?:Cosmos|Blobs|Evidence|KeyVault|ServiceBus|Graph):\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex RowOfSetting();
}
