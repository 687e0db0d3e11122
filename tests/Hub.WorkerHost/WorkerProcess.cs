using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hub.WorkerHost;

/// <summary>The process of a published worker, started as the Functions host starts it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _console = new();
    private readonly Process _process;

    /// <param name="directory">What was published.</param>
    /// <param name="grpc">Where the host listens.</param>
    /// <param name="settings">The app settings.</param>
    /// <param name="ended">Told, with what the worker wrote to its console, when the process has ended.</param>
    public WorkerProcess(string directory, Uri grpc, IReadOnlyDictionary<string, string> settings, Action<string> ended)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        var program = description.GetProperty("defaultExecutablePath").GetString()!.Replace("{WorkerRoot}", directory + "/", StringComparison.Ordinal);
        var start = new ProcessStartInfo(program == "dotnet" ? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? program : program)
        {
            WorkingDirectory = directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(directory, description.GetProperty("defaultWorkerPath").GetString()!),
                "--functions-uri", grpc.ToString(),
                "--functions-worker-id", Guid.NewGuid().ToString(),
                "--functions-request-id", Guid.NewGuid().ToString(),
                // Without it the worker takes no message at all.
                "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
            },
            Environment =
            {
                ["FUNCTIONS_APPLICATION_DIRECTORY"] = directory,
                ["FUNCTIONS_WORKER_DIRECTORY"] = directory,
                ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            },
        };
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => ended(Console);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What the worker wrote to its console so far.</summary>
    public string Console => string.Join('\n', _console);

    /// <summary>Peak resident memory, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Ends without an answer, as a machine that is taken away.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for the process that was asked to end, and kills it where it does not.</summary>
    public async Task ExitAsync()
    {
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await _process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    public void Dispose() => _process.Dispose();

    private void Keep(string? line)
    {
        if (line is not null) _console.Enqueue(line);
    }
}
