using System.Diagnostics;

namespace Hub.Infra.Tests.Support;

/// <summary>Runs a script as the pipeline does.</summary>
internal static class Shell
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">Its environment.</param>
    /// <param name="before">Functions in place of programs.</param>
    public static (int Code, string Said) Run(string script, Dictionary<string, string> variables, string before = "")
    {
        var start = new ProcessStartInfo("bash", ["-c", $"set -eo pipefail\n{before}\n{script}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.Result);
    }
}
