using Hub.Functions;
using Hub.Functions.Settings;
using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>A deployment with every parameter that may be left out.</summary>
public sealed class Every_parameter_given
{
    private const string Erp = "33333333-3333-3333-3333-333333333333";

    [Fact]
    public void The_hub_starts_with_what_was_given_and_the_ERP_has_its_two_roles()
    {
        var deployment = Evaluate();
        var hub = HubOptions.From(deployment.Configuration, allowPrivateByDefault: false);
        var azure = AzureSettings.From(deployment.Configuration);

        Assert.Equal(("Voorbeeld", "8712345000004"), (hub.Corporation.Name, hub.Corporation.Gln));
        Assert.Equal((TimeSpan.FromDays(30), TimeSpan.FromDays(200)), (hub.Retention.Contact, hub.Retention.RawMessages));
        Assert.Equal((10, TimeSpan.FromDays(365)), (hub.Retention.PhotoYears, hub.Retention.Audit));
        Assert.Equal((0.1, 5, 100), (hub.Replacements.Share, hub.Replacements.AtLeast, hub.RequestsPerMinute));
        Assert.Equal("44444444-4444-4444-4444-444444444444", hub.OAuth!.Audience);
        Assert.Equal("erp", hub.QueuePartner);
        Assert.Equal("manage-key", hub.ManageKeySecret);
        Assert.Equal(new Uri("https://hub.corporatie.example"), hub.PublicUrl);
        Assert.Equal("11111111-1111-1111-1111-111111111111", Assert.Single(hub.SignIn.Tenants));
        Assert.Equal(TimeSpan.FromHours(8), hub.Notices.DeadlineLead);
        Assert.NotNull(hub.Notices.Teams);
        Assert.Equal(("ketenhub@corporatie.example", false), (azure.Mailbox, azure.CosmosByGateway));
        // A secret stays in the vault: what stands in the settings is its name.
        Assert.Matches(@"^@Microsoft\.KeyVault\(VaultName=kv-[a-z0-9-]+;SecretName=teams\)$", deployment.Settings["Hub__Notices__TeamsWorkflow"]);
        // In all zones the platform keeps at least two instances.
        Assert.True(deployment.One("Microsoft.Web/serverfarms")["properties"]!["zoneRedundant"]!.GetValue<bool>());
        var scale = deployment.One("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        Assert.Equal(2, scale["alwaysReady"]![0]!["instanceCount"]!.GetValue<int>());
        // After a restore the template goes on with the account of that name.
        Assert.Equal("cosmos-restored", Deployment.Name(deployment.One("Microsoft.DocumentDB/databaseAccounts")));
        Assert.Equal(
            ["Azure Service Bus Data Receiver on the queue `outbound`", "Azure Service Bus Data Sender on the queue `inbound`"],
            deployment.Assignments.Where(a => a.PrincipalId == Erp && a.Reason is not null).Select(a => a.Right).Order(StringComparer.Ordinal));
    }

    private static Deployment Evaluate() => Parameters.Deploy("all", $$"""
        param name = 'hub'
        param alertEmails = ['beheer@corporatie.example']
        param monthlyBudget = 75
        param budgetStart = '2026-12-01'
        param publicUrl = 'https://hub.corporatie.example'
        param deletedPhotoDays = 90
        param longestPhotoYears = 15
        param planZoneRedundant = true
        param cosmosAccountName = 'cosmos-restored'
        param photoImmutabilityDays = 365
        param erpPrincipalId = '{{Erp}}'
        param people = {
          clientId: '22222222-2222-2222-2222-222222222222'
          tenantId: '11111111-1111-1111-1111-111111111111'
        }
        param hub = {
          corporationName: 'Voorbeeld'
          corporationGln: '8712345000004'
          contactDays: 30
          rawMessageDays: 200
          photoYears: 10
          auditDays: 365
          replacementsShare: '0.1'
          replacementsAtLeast: 5
          requestsPerMinute: 100
          oauthIssuer: 'https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0'
          oauthAudience: '44444444-4444-4444-4444-444444444444'
          administrators: 'beheer@corporatie.example'
          teamsWorkflowSecret: 'teams'
          deadlineHours: 8
          mailbox: 'ketenhub@corporatie.example'
          queuePartner: 'erp'
          manageKeySecret: 'manage-key'
          cosmosConnectionMode: 'Direct'
          otlpEndpoint: 'https://collector.corporatie.example'
        }
        """);
}
