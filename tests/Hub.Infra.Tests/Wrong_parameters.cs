using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>Wrong parameters stop before anything is deployed, and a sentence for each says which one it is and what is expected.</summary>
public sealed class Wrong_parameters
{
    [Fact]
    public void What_is_missing_or_of_another_kind_is_named()
    {
        var run = Parameters.Try("""
            param name = 'hub'
            param hub = { contactDays: 0, photoYear: 7 }
            param privateNetworking = { busCapacity: 3 }
            """, Bicep.BuildParameters);
        Assert.False(run.IsValid);
        foreach (var missing in new[] { "alertEmails", "budgetStart", "monthlyBudget" })
            Assert.Contains($"\"{missing}\"", run.Said, StringComparison.Ordinal);
        Assert.Contains("minimum allowable value is 1", run.Said, StringComparison.Ordinal);
        Assert.Contains("\"photoYear\" is not allowed", run.Said, StringComparison.Ordinal);
        Assert.Contains("\"addressPrefix\"", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_type_can_say_is_said_when_the_template_is_evaluated_all_at_once()
    {
        var (snapshot, error) = Parameters.Try("""
            param name = 'Hub_dev'
            param alertEmails = ['beheer@corporatie.example']
            param monthlyBudget = 75
            param budgetStart = '2026-12-05'
            param cosmosMaxThroughput = 1500
            param publicUrl = 'http://hub.corporatie.example'
            param photoImmutabilityDays = 3651
            param longestPhotoYears = 9
            param photosCoolAfterDays = 400
            param hub = { queuePartner: 'erp', oauthAudience: 'api://ketenhub', photoYears: 10, teamsWorkflowSecret: 'teams' }
            param privateNetworking = { addressPrefix: '10.20.0.0/28', isAppPublic: false }
            """, file => Bicep.Evaluate(file, "dev"));
        Assert.Null(snapshot);
        Assert.Contains(
            "The parameter name is wrong: expected lower-case letters and digits, such as hubdev. "
            + "The parameter publicUrl is wrong: expected an address such as https://hub.corporatie.example. "
            + "The parameter cosmosMaxThroughput is wrong: expected a multiple of 1000. "
            + "The parameter budgetStart is wrong: expected the first day of a month, such as 2026-01-01. "
            + "The parameter photoImmutabilityDays is wrong: expected at most the days of hub.photoYears (10 years), for then photos are deleted. "
            + "The parameter longestPhotoYears is wrong: expected at least hub.photoYears (10 years), for so long photos are kept. "
            + "The parameter photosColdAfterDays is wrong: expected more than photosCoolAfterDays (400 days). "
            + "The parameter privateNetworking.addressPrefix is wrong: expected a range of at least 256 addresses, such as 10.20.0.0/24. "
            + "The parameter privateNetworking.clientPrefixes is missing: with isAppPublic false nobody else reaches the app. "
            + "The parameter hub.teamsWorkflowSecret cannot go with privateNetworking: the platform reads no secret of a vault that is closed to it. "
            + "The parameters erpPrincipalId and hub.queuePartner go together: give both, or neither. "
            + "The parameters hub.oauthIssuer and hub.oauthAudience go together: give both, or neither.", error, StringComparison.Ordinal);
    }
}
