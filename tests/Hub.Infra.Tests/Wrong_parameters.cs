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
            param alertEmails = ['ict']
            param monthlyBudget = 75
            param budgetStart = '2026-12-05'
            param cosmosMaxThroughput = 1500
            param publicUrl = 'http://hub.corporatie.example'
            param people = { clientId: '22222222-2222-2222-2222-222222222222', tenantId: 'the-directory-of-corporatie-dot-exam' }
            param photoImmutabilityDays = 3651
            param longestPhotoYears = 9
            param photosCoolAfterDays = 400
            param hub = {
              queuePartner: 'erp', corporationGln: '8712345000001', replacementsShare: '5', oauthIssuer: 'http://login.microsoftonline.com/x/v2.0'
              administrators: 'beheer', mailbox: 'ketenhub', manageKeySecret: 'manage key!', photoYears: 10, teamsWorkflowSecret: 'teams/1'
            }
            param privateNetworking = { addressPrefix: '10.20.0.0/28', isAppPublic: false }
            """, file => Bicep.Evaluate(file, "dev"));
        Assert.Null(snapshot);
        Assert.Contains(
            "'parameters' is not valid: The parameter name is wrong: expected lower-case letters and digits, such as hubdev. "
            + "The parameter alertEmails is wrong: expected mail addresses, such as beheer@corporatie.example. "
            + "The parameter publicUrl is wrong: expected an address such as https://hub.corporatie.example, with nothing behind it. "
            + "The parameter cosmosMaxThroughput is wrong: expected a multiple of 1000. "
            + "The parameter budgetStart is wrong: expected the first day of the month of the first deployment, such as 2026-12-01. "
            + "The parameter hub.corporationGln is wrong: expected 13 digits with a GS1 check digit. "
            + "The parameter hub.replacementsShare is wrong: expected a number from 0 to 1, such as 0.05. "
            + "The parameter hub.oauthIssuer is wrong: expected an address that begins with https://. "
            + "The parameter hub.oauthAudience is wrong: with an issuer /v2.0 expected the client id of the API, for its tokens name no other audience. "
            + "The parameter hub.administrators is wrong: expected mail addresses with commas between them. "
            + "The parameter hub.mailbox is wrong: expected a mail address, such as ketenhub@corporatie.example. "
            + "The parameter hub.manageKeySecret is wrong: expected the name of a secret: letters, digits and hyphens. "
            + "The parameter hub.teamsWorkflowSecret is wrong: expected the name of a secret: letters, digits and hyphens. "
            + "The parameter people.tenantId is wrong: expected the id of a directory, 8-4-4-4-12 hexadecimal digits. "
            + "The parameter photoImmutabilityDays is wrong: expected at most the days of hub.photoYears (10 years), for then photos are deleted. "
            + "The parameter longestPhotoYears is wrong: expected at least hub.photoYears (10 years), for so long photos are kept. "
            + "The parameter photosColdAfterDays is wrong: expected more than photosCoolAfterDays (400 days). "
            + "The parameter privateNetworking.addressPrefix is wrong: expected a range of at least 256 addresses by its first one, such as 10.20.0.0/24. "
            + "The parameter privateNetworking.clientPrefixes is missing: with isAppPublic false nobody else reaches the app. "
            + "The parameter hub.teamsWorkflowSecret cannot go with privateNetworking: the platform reads no secret of a vault that is closed to it. "
            + "The parameters erpPrincipalId and hub.queuePartner go together: give both, or neither. "
            + "The parameters hub.oauthIssuer and hub.oauthAudience go together: give both, or neither", error, StringComparison.Ordinal);
        Assert.DoesNotContain("neither..", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("budgetStart", "'2026-13-01'", "")]
    [InlineData("budgetStart", "'abcdefg-01'", "")]
    [InlineData("budgetStart", "'2024-01-01'", "")]
    [InlineData("publicUrl", "'https://hub.corporatie.example/'", "")]
    [InlineData("erpPrincipalId", "'33333333-3333-3333-3333-33333333333g'", "")]
    [InlineData("hub", "{ corporationGln: '871234500000X' }", ".corporationGln")]
    [InlineData("privateNetworking", "{ addressPrefix: '10.20.0.77/24' }", ".addressPrefix")]
    [InlineData("privateNetworking", "{ addressPrefix: '10.20.0.0/24', clientPrefixes: ['vpn'] }", ".clientPrefixes")]
    public void What_only_looks_right_is_wrong(string parameter, string value, string member)
    {
        var others = new Dictionary<string, string>
        {
            ["name"] = "'hub'", ["alertEmails"] = "['beheer@corporatie.example']", ["monthlyBudget"] = "75", ["budgetStart"] = "'2026-12-01'",
            [parameter] = value,
        };
        var (snapshot, error) = Parameters.Try(string.Join('\n', others.Select(p => $"param {p.Key} = {p.Value}")), file => Bicep.Evaluate(file, "dev"));
        Assert.Null(snapshot);
        Assert.Contains($"The parameter {parameter}{member} is wrong: expected ", error, StringComparison.Ordinal);
    }
}
