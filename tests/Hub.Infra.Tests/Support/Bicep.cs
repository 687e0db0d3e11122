using System.Diagnostics;
using System.Reflection;

namespace Hub.Infra.Tests.Support;

/// <summary>The genuine Bicep compiler. It reaches no network here: no template uses a module from a registry.</summary>
internal static class Bicep
{
    private static readonly string Compiler =
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;

    /// <summary>What a run said.</summary>
    /// <param name="Code">Its exit code: 0 also with warnings.</param>
    /// <param name="Output">What it wrote as its result.</param>
    /// <param name="Diagnostics">Errors and warnings.</param>
    public sealed record Run(int Code, string Output, string Diagnostics);

    /// <summary>Runs a command in the folder of the templates.</summary>
    public static Task<Run> RunAsync(params string[] arguments) => RunInAsync(Repository.Infra, arguments);

    /// <summary>Runs a command in a folder.</summary>
    public static async Task<Run> RunInAsync(string folder, params string[] arguments)
    {
        Assert.True(File.Exists(Compiler), $"{Compiler} is not there: restore the packages of this project.");
        using var process = Process.Start(new ProcessStartInfo(Compiler, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            // A run is short: code that measures itself to become faster costs more than it gains.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var diagnostics = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await diagnostics);
    }

    /// <summary>Evaluates a parameter file with all modules, for a subscription that is not there.</summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="environment">The resource group is named after it.</param>
    /// <param name="file">The file.</param>
    /// <param name="mode"><c>validate</c> against the snapshot beside it, or <c>overwrite</c>.</param>
    public static Task<Run> SnapshotAsync(string folder, string environment, string file, string mode) => RunInAsync(folder,
        "snapshot", file, "--mode", mode, "--subscription-id", "00000000-0000-0000-0000-000000000001", "--resource-group", $"ketenhub-{environment}",
        "--location", "westeurope");
}
