using System.Text.Json.Nodes;
using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>The templates, as the genuine compiler takes them.</summary>
public sealed class Compiling
{
    [Fact]
    public async Task Every_file_is_formatted_as_the_compiler_formats_it()
    {
        var copy = Directory.CreateTempSubdirectory("ketenhub-infra");
        try
        {
            foreach (var file in Files()) Copy(file, copy.FullName);
            Assert.Equal(0, (await Bicep.RunInAsync(copy.FullName, "format", "--pattern", "**/*.bicep*")).Code);
            Assert.All(Files(), f => Assert.Equal(
                File.ReadAllText(f), File.ReadAllText(Path.Combine(copy.FullName, Path.GetRelativePath(Repository.Infra, f)))));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_compiler_and_its_linter_have_nothing_to_say_and_every_parameter_and_output_is_described()
    {
        var run = await Bicep.RunAsync("build", "main.bicep", "--stdout");
        // A property that does not exist is a warning, with code 0.
        Assert.Equal((0, ""), (run.Code, run.Diagnostics.Trim()));
        var declared = Templates(JsonNode.Parse(run.Output)!).SelectMany(t => Members(t, "parameters").Concat(Members(t, "outputs"))).ToList();
        Assert.True(declared.Count > 50);
        Assert.Empty(declared.Where(p => string.IsNullOrWhiteSpace((string?)p.Value!["metadata"]?["description"])).Select(p => p.Key));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task The_parameters_of_an_environment_fit(string environment)
    {
        var run = await Bicep.RunAsync("build-params", $"main.{environment}.bicepparam", "--stdout");
        Assert.Equal((0, ""), (run.Code, run.Diagnostics.Trim()));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task What_would_be_deployed_is_the_snapshot(string environment)
    {
        var run = await Bicep.SnapshotAsync(Repository.Infra, environment, $"main.{environment}.bicepparam", "validate");
        Assert.True(run.Code == 0, $"main.{environment}.snapshot.json differs; infra/README.md says how to make it anew.\n{run.Output}{run.Diagnostics}");
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Repository.Infra, "*.bicep*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".bicep" or ".bicepparam");

    private static void Copy(string file, string folder)
    {
        var copy = Path.Combine(folder, Path.GetRelativePath(Repository.Infra, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
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
