using System.Diagnostics;
using Hub.PowerBi.Tests.Support;

namespace Hub.PowerBi.Tests;

/// <summary>What Microsoft's schemas, checker of reports and parser of Power Query say of the project.</summary>
public sealed class Checks_of_Microsoft
{
    [Fact]
    public async Task They_find_no_fault()
    {
        var modules = Path.Combine(Files.Root, "tests", ".powerbi");
        Assert.True(
            Directory.Exists(Path.Combine(modules, "node_modules", "ajv")),
            "The checks are not installed. tests/run.sh installs them, or: "
                + "cp -R tests/Hub.PowerBi.Tests/checks tests/.powerbi && npm install --prefix tests/.powerbi");
        var script = Path.Combine(Files.Root, "tests", "Hub.PowerBi.Tests", "checks", "check.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, Files.Folder, modules])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await said + await errors);
        // It looked at all of them.
        var files = Project.Files.Keys.Count(f => !f.EndsWith(".tmdl", StringComparison.Ordinal) && !f.Contains("StaticResources", StringComparison.Ordinal));
        Assert.Contains($"{files} files by their schemas", await said, StringComparison.Ordinal);
        Assert.Contains("Ketenhub.Report: succeeded", await said, StringComparison.Ordinal);
    }
}
