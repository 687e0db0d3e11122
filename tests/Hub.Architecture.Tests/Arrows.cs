using System.Reflection;

namespace Hub.Architecture.Tests;

/// <summary>Which project may know which.</summary>
public sealed class Arrows
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hub.Domain"] = [],
        ["Hub.Pictures"] = [],
        ["Hub.Sqlite"] = [],
        ["Hub.LocalRuntime"] = ["Hub.Sqlite"],
        ["Hub.Application"] = ["Hub.Domain", "Hub.Pictures"],
        ["Hub.Formats"] = ["Hub.Application", "Hub.Domain", "Hub.Pictures"],
        ["Hub.Connectors"] = ["Hub.Application", "Hub.Domain", "Hub.Pictures"],
        ["Hub.Embedded"] = ["Hub.Application", "Hub.Domain", "Hub.Pictures", "Hub.Sqlite"],
        ["Hub.Azure"] = ["Hub.Application", "Hub.Domain", "Hub.Pictures"],
        ["Hub.Demo"] = ["Hub.Application", "Hub.Domain", "Hub.Formats", "Hub.Pictures"],
        ["Hub.Functions"] =
        [
            "Hub.Application", "Hub.Azure", "Hub.Connectors", "Hub.Demo", "Hub.Domain", "Hub.Embedded", "Hub.Formats", "Hub.LocalRuntime", "Hub.Pictures",
            "Hub.Sqlite",
        ],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_that_it_may(string project) =>
        Assert.Empty(Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("Hub.", StringComparison.Ordinal)).Except(Allowed[project]));

    [Fact]
    public void Every_project_under_functions_stands_in_the_table() =>
        Assert.Equal(Repository.Projects("functions").Order(StringComparer.Ordinal), Allowed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_under_functions_references_tests() =>
        Assert.DoesNotContain(Repository.ProjectFiles("functions"), f => File.ReadAllText(f).Replace('\\', '/').Contains("/tests/", StringComparison.Ordinal));

    [Theory]
    [InlineData("Hub.Domain")]
    [InlineData("Hub.Application")]
    public void The_core_knows_no_machine(string project) => Assert.DoesNotContain(
        Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!),
        n => n.StartsWith("System.Net.Http", StringComparison.Ordinal) || n.StartsWith("Azure", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || n.StartsWith("SQLite", StringComparison.Ordinal)
            || n.StartsWith("System.IO.FileSystem", StringComparison.Ordinal));

    [Fact]
    public void The_domain_is_pure() => Assert.DoesNotContain(
        Assembly.Load("Hub.Domain").GetReferencedAssemblies().Select(a => a.Name!),
        n => n.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || n.StartsWith("System.Threading", StringComparison.Ordinal));

    // The flavour for Azure has none of these projects, and only the triggers' namespace differs, which the project file names.
    [Fact]
    public void Only_the_folder_of_the_local_platform_names_what_azure_does_not_have()
    {
        var functions = Path.Combine(Repository.Root, "functions", "Hub.Functions");
        string[] local = ["Hub.LocalRuntime", "Hub.Embedded", "Hub.Sqlite", "Hub.Demo"];
        string[] without = ["Local", "bin", "obj"];
        var wrong =
            from file in Directory.EnumerateFiles(functions, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(functions, file)
            where !without.Contains(path.Split(Path.DirectorySeparatorChar)[0])
            from line in File.ReadLines(file)
            where line.StartsWith("using ", StringComparison.Ordinal) && local.Any(l => line.Contains(l, StringComparison.Ordinal))
            select $"{path}: {line}";
        Assert.Empty(wrong);
    }
}
