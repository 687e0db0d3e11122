using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Functions.Settings;
using Hub.Infra.Tests.Support;
using Hub.LocalRuntime;
using YamlDotNet.RepresentationModel;

namespace Hub.Infra.Tests;

/// <summary>The pipeline signs in without a secret, may no more than it needs, deploys the flavour for Azure, and says whether the hub answers.</summary>
public sealed partial class Pipeline
{
    private static readonly string[] Files = ["deploy.yml", "deploy-to.yml"];

    private static IEnumerable<string> Texts => Files.Select(f => Repository.Read(".github", "workflows", f));

    private static IEnumerable<YamlNode> Workflows => Files.Select(f => Yaml.Read(".github", "workflows", f));

    private static Dictionary<string, YamlNode> Jobs => Workflows.SelectMany(w => w.Find("jobs").Members()).ToDictionary(j => j.Key, j => j.Value);

    private static IEnumerable<YamlNode> Steps => Jobs.Values.SelectMany(j => j.Find("steps").Items());

    [Fact]
    public void Each_job_may_read_the_code_and_no_more_unless_it_signs_in_to_Azure()
    {
        Assert.All(Workflows, w => Assert.Empty(w.Find("permissions").Members()));
        foreach (var (name, job) in Jobs)
        {
            var given = job.Find("permissions").Members().ToDictionary(p => p.Key, p => ((YamlScalarNode)p.Value).Value);
            // A job that calls the other file hands its own permissions on.
            var signsIn = job.Text("uses") is not null || job.Find("steps").Items().Any(SignsIn);
            Assert.Equal(signsIn ? "contents: read, id-token: write" : "contents: read", string.Join(", ", given.Select(p => $"{p.Key}: {p.Value}")));
            Assert.True(!signsIn || job.Text("uses") is not null || job.Text("environment") is not null, $"{name} signs in without an environment.");
        }
    }

    [Fact]
    public void It_signs_in_by_a_token_of_its_own_and_knows_ids_alone()
    {
        Assert.All(Texts, t => Assert.DoesNotContain("secrets.", t, StringComparison.Ordinal));
        var logins = Steps.Where(SignsIn).ToList();
        Assert.Equal(2, logins.Count);
        Assert.All(logins, s => Assert.Equal(
            ["client-id ${{ vars.AZURE_CLIENT_ID }}", "subscription-id ${{ vars.AZURE_SUBSCRIPTION_ID }}", "tenant-id ${{ vars.AZURE_TENANT_ID }}"],
            s.Find("with").Members().Select(m => $"{m.Key} {m.Value}").Order(StringComparer.Ordinal)));
        Assert.Contains("head.repo.full_name == github.repository", Jobs["what-if"].Text("if"), StringComparison.Ordinal);
    }

    // A tag can be moved to other code, which would then run with the right to deploy.
    [Fact]
    public void Each_action_is_named_by_its_commit()
    {
        var used = Steps.Concat(Jobs.Values).Select(s => s.Text("uses")).OfType<string>().ToList();
        Assert.True(used.Count > 10);
        Assert.All(used, u => Assert.Matches("^(\\./\\.github/workflows/deploy-to\\.yml|[a-z/-]+@[0-9a-f]{40})$", u));
    }

