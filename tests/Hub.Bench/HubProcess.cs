using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Hub.Bench;

/// <summary>The hub in its own process with its own data directory; disposing removes both.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    public const string ManageKey = "manage-key-of-the-bench";

    private readonly Process _process;
    private readonly string _data;

    private HubProcess(Process process, string data, Uri address)
    {
        _process = process;
        _data = data;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Milliseconds from the start of the process to its first answer.</summary>
    public double FirstAnswer { get; private set; }

    /// <summary>Processor time of the hub so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double MemoryMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public double PeakMemoryMiB
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The hub's resident memory, without the system's page cache.</summary>
    public double ResidentMiB => OperatingSystem.IsLinux() ? Status("VmRSS") : MemoryMiB;

    /// <summary>Peak resident memory since <see cref="ForgetPeak"/>, as the kernel counts it (VmHWM).</summary>
    public double ResidentAtMostMiB => OperatingSystem.IsLinux() ? Status("VmHWM") : PeakMemoryMiB;

    /// <summary>Resets the kernel's peak (proc(5), clear_refs); where that is not permitted, the peak includes the start.</summary>
    public void ForgetPeak()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The peak of memory counts from the start of the hub: {e.Message}");
        }
    }

    public static async Task<HubProcess> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hub.Functions.dll"), "--urls", address.ToString()])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Hub__DataDirectory"] = data, ["Hub__ManageKey"] = ManageKey, ["Hub__RequestsPerMinute"] = "10000000",
                ["Hub__Corporation__Gln"] = "8712345000004",
            },
        };
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var hub = new HubProcess(process, data, address);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException("The hub did not start.");
            try
            {
                using var answer = await hub.Http.GetAsync("/api/health/ready");
                if (answer.IsSuccessStatusCode) break;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                // Not listening yet: the time until it does is measured.
                await Task.Delay(5);
            }
        }
        hub.FirstAnswer = watch.Elapsed.TotalMilliseconds;
        return hub;
    }

    public async Task PutAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put,
            $"/api/v1/manage/{path}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-API-KEY", ManageKey);
        using var answer = await Http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task<string> KeyAsync(string partner)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/manage/partners/{partner}/keys");
        request.Headers.Add("X-API-KEY", ManageKey);
        using var answer = await Http.SendAsync(request);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("key").GetString()!;
    }

    /// <summary>The hub's readiness report, for diagnosis where something is missing.</summary>
    public async Task<string> BacklogAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/health/ready") { Headers = { { "X-API-KEY", ManageKey } } };
        using var answer = await Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
