using System.Text.Json.Nodes;
using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>The templates, as the genuine compiler takes them.</summary>
public sealed class Compiling
{
    [Fact]
    public void Every_file_is_formatted_as_the_compiler_formats_it() => Assert.All(
        Directory.EnumerateFiles(Repository.Infra, "*.bicep*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".bicep" or ".bicepparam"),
        file => Assert.Equal(Bicep.Format(file), File.ReadAllText(file)));

    [Fact]
    public void The_compiler_and_its_linter_have_nothing_to_say_and_every_parameter_and_output_is_described()
    {
        var template = Bicep.Build(Path.Combine(Repository.Infra, "main.bicep"));
        // A property that does not exist is a warning alone.
        Assert.Equal((true, ""), (template.IsValid, template.Said));
        var declared = Templates(JsonNode.Parse(template.Contents!)!).SelectMany(t => Members(t, "parameters").Concat(Members(t, "outputs"))).ToList();
        Assert.True(declared.Count > 50);
        Assert.Empty(declared.Where(p => string.IsNullOrWhiteSpace((string?)p.Value!["metadata"]?["description"])).Select(p => p.Key));
    }

    [Theory]
    [MemberData(nameof(Deployment.Environments), MemberType = typeof(Deployment))]
    public void The_parameters_of_an_environment_fit_and_what_would_be_deployed_is_the_snapshot(string environment)
    {
        var file = Path.Combine(Repository.Infra, $"main.{environment}.bicepparam");
        var parameters = Bicep.BuildParameters(file);
        Assert.Equal((true, ""), (parameters.IsValid, parameters.Said));
        var (snapshot, error) = Bicep.Evaluate(file, environment);
        Assert.Null(error);
        var name = $"main.{environment}.snapshot.json";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Repository.Read("infra", name)), JsonNode.Parse(snapshot!)),
            $"{name} differs; infra/README.md says how to make it anew.");
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode template, string kind) => template[kind]?.AsObject().AsEnumerable() ?? [];

    private static IEnumerable<JsonNode> Templates(JsonNode template)
    {
        yield return template;
        // A list in a template without names, else an object.
        var resources = template["resources"] is JsonArray list ? list : template["resources"]!.AsObject().Select(r => r.Value);
        foreach (var resource in resources)
        {
            if ((resource!["properties"] as JsonObject)?["template"] is not { } inner) continue;
            foreach (var nested in Templates(inner)) yield return nested;
        }
    }
}