    // Those of an environment are known to its steps alone.
    [Fact]
    public void Variables_of_an_environment_are_read_by_steps()
    {
        foreach (var job in Jobs.Values.Where(j => j.Text("environment") is not null))
        {
            var outside = job.Members().Where(m => m.Key is not ("steps" or "runs-on")).Select(m => m.Value.ToString());
            Assert.All(outside, v => Assert.DoesNotContain("vars.", v, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_script_fails_where_a_part_of_it_does() =>
        Assert.All(Workflows, w => Assert.Equal("bash", w.Find("defaults")!.Find("run")!.Text("shell")));

    // What a branch or a title is called would be run as code.
    [Fact]
    public void No_script_holds_an_expression() => Assert.All(
        Steps.Select(s => s.Text("run")).OfType<string>(), r => Assert.DoesNotContain("${{", r, StringComparison.Ordinal));

    [Fact]
    public void It_deploys_the_flavour_for_Azure_once_all_tests_have_passed_to_dev_and_then_to_prod()
    {
        const string Publish = "dotnet publish functions/Hub.Functions -p:HubRuntime=Azure -c Release -o bin/hub";
        Assert.Contains(Jobs["publish"].Find("steps").Items(), s => s.Text("run") == Publish);
        Assert.Equal(["check", "test", "publish"], Jobs["dev"].Find("needs").Items().Select(n => n.ToString()));
        Assert.Equal(["check", "test", "publish", "dev"], Jobs["prod"].Find("needs").Items().Select(n => n.ToString()));
        Assert.All(Jobs["prod"].Find("needs").Items(),
            n => Assert.Contains($"needs.{n}.result == 'success'", Jobs["prod"].Text("if"), StringComparison.Ordinal));
        Assert.Contains(Jobs["test"].Find("steps").Items(), s => s.Text("run") == "bash tests/run.sh");
        Assert.Equal("azure-${{ inputs.environment }}", Jobs["deploy"].Find("concurrency")!.Text("group"));
        Assert.Equal("false", Jobs["deploy"].Find("concurrency")!.Text("cancel-in-progress"));
    }

    // Reviewers of an environment are to be had in private repositories with GitHub Enterprise alone.
    [Fact]
    public void What_is_merged_reaches_prod_only_where_a_variable_says_so() => Assert.EndsWith(
        "(needs.dev.result == 'success' && github.event_name == 'push' && vars.PROD_ON_MERGE == 'true' || inputs.environment == 'prod')",
        Jobs["prod"].Text("if")!.TrimEnd(), StringComparison.Ordinal);

    // Lines of their own, for whoever deploys has filled in the files of this repository.
    [Theory]
    [InlineData("param alertEmails = ['beheer@corporatie.example']", 1)]
    [InlineData("corporationName: 'Woningcorporatie Voorbeeld'", 1)]
    [InlineData("corporationGln: '8712345000004'", 1)]
    [InlineData("oauthAudience: '33333333-3333-3333-3333-333333333333'", 1)]
    [InlineData("param alertEmails = ['beheer@woonhart.nl'] // 8c1f0d2e-3b4a-4c5d-9e6f-7a8b9c0d1e2f", 0)]
    public void The_sample_is_not_deployed_until_it_is_filled_in(string line, int code)
    {
        const string Check = "Refuse the values of the sample";
        var (exit, said) = Shell.Run(Script(Check).Replace("\"infra/main.$ENVIRONMENT.bicepparam\"", "<<< \"$LINE\"", StringComparison.Ordinal),
            new() { ["ENVIRONMENT"] = "prod", ["LINE"] = line });
        Assert.Equal(code, exit);
        Assert.Equal(code == 1, said.Contains($"{line}\n::error::infra/main.prod.bicepparam still has values of the sample.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_looks_for_the_same_values_of_the_sample() => Assert.Contains(
        Regex.Match(Script("Refuse the values of the sample"), "grep -nE '[^']+'").Value, Repository.Read("infra", "README.md"), StringComparison.Ordinal);

    [Fact]
    public void Each_environment_has_its_parameters_and_the_compiler_is_that_of_the_tests()
    {
        var byHand = Yaml.Read(".github", "workflows", "deploy.yml").Find("on")!.Find("workflow_dispatch")!.Find("inputs")!;
        var files = Directory.EnumerateFiles(Repository.Infra, "main.*.bicepparam").Select(f => Path.GetFileName(f).Split('.')[1]);
        Assert.Equal(files.Order(StringComparer.Ordinal), byHand.Find("environment")!.Find("options").Items().Select(o => o.ToString()));
        var version = typeof(Pipeline).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BicepVersion").Value!;
        var installed = Texts.SelectMany(t => Compiler().Matches(t)).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal([version, version], installed);
    }

    [Fact]
    public void What_it_asks_the_deployed_hub_is_a_route_of_the_code_and_an_output_of_the_templates()
    {
        var asked = Regex.Match(Script("Wait until the hub is ready"), "\"\\$URL/([^\"]+)\"").Groups[1].Value;
        Assert.Contains(asked, typeof(HubOptions).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters())
            .SelectMany(p => p.GetCustomAttributes(inherit: true)).OfType<HttpTriggerAttribute>().Select(t => t.Route));
        var main = Repository.Read("infra", "main.bicep");
        Assert.All(Output().Matches(Script("Deploy the services")),
            o => Assert.Contains($"\noutput {o.Groups[1].Value} string", main, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("503 000 200", 0, "Attempt 2: 000")]
    [InlineData("503", 1, "::error::The hub in dev is not ready after 30 attempts; the last answer was 503.")]
    public void It_waits_for_a_hub_that_starts_and_fails_where_none_does(string answers, int code, string says)
    {
        var (exit, said) = Shell.Run(Script("Wait until the hub is ready"), new()
        {
            ["URL"] = "https://hub.example", ["ENVIRONMENT"] = "dev", ["ANSWERS"] = answers, ["GITHUB_STEP_SUMMARY"] = "/dev/null",
        },
        // The last answer goes on.
        "curl() { set -- $ANSWERS; shift $((attempt <= $# ? attempt - 1 : $# - 1)); printf %s \"$1\"; }; sleep() { :; }");
        Assert.Equal(code, exit);
        Assert.Contains(says, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Azure", 0)]
    [InlineData("Local", 1)]
    [InlineData("", 1)]
    public void Azd_publishes_the_flavour_for_Azure_or_nothing(string runtime, int code)
    {
        var azd = Yaml.Read("azure.yaml");
        var hub = azd.Find("services")!.Find("hub")!;
        Assert.True(File.Exists(Path.Combine(Repository.Root, azd.Find("infra")!.Text("path")!, $"{azd.Find("infra")!.Text("module")}.bicepparam")));
        Assert.Contains("'azd-service-name': 'hub'", Repository.Read("infra", "modules", "functionapp.bicep"), StringComparison.Ordinal);
        Assert.Equal(code, Shell.Run(hub.Find("hooks")!.Find("prepackage")!.Find("posix")!.Text("run")!, new() { ["HubRuntime"] = runtime }).Code);
    }

    private static bool SignsIn(YamlNode step) => step.Text("uses")?.StartsWith("azure/login@", StringComparison.Ordinal) is true;

    private static string Script(string name) => Steps.Single(s => s.Text("name") == name).Text("run")!;

    [GeneratedRegex(@"az bicep install --version v([\d.]+)")]
    private static partial Regex Compiler();

    [GeneratedRegex(@"jq -er \.(\w+)\.value")]
    private static partial Regex Output();
}
