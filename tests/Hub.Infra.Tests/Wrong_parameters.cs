using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>Wrong parameters stop before anything is deployed, and a sentence for each says which one it is and what is expected.</summary>
public sealed class Wrong_parameters
{
    [Fact]
    public async Task What_is_missing_or_of_another_kind_is_named()
    {
        var run = await Parameters.TryAsync("""
            param name = 'hub'
            param hub = { contactDays: 0, photoYear: 7 }
            """, (folder, file) => Bicep.RunInAsync(folder, "build-params", file, "--stdout"));
        Assert.NotEqual(0, run.Code);
        foreach (var missing in new[] { "alertEmails", "budgetStart", "monthlyBudget" })
            Assert.Contains($"\"{missing}\"", run.Diagnostics, StringComparison.Ordinal);
        Assert.Contains("minimum allowable value is 1", run.Diagnostics, StringComparison.Ordinal);
        Assert.Contains("\"photoYear\" is not allowed", run.Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_type_can_say_is_said_when_the_template_is_evaluated_all_at_once()
    {
        var run = await Parameters.TryAsync("""
            param name = 'Hub_dev'
            param alertEmails = ['beheer@corporatie.example']
            param monthlyBudget = 75
            param budgetStart = '2026-12-05'
            param cosmosMaxThroughput = 1500
            param publicUrl = 'http://hub.corporatie.example'
            param hub = { queuePartner: 'erp', oauthAudience: 'api://ketenhub' }
            """, (folder, file) => Bicep.SnapshotAsync(folder, "dev", file, "overwrite"));
        Assert.NotEqual(0, run.Code);
        Assert.Contains(
            "The parameter name is wrong: expected lower-case letters and digits, such as hubdev. "
            + "The parameter publicUrl is wrong: expected an address such as https://hub.corporatie.example. "
            + "The parameter cosmosMaxThroughput is wrong: expected a multiple of 1000. "
            + "The parameter budgetStart is wrong: expected the first day of a month, such as 2026-01-01. "
            + "The parameters erpPrincipalId and hub.queuePartner go together: give both, or neither. "
            + "The parameters hub.oauthIssuer and hub.oauthAudience go together: give both, or neither.", run.Diagnostics, StringComparison.Ordinal);
    }
}
