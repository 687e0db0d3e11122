using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Demo;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The built program as a process of its own, which can be killed.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private const string Listens = "Ketenhub listens on ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly ChangeSignal _changes = new();
    private Uri? _address;
    private bool _exited;

    private HubProcess(string dataDirectory, (string Name, string Value)[] settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Hub.Functions.dll") },
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Hub__DataDirectory"] = dataDirectory,
                ["Hub__Corporation__Gln"] = Glns.Corporation,
                ["Hub__RequestsPerMinute"] = "1000000",
                // Fifteen short lives gain nothing by instrumented code.
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(_error, line.Data);
        _process.Exited += (_, _) =>
        {
            _exited = true;
            _changes.Notify();
        };
    }

    public Uri Address => _address ?? throw new InvalidOperationException("The hub does not listen yet.");

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public string Error
    {
        get
        {
            lock (_error) return _error.ToString();
        }
    }

    /// <summary>Starts the hub and waits until it listens.</summary>
    public static async Task<HubProcess> StartAsync(string dataDirectory, params (string Name, string Value)[] settings)
    {
        var hub = Begin(dataDirectory, settings);
        await Patience.ForAsync("the hub to listen", c => hub._changes.WaitAsync(() => hub._address is not null || hub._exited, c));
        return hub._address is not null ? hub : throw new InvalidOperationException($"The hub did not start. {hub.Error}\n{hub.Output}");
    }

    /// <summary>Starts the hub and does not wait for anything.</summary>
    public static HubProcess Begin(string dataDirectory, params (string Name, string Value)[] settings) => Begun(new HubProcess(dataDirectory, settings));

    private static HubProcess Begun(HubProcess hub)
    {
        hub._process.Start();
        hub._process.BeginOutputReadLine();
        hub._process.BeginErrorReadLine();
        return hub;
    }

    /// <summary>Runs a hub that is not to start: its exit code and what it wrote to standard error.</summary>
    public static async Task<(int ExitCode, string Error)> FailAsync(string dataDirectory, params (string Name, string Value)[] settings)
    {
        await using var hub = Begin(dataDirectory, settings);
        return (await hub.ExitAsync(), hub.Error);
    }

    /// <summary>Runs a program that ends by itself, with these arguments: its exit code, and what it wrote to standard output and standard error.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(string dataDirectory, params string[] arguments) =>
        RunAsync(dataDirectory, [], arguments);

    /// <summary>As <see cref="RunAsync(string, string[])"/>, with settings in its environment.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string dataDirectory, (string Name, string Value)[] settings, params string[] arguments)
    {
        await using var hub = Begun(new HubProcess(dataDirectory, settings, arguments));
        return (await hub.ExitAsync(), hub.Output, hub.Error);
    }

    /// <summary>SIGKILL: no handler, no flush, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it; the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Patience.Token);
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(Patience.Token);
        return _process.ExitCode;
    }

    private void Hear(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
        if (line.StartsWith(Listens, StringComparison.Ordinal)) _address = new Uri(line[Listens.Length..].Split(' ')[0]);
        _changes.Notify();
    }
}
