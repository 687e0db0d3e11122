using System.Diagnostics;
using Hub.WorkerHost;

namespace Hub.Worker.Tests;

/// <summary>What may be published for Azure.</summary>
public sealed class Deployments
{
    [Fact]
    public async Task What_names_a_stand_in_of_an_extension_is_refused_outside_the_tests()
    {
        var project = Path.Combine(Published.Root, "functions", "Hub.Functions", "Hub.Functions.csproj");
        string[] arguments = ["msbuild", project, "-target:RefuseStandIns", "-property:HubRuntime=Azure", $"-property:PublishDir={Published.Folder}/", "-nologo"];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.Equal(1, build.ExitCode);
        Assert.Contains("error HUB0001", output, StringComparison.Ordinal);
    }
}
